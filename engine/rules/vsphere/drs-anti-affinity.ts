import { find, hostsOf } from '../../topology/lookup.ts';
import type { Cluster, Host, Id, Service, Topology, Vm } from '../../topology/model.ts';
import { type ApartRule, keptApartWith, writtenApart } from '../facts/apart-rules.ts';
import { mends, withElements } from '../facts/changes.ts';
import { cmPairs, profileOf, releaseOf } from '../facts/communication-manager.ts';
import { fatalToApartness, type Level, leavesTogether } from '../facts/keeping-apart.ts';
import { grouped } from '../facts/memo.ts';
import { machinesUnder } from '../facts/placement.ts';
import { partnersOf } from '../facts/redundancy.ts';
import { isHaProtected, mayRunOn, restartHosts } from '../facts/restart.ts';
import { cicVirtualization } from '../facts/sources.ts';
import { vsphereClusters } from '../facts/vsphere.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'vsphere/drs-anti-affinity';

const says = {
  free: message`No rule of ${'cluster'} keeps ${'vms'} apart, by which ${'service'} is redundant: ${'mover'} may bring them to one host, and its loss takes both. Keep them apart.`,
  level: message`The rule of ${'cluster'} that keeps ${'vms'} apart (${'service'}) does not do so across ${'levels'}: ${'mover'} may bring them where one fault takes both. Keep them apart across ${'levels'} too.`,
  ha: message`a restart by HA`,
  drs: message`DRS`,
  both: message`DRS or a restart by HA`,
  service: message`${'service'} is redundant by ${'vms'}.`,
};

const example = (rules: string, respect: string) => `site ContactCenter {
  network voice
  storage san { kind: san }
  cluster Farm {
    ha { admission: tolerate 1 host${respect} }
    drs {
      mode: fully-automated
${rules}    }
    host HostA { storage: san  nic vmnic0 -> voice for management }
    host HostB { storage: san  nic vmnic0 -> voice for management }
    host HostC { storage: san  nic vmnic0 -> voice for management }
  }
}

vm Web1 on HostA { disk: san  nic eth0 -> voice via vmnic0 }
vm Web2 on HostB { disk: san  nic eth0 -> voice via vmnic0 }

service Web : active-active { members: Web1, Web2 }
`;

