/** Fixes that place a VM's disk elsewhere. */
import { find } from '../../topology/lookup.ts';
import type { Host, Id, Storage, Topology, Vm } from '../../topology/model.ts';
import type { Fix, Trial } from '../rule.ts';
import { type Mended, mends, withElements } from './changes.ts';
import { referenceFrom } from './names.ts';

/** Puts the disk on the first wanted storage that the first of these hosts sees, and no other is stated not to, and that breaks no rule. */
export function placingFix(
  topology: Topology,
  vm: Vm,
  storage: Storage,
  hosts: readonly Host[],
  trial: Trial,
  mended: Mended,
  isWanted: (storage: Storage) => boolean,
): Fix | undefined {
  const [first, ...others] = hosts;
  for (const each of first?.storage ?? []) {
    const shared = find(topology, 'storage', each);
    if (!shared || !isWanted(shared) || others.some((host) => host.storage.length > 0 && !host.storage.includes(each)))
      continue;
    const disks = disksWith(vm, storage, shared);
    if (!mends(topology, withElements(topology, { ...vm, disks }), trial, mended)) continue;
    const elements = disks.flatMap((disk) => topology.elements.get(disk) ?? []);
    const value = elements.map((disk) => referenceFrom(topology, vm, disk)).join(', ');
    return {
      title: `Place the disk of ${vm.name} on ${shared.name}`,
      edits: [{ edit: 'set', element: vm.source, property: 'disk', value }],
      safe: false,
    };
  }
  return undefined;
}

function disksWith(vm: Vm, old: Storage, shared: Storage): readonly Id[] {
  return [...new Set(vm.disks.map((disk) => (disk === old.id ? shared.id : disk)))];
}
