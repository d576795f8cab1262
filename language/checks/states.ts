/** States that a subject can never be in. */
import type { Declaration, Service, Vm } from '../generated/ast.ts';
import { isFtBlock, isServer, isService, isVm } from '../generated/ast.ts';
import { itemsWithTemplate } from '../paths.ts';
import { isSound } from '../sound.ts';
import { type ModeName, type StateEntry, states } from '../vocabulary/index.ts';
import type { Context } from './check.ts';
import { isWhole, possibleMembers } from './memberships.ts';
import { aKindOf, aService, code, codes, kindOf, oneOfKinds, or } from './words.ts';

const message = {
  kind: (p: { what: string; name: string; is: string; of: string; hint: string }) =>
    `${p.name} is ${p.is}: ${p.what} is ${p.of ? `said of ${p.of}` : `not said of ${p.is}`}.${p.hint}`,
  mode: (p: { state: string; name: string; mode: string; modes: readonly string[] }) =>
    `${p.name} is ${aService(p.mode)}: only ${or(p.modes)} services can be ${code(p.state)}.`,
  noMember: (p: { state: string; name: string; is: string }) =>
    `${p.name} is ${p.is} and a member of no service: it cannot be ${code(p.state)}.`,
  noRole: (p: { state: string; name: string; service: string; mode: string; roles: readonly string[] }) =>
    `${p.name} is a member of ${p.service}, ${aService(p.mode)}: it can be ${or(codes(p.roles))}, not ${code(p.state)}.`,
  ofService: (p: { state: string; name: string; members: readonly string[] }) =>
    `${code(p.state)} is the role of a member: say it of ${or(p.members)}, not of ${p.name}.`,
  unprotected: (p: { state: string; name: string; is: string }) =>
    `${p.name} is ${p.is} without fault tolerance: ${code(p.state)} is said of a service, or of a vm with ${code('ft')}.`,
  standalone: (p: { name: string }) =>
    `${p.name} is a standalone service without fault tolerance: nothing takes over from it, so it is never ${code('protected')}.`,
};

/** Why the subject cannot be in the state. `always`: not even to deny it makes sense. */
export interface Flaw {
  readonly text: string;
  readonly always: boolean;
}

/** Why `subject` cannot be in `state`; nothing where it can. */
export function flawOf(state: StateEntry, subject: Declaration, name: string, context: Context): Flaw | undefined {
  const is = aKindOf(subject);
  if (!state.of.includes(kindOf(subject))) {
    const hint = hintFor(state.state, subject);
    return {
      text: message.kind({
        what: code(state.state),
        name,
        is,
        of: state.of.length > 4 ? '' : oneOfKinds(state.of),
        hint,
      }),
      always: true,
    };
  }
  if (state.roleIn) return flawOfRole(state, subject, name, context);
  if (state.state === 'active' && !isService(subject) && !mayBeMember(subject, context)) {
    return { text: message.noMember({ state: state.state, name, is }), always: true };
  }
  if (state.state === 'protected' || state.state === 'degraded') {
    if (isVm(subject) && !mayHaveFaultTolerance(subject)) {
      return { text: message.unprotected({ state: state.state, name, is }), always: true };
    }
    if (state.state === 'protected' && isService(subject) && isBare(subject)) {
      return { text: message.standalone({ name }), always: false };
    }
    return undefined;
  }
  if (isService(subject) && state.modes && !state.modes.includes(subject.mode as ModeName)) {
    return { text: message.mode({ state: state.state, name, mode: subject.mode, modes: state.modes }), always: false };
  }
  return undefined;
}

function mayBeMember(subject: Declaration, { memberships }: Context): boolean {
  const { of, complete } = memberships();
  return !complete || of.has(subject);
}

/** Roles are those of members; a fault-tolerant VM has a primary and a secondary of its own. */
function flawOfRole(state: StateEntry, subject: Declaration, name: string, { memberships }: Context): Flaw | undefined {
  const { roleIn = [], state: role } = state;
  if ((role === 'primary' || role === 'secondary') && isVm(subject) && mayHaveFaultTolerance(subject)) return undefined;
  const { of, complete } = memberships();
  const holders = of.get(subject) ?? [];
  if (!complete && !holders.every(({ service }) => isWhole(service))) return undefined;
  if (!complete && holders.length === 0) return undefined;
  if (holders.some(({ service }) => (roleIn as readonly string[]).includes(service.mode))) return undefined;
  const holder = holders[0]?.service;
  if (holder) {
    const roles = rolesIn(holder.mode);
    return {
      text: message.noRole({ state: role, name, service: holder.name, mode: holder.mode, roles }),
      always: true,
    };
  }
  if (isService(subject)) {
    const members = possibleMembers(subject).map((member) => member.name ?? '');
    if ((roleIn as readonly string[]).includes(subject.mode) && members.length > 0) {
      return { text: message.ofService({ state: role, name, members }), always: true };
    }
    return {
      text: message.mode({ state: role, name, mode: subject.mode, modes: [`members of ${or(roleIn)}`] }),
      always: true,
    };
  }
  return { text: message.noMember({ state: role, name, is: aKindOf(subject) }), always: true };
}

/** The roles that a member can hold in a mode. */
function rolesIn(mode: string): string[] {
  const roles = states.filter((entry) => (entry.roleIn as readonly string[] | undefined)?.includes(mode));
  return ['active', ...roles.map((entry) => entry.state), 'up', 'down'];
}

function hintFor(state: string, subject: Declaration): string {
  if (subject.$type === 'Endpoint') return ` An endpoint is ${code('in-service')} or ${code('out-of-service')}.`;
  if (subject.$type === 'FailoverCluster') return ` A failover cluster is ${code('quorate')} or not.`;
  if (state === 'in-service' || state === 'out-of-service') {
    return ` ${aKindOf(subject) === 'a service' ? 'A service' : 'It'} is ${code('up')} or ${code('down')}.`;
  }
  if (state === 'running' && isService(subject)) return ` A service is ${code('up')} or ${code('down')}.`;
  return '';
}

/** Also where the text of the machine is damaged, so that nobody knows. */
function mayHaveFaultTolerance(machine: Vm): boolean {
  return itemsWithTemplate(machine).some(isFtBlock) || !isSound(machine);
}

/** A standalone service on a machine that nothing takes over. */
function isBare(service: Service): boolean {
  if (service.mode !== 'standalone' || !isWhole(service)) return false;
  const members = possibleMembers(service);
  return (
    members.length > 0 &&
    members.every((member) => isServer(member) || (isVm(member) && !mayHaveFaultTolerance(member)))
  );
}
