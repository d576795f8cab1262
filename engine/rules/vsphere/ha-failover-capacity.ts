import { hostsOf } from '../../topology/lookup.ts';
import type { Cluster, Host, Topology } from '../../topology/model.ts';
import { groundAfter, type Loss, loseHosts, surelyFits } from '../../topology/placing/loss.ts';
import { couldRun } from '../../topology/placing/obstacles.ts';
import type { Budget } from '../../topology/placing/packing.ts';
import { type Better, betterPlacement } from '../facts/better-placement.ts';
import { combinations } from '../facts/combinations.ts';
import { haDeepdive, mxOneFaultTolerance, redundancyOptions } from '../facts/sources.ts';
import { writtenSize } from '../facts/written.ts';
import { listed, message } from '../message.ts';
import { type Related, type Report, rule } from '../rule.ts';

const says = {
  one: message`When ${'hosts'} fails, ${'vms'} ${'stay'} down: ${'shortfall'}. ${'advice'}${'unstated'}`,
  several: message`When ${'hosts'} fail together, as ${'why'}, ${'vms'} ${'stay'} down: ${'shortfall'}. ${'advice'}${'unstated'}`,
  tolerated: message`admission control of ${'cluster'} is to tolerate`,
  asked: message`the rule is set to look at`,
  needs: message`${'vm'} needs ${'needed'}, most free is ${'free'} on ${'host'}`,
  apart: message`${'vm'} needs ${'needed'}, and is kept apart from what runs where that is free`,
  more: message`${'count'} more likewise`,
  better: message`All would fit with ${'places'}, which HA does not find, for it fills the emptiest host first in the order of restart priority: give the larger VMs a higher priority, or move some now.`,
  moved: message`All would fit if ${'moved'} ran on ${'host'}, with ${'places'}: move it there, or let DRS.`,
  full: message`Add memory or a host, or move VMs to another cluster.`,
  unstated: message` The memory of ${'names'} is not stated and taken to suffice.`,
  lost: message`${'host'} is lost.`,
  vm: message`${'vm'} is not restarted.`,
  cluster: message`HA of ${'cluster'} restarts VMs in order of their restart priority.`,
};

const example = (memory: string) => `site DataCenter {
  network lan
  storage san { kind: san }
  cluster Production {
    ha { admission: reserve 34 % }
    host Host1 { memory: 32 GB  storage: san  nic vmnic0 -> lan for management }
    host Host2 { memory: 32 GB  storage: san  nic vmnic0 -> lan for management }
    host Host3 { memory: 32 GB  storage: san  nic vmnic0 -> lan for management }
  }
}

vm Database on Host1 { memory: 16 GB  disk: san  nic eth0 -> lan via vmnic0 }
vm Reports on Host2 { memory: ${memory} disk: san  nic eth0 -> lan via vmnic0 }
vm Archive on Host3 { memory: ${memory} disk: san  nic eth0 -> lan via vmnic0 }
`;

export default rule({
  id: 'vsphere/ha-failover-capacity',
  severity: 'warning',
  title: 'After the loss of any one host HA finds a host for every VM that it protects',
  why: `HA restarts the VMs of a lost host on what the others have free. Where that is too little, or lies in pieces that are
too small, the last ones in the order of restart stay down until somebody makes room, whatever they serve.

Each host is lost in turn, and HA's own placement is played, as a run plays it: by restart priority, each VM on the host
with most free memory that sees its disks and networks, has its cores and breaks no \`must\` rule (nor one that keeps VMs
apart, where \`respect-anti-affinity\` is on). \`memory\` counts as reserved. Secondaries of Fault Tolerance take room too; one
that goes live needs no restart. Memory that is not stated is taken to suffice. Where admission control is to
\`tolerate\` several hosts, the loss of as many at once is looked at too. VMs that could not run on any other host even
if it were empty are left to the rules that speak of their size, disks and networks; what DRS may move later is not counted on.`,
  sources: [
    {
      document: redundancyOptions,
      quote: 'ensures that capacity is always available',
      statements: ['S1-15'],
    },
    {
      document: mxOneFaultTolerance,
      quote: 'a new host machine in the cluster that is working properly and has available resources',
      statements: ['S3-12'],
    },
    { document: haDeepdive, place: 'Restarting virtual machines; Admission control', statements: [] },
  ],
  decides: [
    {
      contradiction: 'C14',
      text: `The white paper says that HA "ensures" capacity. It does so through admission control alone, which keeps vCenter from
powering on too much; a restart is never held back by it, and finds the room that is there or none. So the room itself is
counted here, whatever \`admission\` says.`,
    },
  ],
  messages: says,
  options: {
    hosts: {
      summary: 'How many hosts of a cluster are lost at once; `admission: tolerate` of a cluster may ask for more.',
      unit: 'hosts',
      default: 1,
      least: 1,
      most: 8,
    },
  },
  check(topology, report, options) {
    const budget: Budget = { steps: 20_000 };
    for (const cluster of topology.clusters)
      if (cluster.ha && cluster.hypervisor === 'vsphere') checkCluster(topology, cluster, options, budget, report);
  },
  examples: { breaks: example('20 GB '), keeps: example('16 GB ') },
});

