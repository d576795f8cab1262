/** Folding, growing selections, links and names over all files. */

import { describe, expect, test } from 'vitest';
import type { SelectionRange } from 'vscode-languageserver-protocol';
import { exampleNames, exampleText } from '../support/topology.ts';
import { inMemory, marked, opened, positionIn } from './support/services.ts';

describe('folding', () => {
  const services = inMemory();
  let count = 0;
  /** The first and last line that fold together, with the kind. */
  const folds = async (text: string) => {
    const document = await opened(services, text, {}, `file:///fold${count++}.hatopo`);
    const lines = text.split('\n');
    const ranges = await services.hatopo.lsp.FoldingRangeProvider?.getFoldingRanges(document, {
      textDocument: { uri: document.uri.toString() },
    });
    return (ranges ?? [])
      .map(
        ({ startLine, endLine, kind }) =>
          `${lines[startLine]?.trim()} … ${lines[endLine]?.trim()}${kind ? ` (${kind})` : ''}`,
      )
      .sort();
  };

  test('bodies, comments, imports and regions', async () => {
    const text = `import "./a.hatopo"

import "./b.hatopo"
// one
// two

/// What it is,
/// in two lines
site S {
  host h { cpu: 4 }
  cluster C {
    ha { admission: off }
  }
} // "{"
/* a
   block { */
// #region Machines
vm v on h {
  memory: 4 GB
}
// #endregion
// lone`;
    expect(await folds(text)).toEqual([
      '/* a … block { */ (comment)',
      '// #region Machines … // #endregion (region)',
      '// one … // two (comment)',
      '/// What it is, … /// in two lines (comment)',
      'cluster C { … ha { admission: off }',
      'import "./a.hatopo" … import "./b.hatopo" (imports)',
      'site S { … }',
      'vm v on h { … memory: 4 GB',
    ]);
  });

  test('a body whose end is lost ends where the one around it does', async () => {
    expect(await folds('site S {\n  cluster C {\n    host a\n    host b\n}\nvm v on a {\n  vcpu: 2\n}')).toEqual([
      'cluster C { … host b',
      'site S { … host b',
      'vm v on a { … vcpu: 2',
    ]);
    expect(await folds('site S {\n  host a\n\n')).toEqual(['site S { … host a']);
    expect(await folds('/* a\nb')).toEqual(['/* a … b (comment)']);
    expect(await folds('}\n}\n{')).toEqual([]);
  });

  test.each(exampleNames)(
    'never crosses itself in %s, whatever line is missing',
    async (name) => {
      const lines = exampleText(name).split('\n');
      for (let removed = 0; removed < lines.length; removed += 9) {
        const text = lines.filter((_, index) => index !== removed).join('\n');
        const document = await opened(services, text, {}, `file:///fold${count++}.hatopo`);
        const ranges =
          (await services.hatopo.lsp.FoldingRangeProvider?.getFoldingRanges(document, {
            textDocument: { uri: document.uri.toString() },
          })) ?? [];
        expect(ranges.length).toBeGreaterThan(0);
        for (const one of ranges) {
          expect(one.endLine).toBeGreaterThan(one.startLine);
          expect(one.endLine).toBeLessThan(lines.length);
          for (const other of ranges)
            expect(
              other.startLine > one.startLine && other.startLine < one.endLine && other.endLine > one.endLine,
            ).toBe(false);
        }
      }
    },
    30_000,
  );
});

