/** Scenarios that a fix writes: a member fails, and the service is to do what its mode promises. */
import { find, membersOf } from '../../topology/lookup.ts';
import type { Id, Service, Topology } from '../../topology/model.ts';
import { message } from '../message.ts';
import { memberElement } from './members.ts';
import { referenceInStep } from './names.ts';
import { machinesUnder } from './placement.ts';
import { firstOwner } from './trials.ts';
import { writtenStatement, writtenTime } from './written.ts';

const minute = 60_000;

const says = {
  title: message`${'service'} without ${'member'}`,
  fail: message`at 0 s fail ${'targets'}`,
  activate: message`at 10 min activate ${'member'}`,
  active: message`expect ${'service'} active on ${'member'} within ${'time'}`,
  stays: message`expect ${'service'} active on ${'member'}`,
  up: message`expect ${'service'} up within ${'time'}`,
  neverDown: message`expect ${'service'} never down`,
  calls: message`expect ${'service'} calls preserved`,
};

/** One scenario for each of these members, with titles that the text does not have yet. */
export function skeletonsFor(topology: Topology, service: Service, members: readonly Id[]): string {
  const titles = new Set(topology.scenarios.map(({ title }) => title));
  return members
    .map((id) => {
      const name = memberElement(topology, id)?.name ?? id;
      const wanted = says.title({ service: service.name, member: name });
      let title = wanted;
      for (let number = 2; titles.has(title); number++) title = `${wanted} ${number}`;
      titles.add(title);
      return writtenStatement(`scenario "${title}"`, stepsFor(topology, service, id));
    })
    .join('\n\n');
}

function stepsFor(topology: Topology, service: Service, lost: Id): readonly string[] {
  const reference = (id: Id) => {
    const element = memberElement(topology, id);
    return element ? referenceInStep(topology, element) : id;
  };
  const targets = machinesUnder(topology, lost).map((machine) => machine.id);
  const fail = says.fail({ targets: targets.map(reference).join(', ') });
  const words = { service: referenceInStep(topology, service) };
  const { serving, heir } = rolesOf(service);
  if (service.mode === 'active-active') return [fail, says.neverDown(words)];
  if (service.mode === 'n-plus-one')
    return [fail, says.up({ ...words, time: writtenTime(takeoverWithin(service) * 2) })];
  if (waits(topology, service)) {
    const up = says.up({ ...words, time: writtenTime(takeoverWithin(service)) });
    return [fail, lost === serving ? up : says.neverDown(words)];
  }
  if (lost !== serving || heir === undefined) {
    const stays =
      serving === undefined || serving === lost ? [] : [says.stays({ ...words, member: reference(serving) })];
    return [fail, ...stays, says.neverDown(words)];
  }
  const active = says.active({ ...words, member: reference(heir), time: writtenTime(takeoverWithin(service)) });
  const keepsCalls = service.preserves === 'calls' && !isCutOff(topology, service);
  return [
    fail,
    ...(service.mode === 'geo-redundant' && service.activation === 'manual'
      ? [says.activate({ member: reference(heir) })]
      : []),
    active,
    ...(keepsCalls ? [says.calls(words)] : []),
  ];
}

/** True for a service that stands by as a member of another: it is up, and serves nobody yet. */
function waits(topology: Topology, service: Service): boolean {
  return topology.services.some((above) => {
    const { serving } = rolesOf(above);
    return serving !== undefined && serving !== service.id && membersOf(above).includes(service.id);
  });
}

/** True for a duplication whose link is not stated: nothing says that its standby is refreshed. */
function isCutOff(topology: Topology, service: Service): boolean {
  if (service.mode !== 'duplication') return false;
  return find(topology, 'network', service.link) === undefined && find(topology, 'link', service.link) === undefined;
}

/** Who serves at the start, and who takes over. */
function rolesOf(service: Service): { readonly serving?: Id | undefined; readonly heir?: Id | undefined } {
  switch (service.mode) {
    case 'duplication':
      return { serving: service.active, heir: service.standby };
    case 'switchover':
      return { serving: service.primary, heir: service.backup };
    case 'geo-redundant':
      return { serving: service.primary, heir: service.secondary };
    case 'survivable-core':
      return { serving: service.main, heir: service.survivable[0] };
    case 'failover-group': {
      const serving = firstOwner(service);
      const others = [...service.preferred, ...service.owners].filter((owner) => owner !== serving);
      return { serving, heir: others.find((owner) => service.owners.includes(owner)) };
    }
    default:
      return {};
  }
}

/** Time that the mode is given, in ms: its own, generously rounded, so that a run at the worst timing keeps it. */
function takeoverWithin(service: Service): number {
  const { takeover, noService, hang } = service.timings;
  switch (service.mode) {
    case 'duplication':
      return Math.max(1000, Math.ceil((takeover.max + hang.max) / 1000) * 1000);
    case 'switchover':
      return Math.max(minute, Math.ceil((takeover.max * 2) / minute) * minute);
    case 'survivable-core':
      return Math.ceil(noService.max / minute + 5) * minute;
    case 'geo-redundant':
      return 10 * minute;
    case 'failover-group':
      return 15 * minute;
    default:
      return Math.max(minute, Math.ceil(takeover.max / minute) * minute);
  }
}
