/** What may stand at the cursor, as items of the protocol. */
import type { LangiumDocument } from 'langium';
import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  type MarkupContent,
} from 'vscode-languageserver-protocol';
import type { Context } from '../../language/checks/check.ts';
import { collectMemberships, memberReader } from '../../language/checks/memberships.ts';
import { flawOf } from '../../language/checks/states.ts';
import { kindOf } from '../../language/checks/words.ts';
import { documentationOf } from '../../language/documentation.ts';
import type { Document } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf } from '../../language/paths.ts';
import { damageOf } from '../../language/recovery/damage.ts';
import {
  aspects,
  bodies,
  limits,
  modes,
  type ReferenceKind,
  type StatementEntry,
  statementsCalled,
  states,
  unitsOf,
} from '../../language/vocabulary/index.ts';
import { headOf } from '../hover/declaration.ts';
import { modeMarkdown, propertyMarkdown, statementMarkdown } from '../hover/words.ts';
import { completionKindOf } from '../providers/node-kinds.ts';
import type { Expected, Frame } from './expected.ts';
import type { NamedChoice } from './names.ts';
import { type Here, presentIn, resolve } from './places.ts';
import { byNeed, plainStatement, propertySnippet, serviceSnippet, statementSnippet } from './snippets.ts';

/** What the editor can take, and what stands right behind the cursor's word. */
export interface Manner {
  readonly snippets: boolean;
  /** The editor opens its list again after an item that ends where something must follow. */
  readonly suggestAgain: boolean;
  /** A colon follows already. */
  readonly colonFollows: boolean;
  readonly cursor: number;
}

const markdown = (value: string): MarkupContent => ({ kind: 'markdown', value });

/** Text to be inserted, as a snippet where the editor takes them. */
function inserting(snippet: string, plain: string, { snippets, suggestAgain }: Manner): Partial<CompletionItem> {
  const again = suggestAgain && { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } };
  if (!snippets) return { insertText: plain, ...(plain.endsWith(' ') && again) };
  return {
    insertText: snippet,
    insertTextFormat: InsertTextFormat.Snippet,
    ...(/ \$0$/.test(snippet) && again),
  };
}

/** Properties that are required, then the others, then statements; without what is there already. */
export function bodyItems(frame: Frame, here: Here, manner: Manner): CompletionItem[] {
  const body = bodies.get(frame.id);
  if (!body) return [];
  const present = new Set([...frame.present, ...presentIn(here.nodeOf(frame), manner.cursor)]);
  const properties = byNeed(body.properties)
    .filter(({ property }) => !present.has(property.key))
    .map(
      ({ property, required }, index): CompletionItem => ({
        label: property.key,
        kind: CompletionItemKind.Property,
        detail: required ? `${property.form} (required)` : property.form,
        documentation: markdown(propertyMarkdown(property)),
        sortText: `${required ? 0 : 1}${order(index)}`,
        ...(manner.colonFollows || property.value.is === 'flag'
          ? { insertText: property.key }
          : inserting(propertySnippet(property), `${property.key}: `, manner)),
      }),
    );
  const statements = body.statements
    .filter((statement) => !(statement.once && present.has(statement.keyword)))
    .flatMap((statement, index) => statementItems(statement, index, manner));
  return [...properties, ...statements];
}

function statementItems(statement: StatementEntry, index: number, manner: Manner): CompletionItem[] {
  const plain = plainStatement(
    statement.keyword,
    /^\S+ /.test(statement.form) && !statement.form.startsWith(`${statement.keyword} {`),
  );
  const item: CompletionItem = {
    label: statement.keyword,
    kind: CompletionItemKind.Keyword,
    detail: statement.form,
    documentation: markdown(statementMarkdown(statement)),
    sortText: `2${order(index)}`,
    ...inserting(statementSnippet(statement.id) ?? plain, plain, manner),
  };
  return statement.id === 'service' && manner.snippets ? [item, ...serviceItems(index, manner)] : [item];
}

/** A service of each mode, with the members that the mode asks for. */
function serviceItems(index: number, manner: Manner): CompletionItem[] {
  return modes.map((mode, at) => ({
    label: `service : ${mode.mode}`,
    filterText: `service ${mode.mode}`,
    kind: CompletionItemKind.Snippet,
    detail: mode.title,
    documentation: markdown(modeMarkdown(mode)),
    sortText: `2${order(index)}${order(at)}`,
    ...inserting(serviceSnippet(mode), 'service ', manner),
  }));
}

export function wordItems({ words, what, taken = [] }: Extract<Expected, { is: 'words' }>): CompletionItem[] {
  return words
    .filter(({ word }) => !taken.includes(word))
    .map(({ word, summary }, index) => ({
      label: word,
      kind: /^\w/.test(word) ? CompletionItemKind.EnumMember : CompletionItemKind.Operator,
      detail: what,
      documentation: markdown(summary),
      sortText: `1${order(index)}`,
    }));
}

export function kindWordItems(kinds: readonly ReferenceKind[]): CompletionItem[] {
  return kinds
    .filter((kind) => kind !== 'template' && kind !== 'product' && kind !== 'rule')
    .map((kind) => ({
      label: kind,
      kind: CompletionItemKind.Keyword,
      detail: 'a kind word: it says which of equal names is meant',
      ...(statementsCalled(kind)[0] && { documentation: markdown(`${statementsCalled(kind)[0]?.summary}.`) }),
      sortText: `4${kind}`,
    }));
}

