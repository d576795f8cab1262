/** Services, and resources of a group, that depend on themselves over others. */
import type { AstNode } from 'langium';
import type { Declaration, Path, Resource, Service } from '../generated/ast.ts';
import { isAfterProperty, isReferenceProperty, isResource, isService } from '../generated/ast.ts';
import { itemsOf, targetOf } from '../paths.ts';
import { symbolsOf } from '../scope/symbols.ts';
import type { Check, Context } from './check.ts';
import type { StatedMember } from './memberships.ts';
import { WHOLE } from './places.ts';

const message = {
  services: (p: { name: string; round: string }) =>
    `${p.name} depends on itself: ${p.round}. Take one of these services out of the round.`,
  resources: (p: { name: string; round: string }) =>
    `${p.name} waits for itself: ${p.round}. None of them could ever come online: take one ${'`after`'} away.`,
};

interface Step<N> {
  readonly to: N;
  readonly path: Path;
}

export const cycles: Check = {
  Document: (_, context) => {
    const services = symbolsOf(context.document).declarations.filter(isService);
    reportCycles(services, (service) => stepsOfService(service, context.membersOf(service)), message.services, context);
  },
  Service: (group, context) => {
    const resources = itemsOf(group).filter(isResource);
    if (resources.length > 0) reportCycles(resources, stepsOfResource, message.resources, context);
  },
};

function stepsOfService(service: Service, members: readonly StatedMember[]): Step<Service>[] {
  const needs = itemsOf(service)
    .filter(isReferenceProperty)
    .filter(({ key }) => key === 'needs')
    .flatMap(({ refs }) => refs);
  return [...members.map(({ path }) => path), ...needs].flatMap((path) => stepTo(path, isService));
}

function stepsOfResource(resource: Resource): Step<Resource>[] {
  return itemsOf(resource)
    .filter(isAfterProperty)
    .flatMap(({ refs }) => refs)
    .flatMap((path) => stepTo(path, isResource));
}

function stepTo<N extends Declaration>(path: Path, is: (node: unknown) => node is N): Step<N>[] {
  const to = targetOf(path);
  return is(to) ? [{ to, path }] : [];
}

/** Reports each round once, at the name that closes it. */
function reportCycles<N extends Service | Resource>(
  nodes: readonly N[],
  stepsOf: (node: N) => readonly Step<N>[],
  text: (p: { name: string; round: string }) => string,
  { report }: Context,
): void {
  const done = new Set<N>();
  const own = new Set<N>(nodes);
  for (const start of nodes) {
    // Depth first without recursion: a chain may be as long as the file.
    const trail: { node: N; steps: readonly Step<N>[]; next: number }[] = [];
    const onTrail = new Set<N>();
    const enter = (node: N) => {
      trail.push({ node, steps: stepsOf(node), next: 0 });
      onTrail.add(node);
    };
    if (!done.has(start)) enter(start);
    while (trail.length > 0) {
      const top = trail[trail.length - 1];
      const step = top?.steps[top.next++];
      if (!top || !step) {
        const left = trail.pop();
        if (left) {
          onTrail.delete(left.node);
          done.add(left.node);
        }
      } else if (onTrail.has(step.to)) {
        const names = trail.slice(trail.findIndex(({ node }) => node === step.to)).map(({ node }) => node.name);
        if (own.has(top.node)) {
          report({
            code: 'hatopo/cycle',
            message: text({ name: step.to.name, round: [...names, step.to.name].join(' → ') }),
            place: { node: step.path as AstNode, feature: WHOLE },
          });
        }
      } else if (!done.has(step.to)) enter(step.to);
    }
  }
}
