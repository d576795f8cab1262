import { find } from '../../topology/lookup.ts';
import type { Id, Machine, NPlusOneService, Topology, Vm } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { connectionOf } from '../facts/connecting.ts';
import { connectionEdit } from '../facts/linking.ts';
import { movingFix } from '../facts/moving.ts';
import { serverRedundancies } from '../facts/mx-one.ts';
import { referenceTo } from '../facts/names.ts';
import { machinesUnder } from '../facts/placement.ts';
import { isHaProtected } from '../facts/restart.ts';
import {
  type LostTogether,
  lostTogether,
  type OtherSubnet,
  otherSubnets,
  withoutSpareInSite,
} from '../facts/server-redundancy.ts';
import { mxOneHighAvailability, mxOneRedundancyLimits, mxOneServerRedundancy } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'mxone/ha-vs-server-redundancy';

const says = {
  both: message`${'service'} has a standby server (${'spares'}), and HA restarts ${'vms'} as well: after a loss the restarted server meets the standby that has its identity. Mitel sets MX-ONE up without server redundancy under VMware HA. Remove one of the two: the standby, or the restart by HA.`,
  subnet: message`${'machine'} is on ${'networks'}, the standby ${'spare'} on ${'others'}: it cannot take over an address of another subnet, so that nobody replaces ${'machine'}. Place all servers of ${'service'} in one subnet.`,
  subnetNotStated: message`${'machine'} is on ${'networks'}, the standby ${'spare'} on ${'others'}, and it is not stated that these are one subnet: a standby cannot take over an address of another one. State the subnets.`,
  together: message`${'host'} carries ${'members'}: when it fails ${'count'} servers of ${'service'} are lost, and ${'spares'}. Place ${'machine'} on another host.`,
  site: message`${'machine'} stands in ${'site'}, where ${'service'} has no standby server: its standby (${'spares'}) is in another domain of the WAN. Give ${'site'} a server redundancy with a standby of its own.`,
  few: message`${'spares'} ${'replace'} only ${'replaced'}`,
  none: message`no standby is left for them`,
  protected: message`HA restarts ${'vm'}.`,
  spare: message`${'spare'} is the standby.`,
  service: message`${'service'} is redundant by these servers.`,
  host: message`${'host'} carries them together.`,
};

const example = (priority: string) => `site HeadOffice {
  network lan { subnet: "10.1.0.0/24" }
  storage san { kind: san }
  cluster Farm {
    ha
    host Host1 { storage: san  nic vmnic0 -> lan for management }
    host Host2 { storage: san  nic vmnic0 -> lan for management }
    host Host3 { storage: san  nic vmnic0 -> lan for management }
  }
}

vm Lim1 on Host1 { disk: san${priority}  nic eth0 -> lan via vmnic0 }
vm Lim2 on Host2 { disk: san${priority}  nic eth0 -> lan via vmnic0 }
vm Standby on Host3 { disk: san${priority}  nic eth0 -> lan via vmnic0 }

service ServiceNodes : n-plus-one {
  product: mitel.mx-one-service-node
  members: Lim1, Lim2
  spares: Standby
}
`;

export default rule({
  id,
  severity: 'warning',
  title:
    'Server redundancy of MX-ONE stands without VMware HA, in one subnet, with a standby for what one failure takes',
  why: `VMware HA and the server redundancy of MX-ONE answer the same failure. With HA the lost Service Node starts again on
another host; the standby meanwhile has taken over its identity, and the two are at odds. Mitel writes that HA replaces the
need for server redundancy, and sets MX-ONE up as a standard system under it.

Without HA, the standby takes over the alias address of the lost server, which is possible in its own subnet only (an
error, if the subnets are stated), and it replaces **one** server: those that one host takes besides stay down. A remote
domain behind a WAN has a standby of its own.

Looked at are services in mode \`n-plus-one\` that Service Nodes carry. That a standby shares a host with one whom it
replaces is \`topology/pair-same-host\`'s to say.`,
  sources: [
    {
      ...mxOneHighAvailability,
      quote: 'the VMware High Availability replaces the need for a Service Node redundancy configuration in MX-ONE',
      statements: [],
    },
    {
      ...mxOneRedundancyLimits,
      place: 'Several regular servers failing at the same time',
      quote: 'the standby server will only replace one of the faulty servers',
      statements: [],
    },
    {
      ...mxOneServerRedundancy,
      place: 'one standby in each remote domain; all servers of a cluster on the same subnet',
      statements: [],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const service of serverRedundancies(topology)) {
      checkHa(topology, service, report);
      for (const lost of lostTogether(topology, service)) reportTogether(topology, service, lost, report);
      const remote = withoutSpareInSite(topology, service);
      for (const machine of remote) reportSite(topology, service, machine, report);
      for (const other of otherSubnets(topology, service))
        if (!remote.includes(other.machine)) reportSubnet(topology, service, other, report);
    }
  },
  examples: {
    breaks: example(''),
    keeps: example('  restart-priority: disabled'),
    fixed: example('  restart-priority: disabled'),
  },
});

