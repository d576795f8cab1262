/**
 * The call hierarchy, as a hierarchy of needs: what an element calls is what it needs in order to work, what calls it is
 * what needs it. One step each.
 */
import { type AstNode, AstUtils, type LangiumDocument, type LangiumDocuments, URI } from 'langium';
import type { CallHierarchyProvider } from 'langium/lsp';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyIncomingCallsParams,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CallHierarchyOutgoingCallsParams,
  CallHierarchyPrepareParams,
  Range,
} from 'vscode-languageserver-protocol';
import { firstDependenciesOf, firstDependentsOf } from '../../engine/topology/dependencies.ts';
import type { Element, Id, Topology } from '../../engine/topology/model.ts';
import { elementsMadeOf } from '../../language/builder/index.ts';
import { isLibrary } from '../../language/library/index.ts';
import { locate, locateAll, nodeOf } from '../../language/source.ts';
import { declarationsAt } from '../occurrences.ts';
import { whereabouts } from '../requests/elements.ts';
import type { ServerServices } from '../services.ts';
import { leafAt, rangeIn } from '../text.ts';
import { rangesNaming } from './needs-in-text.ts';
import { symbolKindOf } from './node-kinds.ts';

/** A list of more is no help, and an editor is slow to draw it. */
const most = 1000;

/** What an item of the hierarchy is known by: the element, in the topology of a file. */
interface ItemData {
  readonly root: string;
  readonly id: Id;
}

interface Seen {
  readonly root: LangiumDocument;
  readonly topology: Topology;
}

export class DependencyHierarchy implements CallHierarchyProvider {
  private readonly services: ServerServices;
  private readonly documents: LangiumDocuments;

  constructor(services: ServerServices) {
    this.services = services;
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  prepareCallHierarchy(
    document: LangiumDocument,
    { position }: CallHierarchyPrepareParams,
  ): CallHierarchyItem[] | undefined {
    const leaf = leafAt(document, document.textDocument.offsetAt(position));
    if (!leaf || isLibrary(document.uri)) return undefined;
    const seen = this.seenFrom(this.services.server.RuleFindings.rootsOf(document)[0] ?? document);
    const named = declarationsAt(leaf, this.services);
    const nodes: readonly AstNode[] = named.length > 0 ? named : [leaf.astNode];
    const items = nodes.flatMap((node) => elementsMadeOf(node, seen.root)).map((id) => this.itemOf(id, seen));
    const found = items.filter((item) => item !== undefined).slice(0, most);
    return found.length > 0 ? found : undefined;
  }

  outgoingCalls({ item }: CallHierarchyOutgoingCallsParams): CallHierarchyOutgoingCall[] | undefined {
    return this.step(item, firstDependenciesOf, (to, from, other, seen) => ({
      to,
      fromRanges: this.rangesOf(from, other, seen),
    }));
  }

  incomingCalls({ item }: CallHierarchyIncomingCallsParams): CallHierarchyIncomingCall[] | undefined {
    return this.step(item, firstDependentsOf, (from, to, other, seen) => ({
      from,
      fromRanges: this.rangesOf(other, to, seen),
    }));
  }

  private step<C>(
    { data }: CallHierarchyItem,
    next: (topology: Topology, id: Id) => readonly Id[],
    callOf: (item: CallHierarchyItem, element: Element, other: Element, seen: Seen) => C,
  ): C[] | undefined {
    const { root, id } = (data ?? {}) as Partial<ItemData>;
    const document = root === undefined ? undefined : this.documents.getDocument(URI.parse(root));
    if (!document || id === undefined) return undefined;
    const seen = this.seenFrom(document);
    const element = seen.topology.elements.get(id);
    if (!element) return undefined;
    const calls: C[] = [];
    for (const each of next(seen.topology, id).slice(0, most)) {
      const other = seen.topology.elements.get(each);
      const item = this.itemOf(each, seen);
      if (other && item) calls.push(callOf(item, element, other, seen));
    }
    return calls;
  }

  private seenFrom(root: LangiumDocument): Seen {
    return { root, topology: this.services.server.RuleFindings.topologyOf(root) };
  }

  private itemOf(id: Id, { root, topology }: Seen): CallHierarchyItem | undefined {
    const element = topology.elements.get(id);
    if (!element) return undefined;
    const node = nodeOf(element.source);
    const document = AstUtils.getDocument(node);
    const whole = locateAll(element.source);
    const name = locate(element.source);
    const data: ItemData = { root: root.uri.toString(), id };
    return {
      name: element.name,
      kind: symbolKindOf(node.$type),
      detail: [element.kind.replaceAll('-', ' '), whereabouts(topology, element)].filter(Boolean).join(' '),
      uri: document.uri.toString(),
      range: rangeIn(document, whole.start, Math.max(whole.end, name.end)),
      selectionRange: rangeIn(document, name.start, name.end),
      data,
    };
  }

  /** Where the text of `from` says that it needs `to`; its name where that follows from something else. */
  private rangesOf(from: Element, to: Element, { topology }: Seen): Range[] {
    const places = rangesNaming(from, to, topology);
    const document = AstUtils.getDocument(nodeOf(from.source));
    const name = locate(from.source);
    return (places.length > 0 ? places : [name]).map(({ start, end }) => rangeIn(document, start, end));
  }
}
