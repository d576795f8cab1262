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
import type { RuleVariable } from '../../language/rule-names.ts';
import { kindOf } from '../../language/scope/messages.ts';
import { Refusal } from '../requests/refusal.ts';
import { refuseClash, variableIn } from '../rule-variables.ts';
import type { ServerServices } from '../services.ts';
import { isCurrent, leafAt, rangeIn } from '../text.ts';
import { firstMisled, type Misled, takenBy } from './clashes.ts';
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
    const variable = variableIn(document, params.position);
    if (variable) return rangeIn(document, variable.here.start, variable.here.end);
    const found = this.find(document, params);
    if (!found) return undefined;
    refuseLibrary(found.declaration);
    const { start, end } = found;
    return rangeIn(document, start, end);
  }

  async rename(document: LangiumDocument, params: RenameParams): Promise<WorkspaceEdit | undefined> {
    const variable = variableIn(document, params.position);
    if (variable) return this.renameVariable(variable, document, params.newName.trim());
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
      throw new Refusal(reasonOf(misled, declaration, newName));
    }
    return { changes: this.editsOf(renaming.occurrences, newName) };
  }

  private renameVariable(variable: RuleVariable, document: LangiumDocument, newName: string): WorkspaceEdit {
    if (newName === variable.name) return { changes: {} };
    if (!name.test(newName)) throw noName(newName);
    refuseClash(variable, newName);
    const uri = document.uri.toString();
    return {
      changes: this.editsOf(
        variable.places.map(({ start, end }) => ({ uri, start, end })),
        newName,
      ),
    };
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

function reasonOf({ document, offset, instead, besides }: Misled, { name }: Declaration, newName: string): string {
  const place = lineAt(document, offset);
  if (besides)
    return `The rule in ${place} means the ${kindOf(besides)} ${name} of ${lineOf(besides)} too: rename both by hand, or write the rule so that it means one.`;
  return `With the name ${newName} for ${name}, ${place} would ${instead ? `mean the ${instead}` : 'not be understood any more'}. Choose another name.`;
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
  throw noName(newName);
}

function noName(newName: string): Refusal {
  return new Refusal(
    `"${newName}" is no name: a name begins with a letter or _ and goes on with letters, digits, _ and inner hyphens.`,
  );
}

function lineOf(declaration: Declaration): string {
  return lineAt(AstUtils.getDocument(declaration), declaration.$cstNode?.offset ?? 0);
}

function lineAt(document: LangiumDocument, offset: number): string {
  return `line ${document.textDocument.positionAt(offset).line + 1} of ${UriUtils.basename(document.uri)}`;
}
