/** Where a line certainly begins a statement or property. Line ends mean nothing to the language, but much to its authors. */
import { componentKinds } from '../../engine/topology/kinds.ts';
import type { Lexeme } from './lexemes.ts';

/** Statements whose keyword is followed by a name or a title. */
export const naming: ReadonlySet<string> = new Set([
  ...componentKinds,
  'server',
  'vm',
  'template',
  'nic',
  'service',
  'resource',
  'failover-cluster',
  'endpoint',
  'product',
  'rule',
  'scenario',
  'objective',
  'topology',
  'import',
]);
/** Statements that have a body and no name. */
export const blocks: ReadonlySet<string> = new Set(['ha', 'drs', 'ft', 'synchronize', 'settings', 'limits']);

const flags: ReadonlySet<string> = new Set(['dedicated', 'use-network-name']);
const steps: ReadonlySet<string> = new Set(['at', 'expect', 'keep']);
const verbs: ReadonlySet<string> = new Set([
  'fail',
  'restore',
  'crash',
  'fault',
  'isolate',
  'reboot',
  'maintenance',
  'activate',
  'partition',
  'heal',
  'move',
  'migrate',
]);
/** Words within a statement: a line that begins with one goes on with the statement before. */
const joints: ReadonlySet<string> = new Set([
  'on',
  'via',
  'for',
  'between',
  'to',
  'of',
  'across',
  'within',
  'with',
  'from',
  'source',
  'assumed',
  'and',
  'or',
  'implies',
  'not',
  'never',
  'in',
  'outage',
  'calls',
  'state',
  'apart',
  'together',
  'must',
  'should',
  ...verbs,
]);
/** Tokens after which a statement cannot end. */
const hungry: ReadonlySet<string> = new Set([
  ':',
  ',',
  '->',
  '.',
  '|',
  '(',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '=',
  'on',
  'via',
  'for',
  'between',
  'to',
  'of',
  'across',
  'within',
  'with',
  'at',
  'expect',
  'never',
  'not',
  'keep',
  ...verbs,
]);

/** What stands beside a lexeme: another, or a whole `{ … }` that begins on `line`. */
export interface Neighbour {
  readonly line: number;
  readonly kind?: string;
  readonly word?: boolean;
  readonly first?: boolean;
}

/** Whether a statement cannot end with this token. */
export function isHungry(before: Neighbour): boolean {
  const { kind = '' } = before;
  return hungry.has(kind) || (naming.has(kind) && before.first === true);
}

/**
 * Whether a statement or property begins at `lexeme`, the first of its line.
 * `rule`: what the body holds (`Item`, `Setting`, `ObjectiveClause`).
 */
export function beginsItem(
  lexeme: Lexeme,
  before: Neighbour | undefined,
  after: Neighbour | undefined,
  rule = 'Item',
): boolean {
  if (!lexeme.first) return false;
  if (before === undefined || before.kind === undefined) return true;
  if (rule === 'ObjectiveClause') return lexeme.kind === 'any';
  if (!lexeme.word) return false;
  const beside = after !== undefined && after.line === lexeme.line ? after : undefined;
  const free = !isHungry(before);
  if (beside?.kind === ':') return lexeme.kind !== 'ID' || free;
  if (rule === 'Setting') return false;
  if (naming.has(lexeme.kind) || steps.has(lexeme.kind)) return beginsStatement(lexeme.kind, beside, free);
  if (blocks.has(lexeme.kind)) return free || (beside !== undefined && (beside.kind ?? '{') === '{');
  if (flags.has(lexeme.kind)) return free;
  // Nobody leaves such a word alone on a line in the middle of a statement.
  return free && (!joints.has(lexeme.kind) || beside === undefined);
}

function beginsStatement(kind: string, beside: Neighbour | undefined, free: boolean): boolean {
  if (beside?.kind === ',' || beside?.kind === '.') return false;
  if (beside?.word || beside?.kind === 'STRING') return true;
  if (kind === 'at' && (beside?.kind === 'QUANTITY' || beside?.kind === 'NUMBER')) return true;
  return free;
}

/** Whether an item begins here in its own right, and not as debris of what stands before it on its line. */
export function isSolid(lexeme: Neighbour, after: Neighbour | undefined): boolean {
  const { kind = '' } = lexeme;
  return after?.kind === ':' || naming.has(kind) || blocks.has(kind) || steps.has(kind) || flags.has(kind);
}

/** Bodies within bodies, and conditions within conditions, that are read: a parser calls itself for each. */
export const DEEPEST = 60;

/** Conditions that are joined by one word after the other: each is an operand of the next. */
export const MOST_OPERANDS = 500;

/** What a condition may hold another one behind. */
export const nesting: ReadonlySet<string> = new Set(['(', 'not', 'all', 'any', 'count']);
/** What joins conditions. */
export const joining: ReadonlySet<string> = new Set(['and', 'or', 'implies']);
