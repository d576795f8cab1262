/** Edits as people and tools make them, at random places of a text; the same for the same seed. */
import fc from 'fast-check';

/** What is typed, pasted or left out: words and signs of the language, comments, braces, line ends. */
const pieces = [
  ...[
    'x',
    'X1',
    '7',
    ' ',
    '\n',
    '\r\n',
    '\n\n',
    '{',
    '}',
    '{}',
    ':',
    ',',
    '.',
    '-',
    '->',
    '"',
    '/',
    '//',
    '/*',
    '*/',
    '///',
  ],
  ...[
    'vm Extra on Host1 { vcpu: 2 }',
    'network spare',
    'host H : T {\n  cpu: 4\n}\n',
    'nic eth9 -> lan',
    'ha',
    'dedicated',
  ],
  ...[
    '// a comment\n',
    '/// said of it\n',
    '/* over\n lines */',
    'memory: 5 GB',
    ' via vmnic0',
    ' on Host2',
    'expect',
    '5 min',
  ],
  ...[
    'site S {',
    'service',
    'at 0 s fail Host1',
    'foo',
    'foo: bar',
    ' within 5 s',
    'switches: a, b',
    'ä',
    '\u{1F600}',
    '\t',
  ],
] as const;

export interface Edit {
  /** Places as parts of the text, from 0 to 1. */
  readonly at: number;
  readonly kind: 'insert' | 'delete' | 'replace' | 'line away' | 'line twice' | 'digit' | 'undo';
  readonly length: number;
  readonly piece: string;
}

export const edits: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('insert', 'delete', 'replace', 'line away', 'line twice', 'digit', 'undo'),
  length: fc.integer({ min: 1, max: 30 }),
  piece: fc.constantFrom(...pieces),
});

/** The text after an edit; `before` is the one to which undoing leads. */
export function edited(text: string, { at, kind, length, piece }: Edit, before: string): string {
  const from = Math.floor(at * text.length);
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const lineEnd = text.indexOf('\n', from) < 0 ? text.length : text.indexOf('\n', from) + 1;
  switch (kind) {
    case 'insert':
      return text.slice(0, from) + piece + text.slice(from);
    case 'delete':
      return text.slice(0, from) + text.slice(from + length);
    case 'replace':
      return text.slice(0, from) + piece + text.slice(from + length);
    case 'line away':
      return text.slice(0, lineStart) + text.slice(lineEnd);
    case 'line twice':
      return text.slice(0, lineEnd) + text.slice(lineStart);
    case 'digit':
      return text.slice(0, from) + text.slice(from).replace(/\d/, String(length % 10));
    case 'undo':
      return before;
  }
}
