import type { FailoverGroupService, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import {
  clusterOfGroup,
  failoverGroups,
  groupsOf,
  isOfVirtualCenter,
  licenceServer,
  nodesOf,
  virtualCenter,
} from '../facts/failover-groups.ts';
import { resourcesOf, rolesOf } from '../facts/group-roles.ts';
import { referenceTo } from '../facts/names.ts';
import { usingMscs } from '../facts/sources.ts';
import { licenceServices, managedIpOf } from '../facts/virtual-center-facts.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'wsfc/node-data-sync';

const says = {
  items: message`${'group'} does not synchronize ${'items'}: the other node lacks ${'them'} after a failover (${'effects'}). Add ${'missing'} to \`items\`.`,
  notStated: message`It is not stated how the nodes of ${'group'} are kept equal: ${'items'} must be on each of them. State a \`synchronize\` block.`,
  script: message`The script that synchronizes ${'group'} is not on ${'nodes'}: once the group runs there, nothing is copied any more. Put it on ${'nodes'} too.`,
  licenses: message`the licence files: no licences are served there`,
  config: message`vpxd.cfg: that node's own settings count`,
  ssl: message`the SSL certificate: hosts and clients do not trust the other one`,
  upgrade: message`the upgrade files: clients cannot be upgraded from there`,
  registry: message`the registry: that node's own managed IP counts`,
  users: message`the local users: their roles hold for nobody there`,
};

const effects: Readonly<Record<string, string>> = {
  licenses: says.licenses({}),
  config: says.config({}),
  ssl: says.ssl({}),
  upgrade: says.upgrade({}),
  registry: says.registry({}),
  users: says.users({}),
};

export default rule({
  id,
  severity: 'error',
  title: 'What VirtualCenter keeps on its node is kept equal on all nodes',
  why: `VirtualCenter keeps data on the node that it runs on: licence files, \`vpxd.cfg\`, the SSL certificate, upgrade files,
registry settings, and users of the local machine. The cluster moves none of it. What is not synchronized is missing or old
after a failover: with another certificate no host reconnects, without the licence file none gets a licence.

Always needed are \`licenses\` (where the licence server runs on the same nodes), \`config\`, \`ssl\` and \`upgrade\`; \`registry\` only with
\`managed-ip: registry\` and no \`registry-key\` that the cluster replicates; \`users\` only where \`local-users: with-roles\` is stated. A
script that copies must be on every node, since it runs where the group does. An item that the list lacks is what the other node
lacks in a run; where no \`synchronize\` is stated at all, that is information.`,
  sources: [
    {
      document: usingMscs,
      place: 'Table 1, synchronizing the nodes',
      quote: 'must ensure that the two nodes remain synchronized',
      statements: ['S4-12', 'S4-16', 'S4-17', 'S4-33', 'S4-39', 'S4-55', 'S4-56', 'S4-58', 'S4-69'],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const group of failoverGroups(topology)) {
      if (!isOfVirtualCenter(group)) continue;
      checkItems(topology, group, report);
      checkScript(topology, group, report);
    }
  },
  examples: {
    breaks: virtualCenterText({ synchronize: '  synchronize { items: licenses, config  by: dfs }' }),
    keeps: virtualCenterText({ synchronize: '  synchronize { items: ssl, upgrade, licenses, config  by: scheduled }' }),
    fixed: virtualCenterText({ synchronize: '  synchronize { items: licenses, config, ssl, upgrade  by: dfs }' }),
  },
});

/** The items that the nodes of a group must all have. */
function neededItems(topology: Topology, group: FailoverGroupService): readonly string[] {
  const beside = groupsOf(topology, group.cluster);
  const isOf = (product: string) => (each: FailoverGroupService) => each.product?.name === product;
  if (group.product?.name === licenceServer) return beside.some(isOf(virtualCenter)) ? [] : ['licenses'];
  const servesLicences =
    rolesOf(topology, group).licence !== undefined ||
    beside.some(isOf(licenceServer)) ||
    licenceServices(topology).length === 0;
  const hasKey = resourcesOf(topology, group).some(({ registryKey }) => registryKey !== undefined);
  return [
    ...(servesLicences ? ['licenses'] : []),
    'config',
    'ssl',
    'upgrade',
    ...(managedIpOf(group) === 'registry' && !hasKey ? ['registry'] : []),
    ...(group.settings['local-users'] === 'with-roles' ? ['users'] : []),
  ];
}

function checkItems(topology: Topology, group: FailoverGroupService, report: Report): void {
  const needed = neededItems(topology, group);
  const { synchronize } = group;
  if (needed.length === 0) return;
  if (!synchronize) {
    report(group, says.notStated({ group: group.name, items: listed(needed) }), {
      notStated: true,
      fix: {
        title: `State what the nodes of ${group.name} synchronize`,
        edits: [{ edit: 'add', element: group.source, item: `synchronize { items: ${needed.join(', ')} }` }],
        safe: false,
      },
    });
    return;
  }
  const missing = needed.filter((item) => !synchronize.items.includes(item));
  if (missing.length === 0) return;
  const text = says.items({
    group: group.name,
    items: listed(missing),
    them: missing.length > 1 ? 'them' : 'it',
    effects: listed(missing.flatMap((item) => effects[item] ?? [])),
    missing: listed(missing),
  });
  report(group, text, { property: 'items', fix: (trial) => completing(topology, group, missing, trial) });
}

function completing(
  topology: Topology,
  group: FailoverGroupService,
  missing: readonly string[],
  trial: Trial,
): Fix | undefined {
  const { synchronize } = group;
  if (!synchronize) return undefined;
  const changed = { ...group, synchronize: { ...synchronize, items: [...synchronize.items, ...missing] } };
  if (!mends(topology, withElements(topology, changed), trial, { rule: id, source: group.source })) return undefined;
  return {
    title: `Synchronize ${listed(missing)} too`,
    edits: [{ edit: 'add', element: synchronize.source, item: `items: ${missing.join(', ')}` }],
    safe: false,
  };
}

function checkScript(topology: Topology, group: FailoverGroupService, report: Report): void {
  const { synchronize } = group;
  const cluster = clusterOfGroup(topology, group);
  const script = synchronize?.script;
  if (!synchronize || !script || !cluster) return;
  const lacking = nodesOf(topology, cluster).filter(
    (node) => group.owners.includes(node.id) && !script.includes(node.id),
  );
  if (lacking.length === 0) return;
  const nodes = listed(lacking.map((node) => node.name));
  const added = lacking.map((node) => referenceTo(topology, node)).join(', ');
  report(group, says.script({ group: group.name, nodes }), {
    property: 'script',
    fix: {
      title: `Put the script on ${nodes} too`,
      edits: [{ edit: 'add', element: synchronize.source, item: `script: ${added}` }],
      safe: false,
    },
  });
}
