/** Changes of what a statement already says. */
import { type AstNode, AstUtils, type CstNode, GrammarUtils } from 'langium';
import {
  type Item,
  isFlagProperty,
  isNic,
  isResource,
  isService,
  isSettingsBlock,
  isVm,
  type Nic,
  type Service,
  type Setting,
} from '../generated/ast.ts';
import { itemsOf, textOf } from '../paths.ts';
import { statementOf } from '../source.ts';
import { behindLine, fileText, indentation, indentStep, lineEnd, lineStart, lineStop } from './layout.ts';
import type { Change } from './text-edit.ts';

/** What an edit comes to: changes of the text, statements to add to a body, or neither where it cannot be done. */
export type Outcome =
  | { readonly changes: readonly Change[] }
  | { readonly addTo: AstNode; readonly items: readonly string[] }
  | undefined;

/** Sets a property of a node itself: in its head, or in its body, where it is added if it is not there. */
export function setProperty(node: AstNode, property: string, value: string): Outcome {
  if (isNic(node) && (property === 'via' || property === 'for' || property === 'target'))
    return changed(setOfNic(node, property, value));
  if (isService(node) && property === 'mode') return changed(setFeature(node, 'mode', value));
  if (isResource(node) && property === 'type') return changed(setFeature(node, 'resourceType', value));
  const setting = /^settings (.+)$/.exec(property)?.[1];
  if (isService(node) && setting !== undefined) return setSetting(node, setting, value);
  const statement = ownStatement(node, property);
  if (!statement) return { addTo: node, items: [value === '' ? property : `${property}: ${value}`] };
  return isFlagProperty(statement) ? { changes: [] } : changed(setValue(statement, value));
}

/** Sets a key of a service's `settings`, which are begun where there are none. */
function setSetting(service: Service, key: string, value: string): Outcome {
  const own = settingOf(service, key);
  if (own) return changed(setValue(own, value));
  const block = itemsOf(service).find(isSettingsBlock);
  const item = `${key}: ${value}`;
  return block ? { addTo: block, items: [item] } : { addTo: service, items: [`settings { ${item} }`] };
}

function settingOf(service: Service, key: string): Setting | undefined {
  return itemsOf(service)
    .filter(isSettingsBlock)
    .flatMap(({ settings }) => settings)
    .find((setting) => setting.key === key);
}

/** Appends to a list that is there; `inherited` is the list of a template, that one of its own takes the place of. */
export function appendToList(node: AstNode, property: string, value: string, inherited: Item | undefined): Outcome {
  const own = ownStatement(node, property);
  if (own?.$cstNode) return { changes: [{ start: own.$cstNode.end, end: own.$cstNode.end, newText: `, ${value}` }] };
  const before = inherited ? `${valueText(inherited)}, ` : '';
  return { addTo: node, items: [`${property}: ${before}${value}`] };
}

/** Gives a property of a node itself another name. */
export function renameProperty(node: AstNode, property: string, to: string): Outcome {
  const statement = ownStatement(node, property);
  return changed(statement && setFeature(statement, 'key', to));
}

/** Removes a property of a node itself. */
export function removeProperty(node: AstNode, property: string): Outcome {
  if (isNic(node) && (property === 'via' || property === 'for'))
    return changed(cutOfNic(node, property)) ?? { changes: [] };
  const statement = ownStatement(node, property);
  return statement ? changed(removal(statement)) : { changes: [] };
}

/** Sets the host after `on`. */
export function moveTo(node: AstNode, host: string): Outcome {
  return changed(isVm(node) ? setFeature(node, 'host', host) : undefined);
}

/** Puts a statement in the place of another, indented as that was. */
export function replacement(node: AstNode, item: string): Outcome {
  const cst = node.$cstNode;
  if (!cst) return undefined;
  const text = fileText(node);
  const newText = item.split('\n').join(lineEnd(text) + indentation(text, cst.offset));
  return { changes: [{ start: cst.offset, end: cst.end, newText }] };
}

/** Puts a statement on the line behind another, laid out as that is: on one line, if it is. */
export function following(node: AstNode, item: string): Outcome {
  const cst = node.$cstNode;
  if (!cst) return undefined;
  const text = fileText(node);
  const laidOut = text.slice(cst.offset, cst.end).includes('\n') ? item : onOneLine(item);
  const lines = ['', ...laidOut.split('\n')].join(lineEnd(text) + indentation(text, cst.offset));
  const start = behindLine(text, cst.end);
  return { changes: [{ start, end: start, newText: lines }] };
}

/** Puts statements at the end of a file, behind an empty line. `undefined` where the text before them is damaged. */
export function atEnd(node: AstNode, item: string): Outcome {
  const document = AstUtils.getDocument(node);
  const { lexerErrors, parserErrors } = document.parseResult;
  if (lexerErrors.length + parserErrors.length > 0) return undefined;
  const text = document.textDocument.getText();
  const step = indentStep(text);
  const lines = item.split('\n').map((line) => line.replace(/^( {2})+/, (blanks) => step.repeat(blanks.length / 2)));
  const eol = lineEnd(text);
  const added = ['', ...lines, ''].join(eol);
  const end = text.length;
  // where the text ends as it should an insertion, so that several can come at once
  if (/\S\r?\n$/.test(text)) return { changes: [{ start: end, end, newText: added }] };
  const start = text.trimEnd().length - 1;
  return { changes: [{ start, end, newText: text.charAt(start) + eol + added }] };
}

