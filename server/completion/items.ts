/** What may stand at the cursor, as items of the protocol. */
import { AstUtils, type LangiumDocument } from 'langium';
import { CompletionItemKind, InsertTextFormat } from 'vscode-languageserver-protocol';
import type { Context } from '../../language/checks/check.ts';
import { collectMemberships, memberReader } from '../../language/checks/memberships.ts';
import { flawOf } from '../../language/checks/states.ts';
import { kindOf } from '../../language/checks/words.ts';
import { documentationOf } from '../../language/documentation.ts';
import type { Document } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf } from '../../language/paths.ts';
import { damageOf } from '../../language/recovery/damage.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import {
  aspects,
  bodies,
  limits,
  modes,
  type PropertyEntry,
  type ReferenceKind,
  type StatementEntry,
  statementsCalled,
  states,
  unitClassTitles,
  unitSummary,
  unitsOf,
} from '../../language/vocabulary/index.ts';
import { declarationMarkdown, headOf } from '../hover/declaration.ts';
import { declaredSettings, settingMarkdown } from '../hover/settings.ts';
import { type ResolvedValue, resolvedValues } from '../hover/values.ts';
import { modeMarkdown, propertyMarkdown, statementMarkdown } from '../hover/words.ts';
import { completionKindOf } from '../providers/node-kinds.ts';
import type { NamedChoice } from './choice.ts';
import type { Expected, Frame } from './expected.ts';
import { wordAfterColon } from './head-words.ts';
import { type Item, order } from './item.ts';
import { importable, importing } from './other-files.ts';
import { type Here, presentIn, resolve } from './places.ts';
import { productTimings, timingWords } from './product-timings.ts';
import { byNeed, modeSnippet, plainStatement, propertySnippet, serviceSnippet, statementSnippet } from './snippets.ts';

/** What the editor can take, and what stands right behind the cursor's word. */
export interface Manner {
  readonly snippets: boolean;
  /** The editor opens its list again after an item that ends where something must follow. */
  readonly suggestAgain: boolean;
  /** A colon follows already. */
  readonly colonFollows: boolean;
  /** Nothing follows on the line. */
  readonly lineEnds: boolean;
  readonly cursor: number;
}

/** Text to be inserted, as a snippet where the editor takes them. */
function inserting(snippet: string, plain: string, { snippets, suggestAgain }: Manner): Partial<Item> {
  const again = suggestAgain && { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } };
  if (!snippets) return { insertText: plain, ...(plain.endsWith(' ') && again) };
  return {
    insertText: snippet,
    insertTextFormat: InsertTextFormat.Snippet,
    ...((/ \$0$/.test(snippet) || opensAtStop(snippet)) && again),
  };
}

/** Whether nothing stands yet at the first stop of a snippet: what may come there can be chosen at once. */
function opensAtStop(snippet: string): boolean {
  return /\$1(?!\d)/.test(snippet) || (!snippet.includes('${1') && /: \$0/.test(snippet));
}

/** Properties that are required, then the others, then statements; without what is there already. */
export function bodyItems(frame: Frame, here: Here, manner: Manner): Item[] {
  const body = bodies.get(frame.id);
  if (!body) return [];
  const present = new Set([...frame.present, ...presentIn(here.nodeOf(frame), manner.cursor)]);
  const timings = productTimings(here.nodeOf(frame));
  const type = wordAfterColon(frame.head);
  const isForeign = ({ of }: PropertyEntry) => of !== undefined && type !== undefined && !of.includes(type);
  const properties = byNeed(body.properties)
    .filter(({ property }) => !present.has(property.key))
    .map(({ property, required }, index): Item => {
      const timing = timings.get(property.key);
      const form = timing ? `${property.key}: ${timing.value}` : property.form;
      return {
        label: property.key,
        kind: CompletionItemKind.Property,
        detail: required ? `${form} (required)` : timing ? `${form} (${timing.product})` : form,
        documentation: () =>
          [propertyMarkdown(property), timing && `By ${timingWords(timing)}.`].filter(Boolean).join('\n\n'),
        // a scenario is made of its steps; what only other types have comes last
        sortText: `${required ? 0 : isForeign(property) ? 5 : frame.id === 'scenario' ? 3 : 1}${order(index)}`,
        ...(manner.colonFollows || property.value.is === 'flag'
          ? { insertText: property.key }
          : inserting(propertySnippet({ ...property, form }), `${property.key}: `, manner)),
      };
    });
  const statements = body.statements
    .filter((statement) => !(statement.once && present.has(statement.keyword)))
    .flatMap((statement, index) => statementItems(statement, index, manner));
  return [...properties, ...statements];
}

