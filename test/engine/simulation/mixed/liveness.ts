/** What every run comes to in the end: what can be restarted, moved, protected or served is. */
import { get, membersOf } from '../../../../engine/topology/lookup.ts';
import type { Host, Topology, Vm } from '../../../../engine/topology/model.ts';
import { follow, type Picture, type Played } from '../play.ts';
import { bindsApart, lostPathsAt, stateOf, whyNotOn } from './invariants.ts';

/** Whether the run changes nothing of who reaches whom, but by hosts and servers that fail as a whole. */
function keepsNetworks({ run, topology }: Played): boolean {
  const network = new Set(
    [
      ...topology.networks,
      ...topology.switches,
      ...topology.links,
      ...topology.adapters,
      ...topology.virtualAdapters,
    ].map(({ id }) => id),
  );
  const metal = new Set([...topology.hosts, ...topology.servers].map(({ id }) => id));
  return !run.events.some(({ mechanism, subject, text }) => {
    if (mechanism !== 'injection') return false;
    if (/cut off from|loses its management/.test(text)) return true;
    const element = topology.elements.get(subject);
    if (element?.kind === 'adapter' || element?.kind === 'virtual-adapter') return true;
    return (
      (network.has(subject) || !metal.has(subject)) &&
      ['site', 'rack', 'circuit', 'switch', 'network', 'link'].includes(element?.kind ?? '')
    );
  });
}

/** The hosts of a VM's cluster on which it could run at the end, with the reason of each that it could not. */
function couldRun(played: Played, end: Picture, vm: Vm, apart: boolean): readonly Host[] {
  const { topology, run } = played;
  const { cluster } = get(topology, 'host', vm.host);
  const lost = lostPathsAt(run, topology);
  return topology.hosts.filter((host) => {
    if (host.cluster !== cluster || cluster === undefined) return false;
    const moved = new Map(end).set(vm.id, { state: 'booting', place: host.id, copy: undefined });
    return whyNotOn(topology, moved, lost, vm, host.id, { apart }) === undefined;
  });
}

/** HA leaves no VM off that it could restart. */
export function restartsWhatItCan(played: Played): void {
  const { run, topology } = played;
  if (!keepsNetworks(played)) return;
  const off = new Map<string, string>();
  const end = follow(run, (_, event) => {
    if (event.to === 'off') off.set(event.subject, event.from === 'off' ? (off.get(event.subject) ?? '') : event.text);
  });
  for (const vm of topology.vms) {
    const { cluster } = get(topology, 'host', vm.host);
    const ha = topology.clusters.find(({ id }) => id === cluster)?.ha;
    if (!ha || vm.restartPriority === 'disabled' || stateOf(end, vm.id) !== 'off') continue;
    if (off.get(vm.id)?.endsWith('it is powered off')) continue;
    const [host] = couldRun(played, end, vm, bindsApart(topology, cluster));
    if (host) throw new Error(`${vm.name} is off at the end, and ${host.name} could run it`);
  }
}

/** A fault-tolerant VM that runs has a secondary wherever one could run. */
export function protectsWhatItCan(played: Played): void {
  const { run, topology } = played;
  if (!keepsNetworks(played)) return;
  const end = follow(run, () => {});
  for (const vm of topology.vms) {
    const at = end.get(vm.id);
    if (!vm.ft || !at || at.state === 'off' || at.copy !== undefined) continue;
    const primary = get(topology, 'host', at.place ?? '');
    const other = topology.hosts.find((host) => {
      if (host.cluster !== primary.cluster || host.id === primary.id) return false;
      if (primary.cpuModel !== undefined && host.cpuModel !== undefined && primary.cpuModel !== host.cpuModel)
        return false;
      const copied = new Map(end).set(vm.id, { ...at, copy: host.id });
      return whyNotOn(topology, copied, lostPathsAt(run, topology), vm, host.id, { apart: false }) === undefined;
    });
    if (other) throw new Error(`${vm.name} has no secondary at the end, and ${other.name} could run it`);
  }
}

/** DRS empties a host in maintenance as far as others can take its VMs. */
export function emptiesWhatItCan(played: Played): void {
  const { run, topology } = played;
  if (!keepsNetworks(played)) return;
  const end = follow(run, () => {});
  for (const vm of topology.vms) {
    const at = end.get(vm.id);
    const cluster = topology.clusters.find(({ id }) => id === get(topology, 'host', vm.host).cluster);
    if (!at || at.state === 'off' || at.state === 'stalled' || stateOf(end, at.place) !== 'maintenance') continue;
    if (cluster?.drs?.mode !== 'fully-automated' || vm.drs === 'manual' || vm.ft) continue;
    if (cluster.drs.rules.some(({ machines }) => machines.includes(vm.id))) continue;
    if (
      cluster.vcenter !== undefined &&
      ['off', 'booting', 'starting', 'faulted'].includes(stateOf(end, cluster.vcenter))
    )
      continue;
    const [host] = couldRun(played, end, vm, true);
    if (host) throw new Error(`${vm.name} is on a host in maintenance at the end, and ${host.name} could run it`);
  }
}

const local: ReadonlySet<string> = new Set([
  'standalone',
  'duplication',
  'switchover',
  'active-active',
  'failover-group',
]);

/** A client whose services are up, and whose network nothing happened to, is in service. */
export function servesWhomItCan(played: Played): void {
  const { run, topology } = played;
  if (!keepsNetworks(played) || topology.sites.length > 1) return;
  const end = follow(run, () => {});
  const isLocal = (id: string): boolean => {
    const service = topology.services.find((one) => one.id === id);
    return service === undefined || (local.has(service.mode) && membersOf(service).every(isLocal));
  };
  for (const { id, name, registers } of topology.endpoints) {
    const up = registers.find((one) => isLocal(one) && stateOf(end, one) !== 'down');
    if (up !== undefined && stateOf(end, id) !== 'in-service')
      throw new Error(`${name} is out of service, and ${up} is up`);
  }
}

/** A service that nothing speaks against is up: a standalone one whose machine and needs are. */
export function runsWhatItCan({ run, topology }: Played): void {
  const end = follow(run, () => {});
  if (!keepsNetworks({ run, topology, text: '' })) return;
  const works = (id: string) =>
    !['off', 'booting', 'starting', 'crashed', 'stalled', 'faulted', 'unlicensed', 'down'].includes(stateOf(end, id));
  for (const service of topology.services) {
    if (stateOf(end, service.id) !== 'down' || !service.needs.every(works)) continue;
    const enough = service.mode === 'active-active' ? service.needsAtLeast : 1;
    if (!['standalone', 'duplication', 'switchover', 'active-active'].includes(service.mode)) continue;
    const able = membersOf(service).filter(works);
    if (able.length >= enough && !isManual(service))
      throw new Error(`${service.name} is down, and ${able.join(', ')} would serve`);
  }
}

function isManual(service: Topology['services'][number]): boolean {
  return service.mode === 'switchover' && service.release !== undefined;
}