/** A statement with its body on one line. */
function onOneLine(item: string): string {
  const [head = '', ...lines] = item.split('\n').map((line) => line.trim());
  const [inside, end] = [lines.slice(0, -1), lines.at(-1)];
  return end === undefined ? head : `${head} ${inside.join('  ')} ${end}`;
}

/** Takes a statement out: its whole lines where nothing else is on them, else with the blanks before it. */
export function removal(node: AstNode): Change | undefined {
  const cst = node.$cstNode;
  if (!cst) return undefined;
  const text = fileText(node);
  const start = lineStart(text, cst.offset);
  const stop = lineStop(text, cst.end);
  const alone = text.slice(start, cst.offset).trim() === '' && /^[ \t]*(\/\/.*)?$/.test(text.slice(cst.end, stop));
  if (!alone) return { ...amongOthers(text, cst.offset, cst.end), newText: '' };
  const next = text.indexOf('\n', stop);
  const from = documentationStart(text, start);
  const to = next === -1 ? text.length : next + 1;
  return { ...withBlankLines(text, from, to), newText: '' };
}

/** Lines to take out, with empty lines beside them that would be left over: one of two, or those at the end of a body. */
export function withBlankLines(
  text: string,
  from: number,
  to: number,
): { readonly start: number; readonly end: number } {
  const blanksBefore = /(?:^|\n)((?:[ \t]*\r?\n)+)$/.exec(text.slice(0, from))?.[1]?.length ?? 0;
  if (blanksBefore === 0) return { start: from, end: to };
  if (/^\s*(\}|$)/.test(text.slice(to))) return { start: from - blanksBefore, end: to };
  const blankBehind = /^[ \t]*\r?\n/.exec(text.slice(to))?.[0].length ?? 0;
  return { start: from, end: to + blankBehind };
}

/** A statement with the blanks before it; behind a brace, with those between it and the next one instead. */
function amongOthers(text: string, offset: number, end: number): { readonly start: number; readonly end: number } {
  const start = behindBlanks(text, offset);
  const blanks = /^[ \t]*(?=\S)/.exec(text.slice(end))?.[0].length;
  return text[start - 1] === '{' && blanks !== undefined ? { start: offset, end: end + blanks } : { start, end };
}

function changed(change: Change | undefined): Outcome {
  return change && { changes: [change] };
}

/** What stands for one part of a statement. */
function setFeature(node: AstNode, feature: string, newText: string): Change | undefined {
  const cst = GrammarUtils.findNodeForProperty(node.$cstNode, feature);
  return cst && { start: cst.offset, end: cst.end, newText };
}

function ownStatement(node: AstNode, property: string): Item | undefined {
  return statementOf(itemsOf(node), property);
}

/** Everything behind the colon. */
function setValue(statement: Item | Setting, value: string): Change | undefined {
  const range = valueRange(statement);
  return range && { ...range, newText: value };
}

function valueText(statement: Item): string {
  const range = valueRange(statement);
  return range ? fileText(statement).slice(range.start, range.end) : '';
}

function valueRange(statement: Item | Setting): { readonly start: number; readonly end: number } | undefined {
  const cst = statement.$cstNode;
  const colon = GrammarUtils.findNodeForKeyword(cst, ':');
  if (!cst || !colon) return undefined;
  const text = fileText(statement);
  const blanks = /^\s*/.exec(text.slice(colon.end, cst.end))?.[0].length ?? 0;
  return { start: colon.end + blanks, end: cst.end };
}

const features = { via: 'via', for: 'uses', target: 'target' } as const;

function setOfNic(nic: Nic, property: keyof typeof features, value: string): Change | undefined {
  const nodes = GrammarUtils.findNodesForProperty(nic.$cstNode, features[property]);
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (first && last) return { start: first.offset, end: last.end, newText: value };
  const before = behindFeatures(nic, property === 'for' ? ['target', 'via'] : ['target']);
  return before === undefined ? undefined : { start: before, end: before, newText: ` ${property} ${value}` };
}

function cutOfNic(nic: Nic, property: 'via' | 'for'): Change | undefined {
  const last = GrammarUtils.findNodesForProperty(nic.$cstNode, features[property]).at(-1);
  const before = behindFeatures(nic, property === 'for' ? ['target', 'via'] : ['target']);
  return last && before !== undefined ? { start: before, end: last.end, newText: '' } : undefined;
}

/** Where the last of these parts of an adapter's head ends. */
function behindFeatures(nic: Nic, parts: readonly (keyof typeof features)[]): number | undefined {
  if (textOf(nic.target) === '') return undefined;
  const nodes = parts.flatMap((part): CstNode[] => GrammarUtils.findNodesForProperty(nic.$cstNode, features[part]));
  return nodes.length === 0 ? undefined : Math.max(...nodes.map((node) => node.end));
}

function behindBlanks(text: string, offset: number): number {
  return offset - (/[ \t]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
}

/** The start of the `///` lines directly above a line; of the line itself where there are none. */
export function documentationStart(text: string, start: number): number {
  let from = start;
  while (from > 0) {
    const above = lineStart(text, from - 1);
    if (!/^[ \t]*\/\/\//.test(text.slice(above, from))) break;
    from = above;
  }
  return from;
}
