/** The entry that is bundled as `hatopo`. */
import { main } from './main.ts';

// A reader that stops early (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const forced = process.env.FORCE_COLOR !== undefined && process.env.FORCE_COLOR !== '0';

void main(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colour: forced || (process.stdout.isTTY === true && process.env.NO_COLOR === undefined),
  width: process.stdout.columns ?? 100,
  cwd: process.cwd(),
}).then((code) => {
  process.exitCode = code;
});
