import { findMachine } from '../../topology/lookup.ts';
import type { Cluster, FailoverGroupService, Resource, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { clusterOfGroup, virtualCenterGroups } from '../facts/failover-groups.ts';
import { rolesOf } from '../facts/group-roles.ts';
import { referenceTo } from '../facts/names.ts';
import { usingMscs } from '../facts/sources.ts';
import {
  isVirtualCenterKey,
  managedIpOf,
  nodeWithAddress,
  sameAddress,
  virtualCenterKey,
  withoutKey,
} from '../facts/virtual-center-facts.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { writtenText } from '../facts/written-resource.ts';
import { message } from '../message.ts';
import { type Fix, type ModelEdit, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/managed-ip';

const says = {
  both: message`The managed IP of ${'group'} stands in vpxd.cfg and in the registry: after a change of one of them hosts are told two addresses. Keep it in one place.`,
  notStated: message`It is not stated where ${'group'} keeps its managed IP: in vpxd.cfg or in the registry. State \`settings { managed-ip: config-file }\` or \`registry\`, as what must follow to the other node depends on it.`,
  differs: message`The managed IP of ${'group'} is ${'managed'}, and its address ${'resource'} is ${'address'}: hosts report to an address at which nobody answers. Copy that of ${'resource'}.`,
  ofNode: message`The managed IP of ${'group'} is ${'managed'}, the address of ${'node'} itself: after a failover hosts go on reporting to ${'node'}. Copy that of ${'resource'}, ${'address'}.`,
  taken: message`${'resource'} of ${'group'} has ${'address'}, the address of ${'node'} itself: the group needs one of its own that moves with it. Choose another address.`,
  vcenter: message`${'cluster'} is managed by ${'node'}, a node of ${'group'}: after a failover its hosts lose their VirtualCenter. Name ${'group'} instead.`,
  resource: message`${'resource'} is the IP address of ${'group'}.`,
  node: message`${'node'} has this address.`,
  group: message`${'group'} runs on ${'node'}, or on another node.`,
};

const text = (managed: string) =>
  virtualCenterText({
    settings: `  settings {
    managed-ip: config-file
    managed-ip-address: "${managed}"
  }`,
  });

export default rule({
  id,
  severity: 'error',
  title: 'The managed IP of VirtualCenter stands in one place and is the address of the group',
  why: `VirtualCenter tells every ESX host the address to report to. On a cluster that must be the address of the group, which
moves with it; it is configured in \`vpxd.cfg\` or in the registry. In both places they drift apart; with the address of a node, or
an old one, hosts report to where nobody answers after a failover, and show as not responding.

For the same reason clusters name the group as their \`vcenter\`, never one of its nodes. Where \`managed-ip\` is not stated,
that is said as information; addresses that are not stated are left alone.`,
  sources: [
    {
      document: usingMscs,
      place: 'VirtualCenter Server IP address',
      quote: 'must also specify and maintain the VirtualCenter Server IP address',
      statements: ['S4-13', 'S4-14', 'S4-42', 'S4-53'],
    },
  ],
  messages: says,
  safeFixes: true,
  check(topology, report) {
    for (const group of virtualCenterGroups(topology)) {
      checkPlace(topology, group, report);
      checkAddress(topology, group, report);
    }
    for (const cluster of topology.clusters) checkVcenter(topology, cluster, report);
  },
  examples: { breaks: text('10.0.0.5'), keeps: text('10.0.0.50'), fixed: text('10.0.0.50') },
});

function checkPlace(topology: Topology, group: FailoverGroupService, report: Report): void {
  const place = managedIpOf(group);
  if (place === undefined) report(group, says.notStated({ group: group.name }), { notStated: true });
  if (place !== 'both') return;
  report(group, says.both({ group: group.name }), {
    property: 'managed-ip',
    fix: (trial) => {
      const { server } = rolesOf(topology, group);
      const fixes = [inFile(topology, group, server, trial), inRegistry(topology, group, server, trial)];
      const best = server?.registryKey === undefined ? fixes : fixes.reverse();
      return best.filter((fix) => fix !== undefined);
    },
  });
}

/** In the file alone: no registry key follows the group then. */
function inFile(
  topology: Topology,
  group: FailoverGroupService,
  server: Resource | undefined,
  trial: Trial,
): Fix | undefined {
  const without = server?.registryKey === undefined ? [] : [withoutKey(server)];
  return placeFix(topology, group, 'config-file', 'Keep the managed IP in vpxd.cfg', without, trial, [
    ...without.map((resource): ModelEdit => ({ edit: 'remove', element: resource.source, property: 'registry-key' })),
  ]);
}

/** In the registry alone: its key follows the group. */
function inRegistry(
  topology: Topology,
  group: FailoverGroupService,
  server: Resource | undefined,
  trial: Trial,
): Fix | undefined {
  if (!server) return undefined;
  const hasKey = server.registryKey !== undefined && isVirtualCenterKey(server.registryKey);
  const changed = hasKey ? [] : [{ ...server, registryKey: virtualCenterKey }];
  return placeFix(topology, group, 'registry', 'Keep the managed IP in the registry', changed, trial, [
    ...changed.map(
      ({ source }): ModelEdit => ({
        edit: 'set',
        element: source,
        property: 'registry-key',
        value: writtenText(virtualCenterKey),
      }),
    ),
  ]);
}

function placeFix(
  topology: Topology,
  group: FailoverGroupService,
  place: 'config-file' | 'registry',
  title: string,
  changed: readonly Resource[],
  trial: Trial,
  more: readonly ModelEdit[],
): Fix | undefined {
  const settings = { ...group.settings, 'managed-ip': place };
  const after = withElements(topology, { ...group, settings }, ...changed);
  if (!mends(topology, after, trial, { rule: id, source: group.source })) return undefined;
  const edit: ModelEdit = { edit: 'set', element: group.source, property: 'settings managed-ip', value: place };
  return { title, edits: [edit, ...more], safe: false };
}

function checkAddress(topology: Topology, group: FailoverGroupService, report: Report): void {
  const { address: resource } = rolesOf(topology, group);
  const managed = group.settings['managed-ip-address'];
  if (resource?.address === undefined) return;
  const names = { group: group.name, resource: resource.name, address: resource.address, managed: managed ?? '' };
  const said = { source: resource.source, property: 'address', message: says.resource(names) };
  const owner = nodeWithAddress(topology, group, resource.address);
  if (owner)
    report(resource, says.taken({ ...names, node: owner.name }), {
      property: 'address',
      related: [{ source: owner.source, property: 'address', message: says.node({ node: owner.name }) }],
    });
  if (managed === undefined || sameAddress(managed, resource.address)) return;
  const node = nodeWithAddress(topology, group, managed);
  report(group, node ? says.ofNode({ ...names, node: node.name }) : says.differs(names), {
    property: 'managed-ip-address',
    related: [
      said,
      ...(node ? [{ source: node.source, property: 'address', message: says.node({ node: node.name }) }] : []),
    ],
    fix: (trial) => copying(topology, group, resource, trial),
  });
}

function copying(
  topology: Topology,
  group: FailoverGroupService,
  { name, address }: Resource,
  trial: Trial,
): Fix | undefined {
  if (address === undefined) return undefined;
  const settings = { ...group.settings, 'managed-ip-address': address };
  const changed = withElements(topology, { ...group, settings });
  if (!mends(topology, changed, trial, { rule: id, source: group.source })) return undefined;
  return {
    title: `Copy ${address} from ${name}`,
    edits: [
      { edit: 'set', element: group.source, property: 'settings managed-ip-address', value: writtenText(address) },
    ],
    safe: false,
  };
}

function checkVcenter(topology: Topology, cluster: Cluster, report: Report): void {
  const node = findMachine(topology, cluster.vcenter);
  const group =
    node && virtualCenterGroups(topology).find((each) => clusterOfGroup(topology, each)?.nodes.includes(node.id));
  if (!node || !group) return;
  const names = { cluster: cluster.name, node: node.name, group: group.name };
  report(cluster, says.vcenter(names), {
    property: 'vcenter',
    related: [{ source: group.source, message: says.group(names) }],
    fix: (trial) =>
      mends(topology, withElements(topology, { ...cluster, vcenter: group.id }), trial, {
        rule: id,
        source: cluster.source,
      })
        ? {
            title: `Let ${group.name} manage ${cluster.name}`,
            edits: [{ edit: 'set', element: cluster.source, property: 'vcenter', value: referenceTo(topology, group) }],
            safe: true,
          }
        : undefined,
  });
}
