/** Between offsets, syntax nodes and the ranges of the protocol. */
import {
  type AstNode,
  type CstNode,
  CstUtils,
  type LangiumDocument,
  type LangiumDocuments,
  type LeafCstNode,
  URI,
} from 'langium';
import type { Range } from 'vscode-languageserver-protocol';
import type { Source } from '../engine/topology/model.ts';
import { featureNode } from '../language/paths.ts';
import type { Location as TextLocation } from '../language/source.ts';
import { locate } from '../language/source.ts';
import type { Place } from './protocol.ts';

export const nowhere: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A stretch of a document as a range. */
export function rangeIn(document: LangiumDocument, start: number, end: number): Range {
  return { start: document.textDocument.positionAt(start), end: document.textDocument.positionAt(end) };
}

/** A location in any loaded document as a place of the protocol; the start of the file where it is not loaded. */
export function placeOf(location: TextLocation, documents: Pick<LangiumDocuments, 'getDocument'>): Place {
  const document = documents.getDocument(parsed(location.uri));
  return { uri: location.uri, range: document ? rangeIn(document, location.start, location.end) : nowhere };
}

/** Addresses that were parsed already: thousands of places are in a handful of files. */
const addresses = new Map<string, URI>();
const MOST_ADDRESSES = 1000;

function parsed(address: string): URI {
  let uri = addresses.get(address);
  if (!uri) {
    if (addresses.size >= MOST_ADDRESSES) addresses.clear();
    uri = URI.parse(address);
    addresses.set(address, uri);
  }
  return uri;
}

/** Where a source stands now. */
export function placeOfSource(source: Source, documents: LangiumDocuments, property?: string): Place {
  return placeOf(locate(source, property), documents);
}

/**
 * Whether the tree is that of the text as the editor has it now: between an edit and its reading, offsets of the
 * one are not those of the other.
 */
export function isCurrent(document: LangiumDocument): boolean {
  return document.parseResult.value.$cstNode?.root.fullText === document.textDocument.getText();
}

/** The word or text at an offset, also where the offset is just behind it. */
export function leafAt(document: LangiumDocument, offset: number): LeafCstNode | undefined {
  const root = document.parseResult.value.$cstNode;
  return root && CstUtils.findDeclarationNodeAtOffset(root, offset);
}

/** The node of a declaration's name. */
export function nameNode(node: AstNode): CstNode | undefined {
  return featureNode(node.$cstNode, 'name');
}
