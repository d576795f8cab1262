import { describe, expect, test } from 'vitest';
import { formatText } from '../../../language/format/index.ts';
import { type Loaded, loadText } from '../../../language/load.ts';
import type { Refactoring } from '../../../language/refactor/refactoring.ts';
import { exampleNames, exampleText } from '../../support/topology.ts';
import { errorsOf, everything, moves, pairs, reloaded, textsAfter } from './refactored.ts';

/** What a topology says, whatever file or template says it. */
function said({ topology }: Loaded): unknown {
  const bare = (id: string) => id.replace(/^[^#]*#/, '');
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string') return bare(value);
    if (Array.isArray(value)) return value.map(plain);
    if (value instanceof Map)
      return Object.fromEntries([...value].map(([id, each]) => [bare(String(id)), plain(each)]).sort());
    if (value === null || typeof value !== 'object') return value;
    const rest = Object.entries(value).filter(([key]) => key !== 'source' && key !== 'order');
    return Object.fromEntries(rest.map(([key, each]) => [key, plain(each)]));
  };
  return plain(topology.elements);
}

async function expectSound(before: Loaded, errors: readonly string[], refactoring: Refactoring): Promise<Loaded> {
  const texts = textsAfter(before, refactoring);
  const after = await reloaded(texts);
  for (const document of after.services.shared.workspace.LangiumDocuments.all) {
    const { lexerErrors, parserErrors } = document.parseResult;
    expect([refactoring.title, ...lexerErrors, ...parserErrors]).toEqual([refactoring.title]);
  }
  for (const error of errorsOf(after)) expect(errors, refactoring.title).toContain(error);
  for (const text of Object.values(texts)) expect(formatText(text, after.services), refactoring.title).toBe(text);
  return after;
}

describe.each(exampleNames)('%s', (name) => {
  test('what is extracted, inlined and split says the same', { timeout: 60_000 }, async () => {
    const text = exampleText(name);
    const before = await loadText(text);
    const errors = errorsOf(before);
    const seen = new Set<string>();
    for (const { index } of text.matchAll(/\b(host|server|vm|template|site) [\w]/g)) {
      for (const refactoring of everything(before, index + 1)) {
        // of those who take one template, or are alike, one is enough
        const key = `${refactoring.title} ${refactoring.edits.length}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const after = await expectSound(before, errors, refactoring);
        expect(said(after), refactoring.title).toEqual(said(before));
      }
    }
    expect(seen.size).toBeGreaterThan(0);
  });

  test('every move and every pair that is offered breaks nothing', { timeout: 120_000 }, async () => {
    const before = await loadText(exampleText(name));
    const errors = errorsOf(before);
    const offered = [
      ...before.topology.vms.flatMap((vm) => moves(before, vm.name)),
      ...before.topology.services.flatMap((service) => pairs(before, service.name)),
    ];
    for (const refactoring of offered) await expectSound(before, errors, refactoring);
  });
});
