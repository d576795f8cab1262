import { hostsOf } from '../../topology/lookup.ts';
import type { Cluster, Host, Topology } from '../../topology/model.ts';
import { versionNumber } from '../../topology/versions.ts';
import { type KeptApart, keptApart } from '../facts/apart-rules.ts';
import { settingHa } from '../facts/ha-settings.ts';
import { fatalToApartness } from '../facts/keeping-apart.ts';
import { isHaProtected } from '../facts/restart.ts';
import { availability67, haDeepdive, haRequirements, redundancyOptions } from '../facts/sources.ts';
import { vsphereClusters } from '../facts/vsphere.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'vsphere/ha-anti-affinity-enforced';

const says = {
  off: message`HA of ${'cluster'} does not keep ${'vms'} apart (respect-anti-affinity: off): it may restart one on the host of the other, and the next failure takes both. Set respect-anti-affinity to on.`,
  byDefault: message`HA of ${'cluster'} does not keep ${'vms'} apart unless told to (vSphere ${'version'}, default off): it may restart one on the host of the other, and the next failure takes both. Set respect-anti-affinity to on.`,
  unstated: message`Whether HA of ${'cluster'} keeps ${'vms'} apart when it restarts them is not stated, and the default differs between versions: off up to vSphere 6.0. State respect-anti-affinity.`,
  tooOld: message`HA of ${'cluster'} keeps ${'vms'} apart only from vSphere 5.5, and ${'host'} runs ${'version'}: it may restart one on the host of the other. Use vSphere 5.5 or later, or separate clusters.`,
  rule: message`This keeps ${'vms'} apart while DRS places them.`,
};

const example = (setting: string) => `site DataCenter {
  network lan
  storage san { kind: san }
  cluster Farm {
    ha {
      admission: tolerate 1 host
${setting}    }
    drs {
      mode: fully-automated
      keep apart Web_1, Web_2
    }
    host Host1 { version: 6.0  storage: san  nic vmnic0 -> lan for management }
    host Host2 { version: 6.0  storage: san  nic vmnic0 -> lan for management }
    host Host3 { version: 6.0  storage: san  nic vmnic0 -> lan for management }
  }
}

vm Web_1 on Host1 { disk: san  nic eth0 -> lan via vmnic0 }
vm Web_2 on Host2 { disk: san  nic eth0 -> lan via vmnic0 }
`;

export default rule({
  id,
  severity: 'warning',
  title: 'HA respects the rules that keep VMs apart',
  why: `A rule that keeps two VMs apart binds DRS. HA, which restarts a lost VM, heeds it only if told to: else it may start
the lost member of a pair on the very host where the other one runs, and the loss of that host takes both.

Before vSphere 5.5 HA knows no such setting; up to 6.0 it is off unless set. From 6.5 the sources do not agree on the
default, so where the text does not state it there, or no version, that is information. Where too few hosts are left to
keep the VMs apart, \`vsphere/affinity-unsatisfiable\` speaks instead: to respect the rule would leave a VM down.`,
  sources: [
    {
      document: redundancyOptions,
      quote: 'replicate the CM replacement on the same blade server',
      statements: ['S1-11'],
    },
    {
      document: haDeepdive,
      place: 'das.respectVmVmAntiAffinityRules: ignored before 5.5, false up to 6.0',
      statements: [],
    },
    { document: haRequirements, statements: [] },
    { document: availability67, place: 'p. 29', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of vsphereClusters(topology)) {
      const rules = bindingRules(topology, cluster);
      if (rules.length > 0) checkCluster(topology, cluster, rules, report);
    }
  },
  examples: {
    breaks: example(''),
    keeps: example('      respect-anti-affinity: on\n'),
    fixed: example('      respect-anti-affinity: on\n'),
  },
});

/** The rules for VMs that HA restarts, where enough hosts are left to keep them after the loss of any one. */
function bindingRules(topology: Topology, cluster: Cluster): readonly KeptApart[] {
  if (!cluster.ha) return [];
  const hosts = hostsOf(topology, cluster);
  return keptApart(topology, cluster).filter(
    ({ vms }) =>
      vms.some((vm) => isHaProtected(topology, vm)) && fatalToApartness(topology, vms, hosts, ['hosts']) === undefined,
  );
}

function checkCluster(topology: Topology, cluster: Cluster, rules: readonly KeptApart[], report: Report): void {
  const { ha } = cluster;
  if (!ha) return;
  const hosts = hostsOf(topology, cluster);
  const vms = listed([...new Set(rules.flatMap((each) => each.vms.map((vm) => vm.name)))]);
  const options = {
    property: 'respect-anti-affinity',
    related: rules.slice(0, 5).map((each) => ({
      source: each.rule.source,
      message: says.rule({ vms: listed(each.vms.map((vm) => vm.name)) }),
    })),
  };
  const tooOld = hosts.find((host) => isBefore(host, 5.5));
  if (tooOld) {
    const { name, version = '' } = tooOld;
    report({ source: ha.source }, says.tooOld({ cluster: cluster.name, vms, host: name, version }), options);
    return;
  }
  if (ha.respectAntiAffinity) return;
  const setting = { title: 'Let HA keep them apart', property: 'respect-anti-affinity', value: 'on' };
  const fixing = {
    ...options,
    fix: (trial: Parameters<typeof settingHa>[3]) =>
      settingHa(topology, cluster, { ...setting, settings: { respectAntiAffinity: true } }, trial, {
        rule: id,
        source: ha.source,
      }),
  };
  const names = { cluster: cluster.name, vms };
  const version = defaultOff(hosts);
  if (ha.respectAntiAffinity === false) report({ source: ha.source }, says.off(names), fixing);
  else if (version !== undefined) report({ source: ha.source }, says.byDefault({ ...names, version }), fixing);
  else report({ source: ha.source }, says.unstated(names), { ...fixing, notStated: true });
}

function isBefore(host: Host, version: number): boolean {
  return (versionNumber(host.version) ?? Number.POSITIVE_INFINITY) < version;
}

/** The version of hosts that all state one of those where the setting is off unless set. */
function defaultOff(hosts: readonly Host[]): string | undefined {
  return hosts.every((host) => isBefore(host, 6.1)) ? hosts[0]?.version : undefined;
}
