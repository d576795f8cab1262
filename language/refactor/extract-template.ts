/** Extract template: what alike hosts, servers or VMs state is stated once. */
import { type AstNode, AstUtils, CstUtils, type LangiumCoreServices, type LangiumDocument } from 'langium';
import { freeName } from '../../engine/rules/facts/names.ts';
import { listed } from '../../engine/rules/message.ts';
import { written } from '../builder/body.ts';
import { removal } from '../edits/change.ts';
import { bodyLayout, indentation, indentStep, lineEnd, lineStart } from '../edits/layout.ts';
import type { Change } from '../edits/text-edit.ts';
import { type Item, isSite } from '../generated/ast.ts';
import { itemsOf, targetOf } from '../paths.ts';
import { resolveName, viewOf } from '../scope/resolve.ts';
import { isSound } from '../sound.ts';
import { namesAround } from './names-around.ts';
import { later, type Refactoring } from './refactoring.ts';
import { isTaker, nodeAround, pathsIn, type Taker, takersIn } from './takers.ts';
import { tidied } from './tidied.ts';

/** Of so many names a title tells at most. */
const mostNames = 3;

/**
 * The template that alike hosts, servers or VMs could take: those with the same body as the one around `start`, or,
 * where several are selected, what these have in common. `undefined` where there are none, or a name of theirs would
 * mean something else in a template.
 */
export function extractTemplate(
  document: LangiumDocument,
  { start, end }: { readonly start: number; readonly end: number },
  services: LangiumCoreServices,
): Refactoring | undefined {
  const marked = end > start ? takersIn(document).filter((taker) => overlaps(taker, start, end)) : [];
  const said = onceEach(saidBy);
  const chosen = marked.length > 1 ? candidates(marked) : alike(document, start, said);
  const [first] = chosen;
  if (!first || chosen.length < 2) return undefined;
  const common = commonItems(chosen, said);
  const shared = common.get(first) ?? [];
  const place = shared.length > 0 ? placeFor(chosen, shared, document, services) : undefined;
  if (!place) return undefined;
  const isWhole = chosen.every((taker) => itemsOf(taker).length === shared.length && commentsIn(taker) === '');
  const name = freeName(nameFor(chosen), namesAround(document, services));
  const text = document.textDocument.getText();
  const changes: Change[] = [{ ...templateText(first, shared, place, name, text) }];
  for (const taker of chosen) {
    const cut = isWhole ? withoutBody(taker, name) : withoutItems(taker, common.get(taker) ?? [], name);
    if (!cut) return undefined;
    changes.push(...cut);
  }
  const uri = document.uri.toString();
  const names = listed(
    chosen.map((taker) => taker.name),
    mostNames,
  );
  return later({ kind: 'refactor.extract', title: `Extract a template from ${names}` }, () => {
    const { edits, text: after } = tidied(document, changes, services);
    const offset = after.search(new RegExp(`(?<=\\btemplate )${name}\\b`));
    return { edits, ...(offset >= 0 && { named: { uri, offset } }) };
  });
}

function overlaps({ $cstNode: cst }: Taker, start: number, end: number): boolean {
  return cst !== undefined && cst.offset < end && cst.end > start;
}

/** Of several kinds those of the first. */
function candidates(takers: readonly Taker[]): readonly Taker[] {
  const [first] = takers;
  return takers.filter((taker) => taker.$type === first?.$type && mayTake(taker));
}

/** The one around an offset and all with the same body. */
function alike(document: LangiumDocument, offset: number, said: Saying): readonly Taker[] {
  const one = nodeAround(document, offset, isTaker);
  if (!one || !mayTake(one)) return [];
  return takersIn(document).filter((taker) => taker.$type === one.$type && isAlike(taker, one, said) && mayTake(taker));
}

/** One that takes none yet, and says something that can be read. */
function mayTake(taker: Taker): boolean {
  return taker.template === undefined && Boolean(taker.name) && itemsOf(taker).length > 0 && isSound(taker);
}

/** What an item says: its words, and what its names mean. Equal words may mean different things at two sites. */
type Said = readonly [text: string, ...targets: (AstNode | undefined)[]];
type Saying = (item: Item) => Said;

