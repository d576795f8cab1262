/** What holds of every run whatever the topology and the faults. Each throws where it does not. */
import { expect } from 'vitest';
import type { Run, RunEvent } from '../../../../engine/simulation/run.ts';
import { get, membersOf } from '../../../../engine/topology/lookup.ts';
import type { FailoverGroupService, Topology } from '../../../../engine/topology/model.ts';
import { follow, type Picture, type Played, type Shown } from '../play.ts';

const day = 86_400_000;

/** Every event follows from an earlier one, but what a scenario does; time never goes back. */
export function isCaused({ run }: Played): void {
  let time = 0;
  for (const event of run.events) {
    if (event.cause === undefined) expect([event.text, event.mechanism]).toEqual([event.text, 'injection']);
    else {
      const cause = run.events[event.cause - 1];
      if (cause?.id !== event.cause || cause.id >= event.id || cause.time > event.time)
        throw new Error(`${event.text} (${event.id}): its cause is ${event.cause}, ${cause?.text}`);
    }
    if (event.time < time) throw new Error(`${event.text}: ${event.time} after ${time}`);
    time = event.time;
  }
  expect(run.end).toBe(time);
}

/** Nothing is left out, and nothing flaps until the horizon. */
export function isWhole({ run }: Played): void {
  expect(run.unmodelled).toEqual([]);
  expect(run.unknown).toEqual([]);
  expect(run.cut).toBe(false);
}

/** What does not work, in the words of pictures. */
const broken: ReadonlySet<string> = new Set([
  'off',
  'booting',
  'starting',
  'crashed',
  'stalled',
  'faulted',
  'unlicensed',
  'down',
  'out-of-service',
]);

/** What a picture shows of an element. */
export const stateOf = (picture: Picture, id: string | undefined) => picture.get(id ?? '')?.state ?? '';

/** At the end of each instant nothing that failed runs, serves or is registered with. */
export function servesNothingLost({ run, topology }: Played): void {
  follow(
    run,
    () => {},
    (picture, time) => {
      for (const { id, name } of topology.vms) {
        const at = picture.get(id);
        if (!at || at.state === 'off') continue;
        if (stateOf(picture, at.place) === 'down')
          throw new Error(`at ${time} ${name} runs on ${at.place}, which is down`);
        if (at.copy !== undefined && stateOf(picture, at.copy) === 'down')
          throw new Error(`at ${time} the secondary of ${name} is on ${at.copy}, which is down`);
      }
      for (const service of topology.services) {
        const at = picture.get(service.id);
        if (!at || at.state === 'down') continue;
        for (const need of service.needs)
          if (stateOf(picture, need) === 'down') throw new Error(`at ${time} ${service.name} is up without ${need}`);
        const works = stateOf(picture, at.place);
        // A machine may run the application of another service that does not work.
        const alone = topology.services.filter((one) => membersOf(one).includes(at.place ?? '')).length === 1;
        if (works === 'off' || works === 'down' || (alone && broken.has(works)))
          throw new Error(`at ${time} ${service.name} is ${at.state} on ${at.place}, which is ${works}`);
      }
      for (const endpoint of topology.endpoints) {
        if (stateOf(picture, endpoint.id) !== 'in-service') continue;
        if (stateOf(picture, endpoint.on) === 'down')
          throw new Error(`at ${time} ${endpoint.name} is in service, and its network is down`);
        const any = [...endpoint.registers, ...endpoint.alternates];
        if (any.every((id) => broken.has(stateOf(picture, id))) && !isBridged(run, any, time))
          throw new Error(`at ${time} ${endpoint.name} is in service with nobody`);
      }
    },
  );
  for (const service of run.services)
    for (const { member } of service.activeMembers)
      if (
        ['off', 'booting', 'crashed', 'stalled', 'down'].includes(
          stateOf(
            follow(run, () => {}),
            member,
          ),
        )
      )
        throw new Error(`${service.name} is served by ${member} at the end`);
}

/** A takeover that keeps calls takes no client out of service: within a moment the service is up again. */
function isBridged(run: Run, services: readonly string[], time: number): boolean {
  return run.services.some(
    ({ id, outages }) =>
      services.includes(id) &&
      outages.some(({ from, to }) => from <= time && to !== undefined && to > time && to - from <= 10_000),
  );
}

