/** The fenced blocks of a Markdown file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Block {
  readonly file: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** What stands behind the language: `hatopo breaks` → `breaks`. */
  readonly note: string;
  readonly text: string;
}

/** Every block of `language` in a file, in order. */
export function blocksOf(file: string, language: string): Block[] {
  const blocks: Block[] = [];
  let open: { line: number; note: string; lines: string[] } | undefined;
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (open && line.trim() === '```') {
      blocks.push({ file, line: open.line, note: open.note, text: `${open.lines.join('\n')}\n` });
      open = undefined;
    } else if (open) open.lines.push(line);
    else if (line.startsWith(`\`\`\`${language}`))
      open = { line: index + 1, note: line.slice(3 + language.length).trim(), lines: [] };
  }
  return blocks;
}

/** The Markdown files directly in a folder, sorted. */
export function markdownIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => join(folder, name));
}
