/** Turns what the reading of a text found into diagnostics. */
import {
  DefaultDocumentValidator,
  type LangiumCoreServices,
  type LangiumDocument,
  type LangiumDocuments,
} from 'langium';
import type { NameError } from './scope/linker.ts';
import { nameFinding } from './scope/messages.ts';

type Diagnostic = NonNullable<LangiumDocument['diagnostics']>[number];

/** At most so many names are reported a file: past some thousands nobody reads them. */
const MOST_NAMES = 1000;

export class HatopoDocumentValidator extends DefaultDocumentValidator {
  private readonly documents: LangiumDocuments;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  protected override processLinkingErrors(document: LangiumDocument, diagnostics: Diagnostic[]): void {
    let count = 0;
    for (const reference of document.references) {
      const error = reference.error as NameError | undefined;
      if (!error || count >= MOST_NAMES) continue;
      const finding = nameFinding(error, this.documents);
      if (!finding) continue;
      count++;
      diagnostics.push(
        this.toDiagnostic('error', finding.message, {
          node: error.info.container,
          range: reference.$refNode?.range,
          property: error.info.property,
          code: finding.data.code,
          data: finding.data,
        }),
      );
    }
  }
}
