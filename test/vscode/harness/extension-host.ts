/** Runs the suite in a real extension host: VS Code's server, driven by a browser as its smoke tests are. */

import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../../scripts/lib/ports.ts';
import { type Background, start } from '../../../scripts/lib/processes.ts';
import { inRepo } from '../../../scripts/lib/repo.ts';
import { provisionCodeServer } from '../../../scripts/vscode/code-server.ts';
import { ownEnvironment, ready } from '../../../scripts/vscode/editor.ts';
import { resultMark, type SuiteResult } from '../suite/runner.ts';
import { openBrowser } from './browser.ts';

/** The suite as `npm run build` writes it. */
export const suiteFile = inRepo('out', 'test', 'suite.cjs');

/** How long the whole suite may take, in milliseconds. */
const limit = 180_000;

export interface SuiteRun {
  readonly results: readonly SuiteResult[];
  /** The exit code that the extension host gave: 0 when every test passed. */
  readonly exitCode: number;
  /** What the extension host logged besides. */
  readonly log: string;
}

/** Runs the suite with the extension as it is built in this repository, in a copy of examples/. */
export async function runSuite(): Promise<SuiteRun> {
  if (!existsSync(suiteFile)) throw new Error('The suite is not built: run npm run build first.');
  const home = mkdtempSync(path.join(os.tmpdir(), 'hatopo-suite-'));
  const folder = path.join(home, 'examples');
  cpSync(inRepo('examples'), folder, { recursive: true });
  const port = await freePort();
  const server = await startServer(home, port);
  try {
    await ready(server, `http://127.0.0.1:${port}/version`);
    return await drive(`127.0.0.1:${port}`, folder);
  } catch (error) {
    throw new Error(`${(error as Error).message}\nThe server printed:\n${server.output()}`);
  } finally {
    await server.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function startServer(home: string, port: number): Promise<Background> {
  const { serverMain } = await provisionCodeServer();
  const args = [
    serverMain,
    ...['--host', '127.0.0.1', '--port', String(port)],
    ...['--server-data-dir', path.join(home, 'server')],
    ...['--user-data-dir', path.join(home, 'user-data')],
    ...['--extensions-dir', path.join(home, 'extensions')],
    ...['--telemetry-level', 'off'],
    '--without-connection-token',
    '--accept-server-license-terms',
    '--disable-workspace-trust',
    '--enable-smoke-test-driver',
  ];
  return start(process.execPath, args, { env: ownEnvironment });
}

async function drive(authority: string, folder: string): Promise<SuiteRun> {
  const browser = await openBrowser();
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    const results: SuiteResult[] = [];
    const log: string[] = [];
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      for (const arg of args) readLine(String(arg), results, log);
    });
    const exitCode = new Promise<number>((resolve, reject) => {
      void page.exposeFunction('codeAutomationExit', (code: number) => resolve(code));
      setTimeout(
        () => reject(new Error(`The suite did not end within ${limit / 1000} s\n${log.join('\n')}`)),
        limit,
      ).unref();
    });
    await page.goto(address(authority, folder), { waitUntil: 'domcontentloaded', timeout: 60_000 });
    return { exitCode: await exitCode, results, log: log.join('\n') };
  } finally {
    await browser.close();
  }
}

function readLine(text: string, results: SuiteResult[], log: string[]): void {
  for (const line of text.split('\n')) {
    const at = line.indexOf(resultMark);
    if (at >= 0) results.push(JSON.parse(line.slice(at + resultMark.length)));
    else log.push(line);
  }
}

function address(authority: string, folder: string): string {
  const remote = (file: string) => `vscode-remote://${authority}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(inRepo())],
    ['extensionTestsPath', remote(suiteFile)],
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `http://${authority}/?${query}`;
}
