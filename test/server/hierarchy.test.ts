/** The call hierarchy: what something needs, and what needs it. */

import { describe, expect, test } from 'vitest';
import type { CallHierarchyItem, Range } from 'vscode-languageserver-protocol';
import { exampleNames, exampleText } from '../support/topology.ts';
import { inMemory, marked, opened, positionIn } from './support/services.ts';

async function hierarchyAt(input: string, files: Readonly<Record<string, string>> = {}) {
  const services = inMemory();
  const { text, offsets } = marked(input);
  const document = await opened(services, text, files);
  const provider = services.hatopo.lsp.CallHierarchyProvider;
  const items =
    (await provider?.prepareCallHierarchy(document, {
      textDocument: { uri: document.uri.toString() },
      position: positionIn(document, offsets[0] ?? 0),
    })) ?? [];
  const textAt = (uri: string, range: Range) => {
    const file = services.shared.workspace.LangiumDocuments.all.find((each) => each.uri.toString() === uri);
    return file?.textDocument.getText(range);
  };
  const outgoing = async (item = items[0] as CallHierarchyItem) => (await provider?.outgoingCalls({ item })) ?? [];
  const incoming = async (item = items[0] as CallHierarchyItem) => (await provider?.incomingCalls({ item })) ?? [];
  return { services, document, items, outgoing, incoming, textAt };
}

const text = `site S {
  network lan
  storage san { kind: san }
  template Esxi { storage: san  nic n0 -> lan for management }
  cluster C { ha
    host A : Esxi
    host B : Esxi
  }
}
vm one on S.A { disk: S.san  nic e0 -> S.lan via n0 }
vm two on S.B { disk: S.san }
service Web : duplication { active: one  standby: two }
endpoint Users : sip { on: S.lan  registers: Web }
`;

describe('what something needs', () => {
  const needs = async (at: string) => {
    const { outgoing, items, textAt } = await hierarchyAt(text.replace(at.replace('<|>', ''), at));
    const calls = await outgoing();
    return calls.map(({ to, fromRanges }) => {
      const places = fromRanges.map((range) => textAt(items[0]?.uri ?? '', range)).join(' ');
      return `${to.name}: ${places} ${fromRanges[0]?.start.line}`;
    });
  };

  test('one step, each at the place that says so', async () => {
    expect((await needs('vm <|>one')).sort()).toEqual(['A: A 9', 'C: one 9', 'e0: e0 9', 'san: san 9']);
    expect(await needs('service <|>Web')).toEqual(expect.arrayContaining(['one: one 11', 'two: two 11']));
    expect((await needs('registers: <|>Web')).sort()).toEqual(['one: one 11', 'two: two 11']);
    expect((await needs('nic <|>e0')).sort()).toEqual(['lan: lan 9', 'n0: n0 9', 'n0: n0 9']);
  });

  test('of a template’s adapter, of every host that takes the template', async () => {
    const { items } = await hierarchyAt(text.replace('nic n0', 'nic <|>n0'));
    expect(items.map(({ detail }) => detail)).toEqual(['adapter site S, of A', 'adapter site S, of B']);
  });
});

describe('what needs something', () => {
  test('names who needs it, at the place in its text', async () => {
    const { incoming, textAt } = await hierarchyAt(text.replace('storage san', 'storage <|>san'));
    const calls = await incoming();
    expect(calls.map(({ from, fromRanges }) => `${from.name} ${fromRanges.map((r) => textAt(from.uri, r))}`)).toEqual([
      'one san',
      'two san',
    ]);
  });

  test('goes on from there, step by step', async () => {
    const { incoming } = await hierarchyAt(text.replace('host A', 'host <|>A'));
    const seen: string[] = [];
    let [next] = await incoming();
    for (let calls = await incoming(); calls.length > 0 && seen.length < 5; ) {
      next = calls.find(({ from }) => from.name === 'one') ?? calls[0];
      seen.push(next?.from.name ?? '');
      calls = await incoming(next?.from as CallHierarchyItem);
    }
    expect(seen).toEqual(['one', 'Web', 'Users']);
  });

  test('in files that import it, where they are opened', async () => {
    const { items, outgoing, textAt } = await hierarchyAt('import "./far.hatopo"\nvm v on f<|>ar\nvm w on far', {
      'far.hatopo': 'site S { host far }',
    });
    expect(items.map(({ name, uri }) => `${uri} ${name}`)).toEqual(['file:///far.hatopo far']);
    const [site] = await outgoing();
    expect(site?.to).toMatchObject({ name: 'S', uri: 'file:///far.hatopo' });
    // nothing in the host's text names the site around it
    expect(site?.fromRanges.map((range) => textAt('file:///far.hatopo', range))).toEqual(['far']);
  });
});

test('what is no part of a topology has no hierarchy', async () => {
  for (const input of ['template <|>T { cpu: 4 }', 'scenario "<|>S" { }', '// <|>', 'vm <|>v on nowhere', '<|>'])
    expect((await hierarchyAt(input)).items, input).toEqual([]);
});

test('an item of a text that is gone leads nowhere', async () => {
  const { services, items, outgoing, incoming } = await hierarchyAt('host h\nvm <|>v on h');
  const [item] = items as [CallHierarchyItem];
  const gone = { ...item, data: { ...(item.data as object), id: 'gone' } };
  expect(await outgoing(gone)).toEqual([]);
  expect(await incoming({ ...item, data: undefined })).toEqual([]);
  await services.shared.workspace.DocumentBuilder.update(
    [],
    [services.shared.workspace.LangiumDocuments.all.head()?.uri as never],
  );
  expect(await outgoing({ ...item, data: { root: 'file:///none.hatopo', id: 'v' } })).toEqual([]);
});

test.each(exampleNames)('every range of %s lies in the text of the one that needs', async (name) => {
  const example = exampleText(name);
  const at = example.search(/(?<=service )\w/);
  const { items, outgoing, document } = await hierarchyAt(`${example.slice(0, at)}<|>${example.slice(at)}`);
  expect(items).toHaveLength(1);
  const open = [items[0] as CallHierarchyItem];
  const seen = new Set<string>();
  for (const item of open) {
    for (const { to, fromRanges } of await outgoing(item)) {
      for (const { start, end } of fromRanges)
        expect(document.textDocument.getText({ start, end })).toMatch(/^[\w.-]+$/);
      const key = JSON.stringify(to.data);
      if (!seen.has(key)) open.push(to);
      seen.add(key);
    }
  }
  expect(seen.size).toBeGreaterThan(3);
});
