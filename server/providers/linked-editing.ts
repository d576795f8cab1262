/**
 * Linked editing: the name in a declaration, changed together with what names it in the file as it is typed. From a place
 * that only names it nothing is linked: whoever writes another name there means another thing.
 */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import type { LinkedEditingRangeParams, LinkedEditingRanges } from 'vscode-languageserver-protocol';
import { isProduct } from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import { declarationsAt } from '../occurrences.ts';
import { renamingOf } from '../rename/targets.ts';
import type { ServerServices } from '../services.ts';
import { isCurrent, leafAt, nameNode, rangeIn } from '../text.ts';

/** An editor that changes more places with every key is slow. */
const most = 200;

/** While a name is typed it is anything that ends no name. */
const namePattern = '[^\\s.,:{}"|<>()]+';

export class LinkedEditing {
  private readonly services: ServerServices;
  private readonly documents: LangiumDocuments;

  constructor(services: ServerServices) {
    this.services = services;
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  getRanges(document: LangiumDocument, { position }: LinkedEditingRangeParams): LinkedEditingRanges | undefined {
    if (isLibrary(document.uri) || !isCurrent(document)) return undefined;
    const leaf = leafAt(document, document.textDocument.offsetAt(position));
    const [declaration] = leaf ? declarationsAt(leaf, this.services) : [];
    const own = declaration && nameNode(declaration);
    // a product's name is of several words between dots
    if (!leaf || !own || own.astNode !== leaf.astNode || own.offset !== leaf.offset || isProduct(declaration))
      return undefined;
    const { occurrences } = renamingOf(declaration, this.documents);
    const uri = document.uri.toString();
    const text = document.textDocument.getText();
    const isSafe =
      occurrences.length <= most &&
      occurrences.every((each) => each.uri === uri && text.slice(each.start, each.end) === declaration.name);
    const places = isSafe ? occurrences : [{ start: own.offset, end: own.end }];
    return { ranges: places.map(({ start, end }) => rangeIn(document, start, end)), wordPattern: namePattern };
  }
}
