/**
 * What can be done where something is declared, and what came of it. Which lenses there are is told from the tree alone;
 * what one says of a topology is worked out when it comes into view.
 */
import { type Cancellation, interruptAndCheck, type LangiumDocument } from 'langium';
import type { CodeLens, CodeLensParams, Command, Range } from 'vscode-languageserver-protocol';
import { scenariosConcerning } from '../../engine/topology/concerning.ts';
import type { Service } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import { itemsOf } from '../../language/paths.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import { nodeOf } from '../../language/source.ts';
import { LensCommands, type LensKind, type Place } from '../protocol.ts';
import type { CodeLenses, ServerServices } from '../services.ts';
import { nameNode, placeOfSource, rangeIn } from '../text.ts';
import { wholesOf } from '../wholes.ts';
import { countedWords, resultWords } from './lens-words.ts';

/** What a lens keeps until it comes into view. */
export interface LensData {
  readonly uri: string;
  /** For the settings of the editor. */
  readonly kind: LensKind;
  /** The scenario whose last result is shown. */
  readonly resultOf?: string;
}

/** What goes down as a whole, and is worth a try. */
const failing = new Set<string>(['Host', 'Server', 'Site', 'Switch', 'Link', 'Storage']);

/** More would not be seen beside each other. */
const shownInARow = 6;

/** Declarations of a kind that stand line under line. */
interface Row {
  readonly type: string;
  readonly members: { readonly name: string; readonly range: Range }[];
  lastLine: number;
}

export class CodeLensProvider implements CodeLenses {
  private readonly services: ServerServices;

  constructor(services: ServerServices) {
    this.services = services;
  }

  provideCodeLens(document: LangiumDocument, _params: CodeLensParams): CodeLens[] {
    if (isLibrary(document.uri)) return [];
    return [...this.ofScenarios(document), ...this.ofDeclarations(document)].filter(
      ({ command }) => command === undefined || this.knows(command.command),
    );
  }

  /** What a lens says now; without a command where there is nothing to say any more. */
  async resolve(
    document: LangiumDocument,
    lens: CodeLens,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<CodeLens> {
    const { kind, resultOf } = lens.data as LensData;
    const command =
      resultOf !== undefined
        ? this.resultCommand(document, lens, resultOf)
        : kind === 'services'
          ? await this.countCommand(document, lens, cancelToken)
          : undefined;
    return { ...lens, command: command ?? { title: '', command: '' } };
  }

  private ofScenarios(document: LangiumDocument): CodeLens[] {
    const uri = document.uri.toString();
    return itemsOf(document.parseResult.value)
      .filter(ast.isScenario)
      .flatMap(({ title, $cstNode: cst }) => {
        if (!title || !cst) return [];
        const data: LensData = { uri, kind: 'scenarios' };
        const range = rangeIn(document, cst.offset, cst.offset);
        const simulate = { title: '▶ Simulate', command: LensCommands.runScenario, arguments: [uri, title] };
        const isPlayed = this.services.server.Results.of(uri, title) !== undefined;
        return [
          { range, command: simulate, data },
          ...(isPlayed ? [{ range, data: { ...data, resultOf: title } satisfies LensData }] : []),
        ];
      });
  }

  private ofDeclarations(document: LangiumDocument): CodeLens[] {
    const uri = document.uri.toString();
    const lenses: CodeLens[] = [];
    const rows: Row[] = [];
    for (const declaration of symbolsOf(document).declarations) {
      const cst = declaration.name ? declaration.$cstNode : undefined;
      const name = cst && nameNode(declaration);
      if (!name) continue;
      const range = rangeIn(document, name.offset, name.end);
      if (ast.isService(declaration)) lenses.push({ range, data: { uri, kind: 'services' } satisfies LensData });
      if (!failing.has(declaration.$type)) continue;
      const at = { name: name.text, range };
      const row = rows.at(-1);
      // what stands line under line shares one lens: a table of hosts stays one
      if (row && row.type === declaration.$type && row.lastLine + 1 === cst.range.start.line) {
        row.members.push(at);
        row.lastLine = cst.range.end.line;
      } else rows.push({ type: declaration.$type, members: [at], lastLine: cst.range.end.line });
    }
    const data: LensData = { uri, kind: 'failures' };
    for (const { members } of rows) {
      const [first] = members;
      for (const { name, range } of members.slice(0, shownInARow)) {
        const title = members.length === 1 ? 'Fail this' : `Fail ${name}`;
        const command = { title, command: LensCommands.failHere, arguments: [uri, range.start] };
        lenses.push({ range: first?.range ?? range, command, data });
      }
    }
    return lenses;
  }

  /** `✗ 2 of 6 fail`, which leads to those that do; `✓ held`, which leads to the run. */
  private resultCommand(document: LangiumDocument, { range }: CodeLens, title: string): Command | undefined {
    const uri = document.uri.toString();
    const { Results, RuleFindings } = this.services.server;
    const result = Results.of(uri, title);
    if (!result) return undefined;
    const isOf = Results.isOf(uri, title, RuleFindings.topologyOf(document));
    const words = resultWords({ ...result, failures: result.failures.length }, isOf);
    // places of a text that was edited since are none of this one
    if (result.failures.length > 0 && isOf) return this.peek(words, document, range.start, result.failures);
    return { title: words, command: LensCommands.runScenario, arguments: [uri, title] };
  }

  private async countCommand(
    document: LangiumDocument,
    { range }: CodeLens,
    cancelToken: Cancellation.CancellationToken,
  ): Promise<Command | undefined> {
    const { shared, server } = this.services;
    const offset = document.textDocument.offsetAt(range.start);
    const service = symbolsOf(document).declarations.find(
      (each): each is Service => ast.isService(each) && nameNode(each)?.offset === offset,
    );
    if (!service) return undefined;
    const places: Place[] = [];
    for (const whole of wholesOf(document, shared)) {
      await interruptAndCheck(cancelToken);
      const topology = server.RuleFindings.topologyOf(whole);
      const element = topology.services.find(({ source }) => nodeOf(source) === service);
      if (!element) continue;
      for (const { source } of scenariosConcerning(topology, element.id))
        places.push(placeOfSource(source, shared.workspace.LangiumDocuments));
    }
    return this.peek(countedWords(places.length), document, range.start, places);
  }

  private peek(title: string, { uri }: LangiumDocument, start: unknown, places: readonly Place[]): Command {
    // a command without a name is shown as words alone
    if (places.length === 0 || !this.knows(LensCommands.peek)) return { title, command: '' };
    return { title, command: LensCommands.peek, arguments: [uri.toString(), start, places] };
  }

  private knows(command: string): boolean {
    return this.services.shared.server.Client.commands.has(command);
  }
}
