/** What runs where by the text, and hosts and VMs added or taken away to see what follows. */
import { candidateHosts, clusterOf, find, virtualAdaptersOf } from '../lookup.ts';
import type { Cluster, Host, Id, Topology, Vm } from '../model.ts';
import { reaches, segmentsOf, type Team, teamOn } from '../reach.ts';
import { emptiest } from './choice.ts';
import { secondaryObstacle } from './fault-tolerance.ts';
import { hear } from './hearing.ts';
import { type Present, type Rules, rulesByMachine } from './present.ts';
import { joinedWhole, maySee } from './storage.ts';

/** The start of a topology: every VM where the text puts it, with the copies of those under Fault Tolerance. */
export interface Start {
  readonly topology: Topology;
  /** The VMs that run on a host. */
  readonly homes: ReadonlyMap<Id, readonly Vm[]>;
  /** The VMs and copies that take room on a host. */
  readonly guests: ReadonlyMap<Id, readonly Vm[]>;
  /** What they reserve, in bytes. */
  readonly taken: ReadonlyMap<Id, number>;
  /** The host of a VM's secondary: as stated, else the one that would be chosen. */
  readonly secondaries: ReadonlyMap<Id, Host>;
  /** The cluster of a host. */
  readonly clusters: ReadonlyMap<Id, Id>;
  /** Answers that hold as long as the topology does. */
  readonly answers: Answers;
}

interface Answers {
  readonly cut: Map<Host, Map<string, readonly Team[]>>;
  readonly rules: Map<Id | undefined, (machine: Id) => Rules>;
  /** The same where rules that keep apart bind in any case. */
  readonly bindingRules: Map<Id | undefined, (machine: Id) => Rules>;
}

/** A present that one may change: lose hosts, and put VMs on others. */
export class Ground implements Present<Host, Vm> {
  readonly #start: Start;
  readonly #topology: Topology;
  readonly #lost = new Set<Id>();
  readonly #added = new Map<Id, Vm[]>();
  readonly #copies = new Map<Id, Vm[]>();
  readonly #addedMemory = new Map<Id, number>();
  readonly #away = new Set<Vm>();
  readonly #apartBinds: boolean;
  readonly #rules: Map<Id | undefined, (machine: Id) => Rules>;

  /** `apartBinds`: rules that keep VMs apart bind in any case, as they do where VMs are moved and not restarted. */
  constructor(start: Start, apartBinds = false) {
    this.#start = start;
    this.#topology = start.topology;
    this.#apartBinds = apartBinds;
    this.#rules = apartBinds ? start.answers.bindingRules : start.answers.rules;
  }

