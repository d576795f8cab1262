/** Texts from files as a terminal may show them. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is replaced
const unprintable = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII, the usual case
const ascii = /^[\u0000-\u007f]*$/;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6])/u;

/**
 * Control characters of a file must not reach the terminal, nor what turns the direction of writing, so that a line
 * looks like another than it is. A tab stays, a line end becomes a space.
 */
export function printable(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(unprintable, '\ufffd');
}

/** How many columns a text takes in a terminal. */
export function columnsOf(text: string): number {
  if (ascii.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += wide.test(segment) ? 2 : 1;
  return columns;
}
