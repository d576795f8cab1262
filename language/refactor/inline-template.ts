/** Inline template: who takes it states all that it says. */
import { type AstNode, AstUtils, CstUtils, type LangiumCoreServices, type LangiumDocument } from 'langium';
import { removal } from '../edits/change.ts';
import { insertion } from '../edits/insert.ts';
import { bodyLayout, indentation, indentStep, lineEnd, lineStart } from '../edits/layout.ts';
import { applied, type Change } from '../edits/text-edit.ts';
import type { Item, Template } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { templateOf } from '../scope/members.ts';
import { resolveName, viewOf } from '../scope/resolve.ts';
import { nameFrom } from '../scope/visible.ts';
import { isSound } from '../sound.ts';
import { later, type Refactoring } from './refactoring.ts';
import { headEnd, isTaker, nodeAround, pathsIn, type Taker, takenItems, takersOf } from './takers.ts';
import { tidied } from './tidied.ts';

/**
 * What can be inlined at an offset: in the head of a taker what it takes, there alone and wherever it is taken; on the name
 * of a template all its uses. Nothing where a name in it cannot be written there.
 */
export function inlineTemplate(
  document: LangiumDocument,
  offset: number,
  services: LangiumCoreServices,
): readonly Refactoring[] {
  const taker = nodeAround(document, offset, isTaker);
  if (taker) {
    const template = isInHead(taker, offset) ? templateOf(taker) : undefined;
    if (!template?.name || !isSound(template)) return [];
    const uses = takersOf(template, services.shared.workspace.LangiumDocuments);
    const here =
      uses.length > 1 ? inlined(`Inline template ${template.name} here`, [taker], template, services) : undefined;
    return [here, everywhere(template, uses, services)].filter((each) => each !== undefined);
  }
  const template = nodeAround(document, offset, ast.isTemplate);
  if (!template?.name || !isInHead(template, offset) || !isSound(template)) return [];
  const all = everywhere(template, takersOf(template, services.shared.workspace.LangiumDocuments), services);
  return all ? [all] : [];
}

/** Before the body. */
function isInHead(node: Taker | Template, offset: number): boolean {
  const body = bodyLayout(node);
  return offset <= (body?.start ?? node.$cstNode?.end ?? -1);
}

function everywhere(
  template: Template,
  uses: readonly Taker[],
  services: LangiumCoreServices,
): Refactoring | undefined {
  if (uses.length === 0) return undefined;
  const into = uses.length === 1 ? `into ${uses[0]?.name}` : `into all ${uses.length} that take it`;
  return inlined(`Inline template ${template.name} ${into}`, uses, template, services, template);
}

/** @param gone the template itself, where nobody takes it any more */
function inlined(
  title: string,
  takers: readonly Taker[],
  template: Template,
  services: LangiumCoreServices,
  gone?: Template,
): Refactoring | undefined {
  const byFile = new Map<LangiumDocument, Change[]>();
  const add = (node: AstNode, changes: readonly Change[]) => {
    const file = AstUtils.getDocument(node);
    byFile.set(file, [...(byFile.get(file) ?? []), ...changes]);
  };
  for (const taker of takers) {
    const changes = isTaken(taker) ? changesOf(taker, template, services) : undefined;
    if (!changes) return undefined;
    add(taker, changes);
  }
  if (gone) {
    const cut = removal(gone);
    if (!cut) return undefined;
    add(gone, [takers.some((taker) => takesAll(taker, gone)) ? cut : { ...cut, newText: remarksOf(gone, cut) }]);
  }
  return later({ kind: 'refactor.inline', title }, () => ({
    edits: [...byFile].flatMap(([file, changes]) => tidied(file, changes, services).edits),
  }));
}

/** Whether a taker gets the body of its template as it is, comments and all. */
function takesAll(taker: Taker, template: Template): boolean {
  return !bodyLayout(taker) && takenItems(taker, template).length === itemsOf(template).length;
}

