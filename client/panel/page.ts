/** The page of the panel: an empty document that may load its own script and style, and nothing else. */
import { Uri, type Webview } from 'vscode';

export function panelPage(webview: Webview, extensionUri: Uri): string {
  const file = (name: string) => String(webview.asWebviewUri(Uri.joinPath(extensionUri, 'out', 'webview', name)));
  const once = nonce();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${once}'`,
    // the picture itself, on its way to a PNG
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>hatopo</title>
<link rel="stylesheet" href="${file('main.css')}">
</head>
<body>
<main id="app" aria-busy="true"></main>
<script nonce="${once}" src="${file('main.js')}"></script>
</body>
</html>`;
}

function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes));
}
