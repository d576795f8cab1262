import { find } from '../../topology/lookup.ts';
import type { FailoverGroupService, Id, Resource, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { afterEdits, namesOf } from '../facts/dependency-chain.ts';
import { failoverGroups, isOfVirtualCenter } from '../facts/failover-groups.ts';
import { everythingBefore, resourcesOf } from '../facts/group-roles.ts';
import { resourceDependencies, usingMscs } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type ModelEdit, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/dependency-same-group';

const says = {
  outside: message`${'resource'} of ${'group'} comes after ${'others'}: a cluster waits for resources of the same group alone, and ${'groups'} may be on another node. Put them into one group, or let ${'group'} need ${'groups'}.`,
  other: message`${'resource'} belongs to ${'group'}.`,
  name: message`${'resource'}, the network name of ${'group'}, comes after no IP address: it has nothing to register under, and stays offline. Add \`after: ${'before'}\`.`,
  usesName: message`${'resource'} of ${'group'} uses the network name and comes after none: it may start before the name is there, and sees that of the node. Add \`after: ${'before'}\`.`,
  before: message`${'before'} is there.`,
  named: message`${'group'}.${'resource'}`,
};

const example = (after: string) => `network public
network heartbeat { dedicated }
server db1 { nic lan0 -> public  nic lan1 -> heartbeat }
server db2 { nic lan0 -> public  nic lan1 -> heartbeat }
server db3 { nic lan0 -> public  nic lan1 -> heartbeat }

failover-cluster Databases {
  nodes: db1, db2, db3
  networks: heartbeat, public
  quorum: majority
}

service Storage : failover-group {
  cluster: Databases
  resource disk : physical-disk
}

service Billing : failover-group {
  cluster: Databases
  needs: Storage
  resource ip   : ip-address      { address: "10.0.0.40" }
  resource name : network-name    { after: ip }
  resource sql  : generic-service { after: ${after} }
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'Dependencies stay inside the group, and what needs an address or a name comes after it',
  why: `A group is what a cluster moves and starts as one. A resource and all that it depends on must be in the same group: what
is in another one may be on another node, or offline, and the cluster neither waits for it nor moves it along. Where a group needs
another one, \`needs\` says so.

Windows also asks that a network name depends on an IP address; a service that uses the network name must come after it, or it
starts under the name of the node. (For VirtualCenter and its licence server \`wsfc/dependency-chain\` reports these two.) Resources that
wait for themselves are an error of the language itself.`,
  sources: [
    {
      ...resourceDependencies,
      quote: 'A dependent resource and all of its dependencies must be in the same group',
      statements: [],
    },
    { document: usingMscs, place: 'Figure 5', statements: ['S4-68'] },
  ],
  messages: says,
  safeFixes: true,
  check(topology, report) {
    for (const group of failoverGroups(topology))
      for (const resource of resourcesOf(topology, group)) {
        checkOutside(topology, group, resource, report);
        if (!isOfVirtualCenter(group)) checkRequired(topology, group, resource, report);
      }
  },
  examples: { breaks: example('name, Storage.disk'), keeps: example('name'), fixed: example('name') },
});

function checkOutside(topology: Topology, group: FailoverGroupService, resource: Resource, report: Report): void {
  const others = [...new Set(resource.afterOutside)].flatMap((each) => find(topology, 'resource', each) ?? []);
  if (others.length === 0) return;
  const groupOf = (other: Resource) => find(topology, 'service', other.group)?.name ?? '';
  const text = says.outside({
    resource: resource.name,
    group: group.name,
    others: listed(others.map((other) => says.named({ group: groupOf(other), resource: other.name }))),
    groups: listed([...new Set(others.map(groupOf))]),
  });
  report(resource, text, {
    property: outsideProperty(resource),
    related: others.slice(0, 8).map((other) => ({
      source: other.source,
      message: says.other({ resource: other.name, group: groupOf(other) }),
    })),
    fix: (trial) => dropping(topology, resource, others, trial),
  });
}

/** Where all that is left of `after` is inside, the others stand behind `after any`. */
function outsideProperty(resource: Resource): string {
  return resource.after.length === 0 && resource.afterAny.length > 0 ? 'after any' : 'after';
}

/** Leaves out what is in other groups, in both lists. */
function dropping(topology: Topology, resource: Resource, others: readonly Resource[], trial: Trial): Fix | undefined {
  const { afterOutside: _, ...inside } = resource;
  if (!mends(topology, withElements(topology, inside), trial, { rule: id, source: resource.source })) return undefined;
  return {
    title: `Let ${resource.name} not wait for ${listed(others.map((other) => other.name))}`,
    edits: [
      ...keeping(topology, resource, 'after', resource.after),
      ...keeping(topology, resource, 'after any', resource.afterAny),
    ],
    safe: false,
  };
}

function keeping(topology: Topology, { source }: Resource, property: string, ids: readonly Id[]): readonly ModelEdit[] {
  if (ids.length === 0) return [{ edit: 'remove', element: source, property }];
  return [{ edit: 'set', element: source, property, value: namesOf(topology, ids).join(', ') }];
}

function checkRequired(topology: Topology, group: FailoverGroupService, resource: Resource, report: Report): void {
  const isName = resource.resourceType === 'network-name';
  if (!isName && !resource.useNetworkName) return;
  const wanted = isName ? 'ip-address' : 'network-name';
  const all = resourcesOf(topology, group).filter((each) => each.resourceType === wanted);
  const before = everythingBefore(topology, resource);
  const [first] = all;
  if (!first || all.some((each) => before.has(each.id))) return;
  const names = { resource: resource.name, group: group.name, before: first.name };
  report(resource, isName ? says.name(names) : says.usesName(names), {
    property: 'after',
    related: [{ source: first.source, message: says.before({ before: first.name }) }],
    fix: (trial) => adding(topology, resource, first, trial),
  });
}

function adding(topology: Topology, resource: Resource, before: Resource, trial: Trial): Fix | undefined {
  // a round would be the language's error
  if (everythingBefore(topology, before).has(resource.id)) return undefined;
  const changed = { ...resource, after: [...resource.after, before.id] };
  if (!mends(topology, withElements(topology, changed), trial, { rule: id, source: resource.source })) return undefined;
  return {
    title: `Let ${resource.name} come after ${before.name}`,
    edits: afterEdits(topology, [changed]),
    safe: true,
  };
}
