/** Texts to be formatted, the same texts with other blanks and more comments, and what they say. */
import fc from 'fast-check';
import { EmptyFileSystem } from 'langium';
import { formatText } from '../../../language/format/index.ts';
import { type Piece, piecesOf } from '../../../language/format/pieces.ts';
import { createHatopoServices } from '../../../language/module.ts';
import { generated, textOf } from '../../engine/simulation/generate.ts';
import { clusterText, generatedCluster } from '../../engine/simulation/generate-clusters.ts';
import { sites, textOfSites } from '../../engine/simulation/generate-sites.ts';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';

const { hatopo } = createHatopoServices(EmptyFileSystem);
export const services = hatopo;

export const formatted = (text: string): string => formatText(text, services);

export const pieces = (text: string): Piece[] => piecesOf(text, services.parser.Lexer.tokenize(text));

/** Tokens and comments of a text in their order, quantities with one blank in them. */
export const contents = (text: string): string[] => pieces(text).map(({ kind, text: written }) => `${kind} ${written}`);

/** All that a text says of a topology, places apart. */
export async function model(text: string): Promise<string> {
  const { title, elements, scenarios, unbuilt } = await topologyOf(text);
  return JSON.stringify({ title, elements: [...elements.values()], scenarios, unbuilt }, undefined, 1);
}

const gaps = [
  ...['', ' ', '  ', '\t', '\n', '\n\n', '\n\n\n\n', '\r\n', '\n        ', ' \n'],
  ...[
    ' // said',
    '// said   \n',
    '\n  // said of what follows\n',
    '/* said */',
    '\n/* said */\n',
    '/* over\n     lines */',
  ],
];

/** What comes to stand between two pieces of a text. */
export interface Damage {
  /** Which pieces, as a part of the text from 0 to 1. */
  readonly at: number;
  readonly gap: string;
}

export const damages: fc.Arbitrary<readonly Damage[]> = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), gap: fc.constantFrom(...gaps) }),
  { maxLength: 40 },
);

/** The text with other blanks and more comments; it says the same. */
export function damaged(text: string, all: readonly Damage[]): string {
  const found = pieces(text);
  const before = found.map(({ start }, at) => text.slice(found[at - 1]?.end ?? 0, start));
  for (const { at, gap } of all) {
    const index = Math.floor(at * found.length);
    const isBehindLine = found[index - 1]?.comment === 'line';
    const isJoined = gap === '' && !/^[{},:.]/.test(found[index]?.text ?? '') && found[index - 1]?.kind !== '{';
    before[index] = isBehindLine ? `\n${gap}` : isJoined ? ' ' : gap;
    if (gap.trimStart().startsWith('//') && !gap.includes('\n', gap.indexOf('//'))) before[index] += '\n';
  }
  return `${found.map((piece, at) => before[at] + text.slice(piece.start, piece.end)).join('')}\n`;
}

export const exampleTexts: fc.Arbitrary<string> = fc.constantFrom(...exampleNames).map(exampleText);

export const generatedTexts: fc.Arbitrary<string> = fc.oneof(
  generated.map(textOf),
  generatedCluster.map(clusterText),
  sites.map(textOfSites),
);
