/** One line a step on the terminal, with the time that it took; a sign of life every ten seconds. */

const heartbeat = 10_000;

/** What a step may do while it runs. */
export interface Step {
  /** Says what the step is at; shown with the next sign of life. */
  at(detail: string): void;
}

/** Runs `work` as a named step: prints its name, signs of life, and how long it took. */
export async function step<T>(name: string, work: (step: Step) => Promise<T> | T): Promise<T> {
  const start = performance.now();
  let detail = '';
  console.log(`· ${name}`);
  const timer = setInterval(() => {
    console.log(`  … ${detail || name} (${elapsed(start)})`);
  }, heartbeat);
  try {
    const result = await work({
      at: (text) => {
        detail = text;
      },
    });
    console.log(`✓ ${name} (${elapsed(start)})`);
    return result;
  } catch (error) {
    console.log(`✗ ${name} (${elapsed(start)})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** The time since `start` (of performance.now) as people read it: `0.4 s`, `2 min 5 s`. */
export function elapsed(start: number): string {
  const seconds = (performance.now() - start) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** A failure whose message says all that a person needs: shown without a stack. */
export class PlainError extends Error {
  override name = 'PlainError';
}

/** Runs a script's main function; a PlainError ends it with its message alone and exit code 1. */
export async function main(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof PlainError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