function checkCluster(
  topology: Topology,
  cluster: Cluster,
  options: Readonly<Record<string, number>>,
  budget: Budget,
  report: Report,
): void {
  const hosts = hostsOf(topology, cluster);
  if (hosts.length < 2) return;
  const fits = surelyFits(topology, cluster);
  const check = (lost: readonly Host[]): Loss | undefined => {
    if (fits(lost)) return undefined;
    const loss = withoutHopeless(topology, loseHosts(topology, cluster, lost));
    return loss.down.length > 0 ? loss : undefined;
  };
  const single = hosts.flatMap((host) => check([host]) ?? []);
  for (const loss of single) reportLoss(topology, cluster, loss, budget, report);
  const { admission } = cluster.ha ?? {};
  const asked = options.hosts ?? 1;
  const tolerated = admission?.policy === 'tolerate' ? admission.hosts : 1;
  const count = Math.min(Math.max(asked, tolerated), hosts.length - 1);
  if (count < 2 || single.length > 0) return;
  let worst: Loss | undefined;
  for (const lost of combinations(hosts, count)) {
    const loss = check(lost);
    if (loss && loss.down.length > (worst?.down.length ?? 0)) worst = loss;
  }
  if (worst) reportLoss(topology, cluster, worst, budget, report, tolerated >= asked);
}

/** Without the VMs that no other host could run even if it were empty, or that rules alone keep down. */
function withoutHopeless(topology: Topology, loss: Loss): Loss {
  const ground = groundAfter(topology, loss.hosts);
  const down = loss.down.filter(({ vm, refusals }) =>
    refusals.some(({ host, obstacle }) => obstacle.kind === 'memory' && couldRun(ground, vm, host)),
  );
  return { ...loss, down };
}

function reportLoss(
  topology: Topology,
  cluster: Cluster,
  loss: Loss,
  budget: Budget,
  report: Report,
  isTolerated?: boolean,
): void {
  const { hosts, down } = loss;
  const vms = down.map(({ vm }) => vm);
  const better = betterPlacement(topology, cluster, loss, budget);
  const words = {
    hosts: listed(hosts.map(({ name }) => name)),
    vms: listed(vms.map(({ name }) => name)),
    stay: vms.length > 1 ? 'stay' : 'stays',
    shortfall: shortfall(topology, loss),
    advice: adviceOf(better),
    unstated: unstated(topology, cluster, loss),
  };
  const related: Related[] = vms.slice(0, 5).map((vm) => ({ source: vm.source, message: says.vm({ vm: vm.name }) }));
  const [host] = hosts;
  if (isTolerated === undefined && host) {
    report(host, says.one(words), {
      related: [...related, { source: cluster.source, message: says.cluster({ cluster: cluster.name }) }],
    });
    return;
  }
  const why = isTolerated ? says.tolerated({ cluster: cluster.name }) : says.asked({});
  report(cluster, says.several({ ...words, why }), {
    property: 'ha',
    related: [...hosts.map((lost) => ({ source: lost.source, message: says.lost({ host: lost.name }) })), ...related],
  });
}

const shown = 3;

/** What the first VMs need, and the most that is free for each where it could run. */
function shortfall(topology: Topology, loss: Loss): string {
  const ground = groundAfter(topology, loss.hosts);
  for (const [vm, host] of loss.restarted) ground.place(vm, host);
  const parts = loss.down.slice(0, shown).map(({ vm, refusals }) => {
    const rooms = refusals
      .filter(({ obstacle }) => obstacle.kind === 'memory')
      .map(({ host }) => ({ host, free: Math.max(0, ground.freeMemory(host)) }))
      .sort((a, b) => b.free - a.free);
    const [most] = rooms;
    const needed = writtenSize(vm.memory ?? 0);
    return most
      ? says.needs({
          vm: vm.name,
          needed,
          free: most.free === 0 ? '0 GB' : writtenSize(most.free),
          host: most.host.name,
        })
      : says.apart({ vm: vm.name, needed });
  });
  const rest = loss.down.length - parts.length;
  return [...parts, ...(rest > 0 ? [says.more({ count: rest })] : [])].join('; ');
}

function adviceOf(better: Better | undefined): string {
  if (!better) return says.full({});
  const places = listed(better.places.map(([vm, host]) => `${vm.name} on ${host.name}`));
  return better.moved
    ? says.moved({ moved: better.moved.vm.name, host: better.moved.host.name, places })
    : says.better({ places });
}

/** Which hosts and restarted VMs state no memory. */
function unstated(topology: Topology, cluster: Cluster, loss: Loss): string {
  const hosts = hostsOf(topology, cluster).filter((host) => !loss.hosts.includes(host));
  const names = [...hosts, ...loss.due].filter(({ memory }) => memory === undefined).map(({ name }) => name);
  return names.length === 0 ? '' : says.unstated({ names: listed(names) });
}
