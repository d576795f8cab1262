/** Turns what the reading of a text found into diagnostics. */
import {
  type AstNode,
  Cancellation,
  DefaultDocumentValidator,
  interruptAndCheck,
  type LangiumCoreServices,
  type LangiumDocument,
  type LangiumDocuments,
  type ParseResult,
  type Reference,
  type ValidationAcceptor,
  type ValidationOptions,
} from 'langium';
import type { NameError } from './scope/linker.ts';
import { lostNames } from './scope/lost.ts';
import { nameFinding } from './scope/messages.ts';

type Diagnostic = NonNullable<LangiumDocument['diagnostics']>[number];

/** At most so many names are reported a file: past some thousands nobody reads them. */
const MOST_NAMES = 1000;

/** Code of what recovery/ says of damaged text. */
export const SYNTAX = 'hatopo/syntax';

export class HatopoDocumentValidator extends DefaultDocumentValidator {
  private readonly documents: LangiumDocuments;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  /** The checks of the language look at the whole file at once: no others are asked, node by node. */
  protected override async validateAstNodes(
    root: AstNode,
    options: ValidationOptions,
    acceptor: ValidationAcceptor,
    cancelToken = Cancellation.CancellationToken.None,
  ): Promise<void> {
    for (const check of this.validationRegistry.getChecks(root.$type, options.categories)) {
      await interruptAndCheck(cancelToken);
      await check(root, acceptor, cancelToken);
    }
  }

  protected override processParsingErrors(
    parseResult: ParseResult,
    diagnostics: Diagnostic[],
    options: ValidationOptions,
  ): void {
    const found: Diagnostic[] = [];
    super.processParsingErrors(parseResult, found, options);
    diagnostics.push(...found.map((diagnostic) => ({ ...diagnostic, code: SYNTAX, data: { code: SYNTAX } })));
  }

  protected override processLinkingErrors(document: LangiumDocument, diagnostics: Diagnostic[]): void {
    const failed = document.references.filter((reference) => reference.error !== undefined);
    failed.sort((a, b) => (a.$refNode?.offset ?? 0) - (b.$refNode?.offset ?? 0));
    const lost = lostNames(document, failed as Reference[], this.documents);
    let count = 0;
    for (const reference of failed) {
      const error = reference.error as NameError;
      const finding = lost.has(reference.$refText) ? undefined : nameFinding(error, this.documents);
      if (!finding) continue;
      diagnostics.push(
        this.toDiagnostic('error', finding.message, {
          node: error.info.container,
          range: reference.$refNode?.range,
          property: error.info.property,
          code: finding.data.code,
          data: finding.data,
        }),
      );
      if (++count >= MOST_NAMES) return;
    }
  }
}
