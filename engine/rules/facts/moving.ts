/** Fixes that move a VM away from what it must not share. */
import { find } from '../../topology/lookup.ts';
import type { Host, Id, Rack, Topology, Vm } from '../../topology/model.ts';
import { message } from '../message.ts';
import type { Fix, Trial } from '../rule.ts';
import { canStartOn, firstGoodHost, hostsByDistance, type Mended, mends, withElements } from './changes.ts';
import { type Fate, fatesOfMetal } from './fates.ts';
import { referenceTo } from './names.ts';
import { machinesUnder, metalOf } from './placement.ts';
import { restartHosts } from './restart.ts';

/** The VMs that carry these members and are lost with a place, of the first member before those of the others. */
export function vmsIn(topology: Topology, fate: Fate, place: Id, members: readonly Id[]): readonly Vm[] {
  return members
    .flatMap((member) => machinesUnder(topology, member))
    .filter(
      (machine): machine is Vm =>
        machine.kind === 'vm' && fatesOfMetal(topology, fate, metalOf(topology, machine)).includes(place),
    );
}

/** Moves the first of these VMs for which there is a good host among those that are wanted. */
export function movingFix(
  topology: Topology,
  vms: readonly Vm[],
  trial: Trial,
  mended: Mended,
  isWanted: (host: Host) => boolean = () => true,
): Fix | undefined {
  for (const vm of vms) {
    const host = firstGoodHost(topology, vm, trial, mended, isWanted);
    if (host) return moveTo(topology, vm, host);
  }
  return undefined;
}

/** So many racks are offered, and in each so many hosts are tried. */
const mostRacks = 5;
const mostHosts = 8;

/**
 * The ways to move a VM out of a rack: the first good host of every other rack, for the first of these VMs that has
 * one. Hosts whose rack is not stated are none: they may stand in the same.
 */
export function placementsPerRack(
  topology: Topology,
  vms: readonly Vm[],
  rack: Rack,
  trial: Trial,
  mended: Mended,
): readonly Fix[] {
  for (const vm of vms) {
    const tried = new Map<Id, number>();
    const fixes = new Map<Id, Fix>();
    for (const host of hostsByDistance(topology, vm)) {
      const other = find(topology, 'rack', host.rack);
      if (!other || other === rack || fixes.has(other.id) || fixes.size >= mostRacks) continue;
      const tries = tried.get(other.id) ?? 0;
      if (tries >= mostHosts || !canStartOn(topology, vm, host)) continue;
      tried.set(other.id, tries + 1);
      if (mends(topology, withElements(topology, { ...vm, host: host.id }), trial, mended))
        fixes.set(other.id, moveTo(topology, vm, host, movedTo({ host: host.name, rack: other.name })));
    }
    if (fixes.size > 0) return [...fixes.values()];
  }
  return [];
}

const movedTo = message`${'host'} in ${'rack'}`;

/** Moves a VM to a host; `titled` says more of where that is: `HostC in R3`. */
export function moveTo(topology: Topology, vm: Vm, host: Host, titled = host.name): Fix {
  return {
    title: `Move ${vm.name} to ${titled}`,
    edits: [{ edit: 'move', element: vm.source, host: referenceTo(topology, host) }],
    safe: false,
  };
}

/** Places the secondary of a fault-tolerant VM on the first host of its cluster that is wanted and breaks no rule. */
export function secondaryFix(
  topology: Topology,
  vm: Vm,
  trial: Trial,
  mended: Mended,
  isWanted: (host: Host) => boolean = () => true,
): Fix | undefined {
  const { ft, ...alone } = vm;
  if (!ft) return undefined;
  const target = restartHosts(topology, vm).find(
    (host) =>
      host.id !== vm.host &&
      isWanted(host) &&
      canStartOn(topology, alone, host) &&
      mends(topology, withElements(topology, { ...vm, ft: { ...ft, secondary: host.id } }), trial, mended),
  );
  if (!target) return undefined;
  const secondary = referenceTo(topology, target);
  return {
    title: `Place the secondary of ${vm.name} on ${target.name}`,
    edits: [{ edit: 'set', element: ft.source, property: 'secondary', value: secondary, owner: vm.source }],
    safe: false,
  };
}
