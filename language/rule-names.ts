/**
 * Names in the rules of authors, which are no references of the grammar: what a path is compared with (`h.rack = R1`)
 * names whatever is called so in the topologies that the rule speaks of, and variables are names in the rule alone.
 */
import {
  type AstNode,
  AstUtils,
  type CstNode,
  GrammarUtils,
  type LangiumDocument,
  type LangiumDocuments,
} from 'langium';
import { type Bound, kindsOf, kindsThrough, meaningOf } from './checks/rule-paths.ts';
import type { Access, AuthorRule, Declaration, Expression } from './generated/ast.ts';
import { isAccess, isAuthorRule, isBinary, isDeclaration, isNot, isQuantified } from './generated/ast.ts';
import { isLibrary } from './library/index.ts';
import { itemsOf } from './paths.ts';
import { type DeclarationType, typesByKind } from './scope/expected.ts';
import { importClosure } from './scope/imports.ts';
import { namedIn } from './scope/named.ts';
import { siteOf } from './scope/visible.ts';
import { type BodyId, modes } from './vocabulary/index.ts';

/** A name with which a path is compared. */
export interface Mention {
  readonly node: CstNode;
  readonly name: string;
  /** What it may be the name of. */
  readonly types: ReadonlySet<DeclarationType>;
  /** What it stands in, where the rule says that before it: `HQ.R1`. */
  readonly holder?: string;
}

/** A variable of a rule; several of one name are one, for a message cannot tell them apart. */
export interface RuleVariable {
  readonly name: string;
  readonly rule: AuthorRule;
  /** In no order. */
  readonly places: readonly VariablePlace[];
}

/** Offsets in UTF-16 units. */
export interface VariablePlace {
  readonly start: number;
  readonly end: number;
  /** Whether it is bound there. */
  readonly binds: boolean;
}

/** What a rule names. */
interface RuleNames {
  readonly mentions: readonly Mention[];
  readonly variables: ReadonlyMap<string, RuleVariable>;
  /** First words of all paths and collections: what a variable may be mistaken for. */
  readonly firstWords: ReadonlySet<string>;
}

/** What a rule names. */
export function namesInRule(rule: AuthorRule): RuleNames {
  return new Reader().read(rule);
}

/** The names with which the rules of a file compare, in order of the text. */
export function mentionsIn(document: LangiumDocument): readonly Mention[] {
  return itemsOf(document.parseResult.value)
    .filter(isAuthorRule)
    .flatMap((rule) => namesInRule(rule).mentions);
}

/** The name at a place of a text, where a rule compares with one. */
export function mentionAt(leaf: CstNode): Mention | undefined {
  if (!isAccess(leaf.astNode)) return undefined;
  const rule = AstUtils.getContainerOfType(leaf.astNode, isAuthorRule);
  return rule && namesInRule(rule).mentions.find(({ node }) => node.offset === leaf.offset);
}

/** The variable at a place of a rule, in its message too. */
export function variableAt(leaf: CstNode, offset: number): RuleVariable | undefined {
  const rule = AstUtils.getContainerOfType(leaf.astNode as AstNode, isAuthorRule);
  if (!rule) return undefined;
  const { variables } = namesInRule(rule);
  return [...variables.values()].find(({ places }) =>
    places.some(({ start, end }) => start <= offset && offset <= end),
  );
}

/** Everything that a mention may mean in the topologies that its file is a part of. */
export function meantBy(
  { name, types, holder }: Mention,
  document: LangiumDocument,
  documents: LangiumDocuments,
): readonly Declaration[] {
  return filesAround(document, documents).flatMap((file) =>
    namedIn(file).flatMap(({ node }) =>
      isDeclaration(node) && node.name === name && types.has(node.$type) && isHeld(node, holder) ? [node] : [],
    ),
  );
}

function isHeld(declaration: Declaration, holder: string | undefined): boolean {
  if (holder === undefined || siteOf(declaration)?.name === holder) return true;
  const around = declaration.$container;
  return isDeclaration(around) && around.name === holder;
}

