import { find } from '../../topology/lookup.ts';
import type { FailoverGroupService, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { chainOf } from '../facts/dependency-chain.ts';
import { groupsOf, licenceGroups, virtualCenter, virtualCenterGroups } from '../facts/failover-groups.ts';
import { allRoles, type Role, rolesOf, roleWords } from '../facts/group-roles.ts';
import { inserting } from '../facts/inserting-resources.ts';
import { antiAffinityClasses, usingMscs } from '../facts/sources.ts';
import { moving, retyping, straysOf, wrongTypes } from '../facts/stray-resources.ts';
import { licenceServices, sameAddress } from '../facts/virtual-center-facts.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { writtenText } from '../facts/written-resource.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Related, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/single-group';

const says = {
  release: message`${'group'} runs VirtualCenter ${'release'} on a cluster: that is supported from 2.0.1 Patch 2. Take a newer release.`,
  patch: message`${'group'} runs VirtualCenter 2.0.1, and its patch is not stated: clusters are supported from Patch 2. State \`release: "2.0.1 Patch 2"\`.`,
  missing: message`${'group'} has no resource for ${'roles'}: what the cluster does not know it does not start on the other node. Add ${'resources'}.`,
  none: message`The resources of ${'group'} are not stated: VirtualCenter needs an IP address, a network name and three services in one group.`,
  webAccess: message`It is not stated whether ${'group'} offers web access: if it does, the cluster must know it. Add a resource for the service webAccess.`,
  type: message`${'resource'} of ${'group'} is of type ${'type'}, and ${'role'} is a resource of type ${'wanted'}: Windows could not bring it online as what it is. Change its type.`,
  stray: message`${'resource'} stands in ${'other'}, outside the group of ${'group'}: the two fail over apart, and ${'role'} is left on another node than VirtualCenter. Move it into ${'group'}.`,
  licence: message`${'group'}, a licence server in a group of its own, has no resource for ${'roles'}: hosts ask for licences under an address of its own. Add ${'resources'}.`,
  sharedAddress: message`${'resource'} of ${'group'} has the address of ${'other'}, ${'address'}: two groups cannot hold one address on two nodes. Give ${'group'} one of its own.`,
  classes: message`${'group'} and ${'other'} have no \`anti-affinity\` class in common: the cluster may keep both on one node while another is free, and its loss takes both. Give them the same class.`,
  otherGroup: message`${'group'} is declared here.`,
  resource: message`${'name'} (${'type'})`,
  needs: message`${'resource'} comes after ${'role'}.`,
};

export default rule({
  id,
  severity: 'warning',
  title: 'VirtualCenter is 2.0.1 Patch 2 or newer, and its five resources stand in one group',
  why: `A group moves as one. The IP address, the network name, VirtualCenter Server, web access and the licence server belong
together: what is missing in the group is not started on the other node, and what stands in another group may be on another
node when VirtualCenter asks for it.

The licence server may have a group of its own; then it needs its own IP address and network name, and the same
\`anti-affinity\` class as VirtualCenter, so that the two are kept apart while there is a node for each. A licence server that is stated
anywhere else (a service of its own) counts as stated.

Resources are known by \`service-name\`, else by name and type. Where a group states no resources at all, or lacks web access alone, that
is information.`,
  sources: [
    {
      document: usingMscs,
      place: 'Tables 2 and 4, Figure 5',
      quote: 'Place all these resources in a single resource group',
      statements: ['S4-3', 'S4-28', 'S4-29', 'S4-67', 'S4-68'],
    },
    { ...antiAffinityClasses, statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const group of virtualCenterGroups(topology)) {
      checkRelease(group, report);
      checkResources(topology, group, report);
    }
    for (const group of licenceGroups(topology)) checkLicenceGroup(topology, group, report);
  },
  examples: {
    breaks: virtualCenterText({
      name: '',
      vpxd: '  resource vpxd      : generic-service { use-network-name }',
      license: '  resource license   : generic-service { after: vpxd }',
    }),
    keeps: virtualCenterText({ group: '  release: "2.0.1 Patch 2"' }),
    fixed: virtualCenterText({
      name: '',
      vpxd: '  resource vpxd      : generic-service { use-network-name  after: name }',
      license: '  resource license   : generic-service { after: vpxd }',
      more: '  resource name : network-name { after: ip }',
    }),
  },
});

/** The first release on clusters: 2.0.1 Patch 2. */
const first = [2, 0, 1];
const firstPatch = 2;

function checkRelease(group: FailoverGroupService, report: Report): void {
  const { release } = group;
  const [numbers] = /^\s*\d+(\.\d+)*/.exec(release ?? '') ?? [];
  if (release === undefined || numbers === undefined) return;
  const parts = numbers.split('.').map(Number);
  const difference = first.map((part, index) => (parts[index] ?? 0) - part).find((each) => each !== 0) ?? 0;
  const [, patch] = /(?:patch|p|u|update)\s*(\d+)/i.exec(release.slice(numbers.length)) ?? [];
  if (difference > 0 || (difference === 0 && Number(patch) >= firstPatch)) return;
  if (difference === 0 && patch === undefined)
    report(group, says.patch({ group: group.name }), { property: 'release', notStated: true });
  else report(group, says.release({ group: group.name, release }), { property: 'release' });
}

function checkResources(topology: Topology, group: FailoverGroupService, report: Report): void {
  const roles = rolesOf(topology, group);
  const wrong = wrongTypes(topology, group);
  const strays = straysOf(topology, group);
  const mended = { rule: id, source: group.source };
  for (const stray of wrong) {
    const { resource, role } = stray;
    const { title, type } = roleWords[role];
    const text = says.type({
      resource: resource.name,
      group: group.name,
      type: resource.resourceType,
      role: title,
      wanted: type,
    });
    report(resource, text, {
      property: 'type',
      fix: (trial) => retyping(topology, group, stray, trial, { rule: id, source: resource.source }),
    });
  }
  for (const stray of strays) {
    const { resource, role } = stray;
    const other = find(topology, 'service', resource.group)?.name ?? '';
    report(resource, says.stray({ resource: resource.name, other, group: group.name, role: roleWords[role].title }), {
      related: [{ source: group.source, message: says.otherGroup({ group: group.name }) }],
      fix: (trial) => moving(topology, group, stray, trial, { rule: id, source: resource.source }),
    });
  }
  const known = new Set([...wrong, ...strays].map(({ role }) => role));
  if (licenceServices(topology).length > 0) known.add('licence');
  const missing = allRoles.filter((role) => !roles[role] && !known.has(role));
  if (missing.length === 0) return;
  const only = missing.length === 1 && missing[0] === 'webAccess';
  const none = group.resources.length === 0;
  const fix = (trial: Trial) => insertionFix(topology, group, missing, trial, none || only ? undefined : mended);
  if (none) report(group, says.none({ group: group.name }), { notStated: true, fix });
  else if (only) report(group, says.webAccess({ group: group.name }), { notStated: true, fix });
  else
    report(group, says.missing({ group: group.name, ...missingWords(missing) }), {
      related: dependents(topology, group, missing),
      fix,
    });
}

/** What is there and comes after what is missing. */
function dependents(topology: Topology, group: FailoverGroupService, missing: readonly Role[]): readonly Related[] {
  const roles = rolesOf(topology, group);
  const links = [...chainOf(group), { role: 'licence', before: 'networkName' } as const];
  return links.flatMap(({ role, before }) => {
    const resource = roles[role];
    if (!resource || !missing.includes(before)) return [];
    const text = says.needs({ resource: resource.name, role: roleWords[before].title });
    return [{ source: resource.source, property: 'after', message: text }];
  });
}

function missingWords(missing: readonly Role[]) {
  return {
    roles: listed(missing.map((role) => roleWords[role].title)),
    resources: listed(missing.map((role) => says.resource(roleWords[role]))),
  };
}

/** Adds what is missing, named as in the documents; what only is not stated needs to end nothing. */
function insertionFix(
  topology: Topology,
  group: FailoverGroupService,
  missing: readonly Role[],
  trial: Trial,
  mended: { readonly rule: string; readonly source: typeof group.source } | undefined,
): Fix | undefined {
  const insertion = inserting(topology, group, missing);
  if (!insertion) return undefined;
  const { added, changed, edits } = insertion;
  const resources = [...group.resources, ...added.map((resource) => resource.id)];
  const after = withElements(topology, { ...group, resources }, ...added, ...changed);
  if (mended && !mends(topology, after, trial, mended)) return undefined;
  return { title: `Add ${listed(added.map(({ name }) => name))} to ${group.name}`, edits, safe: false };
}

function checkLicenceGroup(topology: Topology, group: FailoverGroupService, report: Report): void {
  const roles = rolesOf(topology, group);
  const own: readonly Role[] = ['address', 'networkName', 'licence'];
  const missing = own.filter((role) => !roles[role]);
  if (group.resources.length > 0 && missing.length > 0)
    report(group, says.licence({ group: group.name, ...missingWords(missing) }), {
      related: dependents(topology, group, missing),
      fix: (trial) => insertionFix(topology, group, missing, trial, { rule: id, source: group.source }),
    });
  for (const other of groupsOf(topology, group.cluster)) {
    if (other.product?.name !== virtualCenter) continue;
    const address = rolesOf(topology, other).address?.address;
    if (roles.address && sameAddress(roles.address.address, address))
      report(
        roles.address,
        says.sharedAddress({
          resource: roles.address.name,
          group: group.name,
          other: other.name,
          address: address ?? '',
        }),
        {
          property: 'address',
          related: [{ source: other.source, message: says.otherGroup({ group: other.name }) }],
        },
      );
    if (group.antiAffinity === undefined || group.antiAffinity !== other.antiAffinity)
      report(group, says.classes({ group: group.name, other: other.name }), {
        property: 'anti-affinity',
        related: [{ source: other.source, property: 'anti-affinity', message: says.otherGroup({ group: other.name }) }],
        fix: (trial) => classFix(topology, group, other, trial),
      });
  }
}

/** Gives both groups one class: that of VirtualCenter, else that of the licence server, else a new one. */
function classFix(
  topology: Topology,
  group: FailoverGroupService,
  other: FailoverGroupService,
  trial: Trial,
): Fix | undefined {
  const antiAffinity = other.antiAffinity ?? group.antiAffinity ?? other.name;
  const changed = [other, group].filter((each) => each.antiAffinity !== antiAffinity);
  const after = withElements(topology, ...changed.map((each) => ({ ...each, antiAffinity })));
  if (!mends(topology, after, trial, { rule: id, source: group.source })) return undefined;
  return {
    title: `Give ${listed(changed.map((each) => each.name))} the class ${antiAffinity}`,
    edits: changed.map((each) => ({
      edit: 'set',
      element: each.source,
      property: 'anti-affinity',
      value: writtenText(antiAffinity),
    })),
    safe: false,
  };
}
