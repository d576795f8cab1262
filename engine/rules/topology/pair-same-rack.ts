import { find } from '../../topology/lookup.ts';
import type { Host, Id, Rack, Service, Topology, Vm } from '../../topology/model.ts';
import { type SharedFate, sharedBy, sharedFates } from '../facts/fates.ts';
import { consequenceOf, lossWords, titleOf } from '../facts/losses.ts';
import { memberElement } from '../facts/members.ts';
import { placementsPerRack, secondaryFix, vmsIn } from '../facts/moving.ts';
import { referenceTo } from '../facts/names.ts';
import { cicVirtualization } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'topology/pair-same-rack';

const says = {
  ...lossWords,
  together: message`${'members'} share rack ${'rack'}: when it fails ${'all'} are lost and ${'consequence'} (${'service'}). Place ${'member'} in another rack.`,
  ftTogether: message`${'primary'} and ${'secondary'}, which carry the two copies of ${'vm'}, share rack ${'rack'}: when it fails both are lost, and Fault Tolerance protects nothing. Place the secondary on a host in another rack.`,
  partner: message`${'partner'} stands in ${'rack'} too.`,
  pair: message`${'service'} is redundant by these members.`,
  rack: message`${'rack'} holds them together.`,
};

const example = (host: string) => `site ContactCenter {
  rack R1
  rack R2
  network voice
  storage san { kind: san }
  cluster Farm {
    ha
    host HostA { rack: R1  storage: san  nic vmnic0 -> voice for management }
    host HostB { rack: R1  storage: san  nic vmnic0 -> voice for management }
    host HostC { rack: R2  storage: san  nic vmnic0 -> voice for management }
  }
}

vm IC1 on HostA { disk: san  nic eth0 -> voice via vmnic0 }
vm IC2 on ${host} { disk: san  nic eth0 -> voice via vmnic0 }

service CIC : switchover {
  product: pureconnect.cic
  primary: IC1
  backup: IC2
}
`;

export default rule({
  id,
  severity: 'warning',
  title: 'Members of a redundant pair should not share a rack',
  why: `A rack is one fate: its power strips, its top-of-rack switch, a leak above it. Two hosts in it are lost together, and
so are the members of a pair on them, however well the software fails over.

The rule looks at where every machine stands at the start, and speaks only where the text says in which rack: a host whose
rack is not stated is left alone. Members on one host are \`topology/pair-same-host\`'s to say. A member that is a service
itself counts as placed in a rack if the loss of that rack alone takes it down; a VM under Fault Tolerance, if both its hosts
stand in it.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'rules to prevent VMotion from moving both servers to the same host, rack, and circuit where possible',
      statements: ['S2-23'],
    },
  ],
  messages: says,
  check(topology, report) {
    if (topology.racks.length === 0) return;
    for (const service of topology.services) checkService(topology, service, report);
    for (const vm of topology.vms) checkFaultTolerance(topology, vm, report);
  },
  examples: { breaks: example('HostB'), keeps: example('HostC'), fixed: example('HostC') },
});

function checkService(topology: Topology, service: Service, report: Report): void {
  const isSaid = (one: Id, other: Id) => sharedBy(topology, 'host', one, other) !== undefined;
  for (const shared of sharedFates(topology, service, 'rack', isSaid))
    reportTogether(topology, service, shared, report);
}

function reportTogether(topology: Topology, service: Service, shared: SharedFate, report: Report): void {
  const { partner, others, place } = shared;
  const member = memberElement(topology, partner.member);
  const partners = others.flatMap((other) => memberElement(topology, other.member) ?? []);
  const rack = find(topology, 'rack', place);
  if (!member || !rack) return;
  const rackName = referenceTo(topology, rack);
  report(
    member,
    says.together({
      members: listed([...partners, member].map((each) => each.name)),
      rack: rackName,
      all: partners.length > 1 ? 'all of them' : 'both',
      consequence: consequenceOf(topology, service, 'rack', place),
      service: titleOf(service),
      member: member.name,
    }),
    {
      property: member.kind === 'vm' ? 'host' : 'rack',
      related: [
        ...partners.slice(0, 8).map((other) => ({
          source: other.source,
          message: says.partner({ partner: other.name, rack: rackName }),
        })),
        { source: service.source, message: says.pair({ service: service.name }) },
        { source: rack.source, message: says.rack({ rack: rackName }) },
      ],
      fix: (trial) => {
        const vms = vmsIn(
          topology,
          'rack',
          place,
          [partner, ...others].map((each) => each.member),
        );
        return placementsPerRack(topology, vms, rack, trial, { rule: id, source: member.source });
      },
    },
  );
}

function checkFaultTolerance(topology: Topology, vm: Vm, report: Report): void {
  const [primary, secondary] = [find(topology, 'host', vm.host), find(topology, 'host', vm.ft?.secondary)];
  if (!primary || !secondary || primary === secondary || primary.rack !== secondary.rack) return;
  const rack = find(topology, 'rack', primary.rack);
  if (rack) reportCopies(topology, vm, [primary, secondary], rack, report);
}

function reportCopies(topology: Topology, vm: Vm, hosts: readonly [Host, Host], rack: Rack, report: Report): void {
  const rackName = referenceTo(topology, rack);
  const [primary, secondary] = hosts.map((host) => referenceTo(topology, host));
  report(vm, says.ftTogether({ vm: vm.name, primary: primary ?? '', secondary: secondary ?? '', rack: rackName }), {
    property: 'secondary',
    related: [{ source: rack.source, message: says.rack({ rack: rackName }) }],
    fix: (trial) => {
      const isElsewhere = (host: Host) => host.rack !== undefined && host.rack !== rack.id;
      return secondaryFix(topology, vm, trial, { rule: id, source: vm.source }, isElsewhere);
    },
  });
}
