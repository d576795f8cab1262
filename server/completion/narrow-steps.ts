/** Which names make sense in a step of a scenario, or as the place of an expectation: those that no check would report. */
import type { AstNode } from 'langium';
import { allServe } from '../../language/checks/injections.ts';
import { collectMemberships, isWhole, memberReader, possibleMembers } from '../../language/checks/memberships.ts';
import { candidateHosts as hostsThatMayRun, stands } from '../../language/checks/reach.ts';
import { concerns, hitBefore } from '../../language/checks/restored.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { statementsCalled } from '../../language/vocabulary/index.ts';
import { candidateHosts, runningHost } from '../adapters.ts';
import { all, oneOf, type Ranking, type Sieve } from './choice.ts';
import type { StepNarrowing } from './expected.ts';
import { type Here, resolve } from './places.ts';

/** @param scenario the one that is written, where the tree has it */
export function sieveOfStep(narrowing: StepNarrowing, scenario: AstNode | undefined, here: Here): Sieve {
  switch (narrowing.to) {
    case 'hosts of':
      return oneOf(otherHosts(resolve(narrowing.machine, here, ['Vm'])));
    case 'owners of': {
      const group = resolve(narrowing.group, here, ['Service']);
      return oneOf(ast.isService(group) ? possibleMembers(group) : []);
    }
    case 'groups':
      return (declaration) =>
        !ast.isService(declaration) || !isWhole(declaration) || declaration.mode === 'failover-group';
    case 'members':
      return members(here);
    case 'broken':
      return broken(scenario, here.cursor);
    case 'places of':
      return placesOf(narrowing, here);
  }
}

/** The other hosts on which a VM may come to run. */
function otherHosts(vm: Declaration | undefined): readonly Declaration[] {
  const host = ast.isVm(vm) ? runningHost(vm) : undefined;
  return host ? candidateHosts(host).filter((other) => other !== host) : [];
}

/** What can be made the active one: a member of a service in which not all serve; a cluster leads to its nodes. */
function members({ document, documents }: Here): Sieve {
  const { of, complete } = collectMemberships(
    document as Parameters<typeof collectMemberships>[0],
    documents,
    memberReader(),
  );
  return (declaration) => {
    const holders = of.get(declaration) ?? [];
    if (holders.length === 0) return !complete || ast.isFailoverCluster(declaration);
    return holders.some(({ service }) => !allServe.has(service.mode));
  };
}

/** What a step above did something to, and what in it that may have taken down. */
function broken(scenario: AstNode | undefined, cursor: number): Sieve {
  const hit = ast.isScenario(scenario) ? hitBefore(scenario, cursor) : [];
  return hit.length === 0
    ? all
    : (declaration) => hit.some((each) => concerns(each, declaration) && !stands(each, declaration));
}

/** What a step above named comes before what that may have taken down. */
export function rankingOfBroken(scenario: AstNode | undefined, cursor: number): Ranking {
  const hit = ast.isScenario(scenario) ? hitBefore(scenario, cursor) : [];
  return (declaration) => ({ rank: hit.includes(declaration) ? 0 : 1 });
}

function placesOf({ subject, kind }: Extract<StepNarrowing, { to: 'places of' }>, here: Here): Sieve {
  const type = kind && statementsCalled(kind)[0]?.type;
  const meant = resolve(subject, here, type ? [type as Declaration['$type']] : []);
  const places = meant && possiblePlaces(meant, new Set());
  return places ? (place) => places.has(place) : all;
}

/** All on or in which something may run or serve, it itself among them; `undefined` where the text does not say enough. */
function possiblePlaces(subject: Declaration, seen: Set<Declaration>): ReadonlySet<AstNode> | undefined {
  if (seen.has(subject)) return new Set();
  seen.add(subject);
  if (ast.isService(subject)) {
    const members = possibleMembers(subject);
    if (members.length === 0 || !isWhole(subject)) return undefined;
    const all = members.map((member) => possiblePlaces(member, seen));
    return all.every((each) => each !== undefined) ? new Set(all.flatMap((each) => [...each])) : undefined;
  }
  const metal = ast.isVm(subject) ? hostsThatMayRun(subject) : ast.isServer(subject) ? [subject] : [];
  if (metal.length === 0) return undefined;
  const places = new Set<AstNode>([subject, ...metal]);
  for (const each of metal)
    for (let outer: AstNode | undefined = each.$container; outer; outer = outer.$container) places.add(outer);
  return places;
}
