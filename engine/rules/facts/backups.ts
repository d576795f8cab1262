/** A second VM beside one that is alone. */
import { clusterOf, virtualAdaptersOf } from '../../topology/lookup.ts';
import type { Host, Topology, VirtualAdapter, Vm } from '../../topology/model.ts';
import { referenceTo } from './names.ts';
import { writtenNic, writtenSize, writtenStatement } from './written.ts';

/** A VM to be, with its adapters. */
export interface NewVm {
  readonly vm: Vm;
  readonly nics: readonly VirtualAdapter[];
}

/**
 * A VM like this one on another host: the same size, disks and networks. What belongs to the one machine alone is
 * left out (Fault Tolerance, licence, address); DRS does not move it where it does not move the other.
 */
export function secondVm(topology: Topology, model: Vm, host: Host): NewVm {
  const { ft: _, licensed: __, address: ___, documentation: ____, ...alike } = model;
  const name = nextName(topology, model.name);
  const id = `${model.id} ${name}`;
  const nics = virtualAdaptersOf(topology, model).map((nic) => ({ ...nic, id: `${id}.${nic.name}`, machine: id }));
  const vm: Vm = { ...alike, id, name, host: host.id, adapters: nics.map((nic) => nic.id) };
  return { vm: clusterOf(topology, vm)?.drs ? { ...vm, drs: vm.drs ?? 'manual' } : vm, nics };
}

/** The statement of a VM to be. */
export function writtenVm(topology: Topology, { vm, nics }: NewVm): string {
  const host = topology.elements.get(vm.host);
  const disks = vm.disks.flatMap((each) => topology.elements.get(each) ?? []);
  const size = [
    ...(vm.vcpu === undefined ? [] : [`vcpu: ${vm.vcpu}`]),
    ...(vm.memory === undefined ? [] : [`memory: ${writtenSize(vm.memory)}`]),
    ...(disks.length === 0 ? [] : [`disk: ${disks.map((disk) => referenceTo(topology, disk)).join(', ')}`]),
  ];
  const adapters = nics.flatMap((nic) => {
    const network = topology.elements.get(nic.network);
    return network ? [writtenNic(nic.name, referenceTo(topology, network), nic.via)] : [];
  });
  const care = [
    ...(vm.restartPriority === 'medium' ? [] : [`restart-priority: ${vm.restartPriority}`]),
    ...(vm.drs === undefined ? [] : [`drs: ${vm.drs}`]),
    ...(vm.release === undefined ? [] : [`release: ${writtenRelease(vm.release)}`]),
  ];
  const head = `vm ${vm.name} on ${host ? referenceTo(topology, host) : ''}`;
  return writtenStatement(head, [size.join('  '), ...adapters, care.join('  ')]);
}

/** `10.2`, or `"2020 R2"` where it is more than a number. */
export function writtenRelease(release: string): string {
  return /^\d+(\.\d+)?$/.test(release) ? release : `"${release}"`;
}

/** `IC2` behind `IC1`, `Server2` behind `Server`: the next that is free. */
function nextName(topology: Topology, name: string): string {
  const taken = new Set([...topology.elements.values()].map((element) => element.name));
  const [, word = name, digits] = /^(.*?)(\d+)$/.exec(name) ?? [];
  let number = digits === undefined ? 2 : Number(digits) + 1;
  const numbered = () => word + String(number).padStart(digits?.length ?? 0, '0');
  while (taken.has(numbered())) number++;
  return numbered();
}
