/** The entry that is bundled as `hatopo`. */
import { text } from 'node:stream/consumers';
import { main } from './main.ts';

// A reader that stops early (`| head`) is no failure of ours.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
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
  width: process.stdout.columns ?? 100,
  cwd: process.cwd(),
}).then((code) => {
  process.exitCode = code;
});
