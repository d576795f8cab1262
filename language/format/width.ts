/** How wide text stands in a fixed-width font: what columns are made by. */

const narrow = /^[\x20-\x7e]*$/;
/** Stands upon the letter before it. */
const without = /[\p{Mn}\p{Me}\p{Cf}]/u;
/** Stands in two columns: the scripts of East Asia, full-width forms, pictures. */
const double =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Emoji_Presentation}\u3000-\u303E\u30FB\u30FC\uFF01-\uFF60\uFFE0-\uFFE6]/u;
const half = /[\uFF61-\uFFDC]/;

/** In columns; of text without line ends. */
export function widthOf(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    if (without.test(character)) continue;
    width += double.test(character) && !half.test(character) ? 2 : 1;
  }
  return width;
}
