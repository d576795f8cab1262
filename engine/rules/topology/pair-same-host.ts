import { find, findMachine } from '../../topology/lookup.ts';
import type { Element, ElementBase, Id, Service, Topology, Vm } from '../../topology/model.ts';
import { canStartOn, firstGoodHost, mends, withElements } from '../facts/changes.ts';
import { referenceTo } from '../facts/names.ts';
import { fatalHosts, machinesUnder } from '../facts/placement.ts';
import { type Partner, partnersOf } from '../facts/redundancy.ts';
import { restartHosts } from '../facts/restart.ts';
import { cicVirtualization, mxOneFaultTolerance, redundancyOptions } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'topology/pair-same-host';

const says = {
  together: message`${'member'} runs on ${'host'}, like ${'partners'}: the loss of this one host takes ${'all'}, and with them the redundancy of ${'service'}. Place ${'member'} on another host.`,
  ftTogether: message`The fault-tolerant secondary of ${'vm'} is placed on ${'host'}, where its primary runs: the loss of this one host takes both. Place the secondary on another host of the cluster.`,
  partner: message`${'partner'} runs on ${'host'} too.`,
  pair: message`${'service'} is redundant by these members.`,
  host: message`${'host'} carries them together.`,
};

export default rule({
  id,
  severity: 'error',
  title: 'Members of a redundant pair must not run on the same physical host',
  why: `A redundant service survives the loss of a host only if what takes over runs somewhere else. Members that
share a host are lost in the same instant, so there is nobody left to take over: for users the pair is
no better than a single machine.

The rule looks at where every machine stands at the start: active and standby, primary and backup, main and
survivable side, the members of an active-active service, the owners of a failover group, members and
their spares, and the two copies of a fault-tolerant VM. A member that is a service itself counts as placed
on a host if the loss of that host alone takes it down.`,
  sources: [
    {
      document: redundancyOptions,
      quote: 'as long as the duplicated pairs are on separate physical servers',
      statements: ['S1-10'],
    },
    {
      document: cicVirtualization,
      quote: 'best practice to run redundant PureConnect products on separate physical hosts',
      statements: ['S2-12'],
    },
    {
      document: mxOneFaultTolerance,
      quote: 'in parallel on a different physical server',
      statements: ['S3-6'],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const service of topology.services) checkService(topology, service, report);
    for (const vm of topology.vms) checkFaultTolerance(topology, vm, report);
  },
  examples: {
    breaks: `site ContactCenter {
  network voice
  storage san { kind: san }
  cluster Farm {
    ha
    host HostA { storage: san  nic vmnic0 -> voice for management }
    host HostB { storage: san  nic vmnic0 -> voice for management }
  }
}

vm IC1 on HostA { disk: san  nic eth0 -> voice via vmnic0 }
vm IC2 on HostA { disk: san  nic eth0 -> voice via vmnic0 }

service CIC : switchover {
  product: pureconnect.cic
  primary: IC1
  backup: IC2
}
`,
    keeps: `site ContactCenter {
  network voice
  storage san { kind: san }
  cluster Farm {
    ha
    host HostA { storage: san  nic vmnic0 -> voice for management }
    host HostB { storage: san  nic vmnic0 -> voice for management }
  }
}

vm IC1 on HostA { disk: san  nic eth0 -> voice via vmnic0 }
vm IC2 on HostB { disk: san  nic eth0 -> voice via vmnic0 }

service CIC : switchover {
  product: pureconnect.cic
  primary: IC1
  backup: IC2
}
`,
    fixed: `site ContactCenter {
  network voice
  storage san { kind: san }
  cluster Farm {
    ha
    host HostA { storage: san  nic vmnic0 -> voice for management }
    host HostB { storage: san  nic vmnic0 -> voice for management }
  }
}

vm IC1 on HostA { disk: san  nic eth0 -> voice via vmnic0 }
vm IC2 on HostB { disk: san  nic eth0 -> voice via vmnic0 }

service CIC : switchover {
  product: pureconnect.cic
  primary: IC1
  backup: IC2
}
`,
  },
});

