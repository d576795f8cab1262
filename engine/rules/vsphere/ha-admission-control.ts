import { find, hostsOf } from '../../topology/lookup.ts';
import type { AdmissionControl, Cluster, Host, Id, Topology } from '../../topology/model.ts';
import { startOf } from '../../topology/placing/ground.ts';

import {
  type Amount,
  amountOf,
  countsSlots,
  guestsOf,
  inPercent,
  largestOf,
  shareOfLargest,
  slotsOf,
  sum,
} from '../facts/admission.ts';
import { mends, withElements } from '../facts/changes.ts';
import { movingFix, secondaryFix } from '../facts/moving.ts';
import { admissionControl, haAdmission, haDeepdive, redundancyOptions } from '../facts/sources.ts';
import { writtenSize } from '../facts/written.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'vsphere/ha-admission-control';

const says = {
  off: message`Admission control of ${'cluster'} is off: nothing keeps vCenter from powering on so much that the VMs of a lost host find no room. Reserve ${'percentage'} %, the share of ${'largest'}.`,
  small: message`${'cluster'} reserves ${'stated'} % for failover, but ${'largest'} ${'is'} ${'needed'} % of it: its VMs may find no room when ${'largest'} ${'fails'}. Reserve ${'percentage'} %.`,
  overdrawn: message`${'cluster'} is to keep ${'percentage'} % free (${'why'}), but ${'count'} ${'vms'} ${'reserve'} ${'reserved'} of ${'total'} memory and leave ${'left'} %: vCenter would refuse to power on the last of them. Add memory or a host, or reserve less.`,
  asStated: message`as stated`,
  asHosts: message`${'largest'}, to tolerate ${'hosts'}`,
  slots: message`${'cluster'} is to tolerate ${'hosts'}, but by slots it tolerates ${'tolerated'}: a slot is ${'slot'} (${'vm'} reserves most), the hosts have ${'slots'}, and ${'needed'} VMs need one each. Add memory or a host, or give ${'vm'} less.`,
  occupied: message`${'vm'} runs on ${'host'}, which ${'cluster'} keeps free for failover: when another host fails that much room is missing there. Move ${'vm'} to another host.`,
  secondary: message`The secondary of ${'vm'} runs on ${'host'}, which ${'cluster'} keeps free for failover: that much room is missing there. Place it on another host.`,
  hosts: message`${'count'} hosts`,
  host: message`one host`,
  none: message`none`,
  here: message`${'cluster'} names ${'host'} here.`,
  largest: message`${'host'} is the largest.`,
};

const example = (admission: string) => `site DataCenter {
  network lan
  storage san { kind: san }
  cluster Production {
    ha { admission: ${admission} }
    host Host1 { memory: 64 GB  storage: san  nic vmnic0 -> lan for management }
    host Host2 { memory: 64 GB  storage: san  nic vmnic0 -> lan for management }
    host Host3 { memory: 64 GB  storage: san  nic vmnic0 -> lan for management }
  }
}

vm Database on Host1 { memory: 16 GB  disk: san  nic eth0 -> lan via vmnic0 }
`;

export default rule({
  id,
  severity: 'warning',
  title: 'Admission control is on, and keeps as much free as the hosts that may fail have',
  why: `HA restarts VMs on the room that is left. Admission control is what keeps it free: vCenter powers on no VM that would
take it. Switched off, or set to less than the largest host has, the cluster fills up until a restart fails; a restart
itself is never refused by it.

- \`reserve n %\` covers the largest host (or the \`hosts\` largest, an option): by memory, by cores, and by number where
  sizes are not stated. Of hosts that are alike that is 100 / hosts, rounded up.
- \`tolerate n hosts\` is the same percentage, worked out by vCenter, from vSphere 6.5 on (and where no version is stated).
  Before, it is slots: one is as large as the largest memory reservation, each host has as many as fit, the hosts with
  most slots fail first. The overhead of VMs and reserved CPU are not stated in a topology and left out.
- \`dedicated\` hosts carry no VM, and no secondary of Fault Tolerance.
- Secondaries of Fault Tolerance count like VMs.

Bare \`ha\`, or \`ha\` without \`admission\`, takes vCenter's default, which tolerates one host: nothing is said of it. Nor is
anything where the memory of a host is not stated.`,
  sources: [
    { document: redundancyOptions, quote: 'reserves spare capacity', statements: ['S1-15'] },
    { document: admissionControl, statements: [] },
    { document: haAdmission, place: 'Percentage of cluster resources: 2 of 10 hosts are 20 %', statements: [] },
    { document: haDeepdive, place: 'Admission control', statements: [] },
  ],
  messages: says,
  options: {
    hosts: {
      summary: 'How many of the largest hosts a reserved percentage has to cover.',
      unit: 'hosts',
      default: 1,
      least: 1,
      most: 8,
    },
  },
  check(topology, report, options) {
    for (const cluster of topology.clusters) {
      const { admission } = cluster.ha ?? {};
      const hosts = hostsOf(topology, cluster);
      if (!admission || cluster.hypervisor !== 'vsphere' || hosts.length < 2) continue;
      checkCluster({ topology, cluster, hosts, report, count: options.hosts ?? 1 }, admission);
    }
  },
  examples: { breaks: example('reserve 20 %'), keeps: example('tolerate 1 host'), fixed: example('reserve 34 %') },
});

interface Checked {
  readonly topology: Topology;
  readonly cluster: Cluster;
  readonly hosts: readonly Host[];
  readonly report: Report;
  /** How many hosts a percentage has to cover. */
  readonly count: number;
}

