import type { FailoverGroupService, Resource, Source, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { failoverGroups, isOfVirtualCenter, virtualCenter } from '../facts/failover-groups.ts';
import { type Role, resourcesOf, rolesOf, roleWords, sameName } from '../facts/group-roles.ts';
import { usingMscs } from '../facts/sources.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { writtenText } from '../facts/written-resource.ts';
import { message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'wsfc/resource-options';

const says = {
  name: message`${'resource'} of ${'group'} registers ${'name'}, and DNS has the group as ${'dns'}: hosts and clients look for ${'label'} and do not find it. Register ${'label'}.`,
  netBios: message`NetBIOS is off for ${'resource'} of ${'group'}: the name of the group cannot be found by it. Set \`netbios: on\`.`,
  monitor: message`${'resource'} of ${'group'} shares its Resource Monitor: a crash of it takes other resources along. Set \`resource-monitor: separate\`.`,
  service: message`${'resource'} runs ${'stated'}, and ${'title'} is the Windows service ${'wanted'}: the cluster would start something else, or nothing. Set \`service-name\`.`,
  useName: message`${'resource'} of ${'group'} does not use the network name: it registers under the name of the node, which changes with each failover. Add \`use-network-name\`.`,
  parameters: message`${'resource'} of ${'group'} is started with parameters (${'stated'}): VirtualCenter Server takes none from the cluster. Leave them blank.`,
};

export default rule({
  id,
  severity: 'warning',
  title: 'Resources of VirtualCenter have the options that the note asks for',
  why: `Each option decides whether the group looks the same from every node. The network name must be the one that DNS has,
since hosts and clients look for that; NetBIOS makes it known to those who ask by broadcast. \`use-network-name\` lets
VirtualCenter Server see the name of the group instead of the node's. A Resource Monitor of its own keeps the crash of one resource
from taking the others along. The cluster starts services by their Windows names: \`vpxd\`, \`webAccess\`, \`VMware License Server\`; it
passes VirtualCenter Server no parameters.

What the text does not state is left alone. A bare flag is stated: without \`use-network-name\` the option is off.`,
  sources: [
    {
      document: usingMscs,
      place: 'Tables 2 and 4, creating the resources',
      quote: 'Enable NetBIOS for this address',
      statements: ['S4-31', 'S4-44', 'S4-47', 'S4-49', 'S4-50'],
    },
  ],
  messages: says,
  safeFixes: true,
  check(topology, report) {
    for (const group of failoverGroups(topology)) if (isOfVirtualCenter(group)) checkGroup(topology, group, report);
  },
  examples: {
    breaks: virtualCenterText({
      name: '  resource name      : network-name    { after: ip  name: "VC01"  dns-name: "virtualcenter.example.com" }',
      vpxd: '  resource vpxd      : generic-service { after: name  use-network-name  resource-monitor: separate }',
    }),
    keeps: virtualCenterText({
      ip: '  resource ip        : ip-address      { address: "10.0.0.50"  netbios: on }',
      name: '  resource name      : network-name    { after: ip  name: "VC01"  dns-name: "vc01.example.com" }',
      vpxd: '  resource vpxd      : generic-service { after: name  use-network-name  service-name: "vpxd"  start-parameters: "" }',
    }),
    fixed: virtualCenterText({
      name: '  resource name      : network-name    { after: ip  name: "virtualcenter"  dns-name: "virtualcenter.example.com" }',
      vpxd: '  resource vpxd      : generic-service { after: name  use-network-name  resource-monitor: separate }',
    }),
  },
});

/** What a resource should have instead of what it has. */
interface Option {
  readonly text: string;
  readonly property: string;
  readonly value: string;
  readonly changed: Resource;
  readonly title: string;
  /** False where the text states something else on purpose. */
  readonly safe: boolean;
}

function checkGroup(topology: Topology, group: FailoverGroupService, report: Report): void {
  const roles = rolesOf(topology, group);
  const resources = resourcesOf(topology, group);
  for (const resource of resources) reportAll(topology, resource, monitorOf(group, resource), report);
  const { address, networkName, server } = roles;
  if (address) reportAll(topology, address, netBiosOf(group, address), report);
  if (networkName) reportAll(topology, networkName, nameOf(group, networkName), report);
  for (const role of ['server', 'webAccess', 'licence'] as const) {
    const resource = roles[role];
    if (resource) reportAll(topology, resource, serviceOf(resource, role), report);
  }
  if (server && group.product?.name === virtualCenter) {
    reportAll(topology, server, useNameOf(group, server), report);
    reportAll(topology, server, parametersOf(group, server), report);
  }
}

function reportAll(
  topology: Topology,
  { source }: { readonly source: Source },
  option: Option | undefined,
  report: Report,
) {
  if (!option) return;
  const { text, property, value, changed, title, safe } = option;
  report({ source }, text, {
    property,
    fix: (trial) =>
      mends(topology, withElements(topology, changed), trial, { rule: id, source })
        ? { title, edits: [{ edit: 'set', element: source, property, value }], safe }
        : undefined,
  });
}

function nameOf(group: FailoverGroupService, resource: Resource): Option | undefined {
  const { registeredName, dnsName } = resource;
  const label = dnsName?.trim().split('.')[0] ?? '';
  if (registeredName === undefined || label === '' || sameName(registeredName, label)) return undefined;
  return {
    text: says.name({ resource: resource.name, group: group.name, name: registeredName, dns: dnsName ?? '', label }),
    property: 'name',
    value: writtenText(label),
    changed: { ...resource, registeredName: label },
    title: `Register ${label}`,
    safe: false,
  };
}

function netBiosOf(group: FailoverGroupService, resource: Resource): Option | undefined {
  if (resource.netBios !== false) return undefined;
  return {
    text: says.netBios({ resource: resource.name, group: group.name }),
    property: 'netbios',
    value: 'on',
    changed: { ...resource, netBios: true },
    title: `Enable NetBIOS for ${resource.name}`,
    safe: false,
  };
}

function monitorOf(group: FailoverGroupService, resource: Resource): Option | undefined {
  if (resource.resourceMonitor !== 'shared') return undefined;
  return {
    text: says.monitor({ resource: resource.name, group: group.name }),
    property: 'resource-monitor',
    value: 'separate',
    changed: { ...resource, resourceMonitor: 'separate' },
    title: `Run ${resource.name} in a separate Resource Monitor`,
    safe: false,
  };
}

function serviceOf(resource: Resource, role: Role): Option | undefined {
  const { title, serviceName: wanted } = roleWords[role];
  const { serviceName: stated } = resource;
  if (stated === undefined || wanted === undefined || sameName(stated, wanted)) return undefined;
  return {
    text: says.service({ resource: resource.name, stated: writtenText(stated), title, wanted: writtenText(wanted) }),
    property: 'service-name',
    value: writtenText(wanted),
    changed: { ...resource, serviceName: wanted },
    title: `Run the Windows service ${wanted}`,
    safe: false,
  };
}

function useNameOf(group: FailoverGroupService, resource: Resource): Option | undefined {
  if (resource.useNetworkName) return undefined;
  return {
    text: says.useName({ resource: resource.name, group: group.name }),
    property: 'use-network-name',
    value: '',
    changed: { ...resource, useNetworkName: true },
    title: `Let ${resource.name} use the network name`,
    safe: true,
  };
}

function parametersOf(group: FailoverGroupService, resource: Resource): Option | undefined {
  const { startParameters } = resource;
  if (startParameters === undefined || startParameters.trim() === '') return undefined;
  return {
    text: says.parameters({ resource: resource.name, group: group.name, stated: writtenText(startParameters) }),
    property: 'start-parameters',
    value: '""',
    changed: { ...resource, startParameters: '' },
    title: `Start ${resource.name} without parameters`,
    safe: false,
  };
}
