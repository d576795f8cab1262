/** What was built of a declaration is taken again while the declaration means the same and all ids are the same. */
import type { AstNode } from 'langium';
import type { Element, Id, Unbuilt } from '../../engine/topology/model.ts';
import type { Declaration } from '../generated/ast.ts';
import { isHolder, meaningOf } from '../scope/units.ts';
import { type Context, enter } from './context.ts';

/** What one declaration was built into. */
interface Piece {
  readonly meaning: object;
  readonly id: Id;
  /** How many elements stood before it: their order is part of them. */
  readonly before: number;
  readonly entries: readonly (readonly [AstNode, Element])[];
  readonly unbuilt: readonly Unbuilt[];
}

/** Declarations that are built from what they say and what they name alone, whatever stands around them. */
function isSelfContained(declaration: Declaration): boolean {
  const around = declaration.$container;
  if (!around || !isHolder(around)) return false;
  switch (declaration.$type) {
    case 'Vm':
    case 'Endpoint':
      return true;
    case 'Service':
      return declaration.mode !== 'failover-group';
    default:
      return false;
  }
}

/** The pieces of one state of a topology. */
export class Kept {
  private readonly ids: ReadonlyMap<Declaration, Id>;
  private readonly pieces = new Map<Declaration, Piece>();
  private readonly earlier: ReadonlyMap<Declaration, Piece> | undefined;

  constructor(ids: ReadonlyMap<Declaration, Id>, before: Kept | undefined) {
    this.ids = ids;
    this.earlier = before?.isOf(ids) ? before.pieces : undefined;
  }

  /** Whether no declaration has another id than it had: whoever names one that came or went means something else already. */
  private isOf(ids: ReadonlyMap<Declaration, Id>): boolean {
    for (const [declaration, id] of ids) if ((this.ids.get(declaration) ?? id) !== id) return false;
    return true;
  }

  /** Builds a declaration, or takes what it was built into before. */
  build(context: Context, declaration: Declaration, id: Id, make: () => void): void {
    if (!isSelfContained(declaration)) {
      make();
      return;
    }
    const meaning = meaningOf(declaration);
    const before = context.elements.size;
    let piece = this.earlier?.get(declaration);
    if (piece?.meaning === meaning && piece.id === id && piece.before === before) {
      for (const [node, element] of piece.entries) enter(context, node, element);
      context.unbuilt.push(...piece.unbuilt);
    } else {
      const lacking = context.unbuilt.length;
      const entered: (readonly [AstNode, Id])[] = [];
      context.entered = entered;
      make();
      context.entered = undefined;
      const entries = entered.map(([node, each]) => [node, context.elements.get(each) as Element] as const);
      piece = { meaning, id, before, entries, unbuilt: context.unbuilt.slice(lacking) };
    }
    this.pieces.set(declaration, piece);
  }
}
