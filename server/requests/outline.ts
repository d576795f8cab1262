/** `hatopo/outline`: what can be picked in a document, and what the cursor stands in. */
import { AstUtils, CstUtils, type LangiumDocument, type LangiumDocuments, UriUtils } from 'langium';
import type { Topology } from '../../engine/topology/model.ts';
import { elementAt } from '../../language/builder/index.ts';
import { isScenario } from '../../language/generated/ast.ts';
import type { ComponentItem, Outline, Position } from '../protocol.ts';
import { placeOfSource } from '../text.ts';
import { canFail, whereabouts } from './elements.ts';

export function outlineOf(
  document: LangiumDocument,
  topology: Topology,
  position: Position | undefined,
  documents: LangiumDocuments,
): Outline {
  const offset = position && document.textDocument.offsetAt(position);
  const scenario = offset === undefined ? undefined : scenarioAt(document, offset);
  return {
    title: titleOf(document, topology),
    components: componentsOf(topology),
    scenarios: topology.scenarios.map(({ title, source }) => ({ title, place: placeOfSource(source, documents) })),
    atCursor: offset === undefined ? [] : elementAt(document, offset),
    ...(scenario !== undefined && { scenarioAtCursor: scenario }),
  };
}

/** The title that the text states, else the name of its file. */
export function titleOf(document: LangiumDocument, topology: Topology): string {
  return topology.title ?? UriUtils.basename(document.uri);
}

function componentsOf(topology: Topology): ComponentItem[] {
  return [...topology.elements.values()].filter(canFail).map((element) => ({
    id: element.id,
    name: element.name,
    kind: element.kind,
    detail: whereabouts(topology, element),
  }));
}

function scenarioAt(document: LangiumDocument, offset: number): string | undefined {
  const root = document.parseResult.value.$cstNode;
  if (!root) return undefined;
  const leaf = CstUtils.findLeafNodeAtOffset(root, offset) ?? CstUtils.findLeafNodeBeforeOffset(root, offset);
  const scenario = AstUtils.getContainerOfType(leaf?.astNode, isScenario);
  const end = scenario?.$cstNode?.end ?? -1;
  return scenario && offset <= end ? scenario.title : undefined;
}
