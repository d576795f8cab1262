import { find } from '../../topology/lookup.ts';
import type { ActiveActiveService, Id, Machine, Service, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { type SharedFate, sharedFates } from '../facts/fates.ts';
import { memberElement } from '../facts/members.ts';
import { grouped, oncePerTopology } from '../facts/memo.ts';
import { referenceTo } from '../facts/names.ts';
import { type Position, positionOf, withMember } from '../facts/positions.ts';
import { duplicationWithHa, redundancyOptions } from '../facts/sources.ts';
import { unusedLike } from '../facts/unused.ts';
import { message } from '../message.ts';
import { type Fix, type ModelEdit, type Report, rule, type Trial } from '../rule.ts';

const id = 'topology/active-count';

const says = {
  oneMachine: message`${'first'} and ${'second'} of ${'service'} are one machine, ${'machine'}: it cannot be both, and when it fails nobody takes over. Name another machine as ${'position'}.`,
  twoRoles: message`${'machine'} is ${'position'} of ${'service'} and ${'otherPosition'} of ${'other'}: one ${'product'} server belongs to one pair, and starts in one role. Name another machine in one of them.`,
  alone: message`${'service'} is active-active with one member, ${'member'}: when it fails nobody takes over. Add members, or make it a standalone service.`,
  allNeeded: message`${'service'} needs all ${'count'} of its members: it is active-active, and the loss of any one of them stops it. Lower needs-at-least to ${'lower'}, or add members.`,
  role: message`${'name'} (${'position'})`,
  machine: message`${'machine'} carries both.`,
  other: message`${'other'} names it as ${'position'}.`,
};

const example = (standby: string) => `site DataCenter {
  network lan
  network duplication { dedicated }
  storage san { kind: san }
  cluster DataClusterA {
    ha
    host Host1 { storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> duplication }
    host Host3 { storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> duplication }
  }
  cluster DataClusterB {
    ha
    host Host2 { storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> duplication }
    host Host4 { storage: san  nic vmnic0 -> lan for management  nic vmnic2 -> duplication }
  }
}

vm CMVM_01 on Host1 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }
vm CMVM_02 on Host4 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }

service Server01 : standalone { member: CMVM_01 }

service CommunicationManager : duplication {
  product: avaya.communication-manager
  active: Server01
  standby: ${standby}
  link: duplication
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'An active/standby pair starts with exactly one active member, an active-active set with all',
  why: `A pair is two machines in two roles. Where both positions come down to one machine nobody stands by, and a machine
that is a member of two pairs of the same product would have to be active and standby at once.

The language itself asks for every position, and reports a machine that is named twice in one service. This rule finds what only
the whole text shows: one machine behind two services that are members; one server in two pairs of a product; an
active-active service that is none, with a single member, or needing every member that it has (a warning: the service serves
as it is).`,
  sources: [
    {
      document: duplicationWithHa,
      place: 'Figure 1',
      quote: 'Active (ACT) and Standby (STB) pair',
      statements: ['S0-6'],
    },
    {
      document: redundancyOptions,
      place: 'Figure 7',
      quote: 'All Session Managers are active',
      statements: ['S1-35', 'S1-36'],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const service of topology.services) {
      for (const shared of sharedFates(topology, service, 'machine', () => false))
        reportOneMachine(topology, service, shared, report);
      if (service.mode === 'active-active') checkSet(topology, service, report);
    }
    for (const roles of pairRoles(topology).values()) reportRoles(topology, roles, report);
  },
  examples: { breaks: example('CMVM_01'), keeps: example('CMVM_02'), fixed: example('CMVM_02') },
});

function reportOneMachine(topology: Topology, service: Service, shared: SharedFate, report: Report): void {
  const [first] = shared.others;
  const machine = topology.elements.get(shared.place);
  const earlier = first && memberElement(topology, first.member);
  const member = memberElement(topology, shared.partner.member);
  if (!first || !machine || !earlier || !member) return;
  const position = positionOf(service, member.id);
  const text = says.oneMachine({
    first: says.role({ name: earlier.name, position: positionOf(service, earlier.id).title }),
    second: says.role({ name: member.name, position: position.title }),
    service: service.name,
    machine: machine.name,
    position: position.title,
  });
  report(service, text, {
    property: position.property,
    related: [{ source: machine.source, message: says.machine({ machine: machine.name }) }],
    fix: (trial) => otherMemberFix(topology, service, [member.id, earlier.id], trial),
  });
}

/** A server in a pair of a product. */
interface Role {
  readonly machine: Machine;
  readonly service: Service;
  readonly position: Position;
}

/** The machines that are members of pairs, each with all pairs of one product that name it. */
const pairRoles = oncePerTopology((topology) => {
  const roles = topology.services.flatMap((service): readonly Role[] => {
    if ((service.mode !== 'duplication' && service.mode !== 'switchover') || !service.product) return [];
    const members =
      service.mode === 'duplication' ? [service.active, service.standby] : [service.primary, service.backup];
    return members.flatMap((member) => {
      const machine = find(topology, 'vm', member) ?? find(topology, 'server', member);
      return machine ? [{ machine, service, position: positionOf(service, machine.id) }] : [];
    });
  });
  return grouped(roles, ({ machine, service }) => `${service.product?.name} ${machine.id}`);
});

function reportRoles(topology: Topology, roles: readonly Role[], report: Report): void {
  const [first, ...others] = roles;
  if (!first) return;
  for (const { machine, service, position } of others) {
    if (service === first.service) continue;
    const text = says.twoRoles({
      machine: machine.name,
      position: position.title,
      service: service.name,
      otherPosition: first.position.title,
      other: first.service.name,
      product: service.product?.title ?? service.product?.name ?? '',
    });
    report(service, text, {
      property: position.property,
      related: [
        {
          source: first.service.source,
          property: first.position.property,
          message: says.other({ other: first.service.name, position: first.position.title }),
        },
      ],
      fix: (trial) => otherMemberFix(topology, service, [machine.id], trial),
    });
  }
}

function checkSet(topology: Topology, service: ActiveActiveService, report: Report): void {
  const members = [...new Set(service.members)];
  const only = members.length === 1 ? memberElement(topology, members[0] ?? '') : undefined;
  // a member that is redundant by itself makes the service so
  if (only && only.kind !== 'service') {
    report(service, says.alone({ service: service.name, member: only.name }), {
      property: 'members',
      caseSeverity: 'warning',
      fix: (trial) => [
        ...(anotherMemberFix(topology, service, only, trial) ?? []),
        ...(standaloneFix(topology, service, only, trial) ?? []),
      ],
    });
  } else if (members.length > 1 && service.needsAtLeast === members.length) {
    const lower = members.length - 1;
    report(service, says.allNeeded({ service: service.name, count: members.length, lower }), {
      property: 'needs-at-least',
      caseSeverity: 'warning',
      fix: (trial) => {
        const changed = withElements(topology, { ...service, needsAtLeast: lower });
        const set: ModelEdit = { edit: 'set', element: service.source, property: 'needs-at-least', value: `${lower}` };
        return fixIf(topology, changed, service, trial, {
          title: `Set needs-at-least to ${lower}`,
          edits: [set],
          safe: false,
        });
      },
    });
  }
}

/** Names a machine that no service names instead of one of these members, in its position. */
function otherMemberFix(topology: Topology, service: Service, members: readonly Id[], trial: Trial): Fix | undefined {
  for (const member of members) {
    const position = positionOf(service, member);
    for (const machine of unusedLike(topology, service, member)) {
      const changed = withElements(topology, withMember(service, member, machine.id));
      const name = referenceTo(topology, machine);
      const value = position.members
        .map((each) => (each === member ? machine : memberElement(topology, each)))
        .flatMap((each) => (each ? [referenceTo(topology, each)] : []));
      const fix = fixIf(topology, changed, service, trial, {
        title: `Name ${name} as ${position.title} of ${service.name}`,
        edits: [{ edit: 'set', element: service.source, property: position.property, value: value.join(', ') }],
        safe: false,
      });
      if (fix) return fix;
    }
  }
  return undefined;
}

/** Makes a machine that no service names a member too. */
function anotherMemberFix(
  topology: Topology,
  service: ActiveActiveService,
  only: Machine,
  trial: Trial,
): readonly Fix[] | undefined {
  for (const machine of unusedLike(topology, service, only.id)) {
    const name = referenceTo(topology, machine);
    const changed = withElements(topology, { ...service, members: [...service.members, machine.id] });
    const fix = fixIf(topology, changed, service, trial, {
      title: `Make ${name} a member of ${service.name}`,
      edits: [{ edit: 'add', element: service.source, item: `members: ${name}` }],
      safe: false,
    });
    if (fix) return [fix];
  }
  return undefined;
}

/** Calls it what it is. */
function standaloneFix(
  topology: Topology,
  service: ActiveActiveService,
  only: Machine,
  trial: Trial,
): readonly Fix[] | undefined {
  const { source, product } = service;
  if (product && product.modes.length > 0 && !product.modes.includes('standalone')) return undefined;
  const { members: _, needsAtLeast: __, ...rest } = service;
  const changed = withElements(topology, { ...rest, mode: 'standalone', member: only.id });
  const fix = fixIf(topology, changed, service, trial, {
    title: `Make ${service.name} a standalone service`,
    edits: [
      { edit: 'set', element: source, property: 'mode', value: 'standalone' },
      { edit: 'rename', element: source, property: 'members', to: 'member' },
      { edit: 'remove', element: source, property: 'needs-at-least' },
    ],
    safe: false,
  });
  return fix && [fix];
}

function fixIf(topology: Topology, changed: Topology, service: Service, trial: Trial, fix: Fix): Fix | undefined {
  return mends(topology, changed, trial, { rule: id, source: service.source }) ? fix : undefined;
}
