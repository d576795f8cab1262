/** The entry that is bundled as `hatopo`. */
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { reasonOf } from './files.ts';
import { main } from './main.ts';

for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that stops early (`| head`) is no failure of ours.
    if (error.code === 'EPIPE') return;
    if (stream === process.stdout) process.stderr.write(`The report could not be written: ${reasonOf(error)}.\n`);
    process.exit(2);
  });

const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
// https://no-color.org: any text but the empty one.
const refused = (NO_COLOR !== undefined && NO_COLOR !== '') || TERM === 'dumb';

void main(process.argv.slice(2), {
  out: (written) => void process.stdout.write(written),
  err: (written) => void process.stderr.write(written),
  input: () => text(process.stdin),
  colour: forced || (process.stdout.isTTY === true && !refused),
  // some terminals state none, as 0
  width: process.stdout.columns || 100,
  cwd: process.cwd(),
  // where it is bundled it stands beside this file's folder
  page: join(import.meta.dirname, '..', 'webview'),
  server: join(import.meta.dirname, '..', 'server', 'main.js'),
}).then((code) => {
  process.exitCode = code;
});
