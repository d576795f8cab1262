/** Expectations that their subject cannot meet. */
import type { Claim, Declaration, Expect, Target } from '../generated/ast.ts';
import { isService, isVm } from '../generated/ast.ts';
import { aspects, type StateEntry, states } from '../vocabulary/index.ts';
import type { Check, Context } from './check.ts';
import { possibleMembers } from './memberships.ts';
import { WHOLE } from './places.ts';
import { candidateHosts, mayRunOn, mayServeOn } from './reach.ts';
import { flawOf } from './states.ts';
import { meaningOf, nameOfTarget } from './targets.ts';
import { aKindOf, and, code, kindOf, oneOfKinds, or } from './words.ts';

const message = {
  aspect: (p: { what: string; name: string; is: string; of: string }) =>
    `${p.name} is ${p.is}: ${p.what} is said of ${p.of}.`,
  noPlace: (p: { state: string }) => `${code(p.state)} is not said of a place: take ${code('on …')} away.`,
  placeKind: (p: { state: string; name: string; is: string; takes: string }) =>
    `${code(`${p.state} on`)} takes ${p.takes}; ${p.name} is ${p.is}.`,
  never: (p: { name: string; place: string; hosts: readonly string[] }) =>
    `${p.name} can never run on ${p.place}: it runs on ${or(p.hosts)}.`,
  neverServes: (p: { name: string; place: string; members: readonly string[] }) =>
    `${p.name} can never be active on ${p.place}: its members are ${and(p.members)}.`,
};

const byState = new Map<string, StateEntry>(states.map((entry) => [entry.state, entry]));

export const expectations: Check = {
  Expect: (expectation, context) => checkClaim(expectation, expectation.subject, context),
  Objective: (objective, context) => {
    for (const clause of objective.clauses ?? []) {
      let subject: Target | undefined;
      for (const claim of clause.claims ?? []) {
        // A claim without a subject goes on with that of the claim before it.
        subject = claim.subject ?? subject;
        checkClaim(claim, subject, context);
      }
    }
  },
};

function checkClaim(claim: Expect | Claim, target: Target | undefined, context: Context): void {
  const subject = meaningOf(target, context);
  if (!target || !subject) return;
  const name = nameOfTarget(target);
  const aspect = claim.outage ? 'outage' : claim.aspect;
  if (aspect) {
    checkAspect(aspect, target, subject, context);
    return;
  }
  const state = byState.get(claim.state ?? '');
  if (!state) return;
  const flaw = flawOf(state, subject, name, context);
  if (flaw?.always || (flaw && !claim.negation)) {
    context.report({ code: 'hatopo/cannot-hold', message: flaw.text, place: { node: target, feature: WHOLE } });
  } else if (!flaw && claim.place) checkPlace(claim, state, subject, name, context);
}

function checkAspect(aspect: keyof typeof aspects, target: Target, subject: Declaration, { report }: Context): void {
  if (aspects[aspect].includes(kindOf(subject))) return;
  report({
    code: 'hatopo/cannot-hold',
    message: message.aspect({
      what: code(aspect),
      name: nameOfTarget(target),
      is: aKindOf(subject),
      of: oneOfKinds(aspects[aspect]),
    }),
    place: { node: target, feature: WHOLE },
  });
}

function checkPlace(
  claim: Expect | Claim,
  state: StateEntry,
  subject: Declaration,
  name: string,
  context: Context,
): void {
  const place = meaningOf(claim.place, context);
  if (!place || !claim.place) return;
  const text = flawOfPlace(state, subject, name, place, nameOfTarget(claim.place), claim.negation !== undefined);
  if (text) context.report({ code: 'hatopo/cannot-hold', message: text, place: { node: claim.place, feature: WHOLE } });
}

/** Why a subject cannot be in a state at a place. What is denied may be impossible. */
function flawOfPlace(
  state: StateEntry,
  subject: Declaration,
  name: string,
  place: Declaration,
  placeName: string,
  denied: boolean,
): string | undefined {
  if (!state.on) return message.noPlace({ state: state.state });
  if (!state.on.includes(kindOf(place))) {
    const [is, takes] = [aKindOf(place), oneOfKinds(state.on)];
    return message.placeKind({ state: state.state, name: placeName, is, takes });
  }
  if (denied) return undefined;
  if (isService(subject)) {
    if (mayServeOn(subject, place) !== false) return undefined;
    const members = possibleMembers(subject).map((member) => member.name ?? '');
    return message.neverServes({ name, place: placeName, members });
  }
  if (mayRunOn(subject, place) !== false) return undefined;
  const hosts = isVm(subject) ? candidateHosts(subject).map((host) => host.name) : [name];
  return message.never({ name, place: placeName, hosts });
}
