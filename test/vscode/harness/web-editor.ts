/**
 * VS Code in a browser alone, as on vscode.dev: no server but one for files. The packaged extension runs in a worker on another
 * origin, and so does its language server; the folder is a virtual one, which an extension of the test keeps in memory.
 */

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { vsixFile } from '../../../scripts/lib/repo.ts';
import { quietSettings } from '../../../scripts/vscode/editor.ts';
import { provisionVscodeWeb } from '../../../scripts/vscode/vscode-web.ts';
import { zipEntries } from '../../package/zip.ts';

export interface WebEditor {
  /** The address that shows the folder. */
  readonly url: string;
  /** Every address that was asked for, and was not there. */
  readonly missing: readonly string[];
  stop(): void;
}

/**
 * The editor's name; what runs on other origins has names below it, so that a browser counts them as one site and lets the
 * panel's page keep a service worker.
 */
const site = 'editor.localhost';

/** Where the folder of the test is. */
export const folder = { scheme: 'memfs', path: '/work' };

/** Serves the editor with these files in its folder, by their paths. */
export async function startWebEditor(files: Readonly<Record<string, string>>): Promise<WebEditor> {
  const editor = await provisionVscodeWeb();
  const extension = new Map(zipEntries(readFileSync(vsixFile)).map(({ name, content }) => [name, content]));
  const missing: string[] = [];
  const contentOf = (name: string): Buffer | string | undefined => {
    const [, top = '', rest = ''] = /^\/([^/]*)\/?(.*)$/.exec(name) ?? [];
    if (top === '') return workbench(port());
    if (top === 'memory') return memoryExtension(files)[rest];
    if (top === 'hatopo') return extension.get(`extension/${rest}`)?.();
    // the worker's and the webview's pages are asked for by quality and commit
    const [, , within = rest] = /^(stable\/test\/)(.*)$/.exec(rest) ?? [];
    return top === 'editor' ? fileIn(editor, within) : undefined;
  };
  const server = createServer(({ url = '/' }, answer) => {
    const { pathname } = new URL(url, 'http://localhost');
    const content = contentOf(decodeURIComponent(pathname));
    if (content === undefined) missing.push(pathname);
    answer.writeHead(content === undefined ? 404 : 200, {
      'content-type': types[path.extname(pathname)] ?? 'text/html',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    answer.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = () => portOf(server);
  return {
    url: `http://${site}:${port()}/`,
    missing,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.html': 'text/html',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function fileIn(root: string, name: string): Buffer | undefined {
  const file = path.resolve(root, name);
  if (!file.startsWith(root + path.sep)) return undefined;
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** The page that starts the workbench, with what a host such as vscode.dev says of itself. */
function workbench(port: number): string {
  const here = `${site}:${port}`;
  const construction = {
    productConfiguration: {
      quality: 'stable',
      commit: 'test',
      enableTelemetry: false,
      webEndpointUrlTemplate: `http://{{uuid}}.${here}/editor/{{quality}}/{{commit}}`,
      webviewContentExternalBaseUrlTemplate: `http://{{uuid}}.${here}/editor/{{quality}}/{{commit}}/out/vs/workbench/contrib/webview/browser/pre/`,
    },
    additionalBuiltinExtensions: ['/hatopo', '/memory'].map((name) => ({
      scheme: 'http',
      authority: here,
      path: name,
    })),
    configurationDefaults: quietSettings,
  };
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<link data-name="vs/workbench/workbench.web.main" rel="stylesheet" href="/editor/out/vs/workbench/workbench.web.main.css">
</head>
<body aria-label=""></body>
<script src="/editor/out/vs/loader.js"></script>
<script src="/editor/out/vs/webPackagePaths.js"></script>
<script>
  for (const name of Object.keys(self.webPackagePaths))
    self.webPackagePaths[name] = location.origin + '/editor/node_modules/' + name + '/' + self.webPackagePaths[name];
  require.config({ baseUrl: location.origin + '/editor/out', recordStats: true, paths: self.webPackagePaths,
    trustedTypesPolicy: window.trustedTypes?.createPolicy('amdLoader', { createScriptURL: (url) => url }) });
</script>
<script src="/editor/out/vs/workbench/workbench.web.main.nls.js"></script>
<script src="/editor/out/vs/workbench/workbench.web.main.js"></script>
<script>
  require(['vs/workbench/workbench.web.main'], ({ create, URI }) => {
    const construction = ${JSON.stringify(construction)};
    const workspace = { folderUri: URI.from(${JSON.stringify(folder)}) };
    create(document.body, {
      ...construction,
      additionalBuiltinExtensions: construction.additionalBuiltinExtensions.map((each) => URI.revive(each)),
      workspaceProvider: { workspace, trusted: true, open: async () => false },
    });
  });
</script>
</html>`;
}

/** An extension whose files are in memory, as those of a repository on the web are. */
function memoryExtension(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return {
    'package.json': JSON.stringify({
      name: 'memory',
      publisher: 'test',
      version: '1.0.0',
      engines: { vscode: '^1.91.0' },
      browser: './main.js',
      activationEvents: ['*', `onFileSystem:${folder.scheme}`],
    }),
    'main.js': `
      const { EventEmitter, FileSystemError, FileType, workspace } = require('vscode');
      const files = new Map(Object.entries(${JSON.stringify(files)}).map(([name, text]) =>
        ['${folder.path}/' + name, new TextEncoder().encode(text)]));
      const changed = new EventEmitter();
      const below = (folder) => [...files.keys()].filter((name) => name.startsWith(folder === '/' ? '/' : folder + '/'));
      const provider = {
        onDidChangeFile: changed.event,
        watch: () => ({ dispose() {} }),
        stat({ path }) {
          const content = files.get(path);
          if (content) return { type: FileType.File, ctime: 0, mtime: 0, size: content.length };
          if (below(path).length > 0) return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
          throw FileSystemError.FileNotFound(path);
        },
        readDirectory({ path }) {
          const depth = path.split('/').length;
          const entries = new Map(below(path).map((name) => {
            const parts = name.split('/');
            return [parts[depth], parts.length === depth + 1 ? FileType.File : FileType.Directory];
          }));
          return [...entries];
        },
        readFile({ path }) {
          const content = files.get(path);
          if (!content) throw FileSystemError.FileNotFound(path);
          return content;
        },
        writeFile(uri, content) { files.set(uri.path, content); changed.fire([{ type: 1, uri }]); },
        delete(uri) { files.delete(uri.path); changed.fire([{ type: 3, uri }]); },
        rename(from, to) { files.set(to.path, files.get(from.path)); files.delete(from.path); },
        createDirectory() {},
      };
      exports.activate = ({ subscriptions }) =>
        subscriptions.push(workspace.registerFileSystemProvider('${folder.scheme}', provider, { isCaseSensitive: true }));
    `,
  };
}
