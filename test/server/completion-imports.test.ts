import { describe, expect, test } from 'vitest';
import { applied } from '../../language/edits/text-edit.ts';
import { inMemory, marked, opened, positionIn } from './support/services.ts';

describe('names of files that are not imported', () => {
  /** The list at the mark where other files are in the workspace, unopened by this one. */
  async function beside(input: string, others: Readonly<Record<string, string>>) {
    const services = inMemory();
    for (const [name, content] of Object.entries(others)) await opened(services, content, {}, `file:///${name}`);
    const { text, offsets } = marked(input);
    const document = await opened(services, text);
    const list = await services.hatopo.lsp.CompletionProvider?.getCompletion(document, {
      textDocument: { uri: document.uri.toString() },
      position: positionIn(document, offsets[0] ?? 0),
    });
    const accept = (label: string): string => {
      const item = list?.items.find((each) => each.label === label);
      if (!item?.textEdit || !('range' in item.textEdit)) throw new Error(`${label} is not offered`);
      const changes = [item.textEdit, ...(item.additionalTextEdits ?? [])].map(({ range, newText }) => ({
        start: document.textDocument.offsetAt(range.start),
        end: document.textDocument.offsetAt(range.end),
        newText,
      }));
      return applied(text, changes);
    };
    return { labels: list?.items.map(({ label }) => label) ?? [], items: list?.items ?? [], accept };
  }

  const denver = 'site Denver { network lan  host far { nic vmnic0 -> lan } }\nhost top';

  test('come with their import, and mean what they should', async () => {
    const { labels, items, accept } = await beside('host near\nvm a on <|>', { 'sites/denver.hatopo': denver });
    expect(labels).toEqual(['near', 'far', 'top']);
    expect(items[1]).toMatchObject({ labelDetails: { description: './sites/denver.hatopo' }, sortText: '7000far' });
    const text = accept('far');
    expect(text).toBe('import "./sites/denver.hatopo"\n\nhost near\nvm a on far');
    const services = inMemory();
    const document = await opened(services, text, { 'sites/denver.hatopo': denver });
    expect(document.diagnostics?.filter(({ severity }) => severity === 1)).toEqual([]);
  });

  test.each([
    [
      'between others, in order',
      'import "./a.hatopo"\nimport "./z.hatopo"\n\nvm v on <|>',
      'import "./a.hatopo"\nimport "./m.hatopo"\nimport "./z.hatopo"\n\nvm v on far',
    ],
    [
      'behind others',
      'import "./a.hatopo" // first\n\nvm v on <|>',
      'import "./a.hatopo" // first\nimport "./m.hatopo"\n\nvm v on far',
    ],
    [
      'behind others that are in no order',
      'import "./z.hatopo"\nimport "./a.hatopo"\nvm v on <|>',
      'import "./z.hatopo"\nimport "./a.hatopo"\nimport "./m.hatopo"\nvm v on far',
    ],
    [
      'behind the title',
      '// head\ntopology "T"\n\nvm v on <|>',
      '// head\ntopology "T"\n\nimport "./m.hatopo"\n\nvm v on far',
    ],
    [
      'below a head, above the documentation',
      '// head\n\n/// A VM.\nvm v on <|>',
      '// head\n\nimport "./m.hatopo"\n\n/// A VM.\nvm v on far',
    ],
    [
      'with the line ends of the file',
      'topology "T"\r\nvm v on <|>',
      'topology "T"\r\n\r\nimport "./m.hatopo"\r\nvm v on far',
    ],
  ])('%s', async (_, input, wanted) => {
    const others = { 'a.hatopo': 'rack r', 'z.hatopo': 'rack s', 'm.hatopo': denver };
    expect((await beside(input, others)).accept('far')).toBe(wanted);
  });

  test('with their site where the name alone would mean something else', async () => {
    const { labels, accept } = await beside('rack far\nvm a on <|>', { 'denver.hatopo': denver });
    expect(labels).toEqual(['Denver.far', 'top']);
    expect(accept('Denver.far')).toContain('vm a on Denver.far');
    // and not at all where that would not help
    expect((await beside('rack far\nrack Denver\nvm a on <|>', { 'd.hatopo': denver })).labels).toEqual(['top']);
    const two = 'site A { host x }\nsite B { host x }';
    expect((await beside('vm a on <|>', { 'two.hatopo': two })).labels).toEqual(['A.x', 'B.x']);
  });

  test('behind a site that is not known yet', async () => {
    const { labels, accept } = await beside('vm a on Denver.<|>', { 'd.hatopo': denver });
    expect(labels).toEqual(['far']);
    expect(accept('far')).toBe('import "./d.hatopo"\n\nvm a on Denver.far');
    expect((await beside('rack Denver\nvm a on Denver.<|>', { 'd.hatopo': denver })).labels).toEqual([]);
  });

  test('only where they make sense: no networks of other sites', async () => {
    const input = 'site Rome { network inner  host h { nic n -> <|> } }';
    expect((await beside(input, { 'denver.hatopo': `${denver}\nnetwork everywhere` })).labels).toEqual([
      'inner',
      'everywhere',
    ]);
  });

  test('behind those of the file itself, likely ones before others', async () => {
    const others = { 'o.hatopo': 'host h\nserver big\nvm tall on h\nvm small on h' };
    const { items } = await beside('vm here\nservice S : duplication { active: <|> }', others);
    const sorted = [...items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    expect(sorted.map(({ label }) => label)).toEqual(['here', 'small', 'tall', 'big']);
  });

  test('products and templates too; what is imported once only', async () => {
    const products = 'product acme.pbx { title: "PBX"  modes: standalone }\ntemplate Big { cpu: 64 }';
    const service = await beside('service S : standalone { product: <|> }', { 'p.hatopo': products });
    expect(service.labels).toContain('acme.pbx');
    expect(service.accept('acme.pbx')).toMatch(/^import "\.\/p\.hatopo"\n/);
    expect((await beside('host h : <|>', { 'p.hatopo': products })).labels).toEqual(['Big']);
    const imported = await beside('import "./p.hatopo"\nhost h : <|>', { 'p.hatopo': products });
    expect(imported.items.map(({ additionalTextEdits }) => additionalTextEdits)).toEqual([undefined]);
  });

  test('of files, those that are not imported yet are offered, with what they hold', async () => {
    const others = { 'sites/denver.hatopo': `topology "Denver"\n${denver}`, 'a.hatopo': 'rack r' };
    const { labels, items } = await beside('import "./a.hatopo"\nimport "<|>"', others);
    expect(labels).toEqual(['./sites/denver.hatopo']);
    expect(items[0]).toMatchObject({ detail: 'Denver', documentation: { value: 'Makes visible `Denver`, `top`.' } });
    // the one at hand is, and quotes come where there are none
    expect((await beside('import "./a<|>.hatopo"', others)).labels).toContain('./a.hatopo');
    expect((await beside('import <|>', others)).accept('"./a.hatopo"')).toBe('import "./a.hatopo"');
  });
});
