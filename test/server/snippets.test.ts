// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are snippets of the protocol
/** What is inserted at any place, with its tab stops taken as they stand, reads and is formatted. */
import { expect, test } from 'vitest';
import { loadText } from '../../language/load.ts';
import { formatted } from '../language/format/support.ts';
import { marked, offered } from './support/services.ts';

/** A place of every kind of body. */
const places = [
  '<|>',
  'site S {\n  <|>\n}',
  'rack R {\n  <|>\n}',
  'switch W {\n  <|>\n}',
  'network N {\n  <|>\n}',
  'link L between A, B {\n  <|>\n}',
  'storage D {\n  <|>\n}',
  'cluster C {\n  <|>\n}',
  'cluster C {\n  ha {\n    <|>\n  }\n}',
  'cluster C {\n  drs {\n    <|>\n  }\n}',
  'host H {\n  <|>\n}',
  'host H {\n  nic n -> N {\n    <|>\n  }\n}',
  'server H {\n  <|>\n}',
  'vm V on H {\n  <|>\n}',
  'vm V on H {\n  ft {\n    <|>\n  }\n}',
  'template T {\n  <|>\n}',
  'service X : <|>',
  'failover-cluster F {\n  <|>\n}',
  'endpoint E : sip {\n  <|>\n}',
  'product v.p {\n  <|>\n}',
  'product v.p {\n  limits {\n    <|>\n  }\n}',
  'scenario "S" {\n  <|>\n}',
  'objective "O" {\n  <|>\n}',
  'service G : failover-group {\n  resource r : ip-address {\n    <|>\n  }\n}',
  'service G : failover-group {\n  synchronize {\n    <|>\n  }\n}',
  ...[
    'standalone',
    'duplication',
    'switchover',
    'active-active',
    'geo-redundant',
    'survivable-core',
    'failover-group',
    'n-plus-one',
  ].map((mode) => `service G : ${mode} {\n  <|>\n}`),
];

/** With the first of each choice, the text that stands at a stop, and a name where nothing does: as an author tabs through. */
function filled(snippet: string): string {
  const texts = new Map<string, string>();
  for (const [, stop = '', choice, text] of snippet.matchAll(/\$\{(\d+)(?:\|([^,|}]*)[^}]*\||:((?:[^}\\]|\\.)*))\}/g))
    texts.set(stop, choice ?? text ?? '');
  return snippet
    .replace(/(\n\t*)\$0(?=\n)/g, '$1// more')
    .replace('{ $0 }', '{ }')
    .replace(/(?<!\\)\$(?:\{(\d+)[^}]*\}|(\d+))/g, (_, braced, bare) => texts.get(braced ?? bare) ?? 'X')
    .replace(/\\([\\$}])/g, '$1');
}

const guided: ReadonlySet<string> = new Set(['admission', 'quorum', 'at', 'expect', 'ft']);

test.each(places)('%j', async (place) => {
  const { text, offsets } = marked(place);
  const at = offsets[0] ?? 0;
  const indent = /(?:^|\n)( *)[^\n]*$/.exec(text.slice(0, at))?.[1] ?? '';
  const items = await offered(place, { snippets: true });
  expect(items.length).toBeGreaterThan(0);
  const wrong: string[] = [];
  for (const { label, textEdit, insertTextFormat } of items) {
    if (insertTextFormat !== 2 || !textEdit) continue;
    // what goes on by suggestions, step by step
    if (guided.has(label)) continue;
    // an editor indents what is inserted as the line is; a name stands for what is still to be written
    const inserted = filled(textEdit.newText).replaceAll('\n', `\n${indent}`).replaceAll('\t', '  ');
    const whole = `${text.slice(0, at)}${inserted}${text.slice(at)}`.replace(/\n*$/, '\n');
    const { diagnostics } = await loadText(whole);
    const syntax = diagnostics.filter(({ code }) => code === 'hatopo/syntax').map(({ message }) => message);
    if (syntax.length > 0) wrong.push(`${label}: ${inserted}: ${syntax.join(' ')}`);
    else if (formatted(whole) !== whole) wrong.push(`${label}: ${inserted} is not formatted: ${formatted(whole)}`);
  }
  expect(wrong).toEqual([]);
});
