/** Lines that end in a `}` of theirs while the line that opened their statement is gone. */
import { beginsItem, blocks, naming } from './boundaries.ts';
import { type Lexeme, unwritten } from './lexemes.ts';
import { FILE, isMisplaced, takes } from './places.ts';
import { type Body, isBody, type Part } from './structure.ts';

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

/**
 * The `}` in the middle of a line that closed a body too early, so that `brace` at the line's end found none to close. The
 * body then goes on to `brace`.
 */
export function earlierBrace({ parts }: Body, brace: Lexeme): Lexeme | undefined {
  const index = parts.findLastIndex(isBody);
  const body = parts[index];
  if (!body || !isBody(body) || body.close?.line !== brace.line || index === parts.length - 1) return undefined;
  const early = body.close;
  body.parts.push(...parts.splice(index + 1));
  body.close = brace;
  return early;
}

interface Opened {
  readonly owner: Lexeme;
  /** What the missing `{` belongs behind. */
  readonly before: Lexeme;
  readonly body: Body;
}

/** The body whose `{` is missing, if that is why `brace` closes nothing. Its parts are moved into it. */
export function unopened(around: Body, brace: Lexeme): Opened | undefined {
  const last = around.parts[around.parts.length - 1];
  if (last && isBody(last) && last.close?.line === brace.line && !brace.first) {
    const inner = openAt(last, last.close, gapIn(last.parts, 0, last.close.line));
    if (inner) last.close = brace;
    return inner;
  }
  const line = brace.first ? headerBefore(around.parts, brace) : brace.line;
  const start = around.parts.findIndex((part) => !isBody(part) && part.first && part.line === line);
  return start < 0
    ? undefined
    : openAt(around, brace, gapIn(around.parts, start, brace.first ? undefined : brace.line));
}

/** Line of the last part that stands no deeper than a `}` that begins its line. */
function headerBefore(parts: readonly Part[], brace: Lexeme): number | undefined {
  const header = parts.findLast((part) => part.indent <= brace.indent);
  return header && !isBody(header) && header.indent === brace.indent ? header.line : undefined;
}

/** Indexes of a statement's keyword, and of what stands in its body though no `{` is between the two. */
function gapIn(parts: readonly Part[], from: number, line: number | undefined): [number, number] | undefined {
  let owner = -1;
  for (let index = from; index < parts.length; index++) {
    const part = parts[index] as Part;
    if (isBody(part) || (line !== undefined && part.line !== line)) {
      owner = -1;
      continue;
    }
    const keyword = parts[owner];
    const least = keyword && !isBody(keyword) && blocks.has(keyword.kind) ? 1 : 2;
    if (keyword && !isBody(keyword) && index - owner >= least && standsIn(keyword.kind, parts, index))
      return [owner, index];
    if ((naming.has(part.kind) || blocks.has(part.kind)) && (owner < 0 || part.first)) owner = index;
  }
  return undefined;
}

function standsIn(keyword: string, parts: readonly Part[], index: number): boolean {
  const part = parts[index] as Lexeme;
  const after = parts[index + 1];
  const isKey = part.word && after !== undefined && !isBody(after) && after.kind === ':';
  if (keyword === 'settings' || keyword === 'limits') return isKey;
  return (isKey || beginsWithKeyword(part)) && takes(keyword, part.kind);
}

function beginsWithKeyword({ kind }: Lexeme): boolean {
  return naming.has(kind) || blocks.has(kind) || kind === 'at' || kind === 'expect' || kind === 'keep';
}

function openAt(around: Body, brace: Lexeme, gap: [number, number] | undefined): Opened | undefined {
  if (!gap) return undefined;
  const [ownerAt, start] = gap;
  const owner = around.parts[ownerAt] as Lexeme;
  const name = around.parts[ownerAt + 1] as Lexeme;
  const before = around.parts[start - 1] as Lexeme;
  const body = {
    ...wrapped(around.parts.splice(start), before, brace),
    owner,
    name: start - ownerAt > 1 ? name : undefined,
  };
  around.parts.push(body);
  return { owner, before, body };
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
    if (isMisplaced(keyword, place) || (keyword === 'vm' && !isVirtual(orphans))) continue;
    const fits = words.filter((word) => takes(keyword, word)).length;
    if (fits > (best?.fits ?? 0)) best = { keyword, fits };
  }
  return best && best.fits * 2 > words.length ? best.keyword : undefined;
}

/** Lines of adapters alone are a host's unless they name adapters below them. */
function isVirtual(orphans: readonly Part[]): boolean {
  return orphans.some((part) => !isBody(part) && (part.kind === 'via' || part.kind === 'vcpu' || part.kind === 'disk'));
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
    odd: false,
  };
}

function lastOf(parts: readonly Part[]): Lexeme | undefined {
  const last = parts[parts.length - 1];
  return last && isBody(last) ? (last.close ?? lastOf(last.parts) ?? last.open) : last;
}
