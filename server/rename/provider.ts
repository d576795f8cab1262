/** Rename: a declaration with everything that names it, or a reason why not. */
import { AstUtils, type LangiumDocument, type LangiumDocuments, URI, UriUtils } from 'langium';
import type { RenameProvider as Renames } from 'langium/lsp';
import type { RenameParams, TextDocumentPositionParams } from 'vscode-languageserver';
import {
  LSPErrorCodes,
  type Range,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { type Declaration, HatopoTerminals, isDeclaration, isProduct } from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import { kindOf } from '../../language/scope/messages.ts';
import { Refusal } from '../requests/refusal.ts';
import type { ServerServices } from '../services.ts';
import { isCurrent, leafAt, rangeIn } from '../text.ts';
import { firstMisled, takenBy } from './clashes.ts';
import { renamingOf } from './targets.ts';

const name = new RegExp(`^(?:${HatopoTerminals.ID.source})$`, HatopoTerminals.ID.flags);

export class RenameProvider implements Renames {
  private readonly services: ServerServices;
  private readonly documents: LangiumDocuments;

  constructor(services: ServerServices) {
    this.services = services;
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  prepareRename(document: LangiumDocument, params: TextDocumentPositionParams): Range | undefined {
    const found = this.find(document, params);
    if (!found) return undefined;
    refuseLibrary(found.declaration);
    const { start, end } = found;
    return rangeIn(document, start, end);
  }

  async rename(document: LangiumDocument, params: RenameParams): Promise<WorkspaceEdit | undefined> {
    const declaration = this.find(document, params)?.declaration;
    if (!declaration) return undefined;
    refuseLibrary(declaration);
    const newName = params.newName.trim();
    if (newName === declaration.name) return { changes: {} };
    refuseNoName(newName, declaration);
    const renaming = renamingOf(declaration, this.documents);
    const taken = takenBy(renaming, newName, this.documents);
    if (taken) {
      throw new Refusal(
        `${newName} is taken: ${lineOf(taken)} declares the ${kindOf(taken)} ${newName}. Choose another name.`,
      );
    }
    const misled = await firstMisled(renaming, newName, this.documents);
    if (misled) {
      const place = lineAt(misled.document, misled.offset);
      throw new Refusal(
        `With the name ${newName} for ${declaration.name}, ${place} would ${misled.instead ? `mean the ${misled.instead}` : 'not be understood any more'}. Choose another name.`,
      );
    }
    return { changes: this.editsOf(renaming.occurrences, newName) };
  }

  private editsOf(
    occurrences: ReturnType<typeof renamingOf>['occurrences'],
    newText: string,
  ): Record<string, TextEdit[]> {
    const changes: Record<string, TextEdit[]> = {};
    for (const { uri, start, end } of occurrences) {
      const document = this.documents.getDocument(URI.parse(uri));
      if (!document) continue;
      if (!isCurrent(document))
        throw new ResponseError(LSPErrorCodes.ContentModified, 'The text has changed meanwhile.');
      changes[uri] ??= [];
      changes[uri].push({ range: rangeIn(document, start, end), newText });
    }
    return changes;
  }

  /** What the name at a place declares or means, and where the name stands. */
  private find(document: LangiumDocument, { position }: TextDocumentPositionParams) {
    const leaf = leafAt(document, document.textDocument.offsetAt(position));
    const [declaration] = leaf ? this.services.references.References.findDeclarations(leaf) : [];
    if (!leaf || !declaration || !isDeclaration(declaration)) return undefined;
    // A product's name is of several words between dots.
    const whole = isProduct(declaration) && leaf.container ? leaf.container : leaf;
    return { declaration, start: whole.offset, end: whole.end };
  }
}

function refuseLibrary(declaration: Declaration): void {
  if (!isLibrary(AstUtils.getDocument(declaration).uri)) return;
  throw new Refusal(
    `${declaration.name} ships with hatopo and cannot be renamed. Declare a product of your own instead.`,
  );
}

function refuseNoName(newName: string, declaration: Declaration): void {
  const parts = isProduct(declaration) ? newName.split('.') : [newName];
  if (parts.every((part) => name.test(part))) return;
  throw new Refusal(
    `"${newName}" is no name: a name begins with a letter or _ and goes on with letters, digits, _ and inner hyphens.`,
  );
}

function lineOf(declaration: Declaration): string {
  return lineAt(AstUtils.getDocument(declaration), declaration.$cstNode?.offset ?? 0);
}

function lineAt(document: LangiumDocument, offset: number): string {
  return `line ${document.textDocument.positionAt(offset).line + 1} of ${UriUtils.basename(document.uri)}`;
}