/** The comments of a template that goes, on lines of their own where it stood: they may say of all what no taker says. */
function remarksOf(template: Template, cut: Change): string {
  const { $cstNode: cst } = template;
  const text = AstUtils.getDocument(template).textDocument.getText();
  const remarks = cst ? [...CstUtils.flattenCst(cst)].filter((leaf) => leaf.hidden && leaf.text.trim() !== '') : [];
  const indent = indentation(text, cst?.offset ?? 0);
  const eol = lineEnd(text);
  const lines = remarks.map((leaf) => `${indent}${leaf.text.trimEnd()}${eol}`);
  if (lines.length === 0) return '';
  const isOnLines = cut.start === lineStart(text, cut.start);
  return `${isOnLines ? '' : eol}${lines.join('')}${isOnLines ? eol : indent}`;
}

/** A body that cannot be read to its end, or a head that is damaged, takes nothing in. */
function isTaken(taker: Taker): boolean {
  return isSound(taker) && taker.template?.$cstNode !== undefined;
}

function changesOf(taker: Taker, template: Template, services: LangiumCoreServices): readonly Change[] | undefined {
  const start = headEnd(taker);
  const end = taker.template?.$cstNode?.end;
  if (start === undefined || end === undefined) return undefined;
  const items = takenItems(taker, template);
  const texts = items.map((item) => itemText(item, taker, services));
  if (!texts.every((text) => text !== undefined)) return undefined;
  const head: Change = { start, end, newText: '' };
  if (items.length === 0) return [head];
  const isWhole = items.length === itemsOf(template).length;
  if (!bodyLayout(taker) && isWhole) return [{ ...head, newText: ` {${bodyText(taker, template, items, texts)}}` }];
  const added = insertion(taker, texts.map(onLines));
  return added && [head, ...added];
}

/** Lines of a statement without the indentation that they had. */
function onLines(text: string): string {
  const [first = '', ...rest] = text.split(/\r?\n/);
  const least = Math.min(
    ...rest.filter((line) => line.trim() !== '').map((line) => /^\s*/.exec(line)?.[0].length ?? 0),
    99,
  );
  return [first, ...rest.map((line) => line.slice(Math.min(least, line.length)))].join('\n');
}

/** An item as it is written for a taker, whose names may have to say at which site. */
function itemText(item: Item, taker: Taker, services: LangiumCoreServices): string | undefined {
  const cst = item.$cstNode;
  if (!cst) return undefined;
  const view = viewOf(AstUtils.getDocument(taker), services.shared.workspace.LangiumDocuments);
  const changes: Change[] = [];
  for (const { segments } of pathsIn(item)) {
    const [segment] = segments;
    const target = segment?.ref;
    const node = segment?.$refNode;
    if (!target || !node) return undefined;
    if (resolveName(segment.$refText, taker, [target.$type], view).found === target) continue;
    const name = nameFrom(taker, target, view);
    if (name === undefined) return undefined;
    changes.push({ start: node.offset - cst.offset, end: node.end - cst.offset, newText: name });
  }
  return applied(cst.text, changes);
}

/** The body of a template as the body of a taker: its lines and comments with it. */
function bodyText(taker: Taker, template: Template, items: readonly Item[], texts: readonly string[]): string {
  const body = bodyLayout(template);
  const from = AstUtils.getDocument(template).textDocument.getText();
  const into = AstUtils.getDocument(taker).textDocument.getText();
  if (!body) return ` ${texts.join('  ')} `;
  const changes = items.map((item, index) => ({
    start: (item.$cstNode?.offset ?? 0) - body.start,
    end: (item.$cstNode?.end ?? 0) - body.start,
    newText: texts[index] ?? '',
  }));
  const inside = applied(from.slice(body.start, body.end), changes);
  if (body.oneLine) return inside;
  const indent = indentation(into, taker.$cstNode?.offset ?? 0);
  const step = indentStep(into);
  const lines = inside
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trimStart());
  const eol = lineEnd(into);
  return `${eol}${lines.map((line) => (line === '' ? '' : indent + step + line)).join(eol)}${eol}${indent}`;
}
