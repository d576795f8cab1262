/** Completion: reads what the author is at, and offers what may stand there. */
import type { LangiumDocument, LangiumDocuments, Lexer } from 'langium';
import type { FuzzyMatcher } from 'langium/lsp';
import type { CompletionParams } from 'vscode-languageserver';
import { type CompletionItem, CompletionList, type Range } from 'vscode-languageserver-protocol';
import { isLibrary } from '../../language/library/index.ts';
import type { Completions, ServerServices } from '../services.ts';
import { rangeIn } from '../text.ts';
import type { Expected, Reading } from './expected.ts';
import { importItems } from './files.ts';
import type { Item } from './item.ts';
import {
  bodyItems,
  kindWordItems,
  type Manner,
  modeItems,
  nameItems,
  productItems,
  settingItems,
  settingValueItems,
  signItems,
  stateItems,
  unitItems,
  wordItems,
} from './items.ts';
import { machinesOf, rankingOf } from './likely.ts';
import { namesFor, nodesOfClusters } from './names.ts';
import { adaptersFor, sieveOf } from './narrow.ts';
import { namesElsewhere } from './other-files.ts';
import { type Here, placeIn, resolve } from './places.ts';
import { read } from './reader.ts';
import { inMessage } from './rule-message.ts';
import { openAt } from './start.ts';
import { isEmpty, starterItems } from './starters.ts';
import { quotedAt, type Typing, typingAt } from './tokens.ts';
import { amountItems, valueItems } from './values.ts';

export class CompletionProvider implements Completions {
  private readonly services: ServerServices;
  private readonly documents: LangiumDocuments;
  private readonly matcher: FuzzyMatcher;
  /** The items of the last list, and how many lists there were. */
  private last: readonly Item[] = [];
  private lists = 0;

  constructor(services: ServerServices) {
    this.services = services;
    this.documents = services.shared.workspace.LangiumDocuments;
    this.matcher = services.shared.lsp.FuzzyMatcher;
  }

  /** Made when first asked for: an editor that starts waits for no table of words. */
  private get lexer(): Lexer {
    return this.services.parser.Lexer;
  }

  getCompletion(document: LangiumDocument, params: CompletionParams): CompletionList | undefined {
    if (isLibrary(document.uri)) return undefined;
    const text = document.textDocument.getText();
    const cursor = document.textDocument.offsetAt(params.position);
    const quoted = quotedAt(text, cursor);
    if (quoted) return this.insideQuotes(document, text, quoted.start, cursor);
    const begin = openAt(document, cursor);
    const typing = typingAt(text, cursor, begin.offset, this.lexer);
    if (!typing) return undefined;
    const reading = read(typing, begin.frames);
    // Typing on must not open a list from which Enter would take something: only where something must follow.
    const byBlank = params.context?.triggerCharacter === ' ' || params.context?.triggerCharacter === ',';
    if (byBlank && reading.expected.some(({ is }) => is === 'item')) return undefined;
    const here = placeIn(document, this.documents, reading.frames, cursor);
    const { Client } = this.services.shared.server;
    const manner: Manner = {
      snippets: Client.snippets,
      suggestAgain: Client.suggestsAgain,
      colonFollows: /^[\w-]*[ \t]*:/.test(text.slice(cursor, cursor + 80)),
      lineEnds: /^[ \t]*(?:\r?\n|$)/.test(text.slice(cursor, cursor + 80)),
      cursor,
    };
    const answer = new Answer(document, typing, Client.insertsOrReplaces ? wordAt(text, cursor) : cursor);
    for (const expected of reading.expected) this.offer(expected, reading, here, typing, manner, answer);
    const { items, isIncomplete } = answer.list((label) => this.matches(typing.prefix, label));
    return CompletionList.create(this.documented(items), isIncomplete);
  }

  /** The documentation of an item of the last list, where the editor asks for it by itself. */
  resolve(item: CompletionItem): CompletionItem {
    const { list, index } = (item.data ?? {}) as { readonly list?: number; readonly index?: number };
    const document = list === this.lists && index !== undefined ? this.last[index]?.documentation?.() : undefined;
    return document ? { ...item, documentation: { kind: 'markdown', value: document } } : item;
  }

  /** With what they say of themselves, or a mark by which to ask for it. */
  private documented(items: readonly Item[]): CompletionItem[] {
    if (this.services.shared.server.Client.resolvesDocumentation) {
      this.last = items;
      const list = ++this.lists;
      return items.map(({ documentation, ...item }, index) => ({
        ...item,
        ...(documentation && { data: { list, index } }),
      }));
    }
    return items.map(({ documentation, ...item }) => {
      const value = documentation?.();
      return { ...item, ...(value && { documentation: { kind: 'markdown' as const, value } }) };
    });
  }

