/** Injections on what they do not apply to. */
import type { Declaration, MoveInjection, SimpleInjection, SplitInjection, Target } from '../generated/ast.ts';
import {
  isCluster,
  isFailoverCluster,
  isHost,
  isMoveInjection,
  isNic,
  isServer,
  isService,
  isSimpleInjection,
  isSplitInjection,
  isStorage,
  isVm,
} from '../generated/ast.ts';
import { injections as entries, type InjectionEntry } from '../vocabulary/injections.ts';
import type { Check, Context } from './check.ts';
import { isWhole, possibleMembers } from './memberships.ts';
import { WHOLE } from './places.ts';
import { candidateHosts } from './reach.ts';
import { hostOf } from './stated.ts';
import { meaningOf, nameOfTarget, throughCluster } from './targets.ts';
import { aKindOf, and, aService, code, kindOf, oneOfKinds } from './words.ts';

const message = {
  wrong: (p: { verb: string; applies: string; name: string; is: string; hint: string }) =>
    `${code(p.verb)} applies to ${p.applies}; ${p.name} is ${p.is}.${p.hint}`,
  forWhat: (p: { verb: string; name: string; is: string }) =>
    `${code(`${p.verb} STORAGE for HOST`)} cuts the path of a host to a storage; ${p.name} is ${p.is}.`,
  forHost: (p: { name: string; is: string }) =>
    `The path of a host or server is cut after ${code('for')}; ${p.name} is ${p.is}.`,
  forVerb: (p: { verb: string }) =>
    `${code('for')} belongs to ${code('fail')} and ${code('restore')} of a storage, not to ${code(p.verb)}.`,
  noMember: (p: { name: string }) => `${p.name} is a member of no service: there is nothing to activate.`,
  allServe: (p: { name: string; service: string; mode: string }) =>
    `${p.name} is a member of ${p.service}, ${aService(p.mode)}, where every member serves: there is nothing to activate.`,
  noGroup: (p: { name: string; mode: string }) =>
    `${code('move')} applies to a failover group; ${p.name} is ${aService(p.mode)}. To change its active member write ${code('activate')}.`,
  noOwner: (p: { name: string; group: string; owners: readonly string[] }) =>
    `${p.group} cannot move to ${p.name}: its owners are ${and(p.owners)}.`,
  toKind: (p: { verb: string; takes: string; name: string; is: string }) =>
    `${code(p.verb)} goes ${code('to')} ${p.takes}; ${p.name} is ${p.is}.`,
  otherCluster: (p: { vm: string; host: string; hosts: readonly string[] }) =>
    `${p.vm} cannot migrate to ${p.host}: it runs on the hosts of its cluster, ${and(p.hosts)}.`,
  alone: (p: { vm: string; host: string; own: string }) =>
    `${p.vm} cannot migrate to ${p.host}: ${p.own}, which runs it, is in no cluster.`,
  twice: (p: { name: string }) => `${p.name} is named twice in this step.`,
  bothSides: (p: { name: string }) => `${p.name} stands on both sides: nothing can be cut from itself.`,
};

/** Modes in which a member serves by itself. */
export const allServe: ReadonlySet<string> = new Set(['standalone', 'active-active']);

const byVerb = new Map<string, InjectionEntry>(entries.map((entry) => [entry.verb, entry]));

export const injections: Check = {
  At: ({ injection }, context) => {
    if (isSimpleInjection(injection)) simple(injection, context);
    else if (isSplitInjection(injection)) split(injection, context);
    else if (isMoveInjection(injection)) move(injection, context);
  },
};

function simple(injection: SimpleInjection, context: Context): void {
  const targets = applicable(injection.verb, injection.targets, context);
  twice(targets, message.twice, context);
  if (injection.verb === 'activate') for (const [target, meaning] of targets) activated(target, meaning, context);
  if ((injection.hosts ?? []).length > 0) paths(injection, targets, context);
}

type Meant = readonly [Target, Declaration];

/** The targets that resolve, and to which the verb applies; the others are reported. */
function applicable(verb: string, targets: readonly Target[] | undefined, context: Context): readonly Meant[] {
  const entry = byVerb.get(verb);
  const found: Meant[] = [];
  for (const target of targets ?? []) {
    const meaning = meaningOf(target, context);
    if (!meaning || !entry) continue;
    if (entry.of.includes(kindOf(meaning))) found.push([target, meaning]);
    else {
      context.report({
        code: 'hatopo/wrong-target',
        message: message.wrong({
          verb,
          applies: entry.applies,
          name: nameOfTarget(target),
          is: aKindOf(meaning),
          hint: hintFor(verb, nameOfTarget(target), meaning),
        }),
        place: { node: target, feature: WHOLE },
      });
    }
  }
  return found;
}

