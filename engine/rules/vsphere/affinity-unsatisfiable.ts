import { find, hostsOf } from '../../topology/lookup.ts';
import type { Cluster, Host, PlacementRule, Topology, Vm } from '../../topology/model.ts';
import { type KeptApart, keptApart } from '../facts/apart-rules.ts';
import { mends, withElements } from '../facts/changes.ts';
import { circuitsOf } from '../facts/fates.ts';
import { fatalToApartness } from '../facts/keeping-apart.ts';
import { referenceTo } from '../facts/names.ts';
import { boundHostsOf, isHaProtected } from '../facts/restart.ts';
import { haRequirements, resourceManagement } from '../facts/sources.ts';
import { vsphereClusters } from '../facts/vsphere.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'vsphere/affinity-unsatisfiable';

const says = {
  oneHost: message`A must rule leaves ${'vms'} no host of ${'cluster'} but ${'host'}: HA never breaks it, so ${'they'} ${'stay'} down while ${'host'} is lost. Name a second host, or write should.`,
  noHost: message`The must rules of ${'cluster'} leave ${'vms'} no host at all: HA never breaks them, so ${'they'} ${'are'} not restarted anywhere. Let them name a common host, or write should.`,
  respected: message`${'cluster'} keeps ${'count'} VMs apart (${'vms'}) on ${'hosts'} hosts, and HA respects that: when ${'host'} is lost, its VM has no host left and stays down. Add a host, or let HA break the rule (respect-anti-affinity: off).`,
  shared: message`${'cluster'} keeps ${'count'} VMs apart (${'vms'}) on ${'hosts'} hosts: when ${'host'} is lost, two of them share a host, or one stays down. A further host would keep them apart.`,
  sharedFate: message`When ${'host'} is lost, ${'vms'} can no longer be kept apart across ${'levels'}: the hosts of ${'cluster'} that are left share ${'places'}. A further host elsewhere would keep them apart.`,
  someOf: message`too much`,
  vm: message`${'vm'} is bound by this rule.`,
};

const example = (strength: string) => `site DataCenter {
  network lan
  storage san { kind: san }
  cluster Production {
    ha
    drs {
      mode: fully-automated
      keep Licenses on Host1 ${strength}
    }
    host Host1 { storage: san  nic vmnic0 -> lan for management }
    host Host2 { storage: san  nic vmnic0 -> lan for management }
  }
}

vm Licenses on Host1 { disk: san  nic eth0 -> lan via vmnic0 }
`;

export default rule({
  id,
  severity: 'error',
  title: 'Placement rules leave every VM that HA protects a host to be restarted on',
  why: `HA never breaks a *must* rule, and none that keeps VMs apart if \`respect-anti-affinity\` is on: it logs
insufficient resources and leaves the VM down. A rule that binds a VM to one host, or keeps as many VMs apart as there are
hosts, so takes from HA the host that it needs.

An error are *must* rules and rules that HA respects. Where HA is not told to respect a rule, or may break it, the VMs come
to share a host, a rack or a circuit after one loss: that is information. Which hosts are too small is
\`vsphere/ha-min-hosts\`'s to say.`,
  sources: [
    { document: haRequirements, statements: [] },
    { document: resourceManagement, place: 'p. 90', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of vsphereClusters(topology)) {
      if (!cluster.ha || !cluster.drs) continue;
      for (const each of cluster.drs.rules) if (each.kind === 'on') checkMust(topology, cluster, each, report);
      for (const each of keptApart(topology, cluster)) checkApart(topology, cluster, each, report);
    }
  },
  examples: { breaks: example('must'), keeps: example('should'), fixed: example('should') },
});

type OnRule = Extract<PlacementRule, { kind: 'on' }>;