function statementItems(statement: StatementEntry, index: number, manner: Manner): Item[] {
  const plain = plainStatement(
    statement.keyword,
    /^\S+ /.test(statement.form) && !statement.form.startsWith(`${statement.keyword} {`),
  );
  const item: Item = {
    label: statement.keyword,
    kind: CompletionItemKind.Keyword,
    detail: statement.form,
    documentation: () => statementMarkdown(statement),
    sortText: `2${order(index)}`,
    ...inserting(statementSnippet(statement.id) ?? plain, plain, manner),
  };
  return statement.id === 'service' && manner.snippets ? [item, ...serviceItems(index, manner)] : [item];
}

/** A service of each mode, with the members that the mode asks for. */
function serviceItems(index: number, manner: Manner): Item[] {
  return modes.map((mode, at) => ({
    label: `service : ${mode.mode}`,
    filterText: `service ${mode.mode}`,
    kind: CompletionItemKind.Snippet,
    detail: mode.title,
    documentation: () => modeMarkdown(mode),
    sortText: `2${order(index)}${order(at)}`,
    ...inserting(serviceSnippet(mode), 'service ', manner),
  }));
}

/** @param goesOn whether the statement before the cursor is likelier gone on with than another begun */
export function wordItems(
  { words, what, taken = [], late = false }: Extract<Expected, { is: 'words' }>,
  goesOn = true,
): Item[] {
  // before names and properties: `!` sorts before digits
  const rank = late ? '1' : goesOn ? '0!' : '3';
  return words
    .filter(({ word }) => !taken.includes(word))
    .map(({ word, summary }, index) => ({
      label: word,
      kind: /^\w/.test(word) ? CompletionItemKind.EnumMember : CompletionItemKind.Operator,
      detail: what,
      documentation: () => summary,
      sortText: `${rank}${order(index)}`,
    }));
}

/** A sign that must come, and behind it at once what may follow. */
export function signItems({ sign, summary }: Extract<Expected, { is: 'sign' }>, manner: Manner): Item[] {
  const { insertText = sign, ...rest } = inserting(`${sign} $0`, `${sign} `, manner);
  return [
    {
      label: sign,
      kind: CompletionItemKind.Operator,
      detail: 'must come next',
      documentation: () => summary,
      sortText: '0!',
      insertText,
      ...rest,
    },
  ];
}

/** Each mode with the body of its service. */
export function modeItems(manner: Manner): Item[] {
  return modes.map((mode, index) => ({
    label: `${mode.mode} { … }`,
    filterText: mode.mode,
    kind: CompletionItemKind.Snippet,
    detail: mode.title,
    documentation: () => modeMarkdown(mode),
    sortText: `1${order(index)}`,
    ...inserting(modeSnippet(mode), mode.mode, manner),
  }));
}

export function kindWordItems(kinds: readonly ReferenceKind[]): Item[] {
  return kinds
    .filter((kind) => kind !== 'template' && kind !== 'product' && kind !== 'rule')
    .map((kind) => ({
      label: kind,
      kind: CompletionItemKind.Keyword,
      detail: 'a kind word: it says which of equal names is meant',
      ...(statementsCalled(kind)[0] && { documentation: () => `${statementsCalled(kind)[0]?.summary}.` }),
      sortText: `4${kind}`,
    }));
}

/** @param separate whether a blank must come between the number and its unit */
export function unitItems({ unit }: Extract<Expected, { is: 'unit' }>, separate: boolean): Item[] {
  return unitsOf(unit).map((each, index) => ({
    label: each,
    kind: CompletionItemKind.Unit,
    detail: unitClassTitles[unit],
    documentation: () => unitSummary(each),
    sortText: `0${order(index)}`,
    insertText: separate ? ` ${each}` : each,
  }));
}

