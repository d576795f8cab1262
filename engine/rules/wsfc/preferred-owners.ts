import type { FailoverGroupService, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { virtualCenterGroups } from '../facts/failover-groups.ts';
import { usingMscs } from '../facts/sources.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { listed, message } from '../message.ts';
import { type Fix, rule, type Trial } from '../rule.ts';

const id = 'wsfc/preferred-owners';

const says = {
  preferred: message`${'group'} prefers ${'nodes'}: VirtualCenter asks for no preferred owners, so that the group stays where a failover has put it. Delete \`preferred\`.`,
  failBack: message`${'group'} prefers ${'nodes'} and fails back by itself: it moves once more when ${'first'} returns, and every VI Client loses its connection a second time. Delete \`preferred\`.`,
  automatic: message`Fail back is automatic here.`,
};

export default rule({
  id,
  severity: 'warning',
  title: 'The group of VirtualCenter has no preferred owners',
  why: `The nodes of VirtualCenter are alike, and each move of the group costs 120 seconds and every session. A preferred owner
is a reason to move without need: with automatic fail back the group returns as soon as its preferred node is up again,
perhaps while that is still being repaired.

Groups of other products, and a licence server in a group of its own, may prefer a node.`,
  sources: [
    {
      document: usingMscs,
      place: 'creating the resource group',
      quote: 'Do not select any preferred owners',
      statements: ['S4-43'],
    },
  ],
  decides: [
    {
      contradiction: 'C20',
      text: 'TN-019 gives a waiting period of 120 seconds "after the resources move to the other node", which may mean from the start of the move or from its end. It is counted from when what VirtualCenter Server depends on is online there: each move costs that on top.',
    },
  ],
  messages: says,
  safeFixes: true,
  check(topology, report) {
    for (const group of virtualCenterGroups(topology)) {
      const nodes = group.preferred.flatMap((node) => topology.elements.get(node)?.name ?? []);
      const [first] = nodes;
      if (first === undefined) continue;
      const returns = group.failBack === 'automatic';
      const names = { group: group.name, nodes: listed(nodes), first };
      report(group, returns ? says.failBack(names) : says.preferred(names), {
        property: 'preferred',
        related: returns ? [{ source: group.source, property: 'fail-back', message: says.automatic({}) }] : [],
        tags: ['unnecessary'],
        fix: (trial) => deleting(topology, group, trial),
      });
    }
  },
  examples: {
    breaks: virtualCenterText({ group: '  on: vc1\n  preferred: vc1' }),
    keeps: virtualCenterText({ group: '  on: vc1' }),
    fixed: virtualCenterText({ group: '  on: vc1' }),
  },
});

/** Where the first preferred node is where the group starts anyway, nobody minds. */
function deleting(topology: Topology, group: FailoverGroupService, trial: Trial): Fix | undefined {
  const changed = withElements(topology, { ...group, preferred: [] });
  if (!mends(topology, changed, trial, { rule: id, source: group.source })) return undefined;
  return {
    title: `Delete the preferred owners of ${group.name}`,
    edits: [{ edit: 'remove', element: group.source, property: 'preferred' }],
    safe: group.on !== undefined || group.preferred[0] === group.owners[0],
  };
}
