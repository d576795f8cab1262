/**
 * Runs a command that must not outlive whoever started it: `node guard.ts COMMAND ARGUMENTS…`
 *
 * The starter holds the other end of standard input. It closes when the starter ends, however it
 * ends, and with it goes this process's whole group: the command and all that it started.
 */

import { spawn } from 'node:child_process';

const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

child.on('error', (error) => {
  console.error(`${command} could not be started: ${error.message}`);
  process.exit(127);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 128 : 1)));

// the command gets these as well, being in the group; its answer is ours
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});

process.stdin.resume().on('close', () => {
  if (process.platform === 'win32') child.kill();
  else process.kill(-process.pid, 'SIGKILL');
});
