/** What is computed of a declaration and worth seeing beside it. */
import { spanWords, takeoverWords } from '../../engine/analysis/loss-words.ts';
import type { Element, Topology } from '../../engine/topology/model.ts';
import type { Losses } from '../services.ts';
import { type Headroom, headroomOf, headroomWords } from './headroom.ts';
import { quorumWords } from './quorum.ts';
import { restartOf, restartReason, restartWords } from './restart.ts';
import type { Taken } from './taken.ts';

/** Kinds of hints, each with a setting `hatopo.inlayHints.KIND`. */
export const hintKinds = ['quorum', 'headroom', 'takeover', 'restart'] as const;
export type HintKind = (typeof hintKinds)[number];

export interface Hint {
  readonly kind: HintKind;
  readonly label: string;
  /** Markdown: what stands behind it. */
  readonly tooltip: string;
  /** The property behind which it stands; else the statement's head. */
  readonly property?: string;
}

/** The hint of an element, if there is one of these kinds. What takes long comes later: `losses` tells when. */
export function hintOf(
  element: Element,
  topology: Topology,
  wanted: ReadonlySet<HintKind>,
  losses: Losses,
  text: string,
): Hint | undefined {
  switch (element.kind) {
    case 'failover-cluster': {
      const label = wanted.has('quorum') ? quorumWords(topology, element) : undefined;
      const tooltip = 'Votes that are needed and those that there are; how many losses leave enough.';
      return label === undefined ? undefined : { kind: 'quorum', label, tooltip, property: 'quorum' };
    }
    case 'cluster': {
      const room = wanted.has('headroom') ? headroomOf(topology, element) : undefined;
      const label = room && headroomWords(room);
      if (!room || label === undefined) return undefined;
      return { kind: 'headroom', label, tooltip: headroomTooltip(room) };
    }
    case 'vm': {
      const restart = wanted.has('restart') ? restartOf(topology, element) : undefined;
      if (!restart) return undefined;
      return { kind: 'restart', label: restartWords(restart), tooltip: restartReason(topology, element, restart) };
    }
    case 'service': {
      if (!wanted.has('takeover')) return undefined;
      const taken = losses.ofServing(text, topology, element);
      return (
        taken && { kind: 'takeover', label: takeoverWords(taken.affected), tooltip: takeoverTooltip(taken, topology) }
      );
    }
    default:
      return undefined;
  }
}

/** So many VMs that stay down are named. */
const named = 5;

function headroomTooltip({ worst, down }: Headroom): string {
  if (down.length === 0)
    return `Memory that nobody reserves once HA has restarted the VMs of ${worst.name}, the host whose loss leaves least.`;
  const more = down.length > named ? ` and ${down.length - named} more` : '';
  return `When ${worst.name} is lost, no other host can take ${down.slice(0, named).join(', ')}${more}.`;
}

function takeoverTooltip({ affected, serving }: Taken, topology: Topology): string {
  const name = (id: string) => topology.elements.get(id)?.name ?? id;
  const where =
    serving.metal === serving.machine
      ? name(serving.machine)
      : `${name(serving.metal)}, which runs ${name(serving.machine)},`;
  const out = affected.outage === undefined ? '' : ` It is out ${spanWords(affected.outage)} in all.`;
  return `A run in which ${where} fails, and nothing else.${out}`;
}
