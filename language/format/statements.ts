/** Which pieces of a text are which statement, and what of it belongs to none. */
import type { AstNode } from 'langium';
import type { Document } from '../generated/ast.ts';
import { damageOf } from '../recovery/damage.ts';
import type { Piece } from './pieces.ts';

/** A statement or property with its body; the file is one without a head. */
export interface Statement {
  /** Its type in the grammar (`Vm`); `Expression` for the condition of a rule. */
  readonly type: string;
  /** Its first and last piece. */
  readonly first: number;
  readonly last: number;
  /** Pieces of its braces; absent where it has no body. */
  readonly open?: number;
  readonly close?: number;
  readonly inner: readonly Statement[];
  /** It could not be read, or not all of it. */
  readonly damaged: boolean;
}

export interface Statements {
  readonly file: Statement;
  /** Pieces that are in no statement. */
  readonly strays: readonly number[];
}

/** The statements of a text whose tree this is. */
export function statementsOf(tree: Document, pieces: readonly Piece[]): Statements {
  return new Reader(tree, pieces).run();
}

class Reader {
  private readonly strays: number[] = [];
  private readonly damage;
  private readonly tree: Document;
  private readonly pieces: readonly Piece[];

  constructor(tree: Document, pieces: readonly Piece[]) {
    this.tree = tree;
    this.pieces = pieces;
    this.damage = damageOf(tree);
  }

  run(): Statements {
    const last = this.pieces.length - 1;
    const inner = this.innerOf(this.tree, 0, last);
    return { file: { type: 'Document', first: 0, last, inner, damaged: false }, strays: this.strays };
  }

  /** The statements of a body, which stand from one piece to another. */
  private innerOf(node: AstNode, from: number, to: number): Statement[] {
    const inner: Statement[] = [];
    let next = from;
    for (const child of childrenOf(node)) {
      const first = this.startingAt(child.$cstNode?.offset);
      const last = this.endingAt(child.$cstNode?.end);
      if (first < next || last < first || last > to) continue;
      this.strayFrom(next, first - 1);
      inner.push(this.statement(child, first, last));
      next = last + 1;
    }
    this.strayFrom(next, to);
    return inner;
  }

  private strayFrom(from: number, to: number): void {
    for (let at = from; at <= to; at++) if (!this.pieces[at]?.comment) this.strays.push(at);
  }

  private statement(node: AstNode, first: number, last: number): Statement {
    const type = node.$type;
    const damaged = this.damage.isDamaged(node);
    const open = this.braceIn(first, last);
    if (open < 0) return { type, first, last, inner: [], damaged };
    if (this.pieces[last]?.kind !== '}') return { type, first, last, inner: [], damaged: true };
    const inner = type === 'AuthorRule' ? this.condition(open + 1, last - 1) : this.innerOf(node, open + 1, last - 1);
    return { type, first, last, open, close: last, inner, damaged };
  }

  /** A condition is laid out as one: where the author breaks its lines says more than its operators do. */
  private condition(from: number, to: number): Statement[] {
    let [first, last] = [from, to];
    while (first <= last && this.pieces[first]?.comment) first++;
    while (last >= first && this.pieces[last]?.comment) last--;
    return first > last ? [] : [{ type: 'Expression', first, last, inner: [], damaged: false }];
  }

  private braceIn(first: number, last: number): number {
    for (let at = first; at <= last; at++) if (this.pieces[at]?.kind === '{') return at;
    return -1;
  }

  /** The piece that begins at an offset, -1 where none does. */
  private startingAt(offset: number | undefined): number {
    const at = this.firstFrom(offset);
    return this.pieces[at]?.start === offset ? at : -1;
  }

  private endingAt(offset: number | undefined): number {
    const at = this.firstFrom(offset) - 1;
    return this.pieces[at]?.end === offset ? at : -1;
  }

  /** The first piece that begins at an offset or behind it. */
  private firstFrom(offset: number | undefined): number {
    if (offset === undefined) return -1;
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.pieces[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What stands in the body of a node. */
function childrenOf(node: AstNode): readonly AstNode[] {
  const { items, settings, clauses } = node as {
    readonly items?: readonly AstNode[];
    readonly settings?: readonly AstNode[];
    readonly clauses?: readonly AstNode[];
  };
  return items ?? settings ?? clauses ?? [];
}

/** Statements that begin a line and end it, where they stand among others. */
const ownLine: ReadonlySet<string> = new Set([
  'TopologyTitle',
  'ImportStatement',
  'Site',
  'Rack',
  'Circuit',
  'Switch',
  'Network',
  'Link',
  'Storage',
  'Cluster',
  'Host',
  'Server',
  'Vm',
  'Template',
  'Service',
  'Resource',
  'FailoverCluster',
  'Endpoint',
  'Product',
  'AuthorRule',
  'Scenario',
  'Objective',
  'ObjectiveClause',
  'At',
  'Expect',
  'UnknownStatement',
]);

export const standsAlone = ({ type }: Statement): boolean => ownLine.has(type);

/** Statements whose head has a kind or a template behind a colon. */
const declares: ReadonlySet<string> = new Set([
  'Host',
  'Server',
  'Vm',
  'Service',
  'Resource',
  'Endpoint',
  'UnknownStatement',
]);

export const hasKind = ({ type }: Statement): boolean => declares.has(type);
