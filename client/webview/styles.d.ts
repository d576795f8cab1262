/** The build collects style sheets into out/webview/main.css, and takes pictures as text. */
declare module '*.css';
declare module '*.svg' {
  const text: string;
  export default text;
}
