/**
 * Everything that must hold, in the order of how soon it answers: `npm test`. Goes on after a
 * failure, and ends with one line that counts tests and checks alike.
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import generate from './generate.ts';
import { run } from './lib/processes.ts';
import { inRepo, root } from './lib/repo.ts';
import { main, step } from './lib/steps.ts';
import { packageExtension } from './package.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The parts of vitest's JSON report that are counted. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

const counts: Counts = { passed: 0, failed: 0, skipped: 0 };

/** The npm scripts that check the sources as they are. */
const sourceChecks = ['typecheck', 'lint', 'check:arrows', 'check:dead'];

await main(async () => {
  await check('generated from the grammar', generate);
  for (const script of sourceChecks) await check(script, () => npmRun(script));
  await vitest('unit');
  if (await check('package', packageExtension)) {
    await vitest('package');
    await vitest('vscode');
  } else {
    counts.failed++;
    console.log('✗ package and vscode tests: there is no extension to test');
  }
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
  if (counts.failed > 0) process.exitCode = 1;
});

/** Runs one check as a step, counts it, and prints why it failed. */
async function check(name: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await step(name, work);
    counts.passed++;
    return true;
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    counts.failed++;
    return false;
  }
}

function npmRun(script: string): Promise<string> {
  return run('npm', ['run', '--silent', script], { cwd: root, limit: 300_000, lastLines: 200 });
}

/** Runs a project of vitest's, its output as it comes, and adds what it counted. */
async function vitest(project: string): Promise<void> {
  const report = inRepo('out', 'test', `${project}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const args = [
    inRepo('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...['--project', project],
    ...['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report],
  ];
  console.log(`\n· ${project} tests`);
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', resolve);
  });
  add(code, report);
}

function add(code: number | null, report: string): void {
  const ran: VitestReport | undefined = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  counts.passed += ran?.numPassedTests ?? 0;
  counts.failed += ran?.numFailedTests ?? 0;
  counts.skipped += (ran?.numPendingTests ?? 0) + (ran?.numTodoTests ?? 0);
  // a file that could not be loaded, or a run that was cut short, has no test to blame
  if (code !== 0 && !ran?.numFailedTests) counts.failed++;
}