/** Outages are what the events tell: of services while they are down, of clients while they are out of service. */
export function countsOutages({ run, topology }: Played): void {
  const since = new Map<string, number>();
  const sums = new Map<string, number>();
  let last = new Map<string, boolean>();
  follow(
    run,
    () => {},
    (picture, time) => {
      const now = new Map<string, boolean>();
      for (const { id } of [...topology.services, ...topology.endpoints]) {
        const out = ['down', 'out-of-service'].includes(stateOf(picture, id));
        now.set(id, out);
        if (out && !last.get(id)) since.set(id, time);
        if (!out && last.get(id)) sums.set(id, (sums.get(id) ?? 0) + time - (since.get(id) ?? 0));
      }
      last = now;
    },
  );
  for (const one of [...run.services, ...run.endpoints]) {
    const open = last.get(one.id) ? day - (since.get(one.id) ?? 0) : 0;
    expect([one.name, one.outage]).toEqual([one.name, (sums.get(one.id) ?? 0) + open]);
    expect(one.outages.reduce((sum, { from, to }) => sum + (to ?? day) - from, 0)).toBe(one.outage);
  }
  expect(run.services).toHaveLength(topology.services.length);
  expect(run.endpoints).toHaveLength(topology.endpoints.length);
}

/** The two copies of a fault-tolerant VM are never on one host, nor out of its cluster. */
export function keepsCopiesApart({ run, topology }: Played): void {
  const check = (picture: Picture, text: string) => {
    for (const vm of topology.vms) {
      const at = picture.get(vm.id);
      if (!at || at.state === 'off' || at.copy === undefined) continue;
      if (at.copy === at.place) throw new Error(`${text}: both copies of ${vm.name} are on ${at.place}`);
      if (!vm.ft) throw new Error(`${text}: ${vm.name} has a secondary`);
      const clusters = [at.copy, at.place ?? ''].map((id) => get(topology, 'host', id).cluster);
      if (clusters[0] !== clusters[1])
        throw new Error(`${text}: the copies of ${vm.name} are in ${clusters.join(' and ')}`);
    }
  };
  follow(
    run,
    (picture, { text }) => check(picture, text),
    (picture, time) => check(picture, `at ${time}`),
  );
}

/** A VM or its copy comes to run only where it may; HA and DRS never cross a cluster. */
export function landsWhereItMay({ run, topology }: Played): void {
  const lost = lostPathsOf(run, topology);
  follow(run, (picture, event, before) => {
    const vm = topology.vms.find(({ id }) => id === event.subject);
    if (!vm) return;
    const { place, copy } = picture.get(vm.id) ?? {};
    const host = get(topology, 'host', place ?? '');
    expect(host.cluster).toBe(get(topology, 'host', vm.host).cluster);
    const starts = event.mechanism === 'host-ha' && event.to === 'booting' && event.from === 'off';
    const moves = place !== before.place && event.mechanism !== 'fault-tolerance';
    const copies = copy !== undefined && copy !== before.copy;
    const landing = copies ? copy : starts || moves ? place : undefined;
    if (landing === undefined) return;
    if (starts && vm.restartPriority === 'disabled' && topology.vms.length > 0)
      throw new Error(`${event.text}: its restart is disabled`);
    const why = whyNotOn(topology, picture, lost(event), vm, landing, {
      // Rules between VMs hold of primaries alone.
      apart: !copies && (event.mechanism === 'drs' || bindsApart(topology, host.cluster)),
    });
    if (why !== undefined) throw new Error(`${event.text}: ${why}`);
  });
}

/** Whether restarts heed rules that keep VMs apart. */
export function bindsApart(topology: Topology, cluster: string | undefined): boolean {
  return topology.clusters.find(({ id }) => id === cluster)?.ha?.respectAntiAffinity === true;
}

/** The paths to storage that are lost at the end of a run, as `host storage`. */
export function lostPathsAt(run: Run, topology: Topology): ReadonlySet<string> {
  const last = run.events.at(-1);
  return last ? lostPathsOf(run, topology)(last) : new Set();
}

