/** The values that count for a declaration, each with where it is from. */
import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import { clusterOf, find } from '../../engine/topology/lookup.ts';
import type { Cluster, Element, Timing, Topology } from '../../engine/topology/model.ts';
import { elementAt } from '../../language/builder/index.ts';
import type { Block, Declaration, Item } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf } from '../../language/paths.ts';
import { templateOf } from '../../language/scope/members.ts';
import { nodeOf } from '../../language/source.ts';
import { bodyOf, type Default, type PropertyEntry } from '../../language/vocabulary/index.ts';
import { nameNode } from '../text.ts';
import { duration } from './duration.ts';

export interface ResolvedValue {
  /** `memory`, `nic eth0`. */
  readonly property: string;
  readonly value: string;
  /** `stated`, `template Esxi`, a document, an assumption. */
  readonly from: string;
  /** The statement that says so, where the text has one. */
  readonly at?: AstNode;
}

/** What has a body with values of its own. */
export type Valued = Declaration | Block;

/** Values of a statement in the order of the reference; its adapters after them. */
export function resolvedValues(
  node: Valued,
  document: LangiumDocument,
  topology: Topology | undefined,
): readonly ResolvedValue[] {
  const stated = statedItems(node);
  const timings = timingsOf(node, document, topology);
  const values: ResolvedValue[] = [];
  for (const { property } of bodyOf(node)?.properties ?? []) {
    const { key } = property;
    const written = stated.get(key);
    const timing = timings[key];
    if (written) values.push({ property: key, ...written });
    else if (timing) values.push({ property: key, ...ofTiming(timing) });
    else if (property.default && !ast.isTemplate(node) && isValue(property) && !isOfVersion(node, key)) {
      values.push({ property: key, value: property.default.text, from: sourceOf(property.default) });
    }
  }
  for (const [property, written] of stated) if (property.includes(' ')) values.push({ property, ...written });
  return values;
}

/** Whether the default is a value that could be written, not a way to find one (`those of its rack`). */
function isValue({ value, default: standard }: PropertyEntry): boolean {
  if (value.is === 'words') return value.words.some(({ word }) => word === standard?.text);
  return value.is === 'number' || value.is === 'quantity';
}

/** Whether the default is another by version, so that what the table says need not hold here. */
function isOfVersion(node: Valued, key: string): boolean {
  return ast.isFailoverCluster(node) && key === 'dynamic-quorum';
}

/** The element that a declaration became in the topology of its file. */
function elementOf(
  declaration: Declaration,
  document: LangiumDocument,
  topology: Topology | undefined,
): Element | undefined {
  const name = nameNode(declaration);
  const [id] = name && topology ? elementAt(document, name.offset) : [];
  const element = id === undefined ? undefined : topology?.elements.get(id);
  return element?.name === declaration.name ? element : undefined;
}

function ofTiming(timing: Timing): Omit<ResolvedValue, 'property'> {
  const at = timing.source && nodeOf(timing.source);
  return { value: duration(timing.value), from: originOf(timing), ...(at && { at }) };
}

/** A timing's origin as people read it: the product and its document, an assumption, a range. */
function originOf({ origin, assumption, min, max, value, source }: Timing): string {
  const product = source && AstUtils.getContainerOfType(nodeOf(source), ast.isProduct);
  const range = min < value || max > value ? `; documented from ${duration(min)} to ${duration(max)}` : '';
  const marked = assumption && !/assum/i.test(origin) ? `assumption: ${origin}` : origin;
  return `${product ? `product ${product.name}: ` : ''}${marked}${range}`;
}

function sourceOf({ source, assumption }: Default): string {
  if (assumption) return /assum/i.test(source) ? source : `assumption: ${source}`;
  return source === 'the language' ? 'where nothing is written' : source;
}

/** What the body says, and behind it the template. */
function statedItems(declaration: Valued): Map<string, Omit<ResolvedValue, 'property'>> {
  const found = new Map<string, Omit<ResolvedValue, 'property'>>();
  const add = (items: readonly Item[], from: string) => {
    for (const item of items) {
      const written = writtenValue(item);
      if (written && !found.has(written.property))
        found.set(written.property, { value: written.value, from, at: item });
    }
  };
  add(itemsOf(declaration), 'stated');
  if (ast.isHost(declaration) || ast.isServer(declaration) || ast.isVm(declaration)) {
    const template = templateOf(declaration);
    if (template) add(itemsOf(template), `template ${template.name}`);
  }
  return found;
}

function writtenValue(item: Item): { property: string; value: string } | undefined {
  const text = item.$cstNode?.text.replace(/\s+/g, ' ');
  if (text === undefined) return undefined;
  if (ast.isNic(item)) return { property: `nic ${item.name}`, value: text.replace(/^nic \S+ /, '') };
  if (ast.isFlagProperty(item)) return { property: item.key, value: 'yes' };
  if (!ast.isProperty(item)) return undefined;
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { property: item.key, value: text.slice(colon + 1).trim() };
}

type Timings = Readonly<Record<string, Timing | undefined>>;

/** The timings of a statement by the property that would set them. */
function timingsOf(node: Valued, document: LangiumDocument, topology: Topology | undefined): Timings {
  if (ast.isDeclaration(node)) return timingsOfElement(elementOf(node, document, topology));
  const owner = AstUtils.getContainerOfType(node, ast.isDeclaration);
  const element = owner && elementOf(owner, document, topology);
  const cluster = topology && element && clusterAround(topology, element);
  return cluster ? timingsOfBlocks(cluster) : {};
}

function clusterAround(topology: Topology, element: Element): Cluster | undefined {
  return element.kind === 'vm' ? clusterOf(topology, element) : find(topology, 'cluster', element.id);
}

function timingsOfElement(element: Element | undefined): Timings {
  switch (element?.kind) {
    case 'service': {
      const { noService, replicationTimeout, linkLoss, primarySearch, ...rest } = element.timings;
      return {
        ...rest,
        'no-service': noService,
        'replication-timeout': replicationTimeout,
        'link-loss': linkLoss,
        'primary-search': primarySearch,
      };
    }
    case 'cluster':
      return { resiliency: element.timings.resiliency };
    case 'host':
      return { reboot: element.reboot };
    case 'server':
      return { reboot: element.reboot, boot: element.boot, start: element.start };
    case 'vm':
      return { boot: element.boot, start: element.start };
    case 'resource':
      return { start: element.start, stop: element.stop };
    case 'failover-cluster':
      return { detect: element.detect };
    default:
      return {};
  }
}

/** The timings that `ha`, `drs` and `ft` set. */
function timingsOfBlocks({ timings }: Cluster): Timings {
  return {
    detect: timings.detect,
    'detect-primary': timings.detectPrimary,
    placement: timings.placement,
    'isolation-declare': timings.isolationDeclare,
    'isolation-response': timings.isolationResponse,
    'storage-timeout': timings.storageTimeout,
    interval: timings.interval,
    failover: timings.failover,
    respawn: timings.respawn,
  };
}
