/** Markdown, as far as the pages of the rules use it, as text for a terminal. */
import type { Paint, Style } from './paint.ts';
import { columnsOf } from './printable.ts';
import { hanging } from './wrap.ts';

export interface MarkdownOptions {
  /** Columns; lines of prose are wrapped there. */
  readonly width?: number;
  readonly paint?: Paint;
}

/**
 * Headings without their marks, paragraphs and lists wrapped, code indented, tables with columns below one another,
 * links as their text with the address behind it.
 */
export function asText(
  markdown: string,
  { width = Number.POSITIVE_INFINITY, paint = (_, text) => text }: MarkdownOptions = {},
): string {
  return `${blocksOf(markdown)
    .map((block) => blockAsText(block, width, paint))
    .join('\n\n')}\n`;
}

interface Block {
  readonly kind: 'heading' | 'code' | 'list' | 'table' | 'paragraph';
  readonly lines: readonly string[];
}

function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let inCode = false;
  const close = () => {
    if (lines.length > 0) blocks.push({ kind: kindOf(lines), lines });
    lines = [];
  };
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) {
      if (inCode) blocks.push({ kind: 'code', lines });
      else close();
      lines = [];
      inCode = !inCode;
    } else if (inCode) lines.push(line);
    else if (line.trim() === '') close();
    else if (/^#+ /.test(line)) {
      close();
      blocks.push({ kind: 'heading', lines: [line] });
    } else lines.push(line);
  }
  if (inCode) blocks.push({ kind: 'code', lines });
  else close();
  return blocks;
}

function kindOf([first = '']: readonly string[]): Block['kind'] {
  if (/^[-*] /.test(first)) return 'list';
  return first.startsWith('|') ? 'table' : 'paragraph';
}

function blockAsText({ kind, lines }: Block, width: number, paint: Paint): string {
  switch (kind) {
    case 'heading': {
      const text = (lines[0] ?? '').replace(/^#+ /, '');
      return paint(
        lines[0]?.startsWith('# ') ? ['bold', 'underline'] : 'bold',
        inline(text, (_, each) => each),
      );
    }
    case 'code':
      return lines.map((line) => (line === '' ? '' : `    ${paint('cyan', line)}`)).join('\n');
    case 'list':
      return itemsOf(lines)
        .map((item) => styled(hanging(item, 2, width), paint))
        .join('\n');
    case 'table':
      return tableAsText(lines, paint);
    case 'paragraph':
      return styled(hanging(lines.join(' '), 0, width), paint);
  }
}

/** The items of a list, each on one line. */
function itemsOf(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (/^[-*] /.test(line) || items.length === 0) items.push(line.replace(/^\* /, '- '));
    else items[items.length - 1] += ` ${line.trim()}`;
  }
  return items;
}

function tableAsText(lines: readonly string[], paint: Paint): string {
  const rows = lines
    .filter((line) => !/^\|[-:| ]+\|$/.test(line))
    .map((line) =>
      line
        .replace(/^\||\|$/g, '')
        .split(/(?<!\\)\|/)
        .map((cell) => inline(cell.trim(), (_, text) => text)),
    );
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ''))));
  return rows
    .map((row, index) => {
      const cells = row.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(cell))));
      const line = cells.join('  ').trimEnd();
      return index === 0 ? paint('bold', line) : line;
    })
    .join('\n');
}

/** Styles what is wrapped already: a mark may open on one line and close on the next. */
function styled(text: string, paint: Paint): string {
  return inline(text, (style, part) =>
    part
      .split('\n')
      .map((line) => paint(style, line))
      .join('\n'),
  );
}

/** Text without the marks of emphasis, code and links. */
function inline(text: string, paint: Paint): string {
  const marked = (style: Style) => (_: string, part: string) => paint(style, part);
  // what stands in code is no mark: it is put aside meanwhile
  const codes: string[] = [];
  return text
    .replace(/`([^`]+)`/g, (_, code: string) => `\ue000${codes.push(code) - 1}\ue001`)
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label: string, address: string) => `${label} (${address})`)
    .replace(/\*\*([^*]+)\*\*/g, marked('bold'))
    .replace(/(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g, marked('italic'))
    .replace(/\ue000(\d+)\ue001/g, (_, index: string) => paint('cyan', codes[Number(index)] ?? ''));
}
