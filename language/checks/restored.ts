/** What a scenario restores though nothing happened to it. */
import type { Declaration, Scenario } from '../generated/ast.ts';
import { isCircuit, isRack, isService, isSimpleInjection, isSplitInjection, isVm } from '../generated/ast.ts';
import { targetOf } from '../paths.ts';
import { isSound } from '../sound.ts';
import type { Check, Context } from './check.ts';
import { possibleMembers } from './memberships.ts';
import { WHOLE } from './places.ts';
import { stands } from './reach.ts';
import { hostOf } from './stated.ts';
import { nameOfTarget } from './targets.ts';
import { timelineOf } from './timeline.ts';
import { code } from './words.ts';

const message = {
  never: (p: { name: string }) => `Nothing happened to ${p.name} before: there is nothing to restore.`,
  noPartition: () => `There is no ${code('partition')} above that could be healed.`,
};

/** What `restore` ends. */
const ended: ReadonlySet<string> = new Set(['fail', 'isolate', 'maintenance', 'crash', 'fault', 'partition']);

export const restored: Check = {
  Scenario: (scenario, context) => {
    if (isSound(scenario)) checkScenario(scenario, context);
  },
};

function checkScenario(scenario: Scenario, { report }: Context): void {
  const hit: Declaration[] = [];
  let partitions = 0;
  for (const { at } of timelineOf(scenario).steps) {
    const injection = at.injection;
    if (isSplitInjection(injection)) {
      if (injection.verb === 'partition') {
        partitions++;
        for (const target of [...injection.left, ...injection.right]) add(hit, targetOf(target.path));
      } else if (partitions === 0) {
        report({
          code: 'hatopo/nothing-to-restore',
          severity: 'warning',
          message: message.noPartition(),
          place: { node: injection, feature: 'verb' },
        });
      }
      continue;
    }
    if (!isSimpleInjection(injection)) continue;
    if (ended.has(injection.verb)) for (const target of injection.targets ?? []) add(hit, targetOf(target.path));
    if (injection.verb !== 'restore') continue;
    for (const target of injection.targets ?? []) {
      const meaning = targetOf(target.path);
      if (!meaning || hit.some((each) => concerns(each, meaning))) continue;
      report({
        code: 'hatopo/nothing-to-restore',
        severity: 'warning',
        message: message.never({ name: nameOfTarget(target) }),
        place: { node: target, feature: WHOLE },
      });
    }
  }
}

/** What the steps of a scenario that begin before an offset break or cut off, as far as it is known. */
export function hitBefore(scenario: Scenario, offset: number): readonly Declaration[] {
  const hit: Declaration[] = [];
  for (const { at } of timelineOf(scenario).steps) {
    const { injection, $cstNode: cst } = at;
    if (!injection || !cst || cst.offset >= offset) continue;
    const targets = isSplitInjection(injection)
      ? injection.verb === 'partition' && [...injection.left, ...injection.right]
      : isSimpleInjection(injection) && ended.has(injection.verb) && injection.targets;
    for (const target of targets || []) add(hit, targetOf(target.path));
  }
  return hit;
}

function add(list: Declaration[], declaration: Declaration | undefined): void {
  if (declaration) list.push(declaration);
}

/** Whether what happened to `cause` may have taken `declaration` down, so that restoring it makes sense. */
export function concerns(cause: Declaration, declaration: Declaration): boolean {
  if (cause === declaration || stands(declaration, cause) || stands(cause, declaration)) return true;
  if (isRack(cause) || isCircuit(cause)) return true;
  if (isVm(declaration)) {
    const host = hostOf(declaration);
    if (host && concerns(cause, host)) return true;
  }
  return isService(cause) && possibleMembers(cause).includes(declaration);
}
