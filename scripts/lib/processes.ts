/** Child processes that never outlive their limit or this process: see guard.ts. */

import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { PlainError } from './steps.ts';

export interface RunOptions {
  readonly cwd?: string;
  /** Added to this process's environment; `undefined` takes a name out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds until the process and its children are ended. */
  readonly limit: number;
  /** Called with every line that the process prints. */
  readonly onLine?: (line: string) => void;
  /** How many of its last lines an error quotes; 25 when left out. */
  readonly lastLines?: number;
}

/** A process that goes on in the background. */
export interface Background {
  readonly child: ChildProcess;
  /** All that it printed so far, standard output and error as they came, the last 200,000 characters. */
  output(): string;
  /** Resolves with the exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Ends the process and its children: politely, then by force after two seconds. */
  stop(): Promise<void>;
}

const guard = path.join(import.meta.dirname, 'guard.ts');

/** Starts a process that {@link Background.stop} or the end of this process ends. */
export function start(command: string, args: readonly string[], options: Omit<RunOptions, 'limit'> = {}): Background {
  const spawnOptions: SpawnOptions = {
    cwd: options.cwd,
    env: environment(options.env),
    // a group of its own, so that a whole tree can be ended: npm's children, a server's
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
  };
  const child = spawn(process.execPath, [guard, command, ...args], spawnOptions);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-200_000);
      if (!options.onLine) return;
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine(line);
    });
  }
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => {
      reject(new PlainError(`${command} could not be started: ${error.message}`));
    });
    child.once('close', resolve);
  });
  ended.catch(() => {}); // whoever waits hears of it; nobody has to
  return {
    child,
    ended,
    output: () => output,
    stop: () => stop(child),
  };
}

/** Runs a process to its end and returns what it printed; anything but exit code 0 is an error with its last lines. */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const background = start(command, args, options);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void background.stop();
  }, options.limit);
  try {
    const code = await background.ended;
    if (code === 0 && !late) return background.output();
    const what = late ? `was stopped after ${Math.round(options.limit / 1000)} s` : `ended with exit code ${code}`;
    const last = background
      .output()
      .trimEnd()
      .split('\n')
      .slice(-(options.lastLines ?? 25))
      .join('\n');
    throw new PlainError(`${[command, ...args].join(' ')}\n${what}${last ? `; its last words:\n${last}` : ''}`);
  } finally {
    clearTimeout(timer);
  }
}

function environment(changes: RunOptions['env']): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const [name, value] of Object.entries(changes ?? {})) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
  return env;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    signal(child, 'SIGKILL'); // children that outlived it
    return;
  }
  const closed = once(child, 'close');
  signal(child, 'SIGTERM');
  const force = setTimeout(() => signal(child, 'SIGKILL'), 2000);
  await closed;
  clearTimeout(force);
  signal(child, 'SIGKILL');
}

/** Signals the whole group; one that is already gone is what was wanted. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // gone
  }
}