function saidBy(item: Item): Said {
  return [written(item), ...pathsIn(item).map((path) => targetOf(path))];
}

/** Of thousands that are alike each is looked at once. */
function onceEach(said: Saying): Saying {
  const known = new Map<Item, Said>();
  return (item) => {
    let found = known.get(item);
    if (!found) {
      found = said(item);
      known.set(item, found);
    }
    return found;
  };
}

function isAlike(one: Taker, other: Taker, said: Saying): boolean {
  const [items, others] = [itemsOf(one), itemsOf(other)];
  return (
    one === other ||
    (items.length === others.length &&
      items.every((item, index) => isSame(said(item), said(others[index] as Item))) &&
      commentsIn(one) === commentsIn(other))
  );
}

function isSame(one: Said, other: Said): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}

/** The comments within a body: what they say would be lost, or would be said of others too. */
function commentsIn(node: AstNode): string {
  if (!node.$cstNode) return '';
  return CstUtils.flattenCst(node.$cstNode)
    .filter(({ hidden, text }) => hidden && text.trim() !== '')
    .map(({ text }) => text)
    .join('\n');
}

/** The items that all of them have, of each its own. Those with a comment stay. */
function commonItems(takers: readonly Taker[], said: Saying): ReadonlyMap<Taker, readonly Item[]> {
  const [first, ...others] = takers;
  const isWhole = others.every((other) => first && isAlike(first, other, said));
  if (isWhole) return new Map(takers.map((taker) => [taker, itemsOf(taker)]));
  const found = new Map<Taker, Item[]>(takers.map((taker) => [taker, []]));
  for (const item of itemsOf(first)) {
    const same = takers.map((taker) => itemsOf(taker).find((other) => isSame(said(item), said(other))));
    if (same.some((each) => !each || isCommented(each))) continue;
    takers.forEach((taker, index) => {
      const each = same[index];
      if (each) found.get(taker)?.push(each);
    });
  }
  return found;
}

function isCommented(item: Item): boolean {
  const cst = item.$cstNode;
  if (!cst || commentsIn(item) !== '') return true;
  const text = AstUtils.getDocument(item).textDocument.getText();
  return (
    /^[ \t]*(\/\/|\/\*)/.test(text.slice(cst.end)) ||
    /((^|\n)[ \t]*\/\/[^\n]*\n|\*\/)\s*$/.test(text.slice(0, cst.offset))
  );
}

/** The statement before which the template comes: at the site of all of them, else at the top of the file. */
function placeFor(
  takers: readonly Taker[],
  items: readonly Item[],
  document: LangiumDocument,
  services: LangiumCoreServices,
): AstNode | undefined {
  const sites = new Set(takers.map((taker) => AstUtils.getContainerOfType(taker, isSite)));
  const [site] = sites;
  const body: AstNode = sites.size === 1 && site ? site : document.parseResult.value;
  if (!meansTheSame(items, body, document, services)) return undefined;
  let place: AstNode | undefined = takers[0];
  while (place && place.$container !== body) place = place.$container;
  return place;
}

function meansTheSame(
  items: readonly Item[],
  body: AstNode,
  document: LangiumDocument,
  services: LangiumCoreServices,
): boolean {
  const view = viewOf(document, services.shared.workspace.LangiumDocuments);
  return items.flatMap(pathsIn).every(({ segments: [segment] }) => {
    const target = segment?.ref;
    return target !== undefined && resolveName(segment?.$refText ?? '', body, [target.$type], view).found === target;
  });
}

/** What the names have in common, else the kind: `esxD1` and `esxD2` take `EsxDTemplate`. */
function nameFor(takers: readonly Taker[]): string {
  const [first, ...others] = takers.map(({ name }) => name);
  let common = first ?? '';
  while (!others.every((name) => name.startsWith(common))) common = common.slice(0, -1);
  const word = common.replace(/[\d_-]+$/, '');
  const stem = /^[A-Za-z]\w+$/.test(word) ? word : (takers[0]?.$type ?? '');
  return `${stem.charAt(0).toUpperCase()}${stem.slice(1)}Template`;
}

