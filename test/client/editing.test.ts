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
  const rules: { beforeText: string; action: { appendText?: string } }[] = configuration.onEnterRules;
  const appended = (line: string) => rules.find((rule) => new RegExp(rule.beforeText).test(line))?.action.appendText;

  it('goes on with documentation, not with a comment', () => {
    expect(appended('/// Communication Manager on two hosts')).toBe('/// ');
    expect(appended('  /// indented')).toBe('/// ');
    expect(appended('// a comment')).toBeUndefined();
    expect(appended('///')).toBeUndefined();
  });

  it('a double click takes a whole name', () => {
    const word = new RegExp(`^(?:${configuration.wordPattern})$`, 'u');
    for (const name of ['Host1', 'needs-at-least', 'CMVM_01', 'Zürich', '99.99'])
      expect(word.test(name), name).toBe(true);
    for (const name of ['a.b', 'a-', '->']) expect(word.test(name), name).toBe(false);
  });
});