/** The paths to storage that are lost before an event, as `host storage`. */
function lostPathsOf(run: Run, topology: Topology): (event: RunEvent) => ReadonlySet<string> {
  const lost = new Map<number, ReadonlySet<string>>();
  let now: ReadonlySet<string> = new Set();
  for (const event of run.events) {
    const [, host, verb, storage] = /^(\S+) (loses the path to|sees) (\S+)/.exec(event.text) ?? [];
    if (event.mechanism === 'injection' && host && storage) {
      const next = new Set(now);
      if (verb === 'sees') next.delete(`${host} ${storage}`);
      else next.add(`${host} ${storage}`);
      now = next;
    }
    // Whoever is restored has all its paths again.
    const [, mended] = /^(\S+) is restored|^(?:\S+) has its management/.exec(event.text) ?? [];
    if (event.mechanism === 'injection' && mended)
      now = new Set([...now].filter((path) => !path.split(' ').includes(mended)));
    lost.set(event.id, now);
  }
  const names = new Map([...topology.hosts, ...topology.storages].map(({ id, name }) => [name, id]));
  return ({ id }) =>
    new Set(
      [...(lost.get(id) ?? [])].map((path) =>
        path
          .split(' ')
          .map((name) => names.get(name) ?? name)
          .join(' '),
      ),
    );
}

/** Why a VM that just came to a host may not be there; `undefined` where it may. */
export function whyNotOn(
  topology: Topology,
  picture: Picture,
  lostPaths: ReadonlySet<string>,
  vm: Topology['vms'][number],
  on: string,
  binds: { readonly apart: boolean },
): string | undefined {
  const host = get(topology, 'host', on);
  if (stateOf(picture, on) === 'down') return `${host.name} is down`;
  if (stateOf(picture, on) === 'maintenance') return `${host.name} is in maintenance`;
  const guests = topology.vms.filter(({ id }) => {
    const at = picture.get(id);
    return at && at.state !== 'off' && (at.place === on || at.copy === on);
  });
  const taken = guests.reduce((sum, one) => sum + (one.memory ?? 0), 0);
  if (host.memory !== undefined && taken > host.memory)
    return `${taken / 2 ** 30} GB of ${host.memory / 2 ** 30} GB are reserved on ${host.name}`;
  if (host.cpu !== undefined && (vm.vcpu ?? 0) > host.cpu) return `${host.name} has ${host.cpu} cores`;
  const tolerant = guests.filter(({ ft }) => ft);
  const vcpus = tolerant.reduce((sum, { vcpu }) => sum + (vcpu ?? 1), 0);
  if (picture.get(vm.id)?.copy === on && (tolerant.length > 4 || vcpus > 8))
    return `${tolerant.length} fault-tolerant VMs with ${vcpus} CPUs are on ${host.name}`;
  for (const disk of vm.disks)
    if (!host.storage.includes(disk) || stateOf(picture, disk) === 'down' || lostPaths.has(`${on} ${disk}`))
      return `${host.name} does not see ${disk}`;
  for (const id of vm.adapters) {
    const nic = get(topology, 'virtual-adapter', id);
    const living = host.adapters
      .map((adapter) => get(topology, 'adapter', adapter))
      .filter(({ id: adapter, name, target }) => {
        return nic.via.includes(name) && stateOf(picture, adapter) !== 'down' && stateOf(picture, target) !== 'down';
      });
    if (living.length === 0) return `${host.name} has no living adapter for ${id}`;
  }
  for (const rule of topology.clusters.find(({ id }) => id === host.cluster)?.drs?.rules ?? []) {
    if (!rule.machines.includes(vm.id)) continue;
    if (rule.kind === 'on' && rule.strength === 'must' && !rule.hosts.includes(on)) return `a must rule keeps it off`;
    if (rule.kind === 'apart' && binds.apart) {
      const other = guests.find(
        ({ id }) => id !== vm.id && rule.machines.includes(id) && picture.get(id)?.place === on,
      );
      if (other) return `a rule keeps it apart from ${other.name}`;
    }
  }
  return undefined;
}

