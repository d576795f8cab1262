/** Markdown for the tables of the reference. */

/** One line and more, each ended with a full stop. */
export function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => (part ? [/[.!?]$/.test(part) ? part : `${part}.`] : [])).join(' ');
}

/** As code. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** A table; what would end a cell is escaped. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return `${line(heads)}${line(heads.map(() => '---'))}${rows.map(line).join('')}`;
}
