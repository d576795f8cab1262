/** Failover clusters at random, as text of the language and as Pacemaker has them. */
import fc from 'fast-check';
import type { Constraint, CrmCluster } from './crm.ts';

export interface Resource {
  readonly name: string;
  /** Resources that are online before it. */
  readonly after: readonly string[];
  /** The nodes on which it may run, where not on all. */
  readonly owners: readonly string[] | undefined;
}

export interface Group {
  readonly name: string;
  readonly resources: readonly Resource[];
  /** The nodes on which it may run, best first. */
  readonly owners: readonly string[];
  readonly preferred: string | undefined;
  /** Kept apart from the other groups of which this is true, where that is possible. */
  readonly apart: boolean;
}

export interface Step {
  readonly fail: readonly string[];
  readonly restore: readonly string[];
}

export interface GroupCase {
  readonly nodes: readonly string[];
  readonly groups: readonly Group[];
  readonly steps: readonly Step[];
}

/** Between two steps: what follows from one is over before the next. */
export const betweenSteps = 3600;

const group = fc.record({
  resources: fc.array(fc.record({ after: fc.array(fc.nat(3), { maxLength: 2 }), owners: fc.nat(9) }), {
    minLength: 1,
    maxLength: 4,
  }),
  owners: fc.option(fc.array(fc.nat(4), { minLength: 1, maxLength: 4 }), { nil: undefined }),
  preferred: fc.option(fc.nat(4), { nil: undefined }),
  apart: fc.boolean(),
});

export const groupCase: fc.Arbitrary<GroupCase> = fc
  .record({
    nodes: fc.integer({ min: 2, max: 5 }),
    groups: fc.array(group, { minLength: 1, maxLength: 3 }),
    steps: fc.array(fc.record({ nodes: fc.array(fc.nat(4), { minLength: 1, maxLength: 2 }), back: fc.boolean() }), {
      minLength: 1,
      maxLength: 5,
    }),
  })
  .map(({ nodes: count, groups: drawn, steps }): GroupCase => {
    const nodes = Array.from({ length: count }, (_, at) => `n${at}`);
    const pick = (at: number) => nodes[at % count] ?? '';
    const groups = drawn.map(({ resources, owners, preferred, apart }, g): Group => {
      const allowed = owners ? [...new Set(owners.map(pick))] : nodes;
      return {
        name: `g${g}`,
        resources: resources.map(({ after, owners: without }, r) => ({
          name: `g${g}r${r}`,
          after: [...new Set(after.filter((other) => other < r).map((other) => `g${g}r${other}`))],
          // Every second resource or so is bound: to all nodes but one.
          owners: without < count ? nodes.filter((_, at) => at !== without) : undefined,
        })),
        owners: allowed,
        preferred: preferred === undefined ? undefined : allowed[preferred % allowed.length],
        apart,
      };
    });
    return { nodes, groups, steps: stepsOf(nodes, steps) };
  });

function stepsOf(nodes: readonly string[], drawn: readonly { nodes: readonly number[]; back: boolean }[]): Step[] {
  const lost = new Set<string>();
  const written: Step[] = [];
  for (const { nodes: numbers, back } of drawn) {
    const named = [...new Set(numbers.map((at) => nodes[at % nodes.length] ?? ''))];
    const chosen = named.filter((name) => lost.has(name) === back);
    if (chosen.length === 0) continue;
    for (const name of chosen)
      if (back) lost.delete(name);
      else lost.add(name);
    written.push(back ? { fail: [], restore: chosen } : { fail: chosen, restore: [] });
  }
  return written;
}

/** The nodes on which all of a group may run, best first. */
export function possibleOwners({ owners, preferred, resources }: Group): readonly string[] {
  const inOrder = preferred === undefined ? owners : [preferred, ...owners.filter((name) => name !== preferred)];
  return inOrder.filter((name) => resources.every((one) => one.owners?.includes(name) ?? true));
}

/** More than half of the votes, one a node. */
export function hasMajority({ nodes }: GroupCase, living: readonly string[]): boolean {
  return 2 * living.length > nodes.length;
}

