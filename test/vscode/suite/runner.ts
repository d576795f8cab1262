/** Runs tests inside VS Code's extension host, where no test framework of Node's can be started. */

type Test = { readonly name: string; readonly run: () => Promise<void> | void };

/** A test's result, as {@link report} writes it and the host that started the suite reads it. */
export interface SuiteResult {
  readonly name: string;
  /** What went wrong; absent when the test passed. */
  readonly failure?: string;
  readonly milliseconds: number;
}

/** Starts a line that holds a result, among whatever else the extension host logs. */
export const resultMark = 'hatopo-suite-result:';

/** Longest time for one test, in milliseconds. */
const limit = 30_000;

const tests: Test[] = [];

/** Declares a test; it runs in the order of declaration, after the ones before it. */
export function test(name: string, run: Test['run']): void {
  tests.push({ name, run });
}

/** Runs every declared test, writes a line for each, and fails if one failed. */
export async function runAll(): Promise<void> {
  let failed = 0;
  for (const { name, run } of tests) {
    const start = performance.now();
    const failure = await outcome(run);
    if (failure) failed++;
    report({ name, milliseconds: Math.round(performance.now() - start), ...(failure && { failure }) });
  }
  if (failed > 0) throw new Error(`${failed} of ${tests.length} tests failed`);
}

async function outcome(run: Test['run']): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`not done after ${limit / 1000} s`)), limit);
    });
    await Promise.race([run(), late]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
  }
}

function report(result: SuiteResult): void {
  console.log(`${resultMark}${JSON.stringify(result)}`);
}
