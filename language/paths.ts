/** Small questions to the syntax tree that every part asks. None of them throws on damaged text. */
import { type AstNode, AstUtils, type CstNode, GrammarAST } from 'langium';
import type { Declaration, Item, Path, Template } from './generated/ast.ts';
import { isTemplate } from './generated/ast.ts';

/** What a path resolves to: what its last segment names. `undefined` where it is absent, damaged or not resolved. */
export function targetOf(path: Path | undefined): Declaration | undefined {
  const segments = path?.segments;
  return segments?.[segments.length - 1]?.ref;
}

/** A path as it is written: `Denver.lan`. */
export function textOf(path: Path | undefined): string {
  return path?.segments?.map((segment) => segment.$refText).join('.') ?? '';
}

/** A body's statements, or none where the text has no body or a damaged one. */
export function itemsOf(node: object | undefined): readonly Item[] {
  return (node as { readonly items?: readonly Item[] } | undefined)?.items ?? [];
}

/** A body's statements and, after them, those of the template that it takes. */
export function itemsWithTemplate(node: object | undefined): readonly Item[] {
  const template = templateOf(node);
  return template ? [...itemsOf(node), ...itemsOf(template)] : itemsOf(node);
}

function templateOf(node: object | undefined): Template | undefined {
  const target = targetOf((node as { readonly template?: Path } | undefined)?.template);
  return isTemplate(target) ? target : undefined;
}

const featureBySource = new WeakMap<object, string | undefined>();

/**
 * The first syntax node that gives a feature of a statement, such as its `name`. The search stops there: what follows may
 * be a body of thousands of statements.
 */
export function featureNode(statement: CstNode | undefined, feature: string): CstNode | undefined {
  return statement && firstOf(statement, feature, statement.astNode);
}

function firstOf(node: CstNode, feature: string, element: AstNode): CstNode | undefined {
  if (!('content' in node)) return undefined;
  for (const child of node.content as readonly CstNode[]) {
    if (featureOf(child) === feature) return child;
    const inner = 'content' in child && child.astNode === element ? firstOf(child, feature, element) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

function featureOf({ grammarSource }: CstNode): string | undefined {
  if (!grammarSource) return undefined;
  if (!featureBySource.has(grammarSource))
    featureBySource.set(grammarSource, AstUtils.getContainerOfType(grammarSource, GrammarAST.isAssignment)?.feature);
  return featureBySource.get(grammarSource);
}
