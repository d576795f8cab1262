import { describe, expect, test } from 'vitest';
import { readerOf } from '../../../../engine/rules/author/properties.ts';
import { collections, kindsIn, meaningIn, namesOf } from '../../../../language/checks/rule-paths.ts';
import { type BodyId, modes } from '../../../../language/vocabulary/index.ts';

/** The kinds of the model by the words of the language, where they differ. */
const inModel: Readonly<Record<string, string>> = { nic: 'adapter', 'virtual nic': 'virtual-adapter' };

/** Every kind to which a path can lead. */
function reachable(): readonly BodyId[] {
  const found = new Set<BodyId>(modes.map(({ mode }) => mode));
  const todo = [...collections.flatMap((word) => kindsIn(word, [])), ...found];
  for (let kind = todo.pop(); kind !== undefined; kind = todo.pop()) {
    found.add(kind);
    for (const name of namesOf([kind])) {
      const meaning = meaningIn([kind], name);
      for (const next of meaning && 'kinds' in meaning ? meaning.kinds : []) if (!found.has(next)) todo.push(next);
    }
  }
  return [...found];
}

describe('whatever the checks and the completion let a path say is read from the model', () => {
  for (const kind of reachable()) {
    const isMode = modes.some(({ mode }) => mode === kind);
    const known = isMode ? 'service' : (inModel[kind] ?? kind);
    test(kind, () => {
      expect(namesOf([kind]).filter((name) => !readerOf(known as never, name))).toEqual([]);
    });
  }
});
