/** Names in the rules of authors: they lead to what they mean, and go along where that is renamed. */
import type { LangiumDocument } from 'langium';
import { URI } from 'langium';
import { beforeEach, describe, expect, test } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import { applied } from '../../language/edits/text-edit.ts';
import { type InMemory, inMemory, opened, positionIn } from './support/services.ts';

const hq = `site HQ {
  rack R1
  rack R2
  // hatopo-ignore author/separate: one row only
  host A { rack: R1 }
  host B { rack: R2 }
}
`;
const rules = `rule separate warning "{h} stands in R1, {h.rack} of {h.site}" {
  all h in hosts: h.rack != R1 and (any other in h.site.racks: other = R1)
}
`;
const main = 'import "./hq.hatopo"\nimport "./rules.hatopo"\n';

let services: InMemory;
const files: Record<string, LangiumDocument> = {};

beforeEach(async () => {
  services = inMemory();
  await start({ 'hq.hatopo': hq, 'rules.hatopo': rules });
});

async function start(texts: Readonly<Record<string, string>>, mains: Readonly<Record<string, string>> = {}) {
  services = inMemory();
  await opened(services, main, texts);
  for (const [name, text] of Object.entries(mains)) await opened(services, text, {}, `file:///${name}`);
  for (const document of services.shared.workspace.LangiumDocuments.all)
    files[document.uri.path.slice(1)] = document as LangiumDocument;
}

/** What an editor asks about the place `by` characters behind the beginning of a piece of text. */
function at(file: string, piece: string, by = 0) {
  const document = files[file] as LangiumDocument;
  const offset = document.textDocument.getText().indexOf(piece);
  if (offset < 0) throw new Error(`${piece} is not in ${file}`);
  return { document, textDocument: { uri: document.uri.toString() }, position: positionIn(document, offset + by) };
}

async function renamed(file: string, piece: string, by: number, newName: string) {
  const { document, ...params } = at(file, piece, by);
  const edit: WorkspaceEdit | undefined = await services.hatopo.lsp.RenameProvider?.rename(document, {
    ...params,
    newName,
  });
  return Object.fromEntries(
    Object.entries(edit?.changes ?? {}).map(([uri, edits]) => {
      const name = URI.parse(uri).path.slice(1);
      const { textDocument } = files[name] as LangiumDocument;
      const changes = edits.map(({ range, newText }) => ({
        start: textDocument.offsetAt(range.start),
        end: textDocument.offsetAt(range.end),
        newText,
      }));
      return [name, applied(textDocument.getText(), changes)];
    }),
  );
}

describe('what a path is compared with', () => {
  test('leads to what is called so in the topologies of which the rule speaks', async () => {
    const { document, ...params } = at('rules.hatopo', '!= R1', 3);
    const links = await services.hatopo.lsp.DefinitionProvider?.getDefinition(document, params);
    expect(links?.map(({ targetUri, targetSelectionRange }) => [targetUri, targetSelectionRange.start.line])).toEqual([
      ['file:///hq.hatopo', 1],
    ]);
    const hover = await services.hatopo.lsp.HoverProvider?.getHoverContent(document, params);
    expect(JSON.stringify(hover?.contents)).toContain('R1');
  });

  test('is among the references, and coloured', async () => {
    const { document, ...params } = at('hq.hatopo', 'R1');
    const found = await services.hatopo.lsp.ReferencesProvider?.findReferences(document, {
      ...params,
      context: { includeDeclaration: false },
    });
    expect(found?.map(({ uri, range }) => `${uri} ${range.start.line}`)).toEqual(
      expect.arrayContaining(['file:///hq.hatopo 4', 'file:///rules.hatopo 1', 'file:///rules.hatopo 1']),
    );
    expect(found).toHaveLength(3);
    const rulesFile = files['rules.hatopo'] as LangiumDocument;
    const tokens = await services.hatopo.lsp.SemanticTokenProvider?.semanticHighlight(rulesFile, {
      textDocument: { uri: 'file:///rules.hatopo' },
    });
    expect(tokens?.data).toHaveLength(3 * 5);
  });

  test('is renamed with it, there and back', async () => {
    const texts = await renamed('hq.hatopo', 'R1', 0, 'Row1');
    expect(texts).toEqual({
      'hq.hatopo': hq.replaceAll('R1', 'Row1'),
      'rules.hatopo': rules.replace('!= R1', '!= Row1').replace('= R1)', '= Row1)'),
    });
    await start(texts);
    expect(await renamed('rules.hatopo', '!= Row1', 4, 'R1')).toEqual({ 'hq.hatopo': hq, 'rules.hatopo': rules });
  });

  test('is not renamed where it means another thing of that name too, nor comes to mean one', async () => {
    const two = { 'two.hatopo': 'import "./rules.hatopo"\nrack R1\nhost C { rack: R1 }\n' };
    await start({ 'hq.hatopo': hq, 'rules.hatopo': rules }, two);
    await expect(renamed('hq.hatopo', 'R1', 0, 'Row1')).rejects.toThrow(
      /rule in line 2 of rules.hatopo means the rack R1 of line 2 of two.hatopo too/,
    );
    await start({ 'hq.hatopo': hq, 'rules.hatopo': rules }, { 'two.hatopo': two['two.hatopo'].replaceAll('R1', 'Q') });
    await expect(renamed('two.hatopo', 'Q', 0, 'R1')).rejects.toThrow(/line 2 of rules.hatopo would mean the rack R1/);
    await expect(renamed('hq.hatopo', 'R1', 0, 'h')).rejects.toThrow(
      /line 2 of rules.hatopo would not be understood any more. Choose/,
    );
    // the name of another kind is another name
    expect(Object.keys(await renamed('two.hatopo', 'C', 0, 'R1'))).toEqual(['two.hatopo']);
  });
});

