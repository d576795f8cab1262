import { membersOf } from '../../topology/lookup.ts';
import type { Cluster, Id, Machine, Service, Topology, Vm } from '../../topology/model.ts';
import { loseHosts } from '../../topology/placing/loss.ts';
import type { Obstacle } from '../../topology/placing/obstacles.ts';
import { type Emptied, fullHosts, type Stuck } from '../facts/emptying.ts';
import { grouped, oncePerTopology } from '../facts/memo.ts';
import { availability67, cicVirtualization } from '../facts/sources.ts';
import { nothingFailing, switchedOff } from '../facts/survival/failing.ts';
import { isRedundant, membersIn } from '../facts/survival/members.ts';
import { Serving } from '../facts/survival/services.ts';
import { writtenSize } from '../facts/written.ts';
import { listed, listedNames, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const says = {
  stuck: message`${'host'} cannot be emptied for maintenance: ${'vms'} ${'have'} nowhere to go in ${'cluster'} (${'obstacles'}). ${'consequence'}${'advice'}`,
  unprotected: message`While ${'host'} is emptied for maintenance, ${'vms'} ${'run'} without a second copy: no third host of ${'cluster'} can take one. Add a host.`,
  why: message`${'vm'}: ${'hosts'}`,
  several: message`${'one'}; ${'other'}`,
  memory: message`${'hosts'} ${'have'} ${'free'} free of the ${'needed'} that it needs`,
  cores: message`${'hosts'} ${'have'} ${'has'} cores of the ${'needs'} that it needs`,
  apart: message`on ${'hosts'} a rule keeps it apart from ${'other'}`,
  must: message`a "must" rule keeps it off ${'hosts'}`,
  disks: message`its disk is not seen on ${'hosts'}`,
  networks: message`its network is not on ${'hosts'}`,
  stops: message`${'services'} would stop meanwhile. `,
  alone: message`${'services'} would run without a partner meanwhile. `,
  both: message`${'stopped'} would stop meanwhile, ${'alone'} run without a partner. `,
  room: message`Make room on another host.`,
  rule: message`Add a host, or loosen the rule.`,
  roomOrRule: message`Make room, or loosen the rule.`,
  reach: message`Connect another host to what it uses.`,
  vm: message`${'vm'} would have to be shut down.`,
};

const example = (memory: number) => `site DataCenter {
  network lan
  storage san { kind: san }
  cluster Production {
    host Host1 { memory: 64 GB  storage: san  nic vmnic0 -> lan for management }
    host Host2 { memory: ${memory} GB  storage: san  nic vmnic0 -> lan for management }
  }
}

vm Reports on Host1 { memory: 48 GB  disk: san  nic eth0 -> lan via vmnic0 }
vm Archive on Host2 { memory: 16 GB  disk: san  nic eth0 -> lan via vmnic0 }
`;

export default rule({
  id: 'topology/maintenance-window',
  severity: 'info',
  advisory: true,
  title: 'Every host of a cluster can be emptied for maintenance',
  why: `A host is updated after its VMs have been moved away. One that has nowhere to go is shut down for it: a single
server is out of service meanwhile, a member of a pair leaves its partner alone. That is better known before the window is
agreed upon.

Each host of a cluster is emptied in turn: its VMs go to other hosts of the cluster that see their disks and networks, have
the cores and the memory, and break no \`must\` rule and none that keeps VMs apart; any way to place them will do. Dedicated
failover hosts take none. A VM under Fault Tolerance goes on from its other copy, and needs a third host for a new one. It
is a warning where a service that is declared redundant would stop, else information. Memory that is not stated is taken
to suffice. A VM that HA could not restart after the loss of the host either is left to the rules on HA.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'driver updates and software updates to a host',
      statements: ['S2-14'],
    },
    { document: availability67, place: 'Maintenance mode', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    const budget = { steps: 20_000 };
    for (const cluster of topology.clusters)
      for (const emptied of fullHosts(topology, cluster, budget)) reportHost(topology, cluster, emptied, report);
  },
  examples: { breaks: example(48), keeps: example(64) },
});

function reportHost(topology: Topology, cluster: Cluster, emptied: Emptied, report: Report): void {
  const { host, unprotected } = emptied;
  const stuck = withoutTold(topology, cluster, emptied);
  const words = { host: host.name, cluster: cluster.name };
  const related = (vms: readonly Vm[]) =>
    vms.slice(0, 5).map((vm) => ({ source: vm.source, message: says.vm({ vm: vm.name }) }));
  if (unprotected.length > 0) {
    const run = unprotected.length > 1 ? 'run' : 'runs';
    report(host, says.unprotected({ ...words, vms: listedNames(unprotected), run }));
  }
  if (stuck.length === 0) return;
  const vms = stuck.map(({ vm }) => vm);
  const { stopped, alone } = consequences(topology, vms);
  report(
    host,
    says.stuck({
      ...words,
      vms: listedNames(vms),
      have: vms.length > 1 ? 'have' : 'has',
      obstacles: obstaclesOfAll(stuck),
      consequence: consequenceOf(stopped, alone),
      advice: adviceOf(stuck),
    }),
    {
      related: related(vms),
      ...(stopped.some((service) => isRedundant(topology, service)) && { caseSeverity: 'warning' as const }),
    },
  );
}

/** Without those that HA would not restart either once the host is lost: the rules on HA say so, and why. */
function withoutTold(topology: Topology, cluster: Cluster, { host, stuck }: Emptied): readonly Stuck[] {
  if (stuck.length === 0 || !cluster.ha || cluster.hypervisor !== 'vsphere') return stuck;
  const { down } = loseHosts(topology, cluster, [host]);
  return stuck.filter(({ vm }) => !down.some((each) => each.vm === vm));
}

function consequenceOf(stopped: readonly Service[], alone: readonly Service[]): string {
  if (stopped.length > 0 && alone.length > 0)
    return says.both({ stopped: listedNames(stopped), alone: listedNames(alone) });
  if (stopped.length > 0) return says.stops({ services: listedNames(stopped) });
  return alone.length > 0 ? says.alone({ services: listedNames(alone) }) : '';
}

const servicesByMember = oncePerTopology((topology) =>
  grouped(
    topology.services.flatMap((service) => [...new Set(membersOf(service))].map((member) => ({ member, service }))),
    ({ member }) => member,
  ),
);

/** The services above these VMs that stop when they are off, and those of their own that go on. */
function consequences(topology: Topology, vms: readonly Machine[]) {
  const above = new Set<Service>();
  const visit = (id: Id): void => {
    for (const { service } of servicesByMember(topology).get(id) ?? [])
      if (!above.has(service)) {
        above.add(service);
        visit(service.id);
      }
  };
  for (const { id } of vms) visit(id);
  const [before, after] = [new Serving(nothingFailing(topology)), new Serving(switchedOff(topology, vms))];
  const served = [...above].filter((service) => before.isServed(service));
  const stopped = served.filter((service) => !after.isServed(service));
  const alone = served.filter(
    (service) =>
      after.isServed(service) &&
      isRedundant(topology, service) &&
      membersIn(topology, service).some((member) => !after.isOk(member)),
  );
  return { stopped, alone };
}

/** What is in the way of the first of them. */
function obstaclesOfAll(stuck: readonly Stuck[]): string {
  const [one = '', other] = stuck.slice(0, 2).map((each) => obstaclesOf(each, stuck.length === 1));
  return other === undefined ? one : says.several({ one, other });
}

/** What speaks against each host, those with the same obstacle together; with the VM's name where there are several. */
function obstaclesOf({ vm, refusals }: Stuck, isOne: boolean): string {
  const alike = grouped(refusals, ({ obstacle }) => obstacleOf(vm, obstacle, '', ''));
  const hosts = [...alike.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const names = listed([first, ...others].map(({ host }) => host.name));
    return [obstacleOf(vm, first.obstacle, names, others.length > 0 ? 'have' : 'has')];
  });
  const text = listed(hosts, 4);
  return isOne ? text : says.why({ vm: vm.name, hosts: text });
}

/** `hosts` are those that share an obstacle. */
function obstacleOf(vm: Vm, obstacle: Obstacle<Vm>, hosts: string, have: string): string {
  switch (obstacle.kind) {
    case 'memory': {
      const free = Math.max(0, obstacle.free);
      const written = free === 0 ? '0 GB' : writtenSize(free);
      return says.memory({ hosts, have, free: written, needed: writtenSize(vm.memory ?? 0) });
    }
    case 'cores':
      return says.cores({ hosts, have, has: obstacle.has, needs: obstacle.needs });
    case 'apart':
      return says.apart({ hosts, other: obstacle.from.name });
    case 'must':
      return says.must({ hosts });
    case 'disks':
      return says.disks({ hosts });
    default:
      return says.networks({ hosts });
  }
}

/** What would help, by what stands in the way. */
function adviceOf(stuck: readonly Stuck[]): string {
  const kinds = new Set(stuck.flatMap(({ refusals }) => refusals.map(({ obstacle }) => obstacle.kind)));
  const isRoom = kinds.has('memory') || kinds.has('cores');
  const isRule = kinds.has('apart') || kinds.has('must');
  if (isRule) return isRoom ? says.roomOrRule({}) : says.rule({});
  return isRoom ? says.room({}) : says.reach({});
}
