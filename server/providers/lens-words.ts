/** What code lenses say. */
import type { ScenarioResult } from '../protocol.ts';

/** `✓ held`, `✗ 2 of 6 fail`. @param isOfThisText or of what the text was before it was edited */
export function resultWords(result: Omit<ScenarioResult, 'scenario'>, isOfThisText: boolean): string {
  return `${wordsOf(result)}${isOfThisText ? '' : ', before the last edit'}`;
}

function wordsOf({ outcome, expectations, failures }: Omit<ScenarioResult, 'scenario'>): string {
  if (outcome === 'errored') return '✗ not played: the text has errors';
  if (outcome === 'failed') return `✗ ${failures} of ${expectations} ${failures === 1 ? 'fails' : 'fail'}`;
  return expectations > 0 ? '✓ held' : '✓ played, nothing is expected';
}

export function countedWords(scenarios: number): string {
  return scenarios === 0 ? 'no scenario' : `${scenarios} scenario${scenarios === 1 ? '' : 's'}`;
}
