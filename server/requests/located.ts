/** `hatopo/locate`, `hatopo/places`, `hatopo/elementAt`: between elements and where they stand in the text. */
import { AstUtils, type LangiumCoreServices, type LangiumDocument, type LangiumDocuments } from 'langium';
import type { Id, Topology } from '../../engine/topology/model.ts';
import { elementAt } from '../../language/builder/index.ts';
import { isAt, isExpect } from '../../language/generated/ast.ts';
import type { Place, Places, Position } from '../protocol.ts';
import { leafAt, placeOfSource } from '../text.ts';

/** Where an element is declared now. */
export function placeIn(topology: Topology, id: Id, documents: LangiumDocuments): Place | undefined {
  const element = topology.elements.get(id);
  return element && placeOfSource(element.source, documents);
}

/** The same of several; without those that are declared no more. */
export function placesIn(topology: Topology, ids: readonly Id[], documents: LangiumDocuments): Places {
  const found: Record<Id, Place> = {};
  for (const id of ids) {
    const place = placeIn(topology, id, documents);
    if (place) found[id] = place;
  }
  return found;
}

/** The innermost element whose declaration holds a position, or that a step or an expectation names there. */
export function elementIn(
  document: LangiumDocument,
  position: Position,
  services: LangiumCoreServices,
): Id | undefined {
  const offset = document.textDocument.offsetAt(position);
  return elementAt(document, offset)[0] ?? namedAt(document, offset, services);
}

function namedAt(document: LangiumDocument, offset: number, services: LangiumCoreServices): Id | undefined {
  const leaf = leafAt(document, offset);
  if (!leaf || !AstUtils.getContainerOfType(leaf.astNode, (node) => isAt(node) || isExpect(node))) return undefined;
  const [declaration] = services.references.References.findDeclarations(leaf);
  const place = declaration?.$cstNode;
  if (!declaration || !place || AstUtils.getDocument(declaration) !== document) return undefined;
  return elementAt(document, place.offset)[0];
}
