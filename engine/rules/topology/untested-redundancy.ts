import { membersOf } from '../../topology/lookup.ts';
import type { Service, Topology } from '../../topology/model.ts';
import { memberElement } from '../facts/members.ts';
import { partnersOf } from '../facts/redundancy.ts';
import { skeletonsFor } from '../facts/skeletons.ts';
import { cicVirtualization } from '../facts/sources.ts';
import { triedMembers } from '../facts/trials.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const says = {
  none: message`No scenario with expectations fails any of ${'members'}: that ${'service'} (${'mode'}) survives their loss is untested. Add a scenario for each.`,
  some: message`No scenario with expectations fails ${'members'}: that ${'service'} (${'mode'}) survives this loss is untested. Add a scenario that does.`,
  title: message`Add a scenario that fails ${'members'}`,
  titles: message`Add scenarios that fail ${'members'}`,
};

const example = (more: string) => `site ContactCenter {
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

scenario "Power is lost to HostA" {
  at 0 s fail HostA
  expect CIC active on IC2 within 1 min
}
${more}`;

const tested = `
scenario "CIC without IC2" {
  at 0 s fail IC2
  expect CIC active on IC1
  expect CIC never down
}
`;

export default rule({
  id: 'topology/untested-redundancy',
  severity: 'info',
  title: 'Every member of a redundant service is failed by a scenario with expectations',
  why: `Redundancy that was never tried is a hope. A backup that cannot reach the phones, a standby whose host is full: such
things show when the active member is lost, or here, when a scenario loses it first.

A member is tried where a scenario fails it, its host, rack, site or power, crashes or faults it, isolates or reboots its host,
and states something about the service: of itself, its members, the services above it, or its clients. A planned move is no
test of a loss. Spares of an n-plus-one service need none of their own. Services of imported files are told in their own file.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'Test your resiliency strategy before going into production',
      statements: ['S2-15', 'S2-34'],
    },
  ],
  messages: says,
  advisory: true,
  ofScenarios: true,
  check(topology, report) {
    for (const service of topology.services) if (!isImported(service)) checkService(topology, service, report);
  },
  examples: { breaks: example(''), keeps: example(tested), fixed: example(tested) },
});

/** Scenarios are those of the root file: what other files declare is read there together with their own. */
function isImported({ id }: Service): boolean {
  return id.includes('#');
}

function checkService(topology: Topology, service: Service, report: Report): void {
  if (partnersOf(service).length < 2 || needsAll(service)) return;
  const tried = triedMembers(topology, service);
  const wanted = service.mode === 'n-plus-one' ? service.members : membersOf(service);
  const untried = [...new Set(wanted)].filter((member) => !tried.has(member));
  const elements = untried.flatMap((member) => memberElement(topology, member) ?? []);
  if (elements.length === 0) return;
  const members = listed(elements.map((element) => element.name));
  const words = { members, service: service.name, mode: service.mode };
  report(service, tried.size === 0 && untried.length > 1 ? says.none(words) : says.some(words), {
    fix: () => ({
      title: untried.length > 1 ? says.titles({ members }) : says.title({ members }),
      edits: [{ edit: 'append', element: service.source, item: skeletonsFor(topology, service, untried) }],
      safe: false,
    }),
  });
}

/** True where no member can be spared, so that there is nothing to try. */
function needsAll(service: Service): boolean {
  return service.mode === 'active-active' && service.needsAtLeast >= new Set(service.members).size;
}
