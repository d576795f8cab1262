import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotOf, escapeDot } from '../../../../engine/diagram/export/dot.ts';
import { escapeMermaid, mermaidOf } from '../../../../engine/diagram/export/mermaid.ts';
import type { Topology } from '../../../../engine/topology/model.ts';
import { exampleNames, exampleText, topologyOf } from '../../../support/topology.ts';
import { shapes, topologyOfShape } from '../topologies.ts';

// `vitest run -u test/engine/diagram/export` writes the goldens anew. They are valid for `dot -Tsvg` and for Mermaid 10 and 11.

/** Names that mean something to one of the languages, and any other. */
const names = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom(
    '"',
    '\\',
    '\\"',
    '\\n',
    'a"] --> b',
    'end',
    '#quot;',
    '&quot;',
    '%%{init: {}}%%',
    'style a:#35;',
    '`md`',
    '<b>',
    '$$x$$',
    'fa:fa-car',
    '\n---\n',
  ),
);

/** A topology in which things are called anything. */
const renamed = fc.tuple(shapes, fc.array(names, { minLength: 1 }), names).map(([shape, called, title]): Topology => {
  const topology = topologyOfShape(shape);
  let count = 0;
  for (const element of topology.elements.values())
    (element as { name: string }).name = called[count++ % called.length] ?? '';
  return { ...topology, title };
});

/** What one or the other leaves out: signs that do not print. */
const printed = (text: string) => text.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/gu, ' ');

describe('a topology as a Mermaid flowchart', () => {
  it.each(exampleNames)('%s is written as before', async (name) => {
    await expect(mermaidOf(await topologyOf(exampleText(name)))).toMatchFileSnapshot(`goldens/${name}.mmd`);
  });

  it('writes any name so that it reads the same', () => {
    fc.assert(
      fc.property(names, (name) => {
        const escaped = escapeMermaid(name);
        expect(escaped).not.toMatch(/["`<>&{}|\\:%[\]]|#(?!\d+;)/);
        const read = escaped.replaceAll(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
        expect(read.replaceAll('\u200b', '')).toBe(printed(name).replaceAll('\u200b', ''));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is made of the statements that it should, whatever things are called', { timeout: 60_000 }, () => {
    const words = '"[^"\\n]*"';
    const statement = new RegExp(
      `^( *(subgraph n\\d+\\[${words}\\]|end|n\\d+(\\[|\\[\\(|\\(\\[|\\{\\{|\\[/|\\[\\[|>)${words}[\\])}/]+|n\\d+ (---|-\\.-|===|==>|-\\.->|-->)(\\|${words}\\|)? n\\d+|classDef [a-z-]+ [\\w:#,]+|class [n\\d,]+ [a-z-]+))$`,
    );
    fc.assert(
      fc.property(renamed, (topology) => {
        const lines = mermaidOf(topology).trimEnd().split('\n');
        expect([lines[0], lines[2], lines[3]]).toEqual(['---', '---', 'flowchart LR']);
        expect(JSON.parse((lines[1] ?? '').replace('title: ', ''))).toBe(printed(topology.title ?? ''));
        for (const line of lines.slice(4)) expect(line).toMatch(statement);
        const opened = lines.filter((line) => / subgraph /.test(line)).length;
        expect(lines.filter((line) => line.trim() === 'end')).toHaveLength(opened);
      }),
      { numRuns: 60 },
    );
  });

  it('holds each element once, and every edge between what it holds', async () => {
    const text = mermaidOf(await topologyOf(exampleText('avaya-duplication')));
    expect(text).toContain('subgraph n0["site DataCenter"]');
    expect(text).toMatch(/subgraph n\d+\["host Host1 · 16 cores · 128 GB"\]\n +n\d+\["CMVM_01<br\/>3 vCPU · 5 GB"\]/);
    expect(text).toMatch(/n\d+ ==>\|"active"\| n\d+/);
    expect(text).toMatch(/n\d+ -\.->\|"standby"\| n\d+/);
    const declared = new Set([...text.matchAll(/^ *(?:subgraph )?(n\d+)[[({/>]/gm)].map(([, id]) => id));
    for (const [, from, to] of text.matchAll(/^ *(n\d+) [-=.]\S*(?:\|.*\|)? (n\d+)$/gm)) {
      expect(declared).toContain(from);
      expect(declared).toContain(to);
    }
  });
});

const dot = spawnSync('dot', ['-V']).error === undefined;

describe('a topology in DOT', () => {
  it.each(exampleNames)('%s is written as before', async (name) => {
    await expect(dotOf(await topologyOf(exampleText(name)))).toMatchFileSnapshot(`goldens/${name}.dot`);
  });

  it('writes any name so that it stays one text', () => {
    fc.assert(
      fc.property(names, (name) => {
        const escaped = escapeDot(name);
        expect(escaped).toMatch(/^([^"\\\n]|\\["\\])*$/);
        const read = escaped.replaceAll(/\\(["\\])/g, '$1').replaceAll('&amp;', '&');
        expect(read).toBe(name.replaceAll(/[\p{Cc}\p{Cs}]/gu, ' '));
      }),
      { numRuns: 1_000 },
    );
  });

  it.skipIf(!dot)(
    'is read by Graphviz, whatever things are called (skipped where dot is not installed)',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(renamed, (topology) => {
          // `-Tcanon` reads and writes it back without a layout
          const { status, stderr } = spawnSync('dot', ['-Tcanon'], { input: dotOf(topology), encoding: 'utf8' });
          expect(stderr).toBe('');
          expect(status).toBe(0);
        }),
        { numRuns: 40 },
      );
    },
  );

  it.skipIf(!dot).each(exampleNames)(
    '%s is drawn by Graphviz without a warning (skipped where dot is not installed)',
    async (name) => {
      const { status, stderr, stdout } = spawnSync('dot', ['-Tsvg'], {
        input: dotOf(await topologyOf(exampleText(name))),
        encoding: 'utf8',
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain('<svg');
    },
  );
});
