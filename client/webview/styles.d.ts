/** The build collects style sheets into out/webview/main.css. */
declare module '*.css';