/** DRS separates nobody whom a rule keeps together. */
export function keepsTogether({ run, topology }: Played): void {
  const rules = topology.clusters.flatMap(({ drs }) => (drs?.rules ?? []).filter(({ kind }) => kind === 'together'));
  const running = (picture: Picture, machines: readonly string[]) =>
    machines.map((id) => picture.get(id)).filter((at) => at && at.state !== 'off');
  const apart = (picture: Picture, machines: readonly string[]) =>
    new Set(running(picture, machines).map((at) => at?.place)).size > 1;
  const moved = new Map<number, Set<string>>();
  for (const { time, mechanism, text, subject } of run.events)
    if (mechanism === 'drs' && text.startsWith('DRS moves') && !text.includes('secondary'))
      moved.set(time, (moved.get(time) ?? new Set()).add(subject));
  let before: Picture | undefined;
  follow(
    run,
    () => {},
    (picture, time) => {
      const movers = moved.get(time);
      for (const { machines } of rules)
        if (
          before &&
          movers &&
          machines.some((id) => movers.has(id)) &&
          apart(picture, machines) &&
          !apart(before, machines)
        ) {
          const left =
            machines.some((id) => picture.get(id)?.state === 'off') ||
            running(picture, machines).some((at) => stateOf(picture, at?.place) === 'maintenance');
          if (!left) throw new Error(`at ${time} DRS separates ${machines.join(' and ')}`);
        }
      before = new Map(picture);
    },
  );
}

/** A group's resources are online on one node at most, on one that works, may own them and has quorum. */
export function runsGroupsOnce({ run, topology }: Played): void {
  const groups = topology.services.filter((one): one is FailoverGroupService => one.mode === 'failover-group');
  follow(
    run,
    () => {},
    (picture, time) => {
      for (const group of groups) {
        const held = group.resources
          .map((id) => picture.get(id))
          .filter((at) => at && ['online', 'offline-pending'].includes(at.state));
        const nodes = new Set(held.map((at) => at?.place));
        if (nodes.size > 1) throw new Error(`at ${time} ${group.name} is on ${[...nodes].join(' and ')}`);
        for (const node of nodes) {
          const state = stateOf(picture, node);
          // One that hangs holds what it has until it counts as lost.
          if (['off', 'booting', 'crashed', 'down'].includes(state))
            throw new Error(`at ${time} ${group.name} is on ${node}, which is ${state}`);
          if (!group.owners.includes(node ?? '')) throw new Error(`at ${time} ${group.name} is on ${node}, no owner`);
        }
        if (stateOf(picture, group.cluster) === 'not-quorate' && stateOf(picture, group.id) !== 'down')
          throw new Error(`at ${time} ${group.name} is ${stateOf(picture, group.id)} without quorum`);
        checkFitness(topology, group, picture, run, held, time);
        const leaving = held.some((at) => at?.state === 'offline-pending');
        if (stateOf(picture, group.cluster) === 'not-quorate' && held.length > 0 && !leaving)
          throw new Error(`at ${time} ${group.name} is online without quorum`);
      }
    },
  );
}

/** Nothing that needs a licence is online where it is not valid; nobody is served where what must be equal is not. */
function checkFitness(
  topology: Topology,
  group: FailoverGroupService,
  picture: Picture,
  run: Run,
  held: readonly (Shown | undefined)[],
  time: number,
): void {
  const [on] = held.map((at) => at?.place);
  const vm = topology.vms.find(({ id }) => id === on);
  const online = group.resources.filter((id) => stateOf(picture, id) === 'online');
  const runs = online.some((id) => get(topology, 'resource', id).resourceType === 'generic-service');
  if (runs && isUnlicensed(vm, picture)) throw new Error(`at ${time} ${group.name} runs on ${on}, not licensed there`);
  const home = run.initial.get(group.id)?.place;
  if (lacksWhatServes(group) && on !== home && stateOf(picture, group.id) !== 'down')
    throw new Error(`at ${time} ${group.name} is up on ${on}, which lacks what is not synchronized`);
}

/** Whether a VM runs where what it runs is not licensed. */
export function isUnlicensed(vm: Topology['vms'][number] | undefined, picture: Picture): boolean {
  return vm?.licensed !== undefined && !vm.licensed.includes(picture.get(vm.id)?.place ?? '');
}

