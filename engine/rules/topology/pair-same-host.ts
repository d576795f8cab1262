import type { Service, Topology } from '../../topology/model.ts';
import { type SharedFate, sharedBy, sharedFates } from '../facts/fates.ts';
import { consequenceOf, lossWords, titleOf } from '../facts/losses.ts';
import { memberElement } from '../facts/members.ts';
import { movingFix, vmsIn } from '../facts/moving.ts';
import { referenceTo } from '../facts/names.ts';
import { cicVirtualization, redundancyOptions } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'topology/pair-same-host';

const says = {
  ...lossWords,
  together: message`${'members'} share ${'host'}: when it fails ${'all'} are lost and ${'consequence'} (${'service'}). Place ${'member'} on another host.`,
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
their spares. A member that is a service itself counts as placed on a host if the loss of that host alone
takes it down. The two copies of a fault-tolerant VM are \`vsphere/ft-secondary-host\`'s to check.`,
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
  ],
  messages: says,
  check(topology, report) {
    for (const service of topology.services) checkService(topology, service, report);
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
  // one machine behind both is topology/active-count's to say
  const isSaid = (one: string, other: string) => sharedBy(topology, 'machine', one, other) !== undefined;
  for (const shared of sharedFates(topology, service, 'host', isSaid))
    reportTogether(topology, service, shared, report);
}

function reportTogether(topology: Topology, service: Service, shared: SharedFate, report: Report): void {
  const { partner, others, place } = shared;
  const member = memberElement(topology, partner.member);
  const partners = others.flatMap((other) => memberElement(topology, other.member) ?? []);
  const host = topology.elements.get(place);
  if (!member || !host) return;
  const hostName = referenceTo(topology, host);
  report(
    member,
    says.together({
      members: listed([...partners, member].map((each) => each.name)),
      host: hostName,
      all: partners.length > 1 ? 'all of them' : 'both',
      consequence: consequenceOf(topology, service, 'host', place),
      service: titleOf(service),
      member: member.name,
    }),
    {
      property: 'host',
      related: [
        ...partners.slice(0, 8).map((other) => ({
          source: other.source,
          message: says.partner({ partner: other.name, host: hostName }),
        })),
        { source: service.source, message: says.pair({ service: service.name }) },
        { source: host.source, message: says.host({ host: hostName }) },
      ],
      fix: (trial) => {
        const vms = vmsIn(
          topology,
          'host',
          place,
          [partner, ...others].map((each) => each.member),
        );
        return movingFix(topology, vms, trial, { rule: id, source: member.source });
      },
    },
  );
}
