import { clusterOf, find } from '../../topology/lookup.ts';
import type { Cluster, Host, PlacementRule, Service, SwitchoverService, Topology, Vm } from '../../topology/model.ts';
import { type NewVm, secondVm, writtenVm } from '../facts/backups.ts';
import { canStartOn, hostsByDistance, mends, withElements } from '../facts/changes.ts';
import { type CicSystem, cicSystems } from '../facts/cic-load.ts';
import { referenceTo } from '../facts/names.ts';
import { parentsOf } from '../facts/products.ts';
import { partnersOf } from '../facts/redundancy.ts';
import { isHaProtected } from '../facts/restart.ts';
import { cicVirtualization, switchoverForUsers } from '../facts/sources.ts';
import { message } from '../message.ts';
import { type Finding, type Fix, type ModelEdit, type Report, rule, type Trial } from '../rule.ts';

const id = 'pureconnect/ha-is-not-switchover';

const says = {
  restart: message`${'service'} runs on ${'vm'} alone, and HA of ${'cluster'} restarts it when ${'host'} fails: all calls and state are lost, and nobody is served until it has started again (about ${'minutes'} min by the times that count here). A Switchover backup takes over in less than 30 s: add a backup on another host.`,
  fault: message`${'service'} runs on ${'vm'} alone, under Fault Tolerance: it goes on when ${'host'} fails, but a fault of CIC or of its operating system stops both copies, and a restart restarts both. A Switchover backup takes over from such faults too: add a backup on another host.`,
  vm: message`${'vm'} is the only server of ${'service'}.`,
};

const example = (service: string, more = '') => `site ContactCenter {
  network voice
  storage san { kind: san }
  cluster Farm {
    ha
    host HostA { storage: san  nic vmnic0 -> voice for management }
    host HostB { storage: san  nic vmnic0 -> voice for management }
  }
}

vm IC1 on HostA { vcpu: 8  memory: 32 GB  disk: san  nic eth0 -> voice via vmnic0 }
${more}
${service}
`;

const pair = example(
  `service CIC : switchover {
  product: pureconnect.cic
  primary: IC1
  backup: IC2
}`,
  'vm IC2 on HostB { vcpu: 8  memory: 32 GB  disk: san  nic eth0 -> voice via vmnic0 }\n',
);

