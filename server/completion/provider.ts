/** Completion: reads what the author is at, and offers what may stand there. */
import type { LangiumDocument, LangiumDocuments, Lexer } from 'langium';
import type { CompletionProvider as Completions, FuzzyMatcher } from 'langium/lsp';
import type { CompletionParams } from 'vscode-languageserver';
import { type CompletionItem, CompletionList, type Range } from 'vscode-languageserver-protocol';
import { isLibrary } from '../../language/library/index.ts';
import type { ServerServices } from '../services.ts';
import { rangeIn } from '../text.ts';
import type { Expected, Reading } from './expected.ts';
import { importItems } from './files.ts';
import {
  bodyItems,
  kindWordItems,
  type Manner,
  nameItems,
  productItems,
  settingItems,
  settingValueItems,
  stateItems,
  unitItems,
  wordItems,
} from './items.ts';
import { namesFor } from './names.ts';
import { adaptersFor, sieveOf } from './narrow.ts';
import { type Here, placeIn } from './places.ts';
import { read } from './reader.ts';
import { openAt } from './start.ts';
import { quotedAt, type Typing, typingAt } from './tokens.ts';

export class CompletionProvider implements Completions {
  private readonly services: ServerServices;
  private readonly documents: LangiumDocuments;
  private readonly lexer: Lexer;
  private readonly matcher: FuzzyMatcher;

  constructor(services: ServerServices) {
    this.services = services;
    this.documents = services.shared.workspace.LangiumDocuments;
    this.lexer = services.parser.Lexer;
    this.matcher = services.shared.lsp.FuzzyMatcher;
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
    const here = placeIn(document, this.documents, reading.frames);
    const { Client } = this.services.shared.server;
    const manner: Manner = {
      snippets: Client.snippets,
      suggestAgain: Client.suggestsAgain,
      colonFollows: /^[\w-]*[ \t]*:/.test(text.slice(cursor, cursor + 80)),
      cursor,
    };
    const answer = new Answer(document, typing);
    for (const expected of reading.expected) this.offer(expected, reading, here, typing, manner, answer);
    return answer.list((label) => this.matches(typing.prefix, label));
  }

  private insideQuotes(
    document: LangiumDocument,
    text: string,
    start: number,
    cursor: number,
  ): CompletionList | undefined {
    if (!/\bimport\s+"$/.test(text.slice(Math.max(0, start - 40), start))) return undefined;
    const range = rangeIn(document, start, cursor);
    const items = importItems(document, this.documents);
    return CompletionList.create(items.map((item) => ({ ...item, textEdit: { range, newText: item.label } })));
  }

  private offer(
    expected: Expected,
    { frames }: Reading,
    here: Here,
    typing: Typing,
    manner: Manner,
    answer: Answer,
  ): void {
    switch (expected.is) {
      case 'name':
        break;
      case 'item':
        answer.add(bodyItems(expected.frame, here, manner));
        break;
      case 'words':
        answer.add(wordItems(expected));
        break;
      case 'kind word':
        answer.add(kindWordItems(expected.kinds));
        break;
      case 'unit':
        answer.add(unitItems(expected, typing.prefix === '' && typing.tokens.at(-1)?.end === typing.cursor));
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
        const adapters = adaptersFor(frames, expected.target, here).filter(
          ({ name }) => !expected.taken.includes(name),
        );
        answer.add(nameItems(adapters.map((declaration) => ({ name: declaration.name, declaration }))));
        break;
      }
      case 'reference': {
        const sieve = sieveOf(expected.narrowing, frames, here);
        const { choices, more } = namesFor({ ...expected, prefix: typing.prefix, sieve }, here, this.matcher);
        answer.add(nameItems(choices));
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

/** Behind these a blank is written. */
const separators: ReadonlySet<string> = new Set([':', ',', '->', '|']);

/** Items as they are gathered, each label once. */
class Answer {
  incomplete = false;
  private readonly items = new Map<string, CompletionItem>();
  private readonly document: LangiumDocument;
  private readonly typing: Typing;

  constructor(document: LangiumDocument, typing: Typing) {
    this.document = document;
    this.typing = typing;
  }

  /** @param start where what they replace begins, if before the word at the cursor */
  add(items: readonly CompletionItem[], start = this.typing.start): void {
    const range: Range = rangeIn(this.document, start, this.typing.cursor);
    const blank = this.typing.tokens.some(({ text, end }) => end === start && separators.has(text)) ? ' ' : '';
    for (const { insertText, ...item } of items) {
      if (this.items.has(item.label)) continue;
      this.items.set(item.label, { ...item, textEdit: { range, newText: `${blank}${insertText ?? item.label}` } });
    }
  }

  list(matches: (label: string) => boolean): CompletionList {
    const items = [...this.items.values()].filter((item) => matches(item.filterText ?? item.label));
    return CompletionList.create(items, this.incomplete);
  }
}