export function nameItems(choices: readonly NamedChoice[]): Item[] {
  return choices.map(({ name, declaration, importing, rank = 0, note }) => {
    const head = headOf(declaration);
    return {
      label: name,
      kind: completionKindOf(declaration.$type),
      detail: note === undefined ? head : `${head} (${note})`,
      documentation: () => declarationMarkdown(declaration, statedValues(declaration)),
      // names of other files come last
      sortText: importing ? `7${order(rank)}${name}` : `0${order(rank)}${name.includes('.') ? 1 : 0}${name}`,
      ...(importing && {
        labelDetails: { description: importing.path },
        additionalTextEdits: importing.edits,
      }),
    };
  });
}

/** What the text says of a declaration, and its template; its topology is not asked. */
function statedValues(declaration: ast.Declaration): readonly ResolvedValue[] {
  return resolvedValues(declaration, AstUtils.getDocument(declaration), undefined);
}

/** The states that a subject can be in, and what else can be said of it. */
export function stateItems(expected: Extract<Expected, { is: 'state' }>, here: Here): Item[] {
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
  const items: Item[] = possible.map(({ state, summary }, index) => ({
    label: state,
    kind: CompletionItemKind.EnumMember,
    detail: 'a state',
    documentation: () => summary,
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

function plainWord(label: string, summary: string): Item {
  return {
    label,
    kind: CompletionItemKind.Keyword,
    detail: 'in expect',
    documentation: () => summary,
    sortText: `1${label}`,
  };
}

/** Products, those first that allow the mode of the service. */
export function productItems({ mode, typed }: Extract<Expected, { is: 'product' }>, here: Here): Item[] {
  const products = new Map<string, ast.Product>();
  const add = (table: ReadonlyMap<string, readonly ast.Product[]>) => {
    for (const [name, [product]] of table)
      if (product && !products.has(name) && name.startsWith(typed)) products.set(name, product);
  };
  for (const table of here.view.products) add(table);
  const visible = new Set(products.keys());
  for (const file of importable(here.document, here.documents)) add(symbolsOf(file).products);
  return [...products].map(([name, product]) => {
    const comes = visible.has(name) ? undefined : importing(here.document, AstUtils.getDocument(product));
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
      ...(documentation && { documentation: () => documentation }),
      sortText: `${comes ? 7 : fits ? 0 : 1}${name}`,
      ...(comes && { labelDetails: { description: comes.path }, additionalTextEdits: comes.edits }),
    };
  });
}

/** Keys that the product declares; in a product, the limits that rules read. */
export function settingItems(frame: Frame, frames: readonly Frame[], here: Here): Item[] {
  if (frame.id === 'limits') {
    return limits
      .filter(({ key }) => !frame.present.has(key))
      .map(({ key, summary }) => ({
        label: key,
        kind: CompletionItemKind.Property,
        detail: 'a limit',
        documentation: () => `${summary}.`,
        insertText: `${key}: `,
      }));
  }
  return settingsOf(frame, frames, here)
    .filter(({ key }) => !frame.present.has(key))
    .map((setting) => ({
      label: setting.key,
      kind: CompletionItemKind.Property,
      detail: setting.$cstNode?.text.replace(/\s+/g, ' ') ?? 'a setting of the product',
      documentation: () => settingMarkdown(setting),
      insertText: `${setting.key}: `,
    }));
}

export function settingValueItems(
  expected: Extract<Expected, { is: 'setting value' }>,
  frames: readonly Frame[],
  here: Here,
): Item[] {
  const setting = settingsOf(expected.frame, frames, here).find(({ key }) => key === expected.key);
  return (setting?.values ?? [])
    .map((value) => value.word ?? (value.text === undefined ? undefined : `"${value.text}"`))
    .filter((label) => label !== undefined)
    .map((label) => ({
      label,
      kind: CompletionItemKind.EnumMember,
      detail: `a value of ${expected.key}`,
      ...(setting && { documentation: () => settingMarkdown(setting) }),
    }));
}

function settingsOf(frame: Frame, frames: readonly Frame[], here: Here): readonly ast.Setting[] {
  const owner = frames[frames.indexOf(frame) - 1];
  const service = owner && here.nodeOf(owner);
  return ast.isService(service) ? declaredSettings(service) : [];
}