function templateText(taker: Taker, items: readonly Item[], place: AstNode, name: string, text: string): Change {
  const body = bodyLayout(taker);
  const eol = lineEnd(text);
  const at = startOf(place, text);
  const indent = indentation(text, place.$cstNode?.offset ?? 0);
  const inner = indent + indentStep(text);
  const isWhole = items.length === itemsOf(taker).length;
  const isAlone = lineStart(text, at) === at || text.slice(lineStart(text, at), at).trim() === '';
  const behind = isAlone ? eol + eol + indent : '  ';
  if (body && isWhole && !body.oneLine) {
    const lines = text
      .slice(body.start, body.end)
      .replace(/^[ \t]*\r?\n/, '')
      .trimEnd()
      .split(/\r?\n/);
    const kept = lines.map((line) => (line.trim() === '' ? '' : inner + line.trimStart()));
    return insert(at, `template ${name} {${eol}${kept.join(eol)}${eol}${indent}}${behind}`);
  }
  if (body?.oneLine && isWhole) return insert(at, `template ${name} {${text.slice(body.start, body.end)}}${behind}`);
  const lines = linesOf(items, text).map((line) => eol + inner + line);
  return insert(at, `template ${name} {${lines.join('')}${eol}${indent}}${behind}`);
}

/** Items as lines; those that shared a line still do. */
function linesOf(items: readonly Item[], text: string): readonly string[] {
  const lines: string[] = [];
  let start: number | undefined;
  for (const { $cstNode: cst } of items) {
    if (!cst) continue;
    const line = lineStart(text, cst.offset);
    if (line === start) lines.push(`${lines.pop()}  ${cst.text}`);
    else lines.push(cst.text);
    start = line;
  }
  return lines;
}

/** Before the comments right above a statement. */
function startOf(place: AstNode, text: string): number {
  const offset = place.$cstNode?.offset ?? 0;
  let start = lineStart(text, offset);
  if (text.slice(start, offset).trim() !== '') return offset;
  let isMoved = false;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!/^[ \t]*\/\//.test(text.slice(above, start))) break;
    start = above;
    isMoved = true;
  }
  return isMoved ? start + (/^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0) : offset;
}

const insert = (at: number, newText: string): Change => ({ start: at, end: at, newText });

function headOf(taker: Taker, name: string): Change | undefined {
  const nodes = ['host', 'name'].flatMap((feature) => {
    const value = (taker as unknown as Record<string, unknown>)[feature];
    const cst = typeof value === 'object' ? (value as AstNode | undefined)?.$cstNode : undefined;
    return cst ? [cst.end] : [];
  });
  const text = taker.$cstNode?.text ?? '';
  const brace = text.indexOf('{');
  if (!taker.$cstNode || brace < 0) return undefined;
  const end = nodes[0] ?? taker.$cstNode.offset + text.slice(0, brace).trimEnd().length;
  return insert(end, ` : ${name}`);
}

function withoutBody(taker: Taker, name: string): readonly Change[] | undefined {
  const head = headOf(taker, name);
  const end = taker.$cstNode?.end;
  return head && end !== undefined ? [{ ...head, end }] : undefined;
}

function withoutItems(taker: Taker, items: readonly Item[], name: string): readonly Change[] | undefined {
  const head = headOf(taker, name);
  if (!head) return undefined;
  // nothing is left, and nothing is said beside
  if (items.length === itemsOf(taker).length && commentsIn(taker) === '') return withoutBody(taker, name);
  const cuts = items.map(removal);
  return cuts.every((cut) => cut !== undefined) ? [head, ...merged(cuts)] : undefined;
}

/** Neighbours take the same blanks with them. */
function merged(cuts: readonly Change[]): readonly Change[] {
  const found: Change[] = [];
  for (const cut of [...cuts].sort((one, other) => one.start - other.start)) {
    const last = found.at(-1);
    if (last && cut.start <= last.end) found[found.length - 1] = { ...last, end: Math.max(last.end, cut.end) };
    else found.push(cut);
  }
  return found;
}
