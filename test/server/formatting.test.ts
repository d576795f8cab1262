import { describe, expect, test } from 'vitest';
import type { TextEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { exampleText } from '../support/topology.ts';
import { type InMemory, inMemory, marked, opened, positionIn } from './support/services.ts';

const options = { tabSize: 8, insertSpaces: false };

type Ask = (services: InMemory, input: string) => Promise<{ text: string; edits: readonly TextEdit[] }>;

const whole: Ask = async (services, text) => {
  const document = await opened(services, text);
  const textDocument = { uri: document.uri.toString() };
  const edits = (await services.hatopo.lsp.Formatter?.formatDocument(document, { textDocument, options })) ?? [];
  return { text: TextDocument.applyEdits(document.textDocument, [...edits]), edits };
};

/** From the first mark to the second. */
const range: Ask = async (services, input) => {
  const { text, offsets } = marked(input);
  const document = await opened(services, text);
  const [start = 0, end = 0] = offsets;
  const edits =
    (await services.hatopo.lsp.Formatter?.formatDocumentRange(document, {
      textDocument: { uri: document.uri.toString() },
      range: { start: positionIn(document, start), end: positionIn(document, end) },
      options,
    })) ?? [];
  return { text: TextDocument.applyEdits(document.textDocument, [...edits]), edits };
};

/** What stands before the mark was just typed. */
const typed: Ask = async (services, input) => {
  const { text, offsets } = marked(input);
  const document = await opened(services, text);
  const [offset = 0] = offsets;
  const edits =
    (await services.hatopo.lsp.Formatter?.formatDocumentOnType(document, {
      textDocument: { uri: document.uri.toString() },
      position: positionIn(document, offset),
      ch: text[offset - 1] === '}' ? '}' : '\n',
      options,
    })) ?? [];
  return { text: TextDocument.applyEdits(document.textDocument, [...edits]), edits };
};

const textAfter = async (ask: Ask, input: string) => (await ask(inMemory(), input)).text;

describe('formatting', () => {
  test('a file changes its blanks alone, whatever the editor indents with', async () => {
    const messy = exampleText('mx-one-fault-tolerance').replace(/^ +/gm, '\t').replaceAll(/ {2,}/g, ' ');
    expect(await textAfter(whole, messy)).toBe(exampleText('mx-one-fault-tolerance'));
    expect((await whole(inMemory(), exampleText('mx-one-fault-tolerance'))).edits).toEqual([]);
  });

  test('changes are small, so that cursors and folds stay where they are', async () => {
    const { edits } = await whole(inMemory(), 'site S {\n    rack a\n  rack   b\n}\n');
    expect(edits).toEqual([
      { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } }, newText: '' },
      { range: { start: { line: 2, character: 6 }, end: { line: 2, character: 8 } }, newText: '' },
    ]);
  });

  test('a range changes its lines alone, with the columns of the whole', async () => {
    const text = 'rack   a\n<|>host A   { cpu: 4 }\n<|>host Long   { cpu: 16 }\nrack   b\n';
    expect(await textAfter(range, text)).toBe('rack   a\nhost A    { cpu: 4 }\nhost Long   { cpu: 16 }\nrack   b\n');
  });

  test('several ranges are changed at once, what lies in two of them once', async () => {
    const services = inMemory();
    const document = await opened(services, 'rack   a\nrack   b\nrack   c\nrack   d\n');
    const lines = (from: number, to: number) => ({
      start: { line: from, character: 0 },
      end: { line: to, character: 3 },
    });
    const edits = services.hatopo.server.Formatting.formatDocumentRanges(document, {
      textDocument: { uri: document.uri.toString() },
      ranges: [lines(0, 1), lines(1, 1), lines(3, 3)],
      options,
    });
    expect(TextDocument.applyEdits(document.textDocument, edits)).toBe('rack a\nrack b\nrack   c\nrack d\n');
    expect(edits).toHaveLength(3);
  });

  test('`}` formats the statement that it closes', async () => {
    expect(await textAfter(typed, 'rack   a\nsite S {\nrack   b\n  }<|>\nrack   c\n')).toBe(
      'rack   a\nsite S {\n  rack b\n}\nrack   c\n',
    );
    expect(await textAfter(typed, 'site S {\n  rack   a\n  host h {cpu:4}<|>\n')).toBe(
      'site S {\n  rack   a\n  host h {cpu:4}\n',
    );
  });

  test('a new line formats the one above it and what stands in columns with that, and nothing where the cursor is', async () => {
    const text = 'rack   r\n\nhost A { cpu: 4 }\nhost Long {cpu:16}\n    <|>\nrack   b\n';
    expect(await textAfter(typed, text)).toBe(
      'rack   r\n\nhost A    { cpu: 4 }\nhost Long { cpu: 16 }\n    \nrack   b\n',
    );
    expect(await textAfter(typed, 'site S   {\n    <|>\n}\n')).toBe('site S {\n    \n}\n');
    expect(await textAfter(typed, '<|>')).toBe('');
  });

  test('works on the text as it is, though it was not read yet', async () => {
    const services = inMemory();
    const document = await opened(services, 'rack   a\n');
    TextDocument.update(document.textDocument as TextDocument, [{ text: 'site S {\nrack b\n}\n' }], 2);
    const edits = await services.hatopo.lsp.Formatter?.formatDocument(document, {
      textDocument: { uri: document.uri.toString() },
      options,
    });
    expect(TextDocument.applyEdits(document.textDocument, [...(edits ?? [])])).toBe('site S {\n  rack b\n}\n');
  });

  test('is told to editors', () => {
    expect(inMemory().hatopo.lsp.Formatter?.formatOnTypeOptions).toEqual({
      firstTriggerCharacter: '}',
      moreTriggerCharacter: ['\n'],
    });
  });
});
