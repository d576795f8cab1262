/**
 * Answers what a panel asks about a text that is being edited as soon as the text is linked, before it is checked and
 * the rules look at it: a picture follows the hand. A text with errors is answered when they all are known.
 */
import { DocumentState, type LangiumDocument, type URI } from 'langium';
import { DiagnosticSeverity } from 'vscode-languageserver-protocol';
import { importClosure } from '../../language/scope/imports.ts';
import type { ServerServices } from '../services.ts';
import { isCurrent } from '../text.ts';

/** Lets messages in and out: one turn to read them, one to hand them on. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve));
}

interface Waiting {
  readonly uri: string;
  /** Never throws. */
  answer(document: LangiumDocument): void;
}

export class EarlyAnswers {
  private readonly services: ServerServices;
  private readonly waiting = new Set<Waiting>();
  /** Texts in which the language found errors when it checked them last. */
  private readonly faulty = new Set<string>();

  constructor(services: ServerServices) {
    this.services = services;
    const { DocumentBuilder } = services.shared.workspace;
    DocumentBuilder.onBuildPhase(DocumentState.IndexedReferences, () => this.linked());
    DocumentBuilder.onBuildPhase(DocumentState.Validated, (documents) => this.checked(documents));
  }

  /** The answer that comes first: the one about the linked text, or `late`. What is asked is asked once. */
  async race<R>(uri: URI, ask: (document: LangiumDocument) => R, late: Promise<LangiumDocument>): Promise<R> {
    let leave = () => {};
    const early = new Promise<R>((resolve, reject) => {
      const one: Waiting = {
        uri: uri.toString(),
        answer: (document) => {
          try {
            resolve(ask(document));
          } catch (error) {
            reject(error);
          }
        },
      };
      this.waiting.add(one);
      leave = () => this.waiting.delete(one);
    });
    const first = await Promise.race([early.then((answer) => ({ answer })), late]).finally(leave);
    if ('answer' in first) {
      late.catch(() => {}); // nobody waits for it any more
      return first.answer;
    }
    return ask(first);
  }

  private async linked(): Promise<void> {
    // linking an edit takes so little that what was asked with it is still to be read
    await turns();
    let answered = false;
    for (const one of [...this.waiting]) {
      const document = this.services.shared.workspace.LangiumDocuments.all.find(
        ({ uri }) => uri.toString() === one.uri,
      );
      if (!document || !this.isSound(document)) continue;
      this.waiting.delete(one);
      one.answer(document);
      answered = true;
    }
    // what was answered leaves before the next long piece of work
    if (answered) await turns();
  }

  private checked(documents: readonly LangiumDocument[]): void {
    for (const { uri, diagnostics = [] } of documents) {
      if (diagnostics.some(({ severity }) => severity === DiagnosticSeverity.Error)) this.faulty.add(uri.toString());
      else this.faulty.delete(uri.toString());
    }
  }

  /** Linked as it is now, and without an error that is known, in it and in what it imports. */
  private isSound(document: LangiumDocument): boolean {
    return importClosure(document, this.services.shared.workspace.LangiumDocuments).every(
      (file) =>
        file.state >= DocumentState.IndexedReferences &&
        isCurrent(file) &&
        !this.faulty.has(file.uri.toString()) &&
        file.parseResult.lexerErrors.length + file.parseResult.parserErrors.length === 0 &&
        file.references.every((reference) => reference.error === undefined),
    );
  }
}
