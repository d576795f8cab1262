/** Adapters of hosts, servers and VMs, the template's among them. */
import type { Adapter, AdapterUse, Id, VirtualAdapter } from '../../engine/topology/model.ts';
import type * as ast from '../generated/ast.ts';
import { nicsOf } from '../scope/members.ts';
import { oneOf, ownBody, quantity } from './body.ts';
import { base, type Context, enter, refer } from './context.ts';

const uses = ['management', 'vmotion', 'live-migration', 'ft-logging', 'storage'] as const;

/** The physical adapters of a host or server. Returns their ids; one that is cabled to nothing known is left out. */
export function buildAdapters(context: Context, machine: ast.Host | ast.Server, machineId: Id): readonly Id[] {
  const ids: Id[] = [];
  for (const nic of nicsOf(machine)) {
    const target = refer(context, nic.target, ['Network', 'Switch'], nic, 'network or switch');
    if (target === undefined) continue;
    const id = `${machineId}.${nic.name}`;
    const speed = quantity(ownBody(nic), 'speed', 'rate');
    enter<Adapter>(context, nic, {
      ...ofMachine(context, nic, id, machineId),
      kind: 'adapter',
      machine: machineId,
      target,
      uses: Object.freeze(
        (nic.uses ?? []).map((use) => oneOf<AdapterUse>(use, uses)).filter((use) => use !== undefined),
      ),
      ...(speed !== undefined && { speed }),
    });
    ids.push(id);
  }
  return Object.freeze(ids);
}

/** The adapters of a VM. Returns their ids; one on no known network is left out. */
export function buildVirtualAdapters(context: Context, vm: ast.Vm, machineId: Id): readonly Id[] {
  const ids: Id[] = [];
  for (const nic of nicsOf(vm)) {
    const network = refer(context, nic.target, ['Network'], nic, 'network');
    if (network === undefined) continue;
    const id = `${machineId}.${nic.name}`;
    enter<VirtualAdapter>(context, nic, {
      ...ofMachine(context, nic, id, machineId),
      kind: 'virtual-adapter',
      machine: machineId,
      network,
      via: Object.freeze((nic.via ?? []).map((adapter) => adapter.$refText).filter((name) => name !== '')),
    });
    ids.push(id);
  }
  return Object.freeze(ids);
}

/** What an adapter has as an element; one from a template stands in the site of its machine. */
function ofMachine(context: Context, nic: ast.Nic, id: Id, machineId: Id) {
  const { site: _own, ...rest } = base(context, nic, id);
  const site = context.elements.get(machineId)?.site;
  return { ...rest, ...(site !== undefined && { site }) };
}