export function hatopoOf({ nodes, groups, steps }: GroupCase): string {
  const groupTexts = groups.map(({ name, resources, owners, preferred, apart }) => {
    const properties = [
      `owners: ${owners.join(', ')}`,
      preferred === undefined ? '' : `preferred: ${preferred}`,
      apart ? 'anti-affinity: "apart"' : '',
    ];
    const parts = resources.map((one) => {
      const after = one.after.length === 0 ? '' : `after: ${one.after.join(', ')}`;
      return `  resource ${one.name} : generic-service { ${after}  ${one.owners ? `owners: ${one.owners.join(', ')}` : ''} }`;
    });
    return `service ${name} : failover-group { cluster: F  ${properties.join('  ')}\n${parts.join('\n')}\n}`;
  });
  const lines = steps.map(({ fail, restore }, at) => {
    const what = fail.length > 0 ? `fail ${fail.join(', ')}` : `restore ${restore.join(', ')}`;
    return `  at ${at * betweenSteps} s ${what}`;
  });
  return `network lan
${nodes.map((name) => `server ${name} { nic l -> lan }`).join('\n')}
failover-cluster F { nodes: ${nodes.join(', ')}  networks: lan  quorum: majority  dynamic-quorum: off }
${groupTexts.join('\n')}
scenario "Steps" {
${lines.join('\n')}
}
`;
}

/**
 * The cluster while groups are online on these nodes, each as a whole, and these nodes are lost, before a step.
 * Pacemaker would take groups apart that run side by side; as nobody else does, only a group that has
 * to be placed is kept apart from others.
 */
export function crmOf(
  { nodes, groups }: GroupCase,
  online: ReadonlyMap<string, string>,
  lost: ReadonlySet<string>,
  { fail: failing, restore }: Step,
): CrmCluster {
  const left = nodes.filter((name) => restore.includes(name) || (!lost.has(name) && !failing.includes(name)));
  const stays = ({ name }: Group) => online.has(name) && !failing.includes(online.get(name) ?? '');
  const constraints: Constraint[] = [];
  for (const group of groups) {
    const { resources, owners } = group;
    const order = [...possibleOwners(group), ...owners];
    for (const [at, { name, owners: own, after }] of resources.entries()) {
      for (const node of nodes) {
        const allowed = owners.includes(node) && (own?.includes(node) ?? true);
        // The order of owners is the order in which they are liked; below 0 Pacemaker would refuse a node, so that
        // they stay above what keeps groups apart.
        const score = allowed ? 10_000 - 10 * order.indexOf(node) : '-INFINITY';
        if (!allowed || at === 0) constraints.push({ kind: 'location', resource: name, node, score });
      }
      for (const first of after) constraints.push({ kind: 'order', first, next: name });
      const [before] = resources.slice(at - 1, at);
      if (at > 0 && before)
        constraints.push({ kind: 'together', resource: name, with: before.name, score: 'INFINITY' });
    }
  }
  const inOrder = groups.toSorted((a, b) => Number(stays(b)) - Number(stays(a)));
  // Of a group that no node can run as a whole Pacemaker runs a part, from which nobody is to be kept apart.
  const apart = inOrder.filter((group) => group.apart && possibleOwners(group).some((name) => left.includes(name)));
  for (const [at, group] of apart.entries())
    for (const other of stays(group) ? [] : apart.slice(0, at)) {
      const [one, before] = [group.resources[0]?.name, other.resources[0]?.name];
      if (one !== undefined && before !== undefined)
        constraints.push({ kind: 'together', resource: one, with: before, score: -1000 });
    }
  return {
    nodes: nodes.map((name) => ({ name, lost: lost.has(name) })),
    resources: inOrder.flatMap(({ name: of, resources }, g) =>
      resources.map(({ name }) => ({ name, node: online.get(of), priority: 100 - g })),
    ),
    constraints,
    properties: { 'no-quorum-policy': 'stop' },
  };
}
