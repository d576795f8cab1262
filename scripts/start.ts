/**
 * `npm start`: plays an example in the terminal, then serves the examples in an editor with the
 * extension. What this machine lacks is said, and the rest goes on.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { start } from './lib/processes.ts';
import { inRepo, root, vsixFile } from './lib/repo.ts';
import { main, step } from './lib/steps.ts';
import { packageExtension } from './package.ts';
import { provisionCodeServer } from './vscode/code-server.ts';
import { type Editor, serveEditor } from './vscode/editor.ts';

/** Where the editor is served when nothing else is there. */
const port = 4680;

const example = 'examples/avaya-duplication.hatopo';
const scenario = "Active virtual machine's host fails";

await main(async () => {
  await step('Building hatopo', packageExtension);
  await play();
  const home = mkdtempSync(path.join(os.tmpdir(), 'hatopo-start-'));
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));
  const editor = await serve(home);
  if (editor) await untilStopped(editor);
});

/** Runs the example's scenario as a person would on the command line. */
async function play(): Promise<void> {
  console.log(`\n$ hatopo simulate ${example} --scenario "${scenario}"\n`);
  const args = [inRepo('out', 'cli', 'hatopo.cjs'), 'simulate', example, '--scenario', scenario];
  const run = start(process.execPath, args, {
    cwd: root,
    env: { FORCE_COLOR: process.stdout.isTTY ? '1' : undefined },
    onLine: (line) => console.log(line),
  });
  const code = await run.ended;
  if (code !== 0) console.log(`\nhatopo simulate ended with exit code ${code}.`);
  console.log('');
}

async function serve(home: string): Promise<Editor | undefined> {
  try {
    await step('Making the editor ready', provisionCodeServer);
    const editor = await step('Starting the editor', () =>
      serveEditor({ home, folder: inRepo('examples'), vsix: [vsixFile], port }),
    );
    console.log(`\nThe examples are open at   ${editor.url}`);
    tellInstall();
    console.log('Ctrl-C stops the editor.');
    return editor;
  } catch (error) {
    console.log(`\nThe editor cannot be served here. ${(error as Error).message}`);
    tellInstall();
    return undefined;
  }
}

function tellInstall(): void {
  console.log(`In your own VS Code:       code --install-extension ${path.relative(process.cwd(), vsixFile)}\n`);
}

/** Waits for Ctrl-C, or for a server that ends by itself. */
async function untilStopped(editor: Editor): Promise<void> {
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  const code = await Promise.race([asked, editor.ended]);
  if (code === undefined) console.log('\nThe editor is stopped.');
  else console.log(`\nThe editor's server ended (${code}):\n${editor.output()}`);
  await editor.stop();
}