function checkCluster(checked: Checked, admission: AdmissionControl): void {
  switch (admission.policy) {
    case 'off':
      reportOff(checked);
      break;
    case 'reserve':
      checkShare(checked, admission.share);
      break;
    case 'tolerate':
      checkTolerated(checked, admission.hosts);
      break;
    case 'dedicated':
      checkDedicated(checked, admission.hosts);
  }
}

function reportOff(checked: Checked): void {
  const { cluster, report } = checked;
  const { percentage, largest } = largestOf(checked.hosts, checked.count);
  report(cluster, says.off({ cluster: cluster.name, percentage, largest: listed(largest) }), {
    property: 'admission',
    fix: (trial) => reserving(checked, percentage, trial),
  });
}

function checkShare(checked: Checked, share: number): void {
  const { cluster, hosts, report, count } = checked;
  const { percentage, largest } = largestOf(hosts, count);
  const needed = shareOfLargest(hosts.map(amountOf), count);
  if (share + 1e-9 >= needed) {
    checkDrawn(checked, share, says.asStated({}));
    return;
  }
  const several = largest.length > 1;
  report(
    cluster,
    says.small({
      cluster: cluster.name,
      stated: inPercent(share),
      needed: Number((needed * 100).toFixed(2)),
      percentage,
      largest: listed(largest),
      is: several ? 'are' : 'is',
      fails: several ? 'fail' : 'fails',
    }),
    {
      property: 'admission',
      related: hosts
        .filter(({ name }) => largest.includes(name))
        .map((host) => ({ source: host.source, message: says.largest({ host: host.name }) })),
      fix: (trial) => reserving(checked, percentage, trial),
    },
  );
}

function checkTolerated(checked: Checked, tolerate: number): void {
  const { topology, cluster, hosts, report } = checked;
  const words = { cluster: cluster.name, hosts: inHosts(tolerate) };
  // that it cannot tolerate the loss of all is the language's to say
  if (tolerate >= hosts.length) return;
  if (!countsSlots(hosts)) {
    const { largest } = largestOf(hosts, tolerate);
    const share = shareOfLargest(hosts.map(amountOf), tolerate);
    checkDrawn(checked, share, says.asHosts({ largest: listed(largest), hosts: inHosts(tolerate) }));
    return;
  }
  if (hosts.some(({ memory }) => memory === undefined)) return;
  const vms = [...guestsOf(topology, hosts)].sort((a, b) => (b.memory ?? 0) - (a.memory ?? 0));
  const reservations = vms.map((vm): Amount => ({ cpu: 0, memory: vm.memory ?? 0 }));
  const { size, slots, needed, tolerated } = slotsOf(hosts.map(amountOf), reservations, { leastCpu: 0 });
  const [first] = vms;
  if (tolerated >= tolerate || !first) return;
  report(
    cluster,
    says.slots({
      ...words,
      tolerated: tolerated === 0 ? says.none({}) : inHosts(tolerated),
      slot: writtenSize(size.memory),
      vm: first.name,
      slots: listed(slots.map(String), 12),
      needed,
    }),
    { property: 'admission', related: [{ source: first.source, message: says.largest({ host: first.name }) }] },
  );
}

/** Whether more is reserved already than a share to be kept free leaves. */
function checkDrawn(checked: Checked, share: number, why: string): void {
  const { topology, cluster, hosts, report } = checked;
  const vms = guestsOf(topology, hosts);
  const total = sum(hosts.map(({ memory }) => memory ?? Number.POSITIVE_INFINITY));
  const reserved = sum(vms.map(({ memory }) => memory ?? 0));
  if (!Number.isFinite(total) || total === 0 || (total - reserved) / total + 1e-9 >= share) return;
  const count = new Set(vms).size;
  const words = {
    cluster: cluster.name,
    percentage: inPercent(share),
    why,
    count,
    vms: vms.length > count ? 'VMs, secondaries included,' : count > 1 ? 'VMs' : 'VM',
    reserve: vms.length > 1 ? 'reserve' : 'reserves',
    reserved: writtenSize(reserved),
    total: writtenSize(total),
    left: inPercent((total - reserved) / total),
  };
  report(cluster, says.overdrawn(words), { property: 'admission' });
}

function checkDedicated(checked: Checked, dedicated: readonly Id[]): void {
  const { topology, cluster, report } = checked;
  const { homes, secondaries } = startOf(topology);
  for (const host of dedicated.flatMap((each) => find(topology, 'host', each) ?? [])) {
    const words = { cluster: cluster.name, host: host.name };
    const related = [{ source: cluster.source, property: 'admission', message: says.here(words) }];
    for (const vm of homes.get(host.id) ?? [])
      report(vm, says.occupied({ ...words, vm: vm.name }), {
        property: 'host',
        related,
        fix: (trial) => movingFix(topology, [vm], trial, { rule: id, source: vm.source }),
      });
    for (const vm of topology.vms)
      if (vm.ft?.secondary === host.id && secondaries.get(vm.id) === host && vm.host !== host.id)
        report(vm, says.secondary({ ...words, vm: vm.name }), {
          property: 'secondary',
          related,
          fix: (trial) => secondaryFix(topology, vm, trial, { rule: id, source: vm.source }),
        });
  }
}

function reserving({ topology, cluster }: Checked, percentage: number, trial: Trial): Fix | undefined {
  const { ha } = cluster;
  if (!ha) return undefined;
  const changed: Cluster = { ...cluster, ha: { ...ha, admission: { policy: 'reserve', share: percentage / 100 } } };
  if (!mends(topology, withElements(topology, changed), trial, { rule: id, source: cluster.source })) return undefined;
  return {
    title: `Reserve ${percentage} %`,
    edits: [{ edit: 'set', element: ha.source, property: 'admission', value: `reserve ${percentage} %` }],
    safe: false,
  };
}

function inHosts(count: number): string {
  return count === 1 ? says.host({}) : says.hosts({ count });
}