export default rule({
  id,
  severity: 'warning',
  title: 'A CIC server is protected by Switchover, not by HA or Fault Tolerance alone',
  why: `HA does not keep a CIC server running: it starts it again. Until it has booted and its services have started, minutes
later, there is no contact centre, and all calls are gone. Genesys calls such an unscheduled restart during business hours
typically unacceptable and recommends Switchover systems. Fault Tolerance does not replace them: its copy runs the same
instructions, so that it runs into the same application fault, and it cannot be managed by itself.

A second CIC server as the backup takes over in less than 30 seconds, and lets each server be updated in turn. HA remains
useful beside it: it brings the lost server back as the new backup.

Off-Host Session Managers, which are redundant by their number, are left alone, and so is a CIC server that neither HA
nor Fault Tolerance protects: there nobody takes a restart for redundancy.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'an unscheduled restart of a CIC server during business hours is typically unacceptable',
      statements: ['S2-20', 'S2-21', 'S2-19'],
    },
    {
      document: cicVirtualization,
      place: 'VMware Fault Tolerance',
      quote: 'does not replace application level failover',
      statements: ['S2-29'],
    },
    { ...switchoverForUsers, quote: 'in less than 30 seconds', statements: [] },
  ],
  decides: [
    {
      contradiction: 'C19',
      text: `The virtualization reference says that a Switchover loses the state of the server; the documents on Switchover
describe parameters that recover some interactions (callbacks, chats, e-mails, calls), most of them off by default. Here a
Switchover loses calls and state, as the reference says; it is still the recommended protection, for what it saves is time.`,
    },
  ],
  messages: says,
  check(topology, report) {
    for (const system of cicSystems(topology)) checkSystem(topology, system, report);
  },
  examples: {
    breaks: example('service CIC : standalone {\n  product: pureconnect.cic\n  member: IC1\n}'),
    keeps: pair,
    fixed: pair,
  },
});

function checkSystem(topology: Topology, { service, serving: vm }: CicSystem, report: Report): void {
  if (service.mode !== 'standalone' || vm?.kind !== 'vm') return;
  if (isPartOfRedundancy(topology, service)) return;
  const cluster = clusterOf(topology, vm);
  const names = { service: service.name, vm: vm.name, host: find(topology, 'host', vm.host)?.name ?? '' };
  const text = vm.ft
    ? says.fault(names)
    : cluster && isHaProtected(topology, vm)
      ? says.restart({ ...names, cluster: cluster.name, minutes: minutesOfRestart(cluster, service, vm) })
      : undefined;
  if (text === undefined) return;
  report(service, text, {
    property: 'mode',
    related: [{ source: vm.source, message: says.vm(names) }],
    fix: (trial) => backupFix(topology, service, vm, trial),
  });
}

/** True where a service stands in a redundant one, be it some services up. */
function isPartOfRedundancy(topology: Topology, service: Service, seen = new Set<string>()): boolean {
  if (seen.has(service.id)) return false;
  seen.add(service.id);
  return parentsOf(topology, service.id).some(
    (parent) => partnersOf(parent).length > 1 || isPartOfRedundancy(topology, parent, seen),
  );
}

/** From the failure until CIC serves again, in minutes, to the half: the loss is noticed, the VM placed, booted, CIC started. */
function minutesOfRestart({ timings }: Cluster, service: Service, vm: Vm): number {
  const start = vm.start ?? service.timings.start;
  const ms = timings.detect.value + timings.placement.value + vm.boot.value + start.value;
  return Math.round(ms / 30_000) / 2;
}

/** What can be said of a service only once it is redundant, and is no worse than before. */
const onRedundancyItself: ReadonlySet<string> = new Set([
  'topology/single-point-of-failure',
  'topology/untested-redundancy',
]);
const isTolerable = ({ rule: found, severity }: Finding) => severity === 'info' || onRedundancyItself.has(found);

/** Where no host outside the cluster will do, and DRS, which would keep them apart, is not there: for its own rule to ask for. */
const isTolerableLast = (finding: Finding) => isTolerable(finding) || finding.rule === 'vsphere/drs-anti-affinity';

/** A backup VM on the first host where it breaks no rule, and the service as a pair of both. */
function backupFix(topology: Topology, service: Service, vm: Vm, trial: Trial): Fix | undefined {
  const hosts = hostsByDistance(topology, vm);
  for (const tolerable of [isTolerable, isTolerableLast])
    for (const host of hosts) {
      const fix = backupOn(topology, service, vm, host, trial, tolerable);
      if (fix) return fix;
    }
  return undefined;
}

function backupOn(
  topology: Topology,
  service: Service,
  vm: Vm,
  host: Host,
  trial: Trial,
  tolerable: (finding: Finding) => boolean,
): Fix | undefined {
  if (service.mode !== 'standalone' || service.member === undefined) return undefined;
  const added = secondVm(topology, vm, host);
  const withVm = withElements(topology, added.vm, ...added.nics);
  if (!canStartOn(withVm, added.vm, host)) return undefined;
  const { mode: _, member, ...common } = service;
  const switchover: SwitchoverService = { ...common, mode: 'switchover', primary: member, backup: added.vm.id };
  const mended = { rule: id, source: service.source };
  const way = waysApart(withElements(withVm, switchover), vm, added).find(({ changed }) =>
    mends(topology, changed, trial, mended, tolerable),
  );
  if (!way) return undefined;
  return {
    title: `Add ${added.vm.name} on ${host.name} as the Switchover backup of ${vm.name}`,
    edits: [
      { edit: 'follow', element: vm.source, item: writtenVm(withVm, added) },
      { edit: 'set', element: service.source, property: 'mode', value: 'switchover' },
      { edit: 'rename', element: service.source, property: 'member', to: 'primary' },
      { edit: 'add', element: service.source, item: `backup: ${added.vm.name}` },
      ...way.edits,
    ],
    safe: false,
  };
}

interface Way {
  readonly changed: Topology;
  readonly edits: readonly ModelEdit[];
}

/** As it is; and in one cluster with DRS, kept apart by it, after a restart too. */
function waysApart(topology: Topology, vm: Vm, added: NewVm): readonly Way[] {
  const cluster = clusterOf(topology, vm);
  const plain = { changed: topology, edits: [] };
  if (!cluster?.drs || cluster !== clusterOf(topology, added.vm)) return [plain];
  const { drs, ha } = cluster;
  const apart: PlacementRule = {
    kind: 'apart',
    source: drs.source,
    machines: [vm.id, added.vm.id],
    levels: ['hosts'],
  };
  const names = `${referenceTo(topology, vm)}, ${added.vm.name}`;
  const keepApart: ModelEdit = { edit: 'add', element: drs.source, item: `keep apart ${names} across hosts` };
  const kept: Cluster = { ...cluster, drs: { ...drs, rules: [...drs.rules, apart] } };
  const ways = [plain, { changed: withElements(topology, kept), edits: [keepApart] }];
  if (!ha) return ways;
  const respected: Cluster = { ...kept, ha: { ...ha, respectAntiAffinity: true } };
  const respect: ModelEdit = { edit: 'set', element: ha.source, property: 'respect-anti-affinity', value: 'on' };
  return [...ways, { changed: withElements(topology, respected), edits: [keepApart, respect] }];
}