/** What the author may have meant instead. */
function hintFor(verb: string, name: string, meaning: Declaration): string {
  if (isFailoverCluster(meaning))
    return verb === 'fail' || verb === 'restore' ? ` Name one of its nodes: ${code(`${verb} ${name}.NODE`)}.` : '';
  if (verb === 'fail' && isService(meaning)) return ` Write ${code(`fault ${name}`)}, or fail what it runs on.`;
  if (verb === 'crash' && isHost(meaning)) return ` Write ${code(`fail ${name}`)} or ${code(`reboot ${name}`)}.`;
  if (verb === 'isolate' && (isVm(meaning) || isServer(meaning)))
    return ` Fail its adapter: ${code(`fail ${name}.NIC`)}.`;
  if (verb === 'maintenance' && isVm(meaning)) return ` Write ${code(`migrate ${name} to HOST`)}.`;
  return '';
}

function activated(target: Target, meaning: Declaration, { memberships, report }: Context): void {
  const { of, complete } = memberships();
  const holders = of.get(meaning) ?? [];
  // `activate F.node` forces quorum on a node.
  if (throughCluster(target) || (holders.length === 0 && !complete)) return;
  const name = nameOfTarget(target);
  if (holders.some(({ service }) => !allServe.has(service.mode))) return;
  const [holder] = holders;
  const text = holder
    ? message.allServe({ name, service: holder.service.name, mode: holder.service.mode })
    : message.noMember({ name });
  report({ code: 'hatopo/wrong-target', message: text, place: { node: target, feature: WHOLE } });
}

/** `fail D for H` */
function paths(injection: SimpleInjection, targets: readonly Meant[], context: Context): void {
  const { verb } = injection;
  if (verb !== 'fail' && verb !== 'restore') {
    context.report({
      code: 'hatopo/wrong-target',
      message: message.forVerb({ verb }),
      place: { node: injection, feature: 'hosts' },
    });
    return;
  }
  for (const [target, meaning] of targets) {
    if (isStorage(meaning)) continue;
    context.report({
      code: 'hatopo/wrong-target',
      message: message.forWhat({ verb, name: nameOfTarget(target), is: aKindOf(meaning) }),
      place: { node: target, feature: WHOLE },
    });
  }
  for (const target of injection.hosts) {
    const meaning = meaningOf(target, context);
    if (!meaning || isHost(meaning) || isServer(meaning)) continue;
    context.report({
      code: 'hatopo/wrong-target',
      message: message.forHost({ name: nameOfTarget(target), is: aKindOf(meaning) }),
      place: { node: target, feature: WHOLE },
    });
  }
}

function split(injection: SplitInjection, context: Context): void {
  const left = applicable(injection.verb, injection.left, context);
  const right = applicable(injection.verb, injection.right, context);
  const ofLeft = new Set(left.map(([, meaning]) => meaning));
  for (const [target, meaning] of right) {
    if (!ofLeft.has(meaning)) continue;
    context.report({
      code: 'hatopo/wrong-target',
      message: message.bothSides({ name: nameOfTarget(target) }),
      place: { node: target, feature: WHOLE },
    });
  }
}

function move(injection: MoveInjection, context: Context): void {
  const { verb } = injection;
  const subject = applicable(verb, injection.subject ? [injection.subject] : [], context)[0]?.[1];
  const place = meaningOf(injection.place, context);
  const takes = byVerb.get(verb)?.to ?? [];
  if (isService(subject) && subject.mode !== 'failover-group') {
    context.report({
      code: 'hatopo/wrong-target',
      message: message.noGroup({ name: nameOfTarget(injection.subject), mode: subject.mode }),
      place: { node: injection.subject, feature: WHOLE },
    });
    return;
  }
  if (!place) return;
  const name = nameOfTarget(injection.place);
  const report = (text: string) =>
    context.report({ code: 'hatopo/wrong-target', message: text, place: { node: injection.place, feature: WHOLE } });
  if (!takes.includes(kindOf(place))) {
    report(message.toKind({ verb, takes: oneOfKinds(takes), name, is: aKindOf(place) }));
  } else if (isService(subject)) {
    const owners = possibleMembers(subject);
    if (isWhole(subject) && owners.length > 0 && !owners.includes(place)) {
      report(message.noOwner({ name, group: subject.name, owners: owners.map((owner) => owner.name ?? '') }));
    }
  } else if (isVm(subject)) {
    const hosts = candidateHosts(subject);
    const own = hostOf(subject);
    if (!own || hosts.length === 0 || hosts.some((host) => host === place)) return;
    report(
      isCluster(own.$container)
        ? message.otherCluster({ vm: subject.name, host: name, hosts: hosts.map((host) => host.name) })
        : message.alone({ vm: subject.name, host: name, own: own.name }),
    );
  }
}

function twice(targets: readonly Meant[], text: (p: { name: string }) => string, { report }: Context): void {
  // The node of a failover cluster (`F.node`) and the machine itself are two things, and so are adapters that several
  // machines have of one template.
  const seen = new Map<Declaration | undefined, Set<Declaration>>();
  for (const [target, meaning] of targets) {
    const holder = throughCluster(target) || isNic(meaning) ? target.path.segments.at(-2)?.ref : undefined;
    const same = seen.get(holder) ?? new Set();
    seen.set(holder, same);
    if (same.has(meaning)) {
      report({
        code: 'hatopo/listed-twice',
        severity: 'warning',
        message: text({ name: nameOfTarget(target) }),
        place: { node: target, feature: WHOLE },
      });
    }
    same.add(meaning);
  }
}