function checkMust(topology: Topology, cluster: Cluster, must: OnRule, report: Report): void {
  if (must.strength !== 'must') return;
  const hosts = hostsOf(topology, cluster);
  // with one host HA has nowhere to go whatever the rules are
  if (hosts.length < 2) return;
  const vms = [...new Set(must.machines)].flatMap((each) => find(topology, 'vm', each) ?? []);
  const left = (vm: Vm) => hosts.filter((host) => boundHostsOf(topology, vm)?.has(host.id));
  const stuck = vms.filter(
    (vm) =>
      isHaProtected(topology, vm) &&
      lastMust(cluster, vm) === must &&
      left(vm).length < 2 &&
      isIn(topology, vm, cluster),
  );
  const [first] = stuck;
  if (!first) return;
  const host = left(first)[0];
  const many = stuck.length > 1;
  const names = { vms: listed(stuck.map((vm) => vm.name)), cluster: cluster.name, they: many ? 'they' : 'it' };
  const text = host
    ? says.oneHost({ ...names, host: host.name, stay: many ? 'stay' : 'stays' })
    : says.noHost({ ...names, are: many ? 'are' : 'is' });
  report({ source: must.source }, text, {
    related: stuck.slice(0, 5).map((vm) => ({ source: vm.source, message: says.vm({ vm: vm.name }) })),
    fix: (trial) => softeningFix(topology, cluster, must, trial),
  });
}

/** The last rule that binds a VM: where several do, it is the one to speak of. */
function lastMust(cluster: Cluster, vm: Vm): PlacementRule | undefined {
  return cluster.drs?.rules.findLast(
    (each) => each.kind === 'on' && each.strength === 'must' && each.machines.includes(vm.id),
  );
}

function isIn(topology: Topology, vm: Vm, cluster: Cluster): boolean {
  return find(topology, 'host', vm.host)?.cluster === cluster.id;
}

function softeningFix(topology: Topology, cluster: Cluster, must: OnRule, trial: Trial): Fix | undefined {
  if (!cluster.drs) return undefined;
  const rules = cluster.drs.rules.map((each) => (each === must ? { ...must, strength: 'should' as const } : each));
  const changed = withElements(topology, { ...cluster, drs: { ...cluster.drs, rules } });
  if (!mends(topology, changed, trial, { rule: id, source: must.source })) return undefined;
  const named = (ids: readonly string[]) =>
    ids
      .flatMap((each) => topology.elements.get(each) ?? [])
      .map((each) => referenceTo(topology, each))
      .join(', ');
  return {
    title: 'Let HA break the rule where it must: should',
    edits: [
      { edit: 'replace', element: must.source, item: `keep ${named(must.machines)} on ${named(must.hosts)} should` },
    ],
    safe: false,
  };
}

function checkApart(topology: Topology, cluster: Cluster, { rule: apart, vms }: KeptApart, report: Report): void {
  const hosts = hostsOf(topology, cluster);
  if (hosts.length < 2 || !vms.some((vm) => isHaProtected(topology, vm))) return;
  const at = { source: apart.source };
  const names = { cluster: cluster.name, vms: listed(vms.map((vm) => vm.name)) };
  const lost = fatalToApartness(topology, vms, hosts, ['hosts']);
  if (lost) {
    const respected = cluster.ha?.respectAntiAffinity;
    const counted = { ...names, count: vms.length, hosts: hosts.length, host: lost.name };
    if (respected) report(at, says.respected(counted));
    else report(at, says.shared(counted), respected === undefined ? { notStated: true } : { caseSeverity: 'info' });
    return;
  }
  const levels = apart.levels.filter((level) => level !== 'hosts');
  const fatal = levels.length > 0 ? fatalToApartness(topology, vms, hosts, levels) : undefined;
  if (!fatal) return;
  const places = sharedPlaces(
    topology,
    hosts.filter((host) => host !== fatal),
  );
  report(at, says.sharedFate({ ...names, host: fatal.name, levels: listed(levels), places }), { caseSeverity: 'info' });
}

/** The racks and circuits that all these hosts share. */
function sharedPlaces(topology: Topology, hosts: readonly Host[]): string {
  const placesOf = (host: Host) => [...(host.rack === undefined ? [] : [host.rack]), ...circuitsOf(topology, host)];
  const [first, ...others] = hosts;
  const shared = first ? placesOf(first).filter((each) => others.every((host) => placesOf(host).includes(each))) : [];
  const names = shared.flatMap((each) => topology.elements.get(each) ?? []).map((each) => referenceTo(topology, each));
  return names.length > 0 ? listed(names) : says.someOf({});
}
