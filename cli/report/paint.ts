/** Colours for a terminal. */
import { styleText } from 'node:util';
import type { Io } from '../command.ts';

export type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

/** Colours texts where the reader sees colours, and leaves them as they are elsewhere. */
export function painter({ colour }: Pick<Io, 'colour'>): Paint {
  // Whether there are colours was decided before: Node is not to ask its own streams once more.
  return (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
}
