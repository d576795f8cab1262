import { find, hostsOf } from '../../topology/lookup.ts';
import type { Cluster, Host, Topology } from '../../topology/model.ts';
import { copyHosts, type FtVm, ftClusters, ftVersion, isLegacy } from '../facts/fault-tolerance.ts';
import { grouped } from '../facts/memo.ts';
import { isSameModel, isTooOld, processorOf, sameFamily } from '../facts/processors.ts';
import { availability67, ftGenerations, ftRequirements, mxOneFaultTolerance } from '../facts/sources.ts';

import { listed, message } from '../message.ts';
import { type Related, type Report, rule } from '../rule.ts';

const says = {
  pair: message`${'vm'} cannot be fault tolerant on ${'host'} (${'model'}) and ${'other'} (${'otherModel'}): its two copies need ${'need'}. Place the secondary on a host with such a processor.`,
  candidates: message`${'hosts'} (${'models'}) of ${'cluster'} cannot carry a new secondary of ${'vms'}, which ${'run'} on ${'model'}: Fault Tolerance needs ${'need'} there. Use such processors, or leave ${'hosts'} out by a must rule.`,
  equal: message`equal processors (vLockstep)`,
  oneFamily: message`processors of one family, or one that EVC makes of them`,
  oneVendor: message`processors of one vendor, whatever EVC says`,
  old: message`${'host'} has ${'model'}, which is too old for Fault Tolerance from vSphere 6.0: it needs Intel Sandy Bridge, AMD Bulldozer, or newer. ${'vms'} cannot have a copy there.`,
  unknown: message`Whether ${'models'} of ${'cluster'} are of one family cannot be told by their names: Fault Tolerance of ${'vms'} needs that, or EVC. State evc where it is set.`,
  technique: message`${'vm'} states vLockstep, and ${'host'} runs vSphere ${'version'}: from 6.5 Fault Tolerance keeps its copies in step by checkpoints, and wants hosts that vMotion can move between. State fast-checkpointing.`,
  techniqueNewest: message`${'vm'} states vLockstep, and the version of its hosts is not stated: from vSphere 6.5 there is Fault Tolerance by checkpoints only. State the version, or fast-checkpointing.`,
  host: message`${'host'} has ${'model'}.`,
};

const example = (model: string) => `site HeadOffice {
  network lan
  network vmotion { dedicated }
  network ftlogging { dedicated }
  storage san { kind: san }
  template Esxi {
    version: 6.7  storage: san
    nic vmnic0 -> lan for management
    nic vmnic1 -> vmotion for vmotion
    nic vmnic2 -> ftlogging for ft-logging
  }
  cluster Calls {
    ha { admission: tolerate 1 host }
    host Esx1 : Esxi { cpu-model: "Intel Xeon Gold 6130" }
    host Esx2 : Esxi { cpu-model: "${model}" }
    host Esx3 : Esxi { cpu-model: "Intel Xeon Gold 6130" }
  }
}

vm SN1 on Esx1 { vcpu: 1  memory: 4 GB  disk: san  nic eth0 -> lan via vmnic0  ft { secondary: Esx2 } }
`;

export default rule({
  id: 'vsphere/ft-cpu-compatibility',
  severity: 'error',
  title: 'The hosts of a fault-tolerant VM, and those that may take a new secondary, have compatible processors',
  why: `The secondary goes on in the middle of what the primary did, so its processor must do the same. vLockstep (up to 5.x)
replays instructions and wants equal models. Fault Tolerance from 6.0 wants processors between which vMotion works: of one
family, or made alike by EVC; and none older than Intel Sandy Bridge or AMD Bulldozer. On other hosts no copy starts, and after
a loss the VM runs on unprotected.

The family is read from the model name (\`Intel Xeon Gold 6130\` and \`6148\` are both Skylake). A host without a
\`cpu-model\` is left alone; names that do not tell the family are information.`,
  sources: [
    {
      document: mxOneFaultTolerance,
      quote: 'compatible with vLockstep technology',
      statements: ['S3-5'],
    },
    { document: ftRequirements, place: 'vMotion-compatible, Sandy Bridge or Bulldozer and later', statements: [] },
    { document: ftGenerations, statements: [] },
    { document: availability67, place: 'p. 62', statements: [] },
  ],
  decides: [
    {
      contradiction: 'C8',
      text: 'The MX-ONE document explains vLockstep and asks for ESXi 6.7; VMware says that legacy FT exists only before 6.5. What counts is the version: up to 5.x equal processors, from 6.0 those between which vMotion works. `technique: vlockstep` on 6.5 or later is information.',
    },
  ],
  messages: says,
  check(topology, report) {
    for (const [cluster, vms] of ftClusters(topology)) {
      for (const vm of vms) checkTechnique(topology, vm, report);
      checkProcessors(topology, cluster, vms, report);
    }
  },
  examples: { breaks: example('AMD EPYC 7302'), keeps: example('Intel Xeon Gold 6148') },
});