  get hosts(): readonly Host[] {
    return this.#topology.hosts;
  }
  host(host: Host): Host {
    return host;
  }
  vm(machine: Vm): Vm {
    return machine;
  }
  lives(host: Host): boolean {
    return !this.#lost.has(host.id);
  }
  inMaintenance(): boolean {
    return false;
  }
  isCandidate(machine: Vm, host: Host): boolean {
    if (machine.host === host.id) return true;
    return host.cluster !== undefined && this.#start.clusters.get(machine.host) === host.cluster;
  }
  /** Where the text runs it its disks are at hand, listed or not. */
  seesDisks(machine: Vm, host: Host): boolean {
    return host.id === machine.host || machine.disks.every((disk) => maySee(this.#topology, host, disk));
  }
  /** Of VMs with the same adapters those of the first that was asked for. */
  cutTeams(machine: Vm, host: Host): readonly Team[] {
    const { cut } = this.#start.answers;
    let onHost = cut.get(host);
    if (!onHost) {
      onHost = new Map();
      cut.set(host, onHost);
    }
    const word = this.nicsOf(machine);
    let found = onHost.get(word);
    if (!found) {
      found = virtualAdaptersOf(this.#topology, machine)
        .map((nic) => teamOn(this.#topology, nic, host))
        .filter((team) => team.attachments.every(({ segments }) => segments.length === 0));
      onHost.set(word, found);
    }
    return found;
  }
  /** Equal for VMs whose adapters need the same. */
  nicsOf(machine: Vm): string {
    return nicsWord(this.#topology, machine);
  }
  freeMemory(host: Host): number {
    if (host.memory === undefined) return Number.POSITIVE_INFINITY;
    return host.memory - (this.#start.taken.get(host.id) ?? 0) - (this.#addedMemory.get(host.id) ?? 0);
  }
  guestCount(host: Host): number {
    return this.takers(host).length;
  }
  /** A copy whose primary's host is lost is its VM. */
  guests(host: Host): readonly Vm[] {
    return this.takers(host).filter(
      (vm) => vm.host === host.id || this.#lost.has(vm.host) || this.#added.get(host.id)?.includes(vm),
    );
  }
  /** The VMs and copies that take room on a host. */
  takers(host: Host): readonly Vm[] {
    if (!this.lives(host)) return [];
    const own = this.#start.guests.get(host.id) ?? [];
    const added = this.#added.get(host.id) ?? [];
    const copies = this.#copies.get(host.id) ?? [];
    if (added.length + copies.length + this.#away.size === 0) return own;
    return [...own.filter((vm) => !this.#away.has(vm)), ...added, ...copies];
  }
  rules(machine: Vm, host: Host): Rules {
    let rules = this.#rules.get(host.cluster);
    if (!rules) {
      rules = rulesByMachine(find(this.#topology, 'cluster', host.cluster), this.#apartBinds || undefined);
      this.#rules.set(host.cluster, rules);
    }
    return rules(machine.id);
  }

  /** Takes a host away, with all that runs there. */
  lose(host: Host): void {
    this.#lost.add(host.id);
  }
  /** Puts a VM on a host. */
  place(machine: Vm, host: Host): void {
    const added = this.#added.get(host.id);
    if (added) added.push(machine);
    else this.#added.set(host.id, [machine]);
    this.#addMemory(host, machine.memory ?? 0);
  }
  /** Puts the secondary of a VM on a host: it takes room there, and runs nothing. */
  placeCopy(machine: Vm, host: Host): void {
    listIn(this.#copies, host.id).push(machine);
    this.#addMemory(host, machine.memory ?? 0);
  }
  /** Takes back the last `place` on a host. */
  takeBack(host: Host): void {
    const machine = this.#added.get(host.id)?.pop();
    this.#addMemory(host, -(machine?.memory ?? 0));
  }
  /** Takes a VM from the host where the text runs it. */
  leave(machine: Vm, host: Host): void {
    this.#away.add(machine);
    this.#addMemory(host, -(machine.memory ?? 0));
  }
  /** Takes back `leave`. */
  stay(machine: Vm, host: Host): void {
    this.#away.delete(machine);
    this.#addMemory(host, machine.memory ?? 0);
  }

  #addMemory(host: Host, bytes: number): void {
    this.#addedMemory.set(host.id, (this.#addedMemory.get(host.id) ?? 0) + bytes);
  }
}

const words = new WeakMap<Topology, ReadonlyMap<Id, string>>();

/** The networks and uplinks of a VM as one word: equal for VMs that need the same. */
export function nicsWord(topology: Topology, vm: Vm): string {
  let known = words.get(topology);
  if (!known) {
    known = makeWords(topology);
    words.set(topology, known);
  }
  return known.get(vm.id) ?? '';
}

function makeWords(topology: Topology): ReadonlyMap<Id, string> {
  const made = new Map<Id, string>();
  // The adapters of a machine follow each other: each machine is looked up once.
  let [machine, word]: [Id | undefined, string] = [undefined, ''];
  for (const { machine: of, network, via } of topology.virtualAdapters) {
    if (of !== machine) {
      if (machine !== undefined) made.set(machine, word);
      machine = of;
      word = made.get(of) ?? '';
    }
    word += `|${network}`;
    for (const name of via) word += ` ${name}`;
  }
  if (machine !== undefined) made.set(machine, word);
  return made;
}

const starts = new WeakMap<Topology, Start>();

/** The start of a topology; made once a topology. */
export function startOf(topology: Topology): Start {
  let start = starts.get(topology);
  if (!start) {
    start = makeStart(topology);
    starts.set(topology, start);
  }
  return start;
}

function makeStart(topology: Topology): Start {
  const homes = new Map<Id, Vm[]>();
  const guests = new Map<Id, Vm[]>();
  const taken = new Map<Id, number>();
  const take = (host: Id, vm: Vm) => {
    listIn(guests, host).push(vm);
    taken.set(host, (taken.get(host) ?? 0) + (vm.memory ?? 0));
  };
  for (const vm of topology.vms) {
    listIn(homes, vm.host).push(vm);
    take(vm.host, vm);
  }
  const secondaries = new Map<Id, Host>();
  const answers: Answers = { cut: new Map(), rules: new Map(), bindingRules: new Map() };
  const clusters = new Map(topology.hosts.flatMap(({ id, cluster }) => (cluster === undefined ? [] : [[id, cluster]])));
  const start: Start = { topology, homes, guests, taken, secondaries, clusters, answers };
  const ground = new Ground(start);
  for (const vm of topology.vms) {
    const cluster = vm.ft && clusterOf(topology, vm);
    const home = find(topology, 'host', vm.host);
    if (!cluster || !home) continue;
    const host = find(topology, 'host', vm.ft?.secondary) ?? chosenSecondary(topology, ground, cluster, vm, home);
    if (!host || host.id === vm.host) continue;
    secondaries.set(vm.id, host);
    take(host.id, vm);
  }
  return start;
}

/** The host on which HA would put the secondary of a VM whose primary runs on `primary`; it must hear that one. */
export function chosenSecondary(
  topology: Topology,
  ground: Ground,
  cluster: Cluster,
  vm: Vm,
  primary: Host,
): Host | undefined {
  const able = candidateHosts(topology, vm).filter((host) => {
    if (!hear(topology, primary, host)) return false;
    const obstacle = secondaryObstacle(topology, ground, cluster, vm, primary, host, (a, b) =>
      reaches(
        segmentsOf(topology),
        joinedWhole(topology),
        a.flatMap(({ segments }) => segments),
        b.flatMap(({ segments }) => segments),
      ),
    );
    return obstacle === undefined;
  });
  return emptiest(ground, able);
}

function listIn<K, V>(lists: Map<K, V[]>, key: K): V[] {
  let list = lists.get(key);
  if (!list) {
    list = [];
    lists.set(key, list);
  }
  return list;
}