  private insideQuotes(
    document: LangiumDocument,
    text: string,
    start: number,
    cursor: number,
  ): CompletionList | undefined {
    const inRule = inMessage(text, start, cursor, this.lexer);
    if (inRule) {
      const items = wordItems({ is: 'words', words: inRule.words, what: 'in the message of a rule' });
      const range = rangeIn(document, inRule.start, cursor);
      const fitting = items.filter(({ label }) => this.matches(inRule.prefix, label));
      return CompletionList.create(
        this.documented(fitting.map((item) => ({ ...item, textEdit: { range, newText: item.label } }))),
      );
    }
    if (!/\bimport\s+"$/.test(text.slice(Math.max(0, start - 40), start))) return undefined;
    const range = rangeIn(document, start, cursor);
    const items = importItems(document, this.documents, cursor);
    const inserting = items.map((item) => ({ ...item, textEdit: { range, newText: item.label } }));
    return CompletionList.create(this.documented(inserting));
  }

  private offer(
    expected: Expected,
    { frames, expected: allExpected }: Reading,
    here: Here,
    typing: Typing,
    manner: Manner,
    answer: Answer,
  ): void {
    // On a line of its own a statement is likelier begun than the one above gone on with.
    const goesOn = !(typing.freshLine && allExpected.some(({ is }) => is === 'item'));
    switch (expected.is) {
      case 'name':
        break;
      case 'file':
        answer.add(
          importItems(here.document, this.documents, here.cursor).map((item) => ({
            ...item,
            label: `"${item.label}"`,
          })),
        );
        break;
      case 'item':
        if (expected.frame.id === 'file' && isEmpty(here.document.textDocument.getText(), typing.prefix))
          answer.add(starterItems(manner.snippets));
        answer.add(bodyItems(expected.frame, here, manner));
        break;
      case 'words':
        if (!expected.behind || resolve(expected.behind.path, here)?.$type === expected.behind.type)
          answer.add(wordItems(expected, goesOn));
        break;
      case 'mode with body':
        if (manner.lineEnds && manner.snippets) answer.add(modeItems(manner));
        break;
      case 'sign':
        answer.add(signItems(expected, manner));
        break;
      case 'kind word':
        answer.add(kindWordItems(expected.kinds));
        break;
      case 'unit':
        answer.add(unitItems(expected, typing.prefix === '' && typing.tokens.at(-1)?.end === typing.cursor));
        break;
      case 'value':
        answer.add(valueItems(expected, here));
        break;
      case 'amount':
        answer.add(amountItems(expected));
        break;
      case 'state':
        answer.add(stateItems(expected, here));
        break;
      case 'product':
        answer.add(productItems(expected, here), expected.start);
        break;
      case 'setting':
        answer.add(settingItems(expected.frame, frames, here));
        break;
      case 'setting value':
        answer.add(settingValueItems(expected, frames, here));
        break;
      case 'adapter': {
        const adapters = adaptersFor(frames, expected.target, here);
        answer.add(nameItems(adapters.filter(({ name }) => !expected.taken.includes(name))));
        break;
      }
      case 'node':
        answer.add(nameItems(nodesOfClusters(here)));
        break;
      case 'reference': {
        const sieve = sieveOf(expected.narrowing, expected.kinds, frames, here);
        const ranking = rankingOf(expected, frames, here);
        // A pair is one of machines nearly always: services come once their name is begun.
        const kinds = typing.prefix === '' ? machinesOf(expected, frames.at(-1)) : expected.kinds;
        answer.incomplete ||= kinds.length < expected.kinds.length;
        const wanted = { ...expected, kinds, prefix: typing.prefix, sieve, ranking };
        const { choices, more } = namesFor(wanted, here, this.matcher);
        answer.add(nameItems(choices));
        if (!more) answer.add(nameItems(namesElsewhere(wanted, here, this.matcher)));
        answer.incomplete ||= more;
        break;
      }
    }
  }

  /** By the whole label or any of its parts: `lan` finds `Denver.lan`. */
  private matches(prefix: string, label: string): boolean {
    if (prefix === '') return true;
    return [label, ...label.split(/[^\w]+|-/)].some((part) => this.matcher.match(prefix, part));
  }
}

/** Where the word ends that the cursor is in. */
function wordAt(text: string, cursor: number): number {
  return cursor + (/^[\p{L}\d_-]*/u.exec(text.slice(cursor, cursor + 200))?.[0].length ?? 0);
}

/** Behind these a blank is written. */
const separators: ReadonlySet<string> = new Set([':', ',', '->', '|']);

/** Items as they are gathered, each label once. */
class Answer {
  incomplete = false;
  private readonly items = new Map<string, Item>();
  private readonly document: LangiumDocument;
  private readonly typing: Typing;
  private readonly end: number;

  /** @param end where what an item may take the place of ends */
  constructor(document: LangiumDocument, typing: Typing, end: number) {
    this.document = document;
    this.typing = typing;
    this.end = end;
  }

  /** @param start where what they replace begins, if before the word at the cursor */
  add(items: readonly Item[], start = this.typing.start): void {
    const range: Range = rangeIn(this.document, start, this.typing.cursor);
    const replace: Range = rangeIn(this.document, start, this.end);
    const blank = this.typing.tokens.some(({ text, end }) => end === start && separators.has(text)) ? ' ' : '';
    for (const { insertText, ...item } of items) {
      if (this.items.has(item.label)) continue;
      const newText = `${blank}${insertText ?? item.label}`;
      const textEdit = this.end > this.typing.cursor ? { newText, insert: range, replace } : { newText, range };
      this.items.set(item.label, { ...item, textEdit });
    }
  }

  list(matches: (label: string) => boolean): { readonly items: readonly Item[]; readonly isIncomplete: boolean } {
    const items = [...this.items.values()].filter((item) => matches(item.filterText ?? item.label));
    return { items, isIncomplete: this.incomplete };
  }
}
