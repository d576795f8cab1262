import type { FailoverGroupService, Resource, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { failoverGroups, isOfVirtualCenter, virtualCenter } from '../facts/failover-groups.ts';
import { resourcesOf, rolesOf } from '../facts/group-roles.ts';
import { usingMscs } from '../facts/sources.ts';
import { isVirtualCenterKey, managedIpOf, virtualCenterKey, withoutKey } from '../facts/virtual-center-facts.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { writtenText } from '../facts/written-resource.ts';
import { message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/registry-replication';

const says = {
  missing: message`The managed IP of ${'group'} is in the registry, and ${'resource'} has no registry key: after a failover the other node has its own managed IP, or none. Let the key of VirtualCenter follow ${'resource'}.`,
  other: message`The managed IP of ${'group'} is in the registry, and ${'resource'} replicates ${'key'}: that is not where VirtualCenter keeps it. Replicate ${'wanted'}.`,
  file: message`The managed IP of ${'group'} is in vpxd.cfg, and ${'resource'} replicates a registry key: the key of the node that served last overwrites the other's. Only with the managed IP in the registry does it follow.`,
  others: message`${'resource'} of ${'group'} replicates a registry key: of the resources of VirtualCenter only VirtualCenter Server has one, and that only with the managed IP in the registry. Delete it.`,
  place: message`The managed IP is said to be here.`,
};

const registryToo = '  synchronize { items: licenses, config, ssl, upgrade, registry  by: dfs }';

export default rule({
  id,
  severity: 'error',
  title:
    'vpxd replicates the registry key of VirtualCenter if the managed IP is there, and nothing else replicates any',
  why: `A cluster can carry a registry key from the node that served to the one that takes over. With the managed IP in the registry
this is how the other node gets it; without replication that node tells hosts an address of its own. With the managed
IP in \`vpxd.cfg\` the file is what must follow, and a replicated key only carries one node's settings over the other's.

Where \`managed-ip\` is not stated, or is \`both\` (which \`wsfc/managed-ip\` reports), nothing is said of \`vpxd\`.`,
  sources: [
    {
      document: usingMscs,
      place: 'Table 4, VirtualCenter Server resource',
      quote: 'only if',
      statements: ['S4-50', 'S4-52'],
    },
  ],
  messages: says,
  safeFixes: true,
  check(topology, report) {
    for (const group of failoverGroups(topology)) if (isOfVirtualCenter(group)) checkGroup(topology, group, report);
  },
  examples: {
    breaks: virtualCenterText({ settings: '  settings { managed-ip: registry }', synchronize: registryToo }),
    keeps: virtualCenterText({
      vpxd: '  resource vpxd      : generic-service { after: name  use-network-name  registry-key: "HKLM\\\\SOFTWARE\\\\VMware, Inc.\\\\VMware VirtualCenter" }',
      settings: '  settings { managed-ip: registry }',
      synchronize: registryToo,
    }),
    fixed: virtualCenterText({
      vpxd: '  resource vpxd      : generic-service { after: name  use-network-name  registry-key: "HKLM\\\\SOFTWARE\\\\VMware, Inc.\\\\VMware VirtualCenter" }',
      settings: '  settings { managed-ip: registry }',
      synchronize: registryToo,
    }),
  },
});

function checkGroup(topology: Topology, group: FailoverGroupService, report: Report): void {
  const server = group.product?.name === virtualCenter ? rolesOf(topology, group).server : undefined;
  if (server) checkServer(topology, group, server, report);
  for (const resource of resourcesOf(topology, group)) {
    if (resource === server || resource.registryKey === undefined) continue;
    report(resource, says.others({ resource: resource.name, group: group.name }), {
      property: 'registry-key',
      fix: (trial) => deleting(topology, resource, trial),
    });
  }
}

function checkServer(topology: Topology, group: FailoverGroupService, server: Resource, report: Report): void {
  const place = managedIpOf(group);
  const key = server.registryKey;
  const names = { group: group.name, resource: server.name };
  const related = [{ source: group.source, property: 'managed-ip', message: says.place({}) }];
  if (place === 'config-file' && key !== undefined)
    report(server, says.file(names), {
      property: 'registry-key',
      related,
      fix: (trial) => deleting(topology, server, trial),
    });
  if (place !== 'registry' || (key !== undefined && isVirtualCenterKey(key))) return;
  report(server, key === undefined ? says.missing(names) : says.other({ ...names, key, wanted: virtualCenterKey }), {
    property: 'registry-key',
    related,
    fix: (trial) => setting(topology, server, trial),
  });
}

function setting(topology: Topology, server: Resource, trial: Trial): Fix | undefined {
  const changed = withElements(topology, { ...server, registryKey: virtualCenterKey });
  if (!mends(topology, changed, trial, { rule: id, source: server.source })) return undefined;
  return {
    title: `Let the registry key of VirtualCenter follow ${server.name}`,
    edits: [{ edit: 'set', element: server.source, property: 'registry-key', value: writtenText(virtualCenterKey) }],
    safe: server.registryKey === undefined,
  };
}

function deleting(topology: Topology, resource: Resource, trial: Trial): Fix | undefined {
  if (!mends(topology, withElements(topology, withoutKey(resource)), trial, { rule: id, source: resource.source }))
    return undefined;
  return {
    title: `Delete the registry key of ${resource.name}`,
    edits: [{ edit: 'remove', element: resource.source, property: 'registry-key' }],
    safe: true,
  };
}
