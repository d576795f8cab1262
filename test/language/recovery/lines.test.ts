/** Every example with any one line removed, or standing twice. */
import { AstUtils } from 'langium';
import { describe, expect, test, vi } from 'vitest';
import { isItem } from '../../../language/generated/ast.ts';
import { contents, described, type Example, examples, findings, missingFrom, type Read, read } from './support.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Offsets of the statement of each body that ends on a line, by that line, from 0. */
function openings({ root, text }: Read): Map<number, number> {
  const found = new Map<number, number>();
  for (const node of AstUtils.streamAllContents(root)) {
    const cst = node.$cstNode;
    if (!cst || !('hasBody' in node) || cst.range.start.line === cst.range.end.line) continue;
    if (text[cst.end - 1] === '}') found.set(cst.range.end.line, cst.offset);
  }
  return found;
}

/** The statements and properties that begin on a line of an intact text. */
function standsOn(line: number, { root }: Read): string[] {
  const items = AstUtils.streamAllContents(root).filter(isItem);
  return items
    .filter((item) => item.$cstNode?.range.start.line === line)
    .map(described)
    .toArray();
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}

/** 1 for a line that opens a body and does not close it, -1 for one that closes another's. */
function balanceOf(line: string): number {
  const code = line.replace(/\/\/.*$/, '').replace(/"[^"]*"/g, '');
  return code.split('{').length - code.split('}').length;
}

describe.each(examples)('$name', ({ lines, text }: Example) => {
  const intact = read(text);
  const whole = contents(intact.root);
  const closes = openings(intact);

  test('intact, it has no flaw', () => {
    expect(intact.messages).toEqual([]);
  });

  test('with any line removed, all the rest is in the tree', () => {
    for (const [index, line] of lines.entries()) {
      const damaged = read(lines.toSpliced(index, 1).join('\n'));
      const rest = missingFrom(standsOn(index, intact), whole);
      const lost = missingFrom(contents(damaged.root), rest);
      expect(lost, `without line ${index + 1}: ${line}`).toEqual([]);
    }
  });

  test('with any line removed, the one message stands where the author must act', () => {
    for (const [index, line] of lines.entries()) {
      const damaged = read(lines.toSpliced(index, 1).join('\n'));
      const balance = balanceOf(line);
      expect(damaged.messages, `without line ${index + 1}: ${line}`).toHaveLength(balance === 0 ? 0 : 1);
      const [flaw] = damaged.flaws;
      if (balance < 0) {
        expect(flaw?.kind, line).toBe('unclosed');
        expect(flaw?.start, `without line ${index + 1}: ${line}`).toBe(closes.get(index));
      } else if (balance > 0) {
        expect(flaw?.kind, line).toBe('orphans');
        expect(lineOf(damaged.text, flaw?.start ?? 0), `without line ${index + 1}: ${line}`).toBe(index);
      }
    }
  });

  test('with any line twice, all is in the tree, and the one message stands at the line', () => {
    for (const [index, line] of lines.entries()) {
      const damaged = read(lines.toSpliced(index, 0, line).join('\n'));
      expect(missingFrom(contents(damaged.root), whole), `line ${index + 1} twice: ${line}`).toEqual([]);
      const isOdd = balanceOf(line) !== 0;
      expect(damaged.messages, `line ${index + 1} twice: ${line}`).toHaveLength(isOdd ? 1 : 0);
      if (isOdd) {
        expect([index, index + 1]).toContain(lineOf(damaged.text, damaged.flaws[0]?.start ?? 0));
      }
    }
  });

  test('a damaged line makes nothing else a finding but references to what it named', async () => {
    for (const [index, line] of lines.entries()) {
      if (balanceOf(line) === 0) continue;
      for (const damaged of [lines.toSpliced(index, 1), lines.toSpliced(index, 0, line)]) {
        const written = damaged.join('\n');
        const others = (await findings(written)).filter(({ code }) => code !== 'hatopo/syntax');
        const names = new Set(line.match(/[\w-]+/g));
        const beyond = others.filter(
          ({ code, start, end }) => code !== 'hatopo/unresolved-name' || !names.has(written.slice(start, end)),
        );
        expect(beyond, `line ${index + 1}: ${line}`).toEqual([]);
      }
    }
  });
});