test('a name behind that of its site is renamed alone, and with its site', async () => {
  const two = 'site A { rack R1  host h { rack: R1 } }\nsite B { rack R1  host i { rack: R1 } }\n';
  const one = 'rule r info "{h}" { all h in hosts: h.rack != A.R1 }\n';
  await start({ 'hq.hatopo': two, 'rules.hatopo': one });
  expect(await renamed('hq.hatopo', 'R1', 0, 'Q')).toEqual({
    'hq.hatopo': two.replace('rack R1  host h { rack: R1 }', 'rack Q  host h { rack: Q }'),
    'rules.hatopo': one.replace('R1', 'Q'),
  });
  expect(await renamed('rules.hatopo', 'A.R1', 0, 'C')).toEqual({
    'hq.hatopo': two.replace('site A', 'site C'),
    'rules.hatopo': one.replace('A.', 'C.'),
  });
});

describe('a rule', () => {
  test('is renamed with the comments that silence it, and not to the name of another', async () => {
    expect(await renamed('rules.hatopo', 'separate', 0, 'apart')).toEqual({
      'hq.hatopo': hq.replace('separate', 'apart'),
      'rules.hatopo': rules.replace('separate', 'apart'),
    });
    await start({ 'hq.hatopo': `${hq}rule other info "x" { count h in hosts > 1 }\n`, 'rules.hatopo': rules });
    await expect(renamed('rules.hatopo', 'separate', 0, 'other')).rejects.toThrow(
      /other is taken: line 8 of hq.hatopo/,
    );
  });
});

describe('a variable of a rule', () => {
  test('is found from each of its places, the message among them', async () => {
    for (const [piece, by] of [
      ['{h}', 1],
      ['h in', 0],
      [': h.rack', 2],
    ] as const) {
      const { document, ...params } = at('rules.hatopo', piece, by);
      const places = await services.hatopo.lsp.DocumentHighlightProvider?.getDocumentHighlight(document, params);
      expect(places).toHaveLength(6);
      const links = await services.hatopo.lsp.DefinitionProvider?.getDefinition(document, params);
      expect(links?.map(({ targetSelectionRange: { start } }) => start)).toEqual([{ line: 1, character: 6 }]);
    }
  });

  test('is renamed in its rule alone; not to a name that means something there', async () => {
    const after = rules
      .replace('{h}', '{one}')
      .replace('{h.rack} of {h.site}', '{one.rack} of {one.site}')
      .replace('all h in hosts: h.rack', 'all one in hosts: one.rack')
      .replace('in h.site', 'in one.site');
    expect(await renamed('rules.hatopo', 'h.rack !=', 0, 'one')).toEqual({ 'rules.hatopo': after });
    for (const [name, reason] of [
      ['other', /would mean something else where it says other/],
      ['R1', /would mean something else where it says R1/],
      ['hosts', /would mean something else/],
      ['all', /is a word of conditions/],
      ['1', /is no name/],
    ] as const)
      await expect(renamed('rules.hatopo', 'h.rack !=', 0, name)).rejects.toThrow(reason);
  });
});
