/** Adapters that a fix adds to hosts. */
import { adaptersOf, find } from '../../topology/lookup.ts';
import type { Adapter, AdapterUse, Host, Network, Switch, Topology, VirtualAdapter } from '../../topology/model.ts';
import { listed } from '../message.ts';
import type { Fix, ModelEdit } from '../rule.ts';
import { withElements } from './changes.ts';
import { grouped } from './memo.ts';
import { freeName, referenceFrom } from './names.ts';
import { uplinksOf } from './uplinks.ts';
import { writtenNic } from './written.ts';

/** A physical adapter to be. */
export interface NewAdapter {
  readonly name: string;
  readonly target: Network | Switch;
  readonly uses: readonly AdapterUse[];
}

/** The topology with that adapter in each of these hosts. */
export function withHostAdapter(topology: Topology, hosts: readonly Host[], adapter: NewAdapter): Topology {
  const { name, target, uses } = adapter;
  const made = hosts.map(
    (host): Adapter => ({
      kind: 'adapter',
      id: `${host.id}.${name}`,
      name,
      source: host.source,
      order: topology.elements.size,
      machine: host.id,
      target: target.id,
      uses,
    }),
  );
  const changed = hosts.map((host) => ({ ...host, adapters: [...host.adapters, `${host.id}.${name}`] }));
  return withElements(topology, ...changed, ...made);
}

/** Adds the adapter to each of these hosts. */
export function addingAdapter(topology: Topology, hosts: readonly Host[], adapter: NewAdapter): Fix {
  const item = writtenAdapter(topology, adapter, hosts[0]);
  return {
    title: `Add ${item} to ${listed(hosts.map((host) => host.name))}`,
    edits: adapterEdits(topology, hosts, adapter),
    safe: false,
  };
}

/** The edits of `addingAdapter`, for a fix that does more. */
export function adapterEdits(topology: Topology, hosts: readonly Host[], adapter: NewAdapter): readonly ModelEdit[] {
  return hosts.map((host) => ({
    edit: 'add',
    element: host.source,
    item: writtenAdapter(topology, adapter, host),
  }));
}

function writtenAdapter(topology: Topology, { name, target, uses }: NewAdapter, host: Host | undefined): string {
  const nic = writtenNic(name, referenceFrom(topology, host ?? {}, target));
  return uses.length > 0 ? `${nic} for ${uses.join(', ')}` : nic;
}

/** The names of adapters that some of these hosts have. */
export function adapterNames(topology: Topology, hosts: readonly Host[]): ReadonlySet<string> {
  return new Set(hosts.flatMap((host) => adaptersOf(topology, host).map((adapter) => adapter.name)));
}

/** A name that no adapter of these hosts has, like those that they have: `vmnic3`. */
export function freeAdapterName(topology: Topology, hosts: readonly Host[], wanted?: string): string {
  const taken = adapterNames(topology, hosts);
  if (wanted !== undefined) return freeName(wanted, taken);
  const [words = []] = [...numbered(taken).values()].sort((one, other) => other.length - one.length);
  const [first] = [...words].sort((one, other) => one.number - other.number);
  const word = first?.word ?? 'vmnic';
  let number = first?.number ?? 0;
  while (taken.has(`${word}${number}`)) number++;
  return `${word}${number}`;
}

/** Names that are a word and a number, by the word. */
function numbered(names: ReadonlySet<string>): ReadonlyMap<string, readonly NumberedName[]> {
  const found = [...names].flatMap((name): readonly NumberedName[] => {
    const [, word, number] = /^(.*?\D)(\d{1,3})$/.exec(name) ?? [];
    return word === undefined ? [] : [{ word, number: Number(number) }];
  });
  return grouped(found, ({ word }) => word);
}

interface NumberedName {
  readonly word: string;
  readonly number: number;
}

/**
 * The adapter by which these hosts would carry a VM's adapter, like those of `models` that do so already;
 * `wanted` is its name where none has one. `undefined` where the name that `via` gives is taken by an adapter that is cabled elsewhere.
 */
export function missingUplink(
  topology: Topology,
  nic: VirtualAdapter,
  hosts: readonly Host[],
  models: readonly Host[],
  wanted = 'vmnic0',
): NewAdapter | undefined {
  const network = find(topology, 'network', nic.network);
  if (!network) return undefined;
  const model = models.flatMap((host) => uplinksOf(topology, nic, host))[0];
  const taken = adapterNames(topology, hosts);
  const name = nic.via[0] ?? freeName(model?.name ?? wanted, taken);
  if (taken.has(name)) return undefined;
  const target = model?.target ?? network.id;
  return { name, target: find(topology, 'switch', target) ?? find(topology, 'network', target) ?? network, uses: [] };
}