function checkHa(topology: Topology, service: NPlusOneService, report: Report): void {
  const isRestarted = (machine: Machine): machine is Vm => machine.kind === 'vm' && isHaProtected(topology, machine);
  const vms = machinesUnder(topology, service.id).filter(isRestarted);
  if (vms.length === 0 || service.spares.length === 0) return;
  const names = { service: service.name, spares: namesOf(topology, service.spares) };
  report(service, says.both({ ...names, vms: listed(vms.map((vm) => vm.name)) }), {
    property: 'spares',
    related: vms.slice(0, 8).map((vm) => ({ source: vm.source, message: says.protected({ vm: vm.name }) })),
    fix: (trial) => withoutHaFix(topology, service, vms, trial),
  });
}

function namesOf(topology: Topology, members: readonly Id[]): string {
  return listed(members.flatMap((member) => topology.elements.get(member)?.name ?? []));
}

function replacing(topology: Topology, spares: readonly Id[]): string {
  const replace = spares.length > 1 ? 'replace' : 'replaces';
  return says.few({ spares: namesOf(topology, spares), replace, replaced: spares.length });
}

/** HA leaves the servers alone: the standby replaces them. */
function withoutHaFix(topology: Topology, service: NPlusOneService, vms: readonly Vm[], trial: Trial): Fix | undefined {
  const changed = withElements(topology, ...vms.map((vm): Vm => ({ ...vm, restartPriority: 'disabled' })));
  if (!mends(topology, changed, trial, { rule: id, source: service.source })) return undefined;
  return {
    title: `Do not restart ${listed(vms.map((vm) => vm.name))} by HA`,
    edits: vms.map((vm) => ({ edit: 'set', element: vm.source, property: 'restart-priority', value: 'disabled' })),
    safe: false,
  };
}

function reportTogether(topology: Topology, service: NPlusOneService, lost: LostTogether, report: Report): void {
  const host = find(topology, 'host', lost.host);
  const members = lost.members.flatMap((member) => topology.elements.get(member) ?? []);
  const last = members.at(-1);
  if (!host || !last) return;
  const [machine] = machinesUnder(topology, last.id);
  const text = says.together({
    host: referenceTo(topology, host),
    members: listed(members.map((member) => member.name)),
    count: members.length,
    service: service.name,
    spares: lost.spares.length === 0 ? says.none({}) : replacing(topology, lost.spares),
    machine: machine?.name ?? last.name,
  });
  report(last, text, {
    property: 'host',
    related: [
      { source: service.source, message: says.service({ service: service.name }) },
      { source: host.source, message: says.host({ host: host.name }) },
    ],
    fix: (trial) => {
      const vms = [...lost.members]
        .reverse()
        .flatMap((member) => machinesUnder(topology, member))
        .filter((each): each is Vm => each.kind === 'vm' && each.host === host.id);
      return movingFix(topology, vms, trial, { rule: id, source: last.source });
    },
  });
}

function reportSite(topology: Topology, service: NPlusOneService, machine: Machine, report: Report): void {
  const metal = machine.kind === 'vm' ? find(topology, 'host', machine.host) : machine;
  const site = find(topology, 'site', metal?.site);
  const spares = namesOf(topology, service.spares);
  const names = { machine: machine.name, site: site?.name ?? '', service: service.name, spares };
  report(machine, says.site(names), {
    related: [{ source: service.source, property: 'spares', message: says.service({ service: service.name }) }],
  });
}

function reportSubnet(topology: Topology, service: NPlusOneService, other: OtherSubnet, report: Report): void {
  const { machine, spare, own, others, isStated } = other;
  const names = {
    machine: machine.name,
    spare: spare.name,
    networks: listed(own.map((network) => referenceTo(topology, network))),
    others: listed(others.map((network) => referenceTo(topology, network))),
  };
  const text = isStated ? says.subnet({ ...names, service: service.name }) : says.subnetNotStated(names);
  report(machine, text, {
    ...(isStated ? { caseSeverity: 'error' } : { notStated: true }),
    property: 'nic',
    related: [{ source: spare.source, property: 'nic', message: says.spare({ spare: spare.name }) }],
    fix: (trial) => {
      const way = connectionOf(topology, machine, others, spare, trial, { rule: id, source: machine.source });
      if (!way) return undefined;
      const edit = connectionEdit(topology, machine, way);
      return { title: `Add ${edit.item} to ${machine.name}`, edits: [edit], safe: false };
    },
  });
}