/** @param separate whether a blank must come between the number and its unit */
export function unitItems({ unit }: Extract<Expected, { is: 'unit' }>, separate: boolean): CompletionItem[] {
  return unitsOf(unit).map((each, index) => ({
    label: each,
    kind: CompletionItemKind.Unit,
    detail: 'a unit',
    sortText: `0${order(index)}`,
    insertText: separate ? ` ${each}` : each,
  }));
}

export function nameItems(choices: readonly NamedChoice[]): CompletionItem[] {
  return choices.map(({ name, declaration }) => {
    const documentation = documentationOf(declaration);
    return {
      label: name,
      kind: completionKindOf(declaration.$type),
      detail: headOf(declaration),
      ...(documentation && { documentation: markdown(documentation) }),
      sortText: `0${name.includes('.') ? 1 : 0}${name}`,
    };
  });
}

/** The states that a subject can be in, and what else can be said of it. */
export function stateItems(expected: Extract<Expected, { is: 'state' }>, here: Here): CompletionItem[] {
  const type = expected.kind && typeOfKind(expected.kind);
  const subject = resolve(expected.subject, here, type ? [type] : []);
  const document = here.document as LangiumDocument<Document>;
  const membersOf = memberReader();
  const context: Context = {
    document,
    documents: here.documents,
    damage: damageOf(document.parseResult.value),
    membersOf,
    memberships: () => collectMemberships(document, here.documents, membersOf),
    report: () => {},
  };
  const possible = states.filter((state) => {
    const flaw = subject && flawOf(state, subject, subject.name, context);
    return !flaw || (expected.negated && !flaw.always);
  });
  const items: CompletionItem[] = possible.map(({ state, summary }, index) => ({
    label: state,
    kind: CompletionItemKind.EnumMember,
    detail: 'a state',
    documentation: markdown(summary),
    sortText: `0${order(index)}`,
  }));
  if (expected.negated) return items;
  const aspectWords = (['calls', 'state'] as const).filter(
    (aspect) => !subject || aspects[aspect].includes(kindOf(subject)),
  );
  return [
    ...items,
    ...aspectWords.map((label) =>
      plainWord(label, label === 'calls' ? 'Established calls of the subject.' : 'State in memory of the subject.'),
    ),
    plainWord('never', 'At no time in the window.'),
    plainWord('not', 'The opposite of the state.'),
  ];
}

function typeOfKind(kind: string): ast.Declaration['$type'] | undefined {
  return statementsCalled(kind)[0]?.type as ast.Declaration['$type'] | undefined;
}

function plainWord(label: string, summary: string): CompletionItem {
  return {
    label,
    kind: CompletionItemKind.Keyword,
    detail: 'in expect',
    documentation: markdown(summary),
    sortText: `1${label}`,
  };
}

/** Products, those first that allow the mode of the service. */
export function productItems({ mode, typed }: Extract<Expected, { is: 'product' }>, here: Here): CompletionItem[] {
  const products = new Map<string, ast.Product>();
  for (const table of here.view.products) {
    for (const [name, [product]] of table)
      if (product && !products.has(name) && name.startsWith(typed)) products.set(name, product);
  }
  return [...products].map(([name, product]) => {
    const allowed = itemsOf(product)
      .filter(ast.isWordProperty)
      .find(({ key }) => key === 'modes')?.values;
    const fits = !mode || !allowed || allowed.includes(mode);
    const title = itemsOf(product)
      .filter(ast.isTextProperty)
      .find(({ key }) => key === 'title')?.value;
    const documentation = documentationOf(product);
    return {
      label: name,
      kind: completionKindOf('Product'),
      detail: [title, allowed && `modes: ${allowed.join(', ')}`].filter(Boolean).join(', '),
      ...(documentation && { documentation: markdown(documentation) }),
      sortText: `${fits ? 0 : 1}${name}`,
    };
  });
}

/** Keys that the product declares; in a product, the limits that rules read. */
export function settingItems(frame: Frame, frames: readonly Frame[], here: Here): CompletionItem[] {
  if (frame.id === 'limits') {
    return limits
      .filter(({ key }) => !frame.present.has(key))
      .map(({ key, summary }) => ({
        label: key,
        kind: CompletionItemKind.Property,
        detail: 'a limit',
        documentation: markdown(`${summary}.`),
        insertText: `${key}: `,
      }));
  }
  return declaredSettings(frame, frames, here)
    .filter(({ key }) => !frame.present.has(key))
    .map((setting) => ({
      label: setting.key,
      kind: CompletionItemKind.Property,
      detail: setting.$cstNode?.text.replace(/\s+/g, ' ') ?? 'a setting of the product',
      insertText: `${setting.key}: `,
    }));
}

export function settingValueItems(
  expected: Extract<Expected, { is: 'setting value' }>,
  frames: readonly Frame[],
  here: Here,
): CompletionItem[] {
  const setting = declaredSettings(expected.frame, frames, here).find(({ key }) => key === expected.key);
  return (setting?.values ?? [])
    .map((value) => value.word ?? (value.text === undefined ? undefined : `"${value.text}"`))
    .filter((label) => label !== undefined)
    .map((label) => ({ label, kind: CompletionItemKind.EnumMember, detail: `a value of ${expected.key}` }));
}

function declaredSettings(frame: Frame, frames: readonly Frame[], here: Here): readonly ast.Setting[] {
  const owner = frames[frames.indexOf(frame) - 1];
  const service = owner && here.nodeOf(owner);
  if (!ast.isService(service)) return [];
  const product = itemsOf(service).find(ast.isProductProperty)?.product?.ref;
  return itemsOf(product)
    .filter(ast.isSettingsBlock)
    .flatMap(({ settings }) => settings);
}

function order(index: number): string {
  return String(index).padStart(3, '0');
}
