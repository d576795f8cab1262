/** A member of a pair made anew as what its partner is: a VM, or a dedicated server. */
import { adaptersOf, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Id, Server, Topology, Vm } from '../../topology/model.ts';
import type { Trial } from '../rule.ts';
import { canStartOn, type Mended, mends, withElements } from './changes.ts';
import { referenceTo } from './names.ts';
import { writtenNic, writtenRate, writtenSize, writtenStatement } from './written.ts';

/** A statement in the place of another, and what it makes of the element. */
export interface Remade {
  readonly title: string;
  readonly item: string;
}

/** `server` as a VM like its partner, on the first host where that breaks no rule. */
export function asVm(
  topology: Topology,
  server: Server,
  partner: Vm,
  trial: Trial,
  mended: Mended,
): Remade | undefined {
  const nics = virtualAdaptersOf(topology, partner).map((nic) => ({
    ...nic,
    id: `${server.id}.${nic.name}`,
    machine: server.id,
  }));
  const { ft: _, licensed: __, ...likePartner } = partner;
  const vm: Vm = { ...likePartner, ...identityOf(server), adapters: nics.map((nic) => nic.id) };
  const candidates = withElements(topology, vm, ...nics);
  const host = topology.hosts.find((each) => {
    if (!canStartOn(candidates, vm, each)) return false;
    return mends(topology, withElements(candidates, { ...vm, host: each.id }), trial, mended);
  });
  if (!host) return undefined;
  const head = `vm ${server.name} on ${referenceTo(topology, host)}`;
  const size = [
    ...(vm.vcpu === undefined ? [] : [`vcpu: ${vm.vcpu}`]),
    ...(vm.memory === undefined ? [] : [`memory: ${writtenSize(vm.memory)}`]),
    ...namesOf(topology, 'disk', vm.disks),
  ];
  const adapters = nics.flatMap((nic) => {
    const network = topology.elements.get(nic.network);
    return network ? [writtenNic(nic.name, referenceTo(topology, network), nic.via)] : [];
  });
  return { title: `a VM on ${host.name}`, item: writtenStatement(head, [size.join('  '), ...adapters]) };
}

/** `vm` as a dedicated server like its partner; none where something speaks of it that only a VM can do. */
export function asServer(topology: Topology, vm: Vm, partner: Server): Remade | undefined {
  if (needsToBeVm(topology, vm)) return undefined;
  const size = [
    ...(partner.cpu === undefined ? [] : [`cpu: ${partner.cpu}`]),
    ...(partner.memory === undefined ? [] : [`memory: ${writtenSize(partner.memory)}`]),
    ...namesOf(topology, 'storage', partner.storage),
  ];
  const adapters = adaptersOf(topology, partner).flatMap((adapter) => {
    const target = topology.elements.get(adapter.target);
    const speed = adapter.speed === undefined ? '' : ` { speed: ${writtenRate(adapter.speed)} }`;
    return target ? [`${writtenNic(adapter.name, referenceTo(topology, target))}${speed}`] : [];
  });
  return { title: 'a dedicated server', item: writtenStatement(`server ${vm.name}`, [size.join('  '), ...adapters]) };
}

function identityOf({ id, name, source, order, site }: Server): Pick<Vm, 'id' | 'name' | 'source' | 'order' | 'site'> {
  return { id, name, source, order, ...(site !== undefined && { site }) };
}

function namesOf(topology: Topology, property: string, ids: readonly Id[]): string[] {
  const named = ids.flatMap((id) => topology.elements.get(id) ?? []);
  return named.length === 0 ? [] : [`${property}: ${named.map((each) => referenceTo(topology, each)).join(', ')}`];
}

function needsToBeVm(topology: Topology, vm: Vm): boolean {
  const placed = topology.clusters.some(
    (cluster) => cluster.vcenter === vm.id || cluster.drs?.rules.some((rule) => rule.machines.includes(vm.id)),
  );
  const moved = topology.scenarios.some((scenario) =>
    scenario.steps.some(
      (step) =>
        step.step === 'inject' &&
        (step.kind === 'migrate' || step.kind === 'crash') &&
        step.targets.some((target) => target.id === vm.id),
    ),
  );
  return placed || moved;
}
