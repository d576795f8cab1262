/** VS Code's server with its web workbench, which npm ships as code-server. */

import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../lib/processes.ts';
import { inRepo } from '../lib/repo.ts';
import { PlainError, step } from '../lib/steps.ts';
import { cached } from './cache.ts';
import { provisionCompilers } from './system.ts';

const version = '4.139.1';

/** The modules that are compiled here; without the first the extension host ends at once. */
const nativeModules = ['@vscode/native-watchdog', '@vscode/spdlog'];

/** An installed code-server. */
export interface CodeServer {
  /** The program that serves the editor to a person. */
  readonly entry: string;
  /** VS Code's own server below it, which can also run an extension's tests. */
  readonly serverMain: string;
}

/** Installs code-server in the cache unless it is there; says what is missing where it cannot be. */
export async function provisionCodeServer(): Promise<CodeServer> {
  requireNode24();
  const name = `code-server-${version}-${process.platform}-${process.arch}`;
  const folder = await cached(name, install);
  const packageFolder = path.join(folder, 'node_modules', 'code-server');
  return {
    entry: path.join(packageFolder, 'out', 'node', 'entry.js'),
    serverMain: path.join(packageFolder, 'lib', 'vscode', 'out', 'server-main.js'),
  };
}

/** The editor's own modules are built for the Node that npm's scripts run on. */
function requireNode24(): void {
  const [major] = process.versions.node.split('.');
  if (Number(major) >= 24) return;
  throw new PlainError(`The editor needs Node 24, this is ${process.versions.node}: start it with an npm script.`);
}

async function install(folder: string): Promise<void> {
  await provisionCompilers();
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const code = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  await step(`Fetching code-server ${version} (once on this machine)`, () =>
    npm(folder, {}, 'install', '--ignore-scripts', '--omit=dev', `code-server@${version}`),
  );
  await step("Fetching the editor's own packages", async () => {
    await npm(code, {}, 'install', '--ignore-scripts', '--omit=dev');
    await npm(path.join(code, 'extensions'), {}, 'install', '--ignore-scripts', '--omit=dev');
  });
  await step('Compiling two native modules', async () => {
    allowScripts(path.join(code, 'package.json'));
    const headers = await nodeHeaders(path.join(folder, 'headers'));
    await npm(code, { npm_config_nodedir: headers }, 'rebuild', ...nativeModules);
    for (const name of nativeModules) requireCompiled(path.join(code, 'node_modules', name));
  });
}

/** Runs npm in a folder of the cache, apart from the project that runs us. */
export async function npm(cwd: string, extra: Record<string, string>, ...args: string[]): Promise<void> {
  const env: Record<string, string | undefined> = {
    ...extra,
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    // npm hands these of the script that runs us to its children; here they mean another folder
    npm_config_local_prefix: undefined,
    npm_config_prefix: undefined,
    npm_config_omit_lockfile_registry_resolved: undefined,
    npm_config_ignore_scripts: undefined,
    npm_config_dry_run: undefined,
    npm_config_workspace: undefined,
    npm_package_json: undefined,
    INIT_CWD: undefined,
  };
  const cli = process.env.npm_execpath;
  const [command, ...first] = cli?.endsWith('npm-cli.js') ? [process.execPath, cli] : ['npm'];
  await run(command as string, [...first, ...args], { cwd, env, limit: 900_000 });
}

/**
 * A folder with Node's headers in `include/node`; node-gyp would download them otherwise. Both native
 * modules are N-API, so the headers of another version serve as well. The npm package `node`, whose
 * Node runs this, brings its own; where an install has pruned them, its package is fetched again.
 */
async function nodeHeaders(folder: string): Promise<string> {
  const binary = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const packageName = `${binary}-${process.platform}-${process.arch}`;
  const candidates = [
    inRepo('node_modules', 'node', 'node_modules', packageName),
    path.resolve(path.dirname(realpathSync(process.execPath)), '..'),
    '/usr',
    '/usr/local',
  ];
  const found = candidates.find(hasHeaders);
  if (found) return found;
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  await npm(folder, {}, 'install', '--no-save', '--ignore-scripts', `${packageName}@${process.versions.node}`);
  const fetched = path.join(folder, 'node_modules', packageName);
  if (hasHeaders(fetched)) return fetched;
  throw new PlainError(`The npm package ${packageName} has no headers of Node. On Debian: apt-get install libnode-dev`);
}

function hasHeaders(folder: string): boolean {
  return existsSync(path.join(folder, 'include', 'node', 'node_api.h'));
}

/** An npm that asks for permission first is told that these two may run their install scripts. */
function allowScripts(file: string): void {
  const json = JSON.parse(readFileSync(file, 'utf8'));
  json.allowScripts = Object.fromEntries(nativeModules.map((name) => [name, true]));
  writeFileSync(file, `${JSON.stringify(json, undefined, 2)}\n`);
}

function requireCompiled(folder: string): void {
  if (existsSync(path.join(folder, 'build', 'Release'))) return;
  throw new PlainError(`npm rebuild did not compile ${folder}`);
}