export default rule({
  id,
  severity: 'warning',
  advisory: true,
  title: 'A placement rule keeps the members of a pair apart wherever they may come to run on one host',
  why: `That two members stand on different hosts today is chance, unless a rule says so: DRS moves VMs to balance load, HA
restarts them where there is room, and neither knows that they are a pair. Once both are on one host its loss takes the
service.

The rule speaks of VMs of one cluster that DRS may move or HA may restart, and of racks and circuits where a rule keeps
hosts apart only, the hosts state them, one of them could still take both, and enough would be left after the loss of any
host. Two Communication Managers of
a release after 6.x in one HA cluster are \`avaya/cm-pair-same-ha-cluster\`'s: for them no rule makes it good.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'rules to prevent VMotion from moving both servers to the same host, rack, and circuit where possible',
      statements: ['S2-23'],
    },
  ],
  messages: says,
  check(topology, report) {
    const clusters = new Set(vsphereClusters(topology));
    const elsewhere = new Set<Id>(
      cmPairs(topology).flatMap((pair) =>
        profileOf(releaseOf(topology, pair.service)) === '6.2' ? [] : [pair.service.id],
      ),
    );
    for (const service of topology.services)
      for (const [cluster, vms] of membersByCluster(topology, service))
        if (vms.length > 1 && clusters.has(cluster) && !(cluster.ha && elsewhere.has(service.id)))
          checkMembers(topology, service, cluster, vms, report);
  },
  examples: {
    breaks: example('', '  respect-anti-affinity: on'),
    keeps: example('      keep apart Web2, Web1\n', '  respect-anti-affinity: on'),
    fixed: example('      keep apart Web1, Web2\n', '  respect-anti-affinity: on'),
  },
});

/** The members of a service that are one VM each, by the cluster where it runs. */
function membersByCluster(topology: Topology, service: Service): ReadonlyMap<Cluster, readonly Vm[]> {
  const vms = partnersOf(service).flatMap(({ member, side }) => {
    const [machine, another] = machinesUnder(topology, member);
    return machine?.kind === 'vm' && !another ? [{ vm: machine, side }] : [];
  });
  const clusters = grouped(vms, ({ vm }) => find(topology, 'cluster', find(topology, 'host', vm.host)?.cluster));
  return new Map(
    [...clusters].map(([cluster, each]) => {
      // members of one side do not stand in for each other
      const several = new Set(each.map(({ side }) => side)).size > 1;
      return [cluster, several ? [...new Set(each.map(({ vm }) => vm))] : []];
    }),
  );
}

function checkMembers(
  topology: Topology,
  service: Service,
  cluster: Cluster,
  vms: readonly Vm[],
  report: Report,
): void {
  const hosts = hostsOf(topology, cluster);
  const free = vms.filter((vm) => vms.some((other) => other !== vm && mayMeet(topology, hosts, vm, other, cluster)));
  if (free.length < 2) return;
  const [first] = free;
  const rule =
    first && keptApartWith(topology, cluster, first).find((each) => free.every((vm) => each.vms.includes(vm)));
  const isKept = (one: Vm, other: Vm) =>
    keptApartWith(topology, cluster, one).some(({ vms: kept }) => kept.includes(other));
  if (!rule && free.every((vm) => free.every((other) => vm === other || isKept(vm, other)))) return;
  const missing = rule ? missingLevels(topology, hosts, free, rule.rule.levels) : [];
  if (rule && missing.length === 0) return;
  const names = {
    cluster: cluster.name,
    vms: listed(free.map((vm) => vm.name)),
    service: service.name,
    mover: moverOf(cluster),
  };
  const text = rule ? says.level({ ...names, levels: listed(missing) }) : says.free(names);
  const source = rule?.rule.source ?? cluster.drs?.source ?? cluster.source;
  report({ source }, text, {
    related: [
      { source: service.source, message: says.service({ service: service.name, vms: names.vms }) },
      ...free.slice(0, 5).map((vm) => ({ source: vm.source, message: vm.name })),
    ],
    fix: (trial) => keepingFix(topology, cluster, free, rule?.rule, missing, source, trial),
  });
}

/** True where HA or DRS could bring two VMs to one host. */
function mayMeet(topology: Topology, hosts: readonly Host[], one: Vm, other: Vm, cluster: Cluster): boolean {
  const others = placesOf(topology, hosts, other, cluster);
  const ones = placesOf(topology, hosts, one, cluster);
  return (ones.length > 1 || others.length > 1) && ones.some((host) => others.includes(host));
}

/** The hosts where a VM runs, or HA or DRS may bring it. */
function placesOf(topology: Topology, hosts: readonly Host[], vm: Vm, cluster: Cluster): readonly Host[] {
  if (isHaProtected(topology, vm)) return restartHosts(topology, vm);
  const moves = cluster.drs !== undefined && vm.drs !== 'disabled';
  return hosts.filter((host) => host.id === vm.host || (moves && mayRunOn(topology, vm, host)));
}

function moverOf(cluster: Cluster): string {
  if (!cluster.drs) return says.ha({});
  return cluster.ha ? says.both({}) : says.drs({});
}

/** Racks and circuits that a rule leaves out, where all hosts state them and they suffice after any one loss. */
function missingLevels(
  topology: Topology,
  hosts: readonly Host[],
  vms: readonly Vm[],
  stated: readonly Level[],
): readonly Level[] {
  const racks = hosts.every((host) => host.rack !== undefined);
  const circuits = hosts.every(
    (host) => host.circuits.length > 0 || (find(topology, 'rack', host.rack)?.circuits.length ?? 0) > 0,
  );
  const possible = [...(racks ? ['racks' as const] : []), ...(circuits ? ['circuits' as const] : [])];
  return possible.filter(
    (level) =>
      !stated.includes(level) &&
      leavesTogether(topology, hosts, stated, level) &&
      fatalToApartness(topology, vms, hosts, [...stated, level]) === undefined,
  );
}

/** Adds a rule, or levels to the one that is there; and tells HA to respect it, where HA is on and that is not stated. */
function keepingFix(
  topology: Topology,
  cluster: Cluster,
  vms: readonly Vm[],
  rule: ApartRule | undefined,
  missing: readonly Level[],
  source: Host['source'],
  trial: Trial,
): Fix | undefined {
  const { drs, ha } = cluster;
  const kept = rule?.machines.flatMap((each) => find(topology, 'vm', each) ?? []) ?? vms;
  const levels: readonly Level[] = [
    ...(rule?.levels ?? (['hosts'] as const)),
    ...(rule ? missing : missingLevels(topology, hostsOf(topology, cluster), vms, ['hosts'])),
  ];
  const item = writtenApart(topology, kept, levels);
  const added = { kind: 'apart' as const, source, machines: kept.map((vm) => vm.id), levels };
  const rules = [...(drs?.rules ?? []).filter((each) => each !== rule), added];
  for (const respects of ha && drs && ha.respectAntiAffinity === undefined ? [true, false] : [false]) {
    const changed = withElements(topology, {
      ...cluster,
      drs: { ...(drs ?? { source: cluster.source }), rules },
      ...(ha && { ha: respects ? { ...ha, respectAntiAffinity: true } : ha }),
    });
    if (!mends(topology, changed, trial, { rule: id, source })) continue;
    const keeping = rule
      ? ({ edit: 'replace', element: rule.source, item } as const)
      : drs
        ? ({ edit: 'add', element: drs.source, item } as const)
        : ({ edit: 'add', element: cluster.source, item: `drs { ${item} }` } as const);
    const respecting =
      respects && ha
        ? [{ edit: 'set', element: ha.source, property: 'respect-anti-affinity', value: 'on' } as const]
        : [];
    const names = listed(vms.map((vm) => vm.name));
    const title = `${drs ? 'Keep' : `Switch DRS on in ${cluster.name} and keep`} ${names} apart`;
    return { title: respects ? `${title}, in restarts too` : title, edits: [keeping, ...respecting], safe: false };
  }
  return undefined;
}