/** Whether nobody is served from a node but the first: it lacks the certificate, or the address by which it is managed. */
export function lacksWhatServes({ synchronize, settings }: FailoverGroupService): boolean {
  const needed = { 'config-file': 'config', registry: 'registry' }[settings['managed-ip'] ?? ''];
  const items: readonly string[] = synchronize?.items ?? [];
  return synchronize !== undefined && (!items.includes('ssl') || (needed !== undefined && !items.includes(needed)));
}

/** Active members of results, and the clients that they are said to serve, fit together. */
export function tellsWhoServes({ run }: Played): void {
  for (const service of run.services) {
    const isDown = service.outages.some(({ to }) => to === undefined);
    if (isDown) expect([service.name, service.redundancy]).toEqual([service.name, 'none']);
    else if (service.activeMembers.length === 0) throw new Error(`${service.name} is up and nobody serves it`);
    for (const { serves } of service.activeMembers)
      for (const id of serves) {
        const client = run.endpoints.find((one) => one.id === id);
        if (!client?.inService) throw new Error(`${service.name} serves ${id}, which is out of service`);
      }
  }
  for (const { name, inService, registeredWith } of run.endpoints)
    if (inService && registeredWith.length === 0) throw new Error(`${name} is in service, registered with nobody`);
}

/** With everything restored every service and client is back, but where VMs found no room among those that moved. */
export function comesBack({ run, topology }: Played): void {
  const end = follow(run, () => {});
  const homeless = new Set(
    topology.vms
      .filter(({ id }) => stateOf(end, id) === 'off')
      .map((vm) => {
        // One that HA does not restart boots where it was, or nowhere.
        const only = vm.restartPriority === 'disabled' ? end.get(vm.id)?.place : undefined;
        for (const host of topology.hosts.filter(({ id, cluster }) => mayRunOn(topology, vm, id, cluster))) {
          if (only !== undefined && host.id !== only) continue;
          const moved = new Map(end).set(vm.id, { state: 'booting', place: host.id, copy: undefined });
          const why = whyNotOn(topology, moved, new Set(), vm, host.id, { apart: bindsApart(topology, host.cluster) });
          if (why === undefined) throw new Error(`${vm.name} is off, and ${host.name} could run it`);
        }
        return vm.id;
      }),
  );
  for (const { name } of topology.servers) if (stateOf(end, name) === 'off') throw new Error(`${name} is off`);
  const unlicensed = topology.vms.filter((vm) => isUnlicensed(vm, end)).map(({ id }) => id);
  for (const id of unlicensed) homeless.add(id);
  const lost = new Set<string>();
  for (let before = -1; before < lost.size; ) {
    before = lost.size;
    for (const service of topology.services) {
      const hangsOn = [...membersOf(service), ...service.needs];
      if (hangsOn.some((id) => homeless.has(id) || lost.has(id))) lost.add(service.id);
      // A group stays where it is, also where it serves nobody.
      if (service.mode === 'failover-group' && lacksWhatServes(service)) lost.add(service.id);
    }
  }
  const out = run.services.filter(({ id, outages }) => !lost.has(id) && outages.some(({ to }) => to === undefined));
  expect(out.map(({ name }) => name)).toEqual([]);
  for (const { id, name, redundancy } of run.services) {
    const service = topology.services.find((one) => one.id === id);
    const isPair = service?.mode === 'duplication' || service?.mode === 'switchover';
    if (isPair && !lost.has(id) && redundancy !== 'full') throw new Error(`${name} is not protected again`);
  }
  const full = run.events.filter(({ text }) => text.includes('has no room for')).map(({ text }) => text);
  // A survivable side serves on until an operator ends that.
  for (const { id, name, registers } of topology.endpoints)
    if (
      !full.some((text) => text.includes(`${name} (`)) &&
      !registers.some((one) => lost.has(one)) &&
      stateOf(end, id) !== 'in-service'
    )
      throw new Error(`${id} is ${stateOf(end, id)}`);
}

function mayRunOn(topology: Topology, vm: Topology['vms'][number], on: string, cluster: string | undefined): boolean {
  return vm.host === on || (cluster !== undefined && cluster === get(topology, 'host', vm.host).cluster);
}
