/** From syntax trees to the topology: once a version of a document and of all that it imports. */
import { type AstNode, CstUtils, type LangiumCoreServices, type LangiumDocument } from 'langium';
import type { Element, ElementKind, Id, Topology } from '../../engine/topology/model.ts';
import type { Declaration, Document } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { importClosure } from '../scope/imports.ts';
import { buildCluster } from './clusters.ts';
import {
  buildCircuit,
  buildLink,
  buildNetwork,
  buildRack,
  buildSite,
  buildStorage,
  buildSwitch,
} from './components.ts';
import type { Context } from './context.ts';
import { buildEndpoint } from './endpoints.ts';
import { identify } from './identify.ts';
import { Kept } from './kept.ts';
import { buildHost, buildServer, buildVm } from './machines.ts';
import { buildObjectives } from './objectives.ts';
import { buildFailoverCluster } from './resources.ts';
import { buildRules } from './rules.ts';
import { buildScenarios } from './scenarios.ts';
import { buildService } from './services.ts';

interface Built {
  /** The trees that it was made of: another version of any of them is another topology. */
  readonly roots: readonly AstNode[];
  readonly topology: Topology;
  readonly idsByNode: ReadonlyMap<AstNode, readonly Id[]>;
  /** What may be built as it was, as long as all ids are the same. */
  readonly kept: Kept;
}

const builtByDocument = new WeakMap<LangiumDocument, Built>();

/**
 * The topology that a linked document and its imports describe. Never throws on an unfinished
 * text: what cannot be built is listed in `unbuilt`. The same object until one of the files changes.
 */
export function buildTopology(document: LangiumDocument, services: LangiumCoreServices): Topology {
  return build(document, services).topology;
}

function build(document: LangiumDocument, services: LangiumCoreServices): Built {
  const files = importClosure(document, services.shared.workspace.LangiumDocuments);
  const roots = files.map((file) => file.parseResult.value);
  const known = builtByDocument.get(document);
  if (known && known.roots.length === roots.length && known.roots.every((root, i) => root === roots[i])) return known;
  const built = { roots, ...make(files, known?.kept) };
  builtByDocument.set(document, built);
  return built;
}

/**
 * Ids of the elements whose declarations hold an offset of the document, innermost first. Of what
 * stands in a template, the elements that were made of it. None before the topology was built.
 */
export function elementAt(document: LangiumDocument, offset: number): Id[] {
  const built = builtByDocument.get(document);
  const root = document.parseResult.value;
  if (!built || built.roots[0] !== root || !root.$cstNode) return [];
  const leaf =
    CstUtils.findLeafNodeAtOffset(root.$cstNode, offset) ?? CstUtils.findLeafNodeBeforeOffset(root.$cstNode, offset);
  const found: Id[] = [];
  for (let node = leaf?.astNode; node; node = node.$container) {
    const cst = node.$cstNode;
    if (cst && cst.offset <= offset && offset <= cst.end) found.push(...(built.idsByNode.get(node) ?? []));
  }
  return found;
}

/** Ids of the elements that a node was made into, in the topology of `root` as it was built last. */
export function elementsMadeOf(node: AstNode, root: LangiumDocument): readonly Id[] {
  return builtByDocument.get(root)?.idsByNode.get(node) ?? [];
}

function make(files: readonly LangiumDocument[], before: Kept | undefined): Omit<Built, 'roots'> {
  const context: Context = { files, ids: new Map(), elements: new Map(), idsByNode: new Map(), unbuilt: [] };
  const declared = identify(context);
  const kept = new Kept(context.ids, before);
  for (const declaration of declared) {
    const id = context.ids.get(declaration);
    if (id !== undefined) kept.build(context, declaration, id, () => buildOne(context, declaration, id));
  }
  const root = files[0]?.parseResult.value as Document;
  const scenarios = buildScenarios(context, root);
  const title = itemsOf(root).find(ast.isTopologyTitle)?.title;
  const lists = listsOf(context.elements);
  const topology: Topology = {
    ...(title !== undefined && { title }),
    elements: context.elements,
    ...lists,
    scenarios: Object.freeze(scenarios),
    objectives: Object.freeze(buildObjectives(context)),
    rules: Object.freeze(buildRules(context)),
    unbuilt: Object.freeze(context.unbuilt),
  };
  return { topology: Object.freeze(topology), idsByNode: context.idsByNode, kept };
}

type Build<D extends Declaration> = (context: Context, node: D, id: Id) => void;

const builders: { readonly [T in Declaration['$type']]?: Build<Extract<Declaration, { $type: T }>> } = {
  Site: buildSite,
  Rack: buildRack,
  Circuit: buildCircuit,
  Switch: buildSwitch,
  Network: buildNetwork,
  Link: buildLink,
  Storage: buildStorage,
  Cluster: buildCluster,
  Host: buildHost,
  Server: buildServer,
  Vm: buildVm,
  Service: buildService,
  FailoverCluster: buildFailoverCluster,
  Endpoint: buildEndpoint,
};

function buildOne(context: Context, node: Declaration, id: Id): void {
  (builders[node.$type] as Build<Declaration> | undefined)?.(context, node, id);
}

/** The topology's lists, by kind, in order. */
function listsOf(elements: ReadonlyMap<Id, Element>) {
  const byKind = new Map<ElementKind, Element[]>();
  for (const element of elements.values()) {
    const list = byKind.get(element.kind);
    if (list) list.push(element);
    else byKind.set(element.kind, [element]);
  }
  const of = <K extends ElementKind>(kind: K) =>
    Object.freeze((byKind.get(kind) ?? []) as Extract<Element, { kind: K }>[]);
  return {
    sites: of('site'),
    racks: of('rack'),
    circuits: of('circuit'),
    switches: of('switch'),
    networks: of('network'),
    links: of('link'),
    storages: of('storage'),
    clusters: of('cluster'),
    hosts: of('host'),
    servers: of('server'),
    vms: of('vm'),
    adapters: of('adapter'),
    virtualAdapters: of('virtual-adapter'),
    services: of('service'),
    resources: of('resource'),
    failoverClusters: of('failover-cluster'),
    endpoints: of('endpoint'),
  };
}
