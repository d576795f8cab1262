import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleNames, exampleText } from '../support/topology.ts';

const syntaxes = join(import.meta.dirname, '../../syntaxes');
const read = (file: string) => JSON.parse(readFileSync(join(syntaxes, file), 'utf8'));
const configuration = read('language-configuration.json');

describe('indentation', () => {
  const increase = new RegExp(configuration.indentationRules.increaseIndentPattern);
  const decrease = new RegExp(configuration.indentationRules.decreaseIndentPattern);

  // pureconnect-switchover closes bodies at the end of a continued line, which no editor can foresee
  const written = exampleNames.filter((name) => name !== 'pureconnect-switchover');

  it.each(written)('of %s is what typing it line by line gives', (name) => {
    let depth = 0;
    for (const line of exampleText(name).split('\n')) {
      if (line.trim() === '') continue;
      if (decrease.test(line)) depth--;
      expect(line.length - line.trimStart().length, line).toBe(depth * 2);
      if (increase.test(line)) depth++;
    }
    expect(depth).toBe(0);
  });

  it('is not fooled by a brace in a comment or a string', () => {
    for (const line of ['// a {', 'title: "a {"', 'ha {}', 'vm V on H { vcpu: 1 }'])
      expect(increase.test(line), line).toBe(false);
    for (const line of ['site S {', 'host H : T { // {', 'service "{" {']) expect(increase.test(line), line).toBe(true);
  });
});

describe('a new line', () => {
  const rules: { beforeText: string; afterText?: string; action: { indent: string; appendText?: string } }[] =
    configuration.onEnterRules;
  /** The first rule for a line that is broken at the mark. */
  const rule = (line: string) => {
    const [left = '', right = ''] = line.split('|');
    return rules.find(
      ({ beforeText, afterText }) =>
        new RegExp(beforeText).test(left) && (afterText === undefined || new RegExp(afterText).test(right)),
    )?.action;
  };

  it('goes on with documentation', () => {
    expect(rule('/// Communication Manager on two hosts|')?.appendText).toBe('/// ');
    expect(rule('  /// indented|')?.appendText).toBe('/// ');
    // an empty line of it ends it, and the next line begins where this one does
    expect(rule('  ///|')).toBeUndefined();
    expect(rule('  /// |')).toBeUndefined();
  });

  it('goes on with a comment only where one is broken in two', () => {
    expect(rule('  // a comment| of two lines')?.appendText).toBe('// ');
    expect(rule('// a comment|')).toBeUndefined();
    expect(rule('vm V on H // a comment| of two lines')).toBeUndefined();
    expect(rule('title: "https:|//example.com"')).toBeUndefined();
  });

  it('opens what stands between braces and in a block comment', () => {
    expect(rule('site S {|}')?.indent).toBe('indentOutdent');
    expect(rule('/*| */')?.indent).toBe('indentOutdent');
    expect(rule('/* done */|')).toBeUndefined();
  });

  it('is indented in a list that goes on', () => {
    const next = new RegExp(configuration.indentationRules.indentNextLinePattern);
    for (const line of ['  members: a,', 'owners: a, b,   // these', 'title: "{", x,'])
      expect(next.test(line), line).toBe(true);
    for (const line of ['members: a, b', '// a,', 'a // b,', 'title: "a,"', 'title: "open,'])
      expect(next.test(line), line).toBe(false);
  });

  it('a double click takes a whole name', () => {
    const word = new RegExp(`^(?:${configuration.wordPattern.pattern})$`, configuration.wordPattern.flags);
    for (const name of ['Host1', 'needs-at-least', 'CMVM_01', 'Zürich', '99.99'])
      expect(word.test(name), name).toBe(true);
    for (const name of ['a.b', 'a-', '->']) expect(word.test(name), name).toBe(false);
  });
});

describe('pairs', () => {
  it('close what they open, but not in texts and comments', () => {
    const pairs: { open: string; close: string; notIn: string[] }[] = configuration.autoClosingPairs;
    expect(pairs.map(({ open, close }) => open + close)).toEqual(['{}', '()', '""', '/* */']);
    for (const { notIn } of pairs) expect(notIn).toEqual(['string', 'comment']);
    expect(configuration.colorizedBracketPairs).toEqual(configuration.brackets);
  });

  it('fold between `// #region` and `// #endregion`', () => {
    const { start, end } = configuration.folding.markers;
    expect(new RegExp(start).test('  // #region Hosts')).toBe(true);
    expect(new RegExp(end).test('// endregion')).toBe(true);
    expect(new RegExp(start).test('// #endregion')).toBe(false);
  });
});