describe('a selection grows', () => {
  const services = inMemory();
  let count = 0;
  const grown = async (input: string) => {
    const { text, offsets } = marked(input);
    const document = await opened(services, text, {}, `file:///grow${count++}.hatopo`);
    const chains = services.hatopo.server.SelectionRanges.getRanges(document, {
      textDocument: { uri: document.uri.toString() },
      positions: offsets.map((offset) => positionIn(document, offset)),
    });
    return (chains ?? []).map((chain) => {
      const texts: string[] = [];
      for (let at: SelectionRange | undefined = chain; at; at = at.parent)
        texts.push(document.textDocument.getText(at.range));
      return texts;
    });
  };

  test('from value to property, statement, body and file', async () => {
    const [chain] = await grown('site S {\n  vm v on h { disk: Den<|>ver.san, local  vcpu: 2 }\n}\n');
    expect(chain).toEqual([
      'Denver',
      'Denver.san',
      'Denver.san, local',
      'disk: Denver.san, local',
      ' disk: Denver.san, local  vcpu: 2 ',
      '{ disk: Denver.san, local  vcpu: 2 }',
      'vm v on h { disk: Denver.san, local  vcpu: 2 }',
      '\n  vm v on h { disk: Denver.san, local  vcpu: 2 }\n',
      '{\n  vm v on h { disk: Denver.san, local  vcpu: 2 }\n}',
      'site S {\n  vm v on h { disk: Denver.san, local  vcpu: 2 }\n}',
      'site S {\n  vm v on h { disk: Denver.san, local  vcpu: 2 }\n}\n',
    ]);
  });

  test('within texts and quantities, comments and their blocks', async () => {
    expect((await grown('topology "A t<|>itle"'))[0]).toEqual(['A title', '"A title"', 'topology "A title"']);
    expect((await grown('host h { memory: 6<|>4 GB }'))[0]?.slice(0, 2)).toEqual(['64 GB', 'memory: 64 GB']);
    expect((await grown('site S {\n  // o<|>ne\n  // two\n  rack R\n}'))[0]?.slice(0, 3)).toEqual([
      '// one',
      '// one\n  // two',
      '\n  // one\n  // two\n  rack R\n',
    ]);
  });

  test('at several places, and in damaged text, each around the one before', async () => {
    for (const name of exampleNames) {
      const text = exampleText(name);
      const cut = text.slice(0, text.length * 0.7);
      const marks = Array.from({ length: 40 }, (_, i) => Math.floor((cut.length * i) / 40)).reverse();
      const input = marks.reduce((all, at) => `${all.slice(0, at)}<|>${all.slice(at)}`, cut);
      const chains = await grown(input);
      expect(chains).toHaveLength(40);
      for (const chain of chains) {
        expect(chain.at(-1)).toBe(cut);
        chain.reduce((inner, outer) => {
          expect(outer).toContain(inner);
          expect(outer.length).toBeGreaterThan(inner.length);
          return outer;
        });
      }
    }
  }, 30_000);
});

describe('links', () => {
  const links = async (text: string, files: Readonly<Record<string, string>> = {}) => {
    const services = inMemory();
    const document = await opened(services, text, files);
    const found = await services.hatopo.lsp.DocumentLinkProvider?.getDocumentLinks(document, {
      textDocument: { uri: document.uri.toString() },
    });
    return (found ?? []).map(({ range, target }) => `${document.textDocument.getText(range)} → ${target}`);
  };

  test('of imports, to files that are there', async () => {
    expect(await links('import "./a.hatopo"\nimport "./none.hatopo"', { 'a.hatopo': '' })).toEqual([
      './a.hatopo → file:///a.hatopo',
    ]);
  });

  test('of comments, documentation and sources, without what ends the sentence', async () => {
    const text = `// see https://example.com/a.
/// [Guide](https://example.com/guide_(2)), or <http://example.org/x?y=1#z>
product p { takeover: 2 s source "https://example.com/t" }
// https:// and http://`;
    expect(await links(text)).toEqual([
      'https://example.com/a → https://example.com/a',
      'https://example.com/guide_(2) → https://example.com/guide_(2)',
      'http://example.org/x?y=1#z → http://example.org/x?y=1#z',
      'https://example.com/t → https://example.com/t',
    ]);
  });
});

describe('names over all files', () => {
  const files = {
    'far.hatopo': 'site Denver {\n  cluster Prod { host Host10 { nic vmnic0 -> lan } }\n  network lan\n}\n',
    'rules.hatopo': 'scenario "Host is lost" { }\ntemplate HostSmall { cpu: 4 }',
  };
  const found = async (query: string) => {
    const services = inMemory();
    await opened(services, 'import "./far.hatopo"\nimport "./rules.hatopo"\nhost Host1 { nic vmnic0 -> lan }', files);
    const symbols = await services.shared.lsp.WorkspaceSymbolProvider?.getSymbols({ query });
    return (symbols ?? []).map(({ name, containerName, location }) => {
      const file = services.shared.workspace.LangiumDocuments.all.find(({ uri }) => uri.toString() === location.uri);
      expect('range' in location && file?.textDocument.getText(location.range).replaceAll('"', '')).toBe(name);
      return `${containerName ? `${containerName}.` : ''}${name}`;
    });
  };

  test('come best first: the name, its beginning, a word in it, letters of it', async () => {
    expect(await found('host1')).toEqual(['Host1', 'Prod.Host10']);
    expect(await found('lost')).toEqual(['Host is lost']);
    expect(await found('hsm')).toEqual(['HostSmall']);
    expect(await found('nothing')).toEqual([]);
  });

  test('of adapters come by their machine, and not before anything is typed', async () => {
    expect(await found('host10.vm')).toEqual(['Host10.vmnic0']);
    expect(await found('vmnic')).toEqual(['Host1.vmnic0', 'Host10.vmnic0']);
    expect(await found('')).toEqual([
      'Host1',
      'Denver',
      'Denver.Prod',
      'Prod.Host10',
      'Denver.lan',
      'Host is lost',
      'HostSmall',
    ]);
  });
});
