/**
 * What can be folded in a text: bodies, comments, imports, regions. Read from the characters alone, so that a text folds
 * while it cannot be parsed.
 */

export type FoldKind = 'body' | 'comment' | 'imports' | 'region';

/** Lines from 0, both ends included; the last line stays visible where something follows on it. */
export interface Fold {
  readonly kind: FoldKind;
  readonly start: number;
  readonly end: number;
}

/** A run of lines of one kind: `//` lines, `///` lines, imports. */
interface Run {
  readonly kind: FoldKind;
  readonly mark: string;
  readonly start: number;
  end: number;
}

interface Opened {
  readonly line: number;
  readonly indent: number;
}

const regionStart = /^\s*\/\/\s*#?region\b/;
const regionEnd = /^\s*\/\/\s*#?endregion\b/;

/** The folds of a text, in order of where they end. */
export function foldsOf(text: string): readonly Fold[] {
  const folds: Fold[] = [];
  const bodies: Opened[] = [];
  const regions: number[] = [];
  let run: Run | undefined;
  let block: number | undefined;

  const fold = (kind: FoldKind, start: number, end: number) => {
    if (end > start) folds.push({ kind, start, end });
  };
  const endRun = () => {
    if (run) fold(run.kind, run.start, run.end);
    run = undefined;
  };

  const lines = text.split(/\r\n|\r|\n/);
  for (const [number, line] of lines.entries()) {
    if (block === undefined) {
      const kind = runKindOf(line);
      // blank lines end comments, not groups of imports
      if (run && (kind ? kind.mark !== run.mark : run.kind !== 'imports' || line.trim() !== '')) endRun();
      if (kind && run) run.end = number;
      else if (kind) run = { ...kind, start: number, end: number };
      if (regionStart.test(line)) regions.push(number);
      else if (regionEnd.test(line)) {
        const start = regions.pop();
        if (start !== undefined) fold('region', start, number);
      }
    }
    const wasOpen: number | undefined = block;
    block = scanLine(line, number, block, bodies, fold);
    if (wasOpen !== undefined && block !== wasOpen) fold('comment', wasOpen, number);
  }
  endRun();
  const last = lastWritten(lines);
  if (block !== undefined) fold('comment', block, last);
  for (const { line } of bodies) fold('body', line, last);
  return folds;
}

function runKindOf(line: string): Pick<Run, 'kind' | 'mark'> | undefined {
  const first = line.trimStart();
  if (first.startsWith('///')) return { kind: 'comment', mark: '///' };
  if (regionStart.test(line) || regionEnd.test(line)) return undefined;
  if (first.startsWith('//')) return { kind: 'comment', mark: '//' };
  return /^import\b/.test(first) ? { kind: 'imports', mark: 'import' } : undefined;
}

const tokens = /\/\/.*|\/\*|"(?:\\.|[^"\\])*"?|[{}]/g;

/**
 * Follows the braces of a line.
 * @returns the line in which a block comment began that is open at its end
 */
function scanLine(
  line: string,
  number: number,
  block: number | undefined,
  bodies: Opened[],
  fold: (kind: FoldKind, start: number, end: number) => void,
): number | undefined {
  let from = 0;
  if (block !== undefined) {
    const end = line.indexOf('*/');
    if (end < 0) return block;
    from = end + 2;
  }
  if (!/[{}]|\/\*/.test(line)) return undefined;
  tokens.lastIndex = from;
  for (let match = tokens.exec(line); match; match = tokens.exec(line)) {
    const [found] = match;
    if (found === '/*') {
      const end = line.indexOf('*/', match.index + 2);
      if (end < 0) return number;
      tokens.lastIndex = end + 2;
    } else if (found === '{') bodies.push({ line: number, indent: indentOf(line) });
    else if (found === '}') close(line, number, match.index, bodies, fold);
  }
  return undefined;
}

/** A brace that begins its line, further left than what it would close, closes something around that: its own was lost. */
function close(
  line: string,
  number: number,
  at: number,
  bodies: Opened[],
  fold: (kind: FoldKind, start: number, end: number) => void,
): void {
  const indent = indentOf(line);
  if (at === indent && bodies.some((body) => body.indent <= indent)) {
    for (let top = bodies.at(-1); top && top.indent > indent; top = bodies.at(-1)) {
      bodies.pop();
      fold('body', top.line, number - 1);
    }
  }
  const opened = bodies.pop();
  // the line of the closing brace stays in sight
  if (opened) fold('body', opened.line, at === indent ? number - 1 : number);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function lastWritten(lines: readonly string[]): number {
  let last = lines.length - 1;
  while (last > 0 && lines[last]?.trim() === '') last--;
  return last;
}