function checkService(topology: Topology, service: Service, report: Report): void {
  const onHost = new Map<Id, Partner[]>();
  for (const partner of partnersOf(service))
    for (const host of fatalHosts(topology, partner.member)) {
      const earlier = onHost.get(host) ?? [];
      const others = earlier.filter((other) => other.side !== partner.side);
      if (others.length > 0) reportTogether(topology, service, partner, others, host, report);
      onHost.set(host, [...earlier, partner]);
    }
}

function reportTogether(
  topology: Topology,
  service: Service,
  partner: Partner,
  others: readonly Partner[],
  hostId: Id,
  report: Report,
): void {
  const member = elementOf(topology, partner.member);
  const partners = others.flatMap((other) => elementOf(topology, other.member) ?? []);
  const host = elementOf(topology, hostId);
  if (!member || !host) return;
  const hostName = referenceTo(topology, host);
  report(
    member,
    says.together({
      member: member.name,
      host: hostName,
      partners: listed(partners.map((other) => other.name)),
      all: partners.length > 1 ? 'all of them' : 'both',
      service: service.name,
    }),
    {
      property: 'host',
      related: [
        ...partners.map((other) => ({
          source: other.source,
          message: says.partner({ partner: other.name, host: hostName }),
        })),
        { source: service.source, message: says.pair({ service: service.name }) },
        { source: host.source, message: says.host({ host: hostName }) },
      ],
      fix: (trial) => movingFix(topology, [partner, ...others], hostId, member, trial),
    },
  );
}

/** Moves the first VM that can go elsewhere, of the later member before those of the earlier ones. */
function movingFix(
  topology: Topology,
  partners: readonly Partner[],
  host: Id,
  member: ElementBase,
  trial: Trial,
): Fix | undefined {
  const vms = partners
    .flatMap((partner) => machinesUnder(topology, partner.member))
    .filter((machine) => machine.kind === 'vm' && machine.host === host);
  for (const vm of vms) {
    if (vm.kind !== 'vm') continue;
    const target = firstGoodHost(topology, vm, trial, { rule: id, source: member.source });
    if (target)
      return {
        title: `Move ${vm.name} to ${target.name}`,
        edits: [{ edit: 'move', element: vm.source, host: referenceTo(topology, target) }],
        safe: false,
      };
  }
  return undefined;
}

function checkFaultTolerance(topology: Topology, vm: Vm, report: Report): void {
  const host = find(topology, 'host', vm.host);
  if (!vm.ft || !host || vm.ft.secondary !== vm.host) return;
  report(vm, says.ftTogether({ vm: vm.name, host: host.name }), {
    property: 'secondary',
    related: [{ source: host.source, message: says.host({ host: host.name }) }],
    fix: (trial) => secondaryFix(topology, vm, trial),
  });
}

function secondaryFix(topology: Topology, vm: Vm, trial: Trial): Fix | undefined {
  const { ft, ...alone } = vm;
  if (!ft) return undefined;
  const target = restartHosts(topology, vm).find(
    (host) =>
      host.id !== vm.host &&
      canStartOn(topology, alone, host) &&
      mends(topology, withElements(topology, { ...vm, ft: { ...ft, secondary: host.id } }), trial, {
        rule: id,
        source: vm.source,
      }),
  );
  if (!target) return undefined;
  const secondary = referenceTo(topology, target);
  return {
    title: `Place the secondary of ${vm.name} on ${target.name}`,
    edits: [{ edit: 'set', element: ft.source, property: 'secondary', value: secondary, owner: vm.source }],
    safe: false,
  };
}

function elementOf(topology: Topology, member: Id): Element | undefined {
  return findMachine(topology, member) ?? find(topology, 'service', member) ?? find(topology, 'host', member);
}
