/** What hangs on an element, what its loss does, and who survives: what the text says nowhere at one place. */
import { canBeLost } from '../../engine/analysis/loss.ts';
import { lossWords } from '../../engine/analysis/loss-words.ts';
import type { Element, ElementKind, Id, Topology } from '../../engine/topology/model.ts';
import { headroomMarkdown } from '../facts/headroom.ts';
import { quorumMarkdown } from '../facts/quorum.ts';
import { restartOf, restartWords } from '../facts/restart.ts';
import type { Losses } from '../services.ts';

/** Where it is looked at. */
export interface Sight {
  readonly topology: Topology;
  /** The address of the text whose topology it is. */
  readonly text: string;
  readonly losses: Losses;
  /** The name of an element, as a link to its declaration. */
  readonly linkTo: (id: Id) => string;
}

/** Markdown, or nothing where nothing is known. */
export function effectsMarkdown(element: Element, sight: Sight): string {
  return [standing(element, sight), neededBy(element, sight), losing(element, sight)].filter(Boolean).join('\n\n');
}

/** Who survives what: of clusters, and of VMs where they restart. */
function standing(element: Element, { topology, linkTo }: Sight): string {
  switch (element.kind) {
    case 'failover-cluster':
      return quorumMarkdown(topology, element, linkTo);
    case 'cluster':
      return headroomMarkdown(topology, element, linkTo);
    case 'vm': {
      const restart = restartOf(topology, element);
      return restart ? `**When its host is lost** it ${restartWords(restart)}.` : '';
    }
    default:
      return '';
  }
}

/** What is told of those who need an element, in this order; adapters and resources are parts of these. */
const told: readonly (readonly [ElementKind, string, string])[] = [
  ['service', 'service', 'services'],
  ['endpoint', 'group of clients', 'groups of clients'],
  ['failover-cluster', 'failover cluster', 'failover clusters'],
  ['vm', 'VM', 'VMs'],
  ['server', 'server', 'servers'],
  ['cluster', 'cluster', 'clusters'],
  ['host', 'host', 'hosts'],
  ['storage', 'storage', 'storages'],
  ['network', 'network', 'networks'],
  ['link', 'link', 'links'],
];

/** So many of each kind are named. */
const named = 4;

function neededBy(element: Element, { topology, text, losses, linkTo }: Sight): string {
  const dependents = losses.dependentsOf(text, topology, element.id);
  if (!dependents) return '**Needed by:** being worked out, look again in a moment.';
  const byKind = new Map<ElementKind, Element[]>();
  for (const id of dependents) {
    const dependent = id === element.id ? undefined : topology.elements.get(id);
    if (!dependent) continue;
    const group = byKind.get(dependent.kind);
    if (group) group.push(dependent);
    else byKind.set(dependent.kind, [dependent]);
  }
  const parts = told.flatMap(([kind, one, several]) => {
    const group = byKind.get(kind);
    if (!group) return [];
    const first = [...group].sort((a, b) => a.order - b.order).slice(0, named);
    const names = [...first.map(({ id }) => linkTo(id)), ...(group.length > named ? ['…'] : [])];
    return [`${group.length} ${group.length === 1 ? one : several} (${names.join(', ')})`];
  });
  return parts.length > 0 ? `**Needed by** ${parts.join(', ')}.` : '';
}

function losing(element: Element, { topology, text, losses }: Sight): string {
  if (!canBeLost(element)) return '';
  const loss = losses.get(text, topology, element.id);
  if (loss) return `**Losing it:** ${lossWords(loss)}.`;
  return losses.isTooLarge(topology)
    ? '**Losing it:** *Simulate failure of…* plays it; for a topology of this size that takes too long to be done here.'
    : '**Losing it:** being played, look again in a moment.';
}