/** The files of all topologies that a file is a part of, its own first. */
export function filesAround(document: LangiumDocument, documents: LangiumDocuments): readonly LangiumDocument[] {
  const files = new Set(importClosure(document, documents));
  for (const other of documents.all) {
    if (files.has(other) || isLibrary(other.uri) || other.parseResult.value.$type !== 'Document') continue;
    const closure = importClosure(other, documents);
    if (closure.includes(document)) for (const file of closure) files.add(file);
  }
  return [...files];
}

class Reader {
  private readonly mentions: Mention[] = [];
  private readonly places = new Map<string, VariablePlace[]>();
  private readonly firstWords = new Set<string>();

  read(rule: AuthorRule): RuleNames {
    this.expression(rule.condition, new Map());
    this.message(rule);
    return {
      mentions: this.mentions,
      variables: new Map([...this.places].map(([name, places]) => [name, { name, rule, places }])),
      firstWords: this.firstWords,
    };
  }

  private expression(expression: Expression | undefined, bound: Bound): void {
    if (isBinary(expression)) {
      this.expression(expression.left, bound);
      this.expression(expression.right, bound);
      this.compared(expression.left, expression.right, bound);
      this.compared(expression.right, expression.left, bound);
    } else if (isNot(expression)) this.expression(expression.operand, bound);
    else if (isQuantified(expression)) {
      const { collection, variable } = expression;
      if (collection) this.path(collection, bound);
      const node = GrammarUtils.findNodeForProperty(expression.$cstNode, 'variable');
      const isBinding = variable !== undefined && node !== undefined;
      if (isBinding) this.bind(variable, node);
      const within = isBinding
        ? new Map([...bound, [variable, kindsThrough(collection?.names ?? [], collection?.arguments ?? [], bound)]])
        : bound;
      this.expression(expression.condition, within);
    } else if (isAccess(expression)) this.path(expression, bound);
  }

  private bind(variable: string, { offset: start, end }: CstNode): void {
    this.places.set(variable, [...(this.places.get(variable) ?? []), { start, end, binds: true }]);
  }

  private path(access: Access, bound: Bound): void {
    const [first] = access.names ?? [];
    if (!first) return;
    this.firstWords.add(first);
    const node = GrammarUtils.findNodeForProperty(access.$cstNode, 'names', 0);
    if (bound.has(first) && node) this.places.get(first)?.push({ start: node.offset, end: node.end, binds: false });
  }

  private compared(path: Expression | undefined, other: Expression | undefined, bound: Bound): void {
    if (!isAccess(path) || !isAccess(other) || other.call) return;
    const [first = '', ...rest] = other.names ?? [];
    if (!first || bound.has(first) || rest.length > 1) return;
    const names = path.names ?? [];
    const kinds = kindsOf(meaningOf(names.at(-1) === 'name' ? names.slice(0, -1) : names, bound));
    const types = new Set(kinds.flatMap((kind) => typeOf(kind) ?? []));
    if (types.size === 0) return;
    const [name, holder] = rest.length > 0 ? [rest[0] ?? '', first] : [first, undefined];
    if (holder !== undefined) this.mention(other, 0, holder, holders);
    this.mention(other, rest.length, name, types, holder);
  }

  private mention(access: Access, index: number, name: string, types: Mention['types'], holder?: string): void {
    const node = GrammarUtils.findNodeForProperty(access.$cstNode, 'names', index);
    if (node && name) this.mentions.push({ node, name, types, ...(holder !== undefined && { holder }) });
  }

  /** The variables between braces in the message, as it is written. */
  private message(rule: AuthorRule): void {
    const node = GrammarUtils.findNodeForProperty(rule.$cstNode, 'message');
    for (const { 0: whole, 1: name = '', index } of node?.text.matchAll(/\{\s*([^{}.\s]+)[^{}]*\}/g) ?? []) {
      const start = (node?.offset ?? 0) + index + whole.indexOf(name);
      this.places.get(name)?.push({ start, end: start + name.length, binds: false });
    }
  }
}

/** What a name may stand in. */
const holders: ReadonlySet<DeclarationType> = new Set(['Site', 'Host', 'Server', 'Vm', 'Service']);

function typeOf(kind: BodyId): DeclarationType | undefined {
  if (modes.some(({ mode }) => mode === kind)) return 'Service';
  if (kind === 'virtual nic') return 'Nic';
  return kind in typesByKind ? typesByKind[kind as keyof typeof typesByKind] : undefined;
}
