import type { FailoverGroupService, Resource, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { afterEdits, brokenLinks, mendedChain, namesOf, onlyAdds } from '../facts/dependency-chain.ts';
import { failoverGroups, isOfVirtualCenter } from '../facts/failover-groups.ts';
import { rolesOf, roleWords } from '../facts/group-roles.ts';
import { resourceDependencies, usingMscs } from '../facts/sources.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/dependency-chain';

const says = {
  missing: message`${'resource'} of ${'group'} does not come after ${'before'}: the cluster may start ${'title'} before ${'beforeTitle'} is online, and it fails or answers under the wrong name. Add \`after: ${'before'}\`.`,
  address: message`${'resource'} of ${'group'} comes after ${'others'}: the IP address comes online first and depends on nothing. Leave its \`after\` out.`,
  before: message`${'before'} is ${'title'} of ${'group'}.`,
};

export default rule({
  id,
  severity: 'error',
  title: 'Resources of VirtualCenter come online in order: IP address, network name, VirtualCenter Server, web access',
  why: `The cluster brings a resource online after those that it depends on, and takes it offline before them. VirtualCenter
Server registers under the network name, which needs the IP address; web access talks to VirtualCenter Server. Where one of these
dependencies is missing, services start too early: after a failover they fail, or answer under the name of the node, and nobody
finds them.

A dependency over another resource counts, so \`vpxd\` may come after a disk that comes after the name. A licence server in a
group of its own has the same chain: IP address, network name, licence server. Which resource is which is told by \`service-name\`, else by
its name; where neither tells, the first service is VirtualCenter Server.`,
  sources: [
    {
      document: usingMscs,
      place: 'Table 4, Figure 4',
      quote: 'The IP address resource has no dependencies',
      statements: ['S4-32', 'S4-46', 'S4-48', 'S4-49', 'S4-50'],
    },
    { ...resourceDependencies, statements: [] },
  ],
  messages: says,
  safeFixes: true,
  check(topology, report) {
    for (const group of failoverGroups(topology)) if (isOfVirtualCenter(group)) checkGroup(topology, group, report);
  },
  examples: {
    breaks: virtualCenterText({
      ip: '  resource ip        : ip-address      { address: "10.0.0.50"  after: name }',
      name: '  resource name      : network-name',
      webAccess: '  resource webAccess : generic-service { after: name }',
    }),
    keeps: virtualCenterText({
      vpxd: '  resource logs      : physical-disk   { after: name }\n  resource vpxd      : generic-service { after: logs  use-network-name }',
    }),
    fixed: virtualCenterText({
      ip: '  resource ip        : ip-address      { address: "10.0.0.50" }',
      name: '  resource name      : network-name { after: ip }',
      webAccess: '  resource webAccess : generic-service { after: name, vpxd }',
    }),
  },
});

function checkGroup(topology: Topology, group: FailoverGroupService, report: Report): void {
  const roles = rolesOf(topology, group);
  const { address } = roles;
  const waitsFor = address ? [...address.after, ...address.afterAny] : [];
  if (address && waitsFor.length > 0) {
    const others = listed(namesOf(topology, waitsFor));
    report(address, says.address({ resource: address.name, group: group.name, others }), {
      property: address.after.length > 0 ? 'after' : 'after any',
      fix: (trial) => fixOf(topology, group, address, trial),
    });
  }
  for (const { role, before } of brokenLinks(topology, group)) {
    const [resource, earlier] = [roles[role], roles[before]];
    if (!resource || !earlier) continue;
    const text = says.missing({
      resource: resource.name,
      group: group.name,
      before: earlier.name,
      title: roleWords[role].title,
      beforeTitle: roleWords[before].title,
    });
    const said = says.before({ before: earlier.name, title: roleWords[before].title, group: group.name });
    report(resource, text, {
      property: 'after',
      related: [{ source: earlier.source, message: said }],
      fix: (trial) => fixOf(topology, group, resource, trial),
    });
  }
}

/** Puts the whole chain in order: one dependency that is added alone may close a round. */
function fixOf(topology: Topology, group: FailoverGroupService, { source }: Resource, trial: Trial): Fix | undefined {
  const changed = mendedChain(topology, group);
  if (!changed || !mends(topology, withElements(topology, ...changed), trial, { rule: id, source })) return undefined;
  return {
    title: `Put the resources of ${group.name} in order`,
    edits: afterEdits(topology, changed),
    safe: onlyAdds(topology, changed),
  };
}
