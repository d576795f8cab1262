/** Lines that end in a `}` of theirs while the line that opened their statement is gone. */
import { beginsItem, blocks } from './boundaries.ts';
import { type Body, isBody, type Part } from './braces.ts';
import { type Lexeme, unwritten } from './lexemes.ts';
import { FILE, isMisplaced, takes } from './places.ts';

interface Orphanage {
  readonly first: Lexeme;
  readonly last: Lexeme;
  /** Keyword of the statement that they seem to be of. */
  readonly guess: string | undefined;
}

/** What may have been opened, the likelier first where lines fit several. */
const candidates = [
  'vm',
  'host',
  'cluster',
  'service',
  'scenario',
  'endpoint',
  'failover-cluster',
  'drs',
  'ha',
  'ft',
  'network',
  'storage',
  'link',
  'resource',
  'synchronize',
  'product',
  'template',
  'server',
  'site',
] as const;

/** What follows the keyword of an opening line at least. */
const headers: Readonly<Record<string, readonly string[]>> = {
  service: ['ID', ':', 'ID'],
  endpoint: ['ID', ':', 'ID'],
  resource: ['ID', ':', 'ID'],
  scenario: ['STRING'],
  link: ['ID', 'between', 'ID'],
};

/**
 * The lines before a `}` of `body` that closes nothing, if they stand deeper than the `}` does. They are moved into a
 * statement of their own where its kind can be guessed.
 */
export function orphanage(body: Body, brace: Lexeme): Orphanage | undefined {
  const start = startOf(body, brace);
  const first = body.parts[start];
  if (first === undefined || isBody(first)) return undefined;
  const orphans = body.parts.splice(start);
  const guess = kindOf(orphans, body.open ? (body.owner?.kind ?? '') : FILE);
  if (guess === undefined) body.parts.push(...orphans);
  else body.parts.push(...opening(guess, first), wrapped(orphans, first, brace));
  return { first, last: lastOf(orphans) ?? first, guess };
}

/** Index of the first orphan; beyond the parts where there is none. */
function startOf({ parts }: Body, brace: Lexeme): number {
  const usual = parts[0]?.indent ?? 0;
  const isOrphan = (part: Part) =>
    brace.first ? part.indent > brace.indent : part.indent >= brace.indent && part.indent > usual;
  let start = parts.length;
  while (start > 0 && isOrphan(parts[start - 1] as Part)) start--;
  // The run begins with a statement, not within one.
  while (start < parts.length) {
    const part = parts[start] as Part;
    if (!isBody(part) && beginsItem(part, parts[start - 1], parts[start + 1])) break;
    start++;
  }
  return start;
}

function kindOf(orphans: readonly Part[], place: string): string | undefined {
  const words = orphans.flatMap((part, index) => {
    if (isBody(part)) return [];
    const after = orphans[index + 1];
    const isKey = after !== undefined && !isBody(after) && after.kind === ':' && part.word;
    return isKey || beginsItem(part, orphans[index - 1], after) ? [part.kind] : [];
  });
  let best: { keyword: string; fits: number } | undefined;
  for (const keyword of candidates) {
    if (isMisplaced(keyword, place)) continue;
    const fits = words.filter((word) => takes(keyword, word)).length;
    if (fits > (best?.fits ?? 0)) best = { keyword, fits };
  }
  return best && best.fits * 2 > words.length ? best.keyword : undefined;
}

function opening(keyword: string, first: Lexeme): Lexeme[] {
  const kinds = [keyword, ...(headers[keyword] ?? (blocks.has(keyword) ? [] : ['ID']))];
  return kinds.map((kind, index) => unwritten(kind, first, index === 0));
}

function wrapped(orphans: Part[], first: Lexeme, brace: Lexeme): Body {
  return {
    open: unwritten('{', first, false),
    close: brace,
    parts: orphans,
    owner: undefined,
    name: undefined,
    indent: first.indent,
    line: first.line,
  };
}

function lastOf(parts: readonly Part[]): Lexeme | undefined {
  const last = parts[parts.length - 1];
  return last && isBody(last) ? (last.close ?? lastOf(last.parts) ?? last.open) : last;
}