function checkTechnique(topology: Topology, vm: FtVm, report: Report): void {
  if (vm.ft.technique !== 'vlockstep') return;
  const version = ftVersion(topology, vm);
  if (version && version.number < 6.5) return;
  const text = version
    ? says.technique({ vm: vm.name, host: version.host.name, version: version.version })
    : says.techniqueNewest({ vm: vm.name });
  report(vm, text, {
    property: 'technique',
    ...(version ? { severity: 'info' } : { notStated: true }),
    fix: {
      title: 'State fast-checkpointing',
      edits: [
        { edit: 'set', element: vm.ft.source, property: 'technique', value: 'fast-checkpointing', owner: vm.source },
      ],
      safe: false,
    },
  });
}

/** How the hosts of a VM's copies fit the one where it runs. */
interface Fit {
  readonly vm: FtVm;
  readonly own: Host;
  readonly legacy: boolean;
  readonly misfits: readonly Host[];
  readonly unknown: readonly Host[];
  readonly old: readonly Host[];
}

function fitOf(topology: Topology, cluster: Cluster, vm: FtVm, tooOld: ReadonlySet<Host>): Fit | undefined {
  const own = find(topology, 'host', vm.host);
  if (!own) return undefined;
  const legacy = isLegacy(ftVersion(topology, vm)?.number, vm.ft.technique);
  const stated = copyHosts(topology, vm).filter((host) => host.cpuModel !== undefined);
  const by = (wanted: string) =>
    stated.filter(
      (host) => own.cpuModel !== undefined && fits(cluster, legacy, own.cpuModel, host.cpuModel ?? '') === wanted,
    );
  const old = legacy ? [] : stated.filter((host) => tooOld.has(host));
  return { vm, own, legacy, misfits: by('no'), unknown: by('unknown'), old };
}

function fits(cluster: Cluster, legacy: boolean, one: string, other: string): 'yes' | 'no' | 'unknown' {
  if (legacy) return isSameModel(one, other) ? 'yes' : 'no';
  if (cluster.evc === undefined) return sameFamily(one, other);
  const [a, b] = [processorOf(one), processorOf(other)];
  return a && b && a.vendor !== b.vendor ? 'no' : 'yes';
}

function need(cluster: Cluster, legacy: boolean): string {
  if (legacy) return says.equal({});
  return cluster.evc === undefined ? says.oneFamily({}) : says.oneVendor({});
}

function checkProcessors(topology: Topology, cluster: Cluster, vms: readonly FtVm[], report: Report): void {
  const tooOld = new Set(hostsOf(topology, cluster).filter(({ cpuModel = '' }) => isTooOld(cpuModel)));
  const all = vms.flatMap((vm) => fitOf(topology, cluster, vm, tooOld) ?? []);
  const isPair = ({ vm, misfits }: Fit) => misfits.some((host) => host.id === vm.ft.secondary);
  for (const fit of all.filter(isPair)) reportPair(cluster, fit, report);
  const others = all.filter((fit) => fit.misfits.length > 0 && !isPair(fit));
  const keyOf = ({ own, legacy, misfits }: Fit) => `${legacy} ${own.cpuModel} ${misfits.map(({ id }) => id).join()}`;
  for (const alike of grouped(others, keyOf).values()) reportCandidates(cluster, alike, report);
  for (const host of hostsOf(topology, cluster)) {
    const stuck = all.filter(({ old }) => old.includes(host)).map(({ vm }) => vm.name);
    const names = { host: host.name, model: host.cpuModel ?? '', vms: listed(stuck) };
    if (stuck.length > 0) report(host, says.old(names), { property: 'cpu-model' });
  }
  const unknown = all.filter((fit) => fit.unknown.length > 0);
  if (unknown.length === 0) return;
  const models = new Set(unknown.flatMap((fit) => [fit.own, ...fit.unknown].map((host) => host.cpuModel ?? '')));
  const names = { models: listed([...models]), cluster: cluster.name, vms: listed(unknown.map(({ vm }) => vm.name)) };
  report(cluster, says.unknown(names), { property: 'evc', notStated: true });
}

function reportPair(cluster: Cluster, { vm, own, misfits, legacy }: Fit, report: Report): void {
  const other = misfits.find((host) => host.id === vm.ft.secondary);
  if (!other) return;
  const text = says.pair({
    vm: vm.name,
    host: own.name,
    model: own.cpuModel ?? '',
    other: other.name,
    otherModel: other.cpuModel ?? '',
    need: need(cluster, legacy),
  });
  report(vm, text, { property: 'secondary', related: [own, other].map(relatedHost) });
}

function reportCandidates(cluster: Cluster, alike: readonly Fit[], report: Report): void {
  const [first] = alike;
  const [host] = first?.misfits ?? [];
  if (!first || !host) return;
  const { misfits, own, legacy } = first;
  const text = says.candidates({
    hosts: listed(misfits.map((each) => each.name)),
    models: listed([...new Set(misfits.map((each) => each.cpuModel ?? ''))]),
    cluster: cluster.name,
    vms: listed(alike.map(({ vm }) => vm.name)),
    run: alike.length > 1 ? 'run' : 'runs',
    model: own.cpuModel ?? '',
    need: need(cluster, legacy),
  });
  report(host, text, { property: 'cpu-model', related: [own, ...misfits.slice(1, 6)].map(relatedHost) });
}

function relatedHost(host: Host): Related {
  return {
    source: host.source,
    property: 'cpu-model',
    message: says.host({ host: host.name, model: host.cpuModel ?? '' }),
  };
}
