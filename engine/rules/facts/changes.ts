/** Changed copies of a topology, to try a fix on before it is offered. */
import { find, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Element, Host, Id, Source, Topology, Vm } from '../../topology/model.ts';
import type { Finding, Trial } from '../rule.ts';
import { reservedMemory } from './placement.ts';
import { mayRunOn } from './restart.ts';
import { uplinksOf } from './uplinks.ts';

/** The topology with these elements in the place of those with the same id, or added. */
export function withElements(topology: Topology, ...changed: readonly Element[]): Topology {
  return withoutElements(topology, [], ...changed);
}

/** As `withElements`, and without some: what still names one of these names nothing. */
export function withoutElements(topology: Topology, gone: readonly Id[], ...changed: readonly Element[]): Topology {
  const elements = new Map(topology.elements);
  for (const id of gone) elements.delete(id);
  for (const element of changed) elements.set(element.id, element);
  const all = [...elements.values()];
  const of = <K extends Element['kind']>(kind: K) =>
    all.filter((element): element is Extract<Element, { kind: K }> => element.kind === kind);
  return {
    ...topology,
    elements,
    networks: of('network'),
    hosts: of('host'),
    servers: of('server'),
    vms: of('vm'),
    adapters: of('adapter'),
    virtualAdapters: of('virtual-adapter'),
    services: of('service'),
    clusters: of('cluster'),
    storages: of('storage'),
    resources: of('resource'),
    failoverClusters: of('failover-cluster'),
    endpoints: of('endpoint'),
  };
}

/** The finding that a fix is to end: of this rule, at this place. */
export interface Mended {
  readonly rule: string;
  readonly source: Source;
}

/**
 * True where the changed topology has one finding fewer of that rule at that place, and nowhere one more, but for
 * those that `isTolerable` and those of other rules that only say what the text does not state: what is mended may
 * give reason to ask for more.
 */
export function mends(
  topology: Topology,
  changed: Topology,
  trial: Trial,
  mended: Mended,
  isTolerable: (finding: Finding) => boolean = () => false,
): boolean {
  const before = countFindings(trial(topology));
  const after = countFindings(
    trial(changed).filter(
      (finding) => finding.rule === mended.rule || (finding.severityFrom !== 'not-stated' && !isTolerable(finding)),
    ),
  );
  const count = (counts: FindingCounts, { rule, source }: Mended) => counts.get(rule)?.get(source) ?? 0;
  if (count(after, mended) >= count(before, mended)) return false;
  for (const [rule, places] of after)
    for (const [source, number] of places) if (number > count(before, { rule, source })) return false;
  return true;
}

/**
 * True where the changed topology has nowhere a finding more, but for those that `isTolerable` and those that only say what
 * the text does not state.
 */
export function breaksNothing(
  topology: Topology,
  changed: Topology,
  trial: Trial,
  isTolerable: (finding: Finding) => boolean = () => false,
): boolean {
  const before = countFindings(trial(topology));
  const after = trial(changed).filter((finding) => finding.severityFrom !== 'not-stated' && !isTolerable(finding));
  for (const [rule, places] of countFindings(after))
    for (const [source, number] of places) if (number > (before.get(rule)?.get(source) ?? 0)) return false;
  return true;
}

type FindingCounts = ReadonlyMap<string, ReadonlyMap<Source, number>>;

function countFindings(findings: readonly Finding[]): FindingCounts {
  const counts = new Map<string, Map<Source, number>>();
  for (const { rule, source } of findings) {
    if (!source) continue;
    const places = counts.get(rule) ?? new Map<Source, number>();
    places.set(source, (places.get(source) ?? 0) + 1);
    counts.set(rule, places);
  }
  return counts;
}

/** True where a VM could start on a host: allowed there, its networks and disks at hand, room for it as far as stated. */
export function canStartOn(topology: Topology, vm: Vm, host: Host): boolean {
  const free = (host.memory ?? Number.POSITIVE_INFINITY) - reservedMemory(topology, host, vm);
  return (
    mayRunOn(topology, vm, host) &&
    vm.ft?.secondary !== host.id &&
    free >= (vm.memory ?? 0) &&
    (host.cpu ?? Number.POSITIVE_INFINITY) >= (vm.vcpu ?? 0) &&
    (host.storage.length === 0 || vm.disks.every((disk) => host.storage.includes(disk))) &&
    virtualAdaptersOf(topology, vm).every((nic) => uplinksOf(topology, nic, host).length > 0)
  );
}

/**
 * The first host on which a VM could start and no rule is broken that was not: its own cluster's hosts
 * first, then those of its site, then all others, in the order of the text. `isWanted` narrows the choice.
 */
export function firstGoodHost(
  topology: Topology,
  vm: Vm,
  trial: Trial,
  mended: Mended,
  isWanted: (host: Host) => boolean = () => true,
): Host | undefined {
  return hostsByDistance(topology, vm).find(
    (host) =>
      isWanted(host) &&
      canStartOn(topology, vm, host) &&
      mends(topology, withElements(topology, { ...vm, host: host.id }), trial, mended),
  );
}

/** All hosts but a VM's own: those of its cluster first, then those of its site, then all others. */
export function hostsByDistance(topology: Topology, vm: Vm): readonly Host[] {
  const own = find(topology, 'host', vm.host);
  const distance = (host: Host) => (host.cluster === own?.cluster ? 0 : host.site === own?.site ? 1 : 2);
  return [0, 1, 2].flatMap((wanted) =>
    topology.hosts.filter((host) => host.id !== vm.host && distance(host) === wanted),
  );
}
