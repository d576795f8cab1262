import type { FailoverGroupService, Service, Topology } from '../../topology/model.ts';
import { mends, withoutElements } from '../facts/changes.ts';
import { virtualCenterGroups } from '../facts/failover-groups.ts';
import { rolesOf } from '../facts/group-roles.ts';
import { isNamed } from '../facts/naming-others.ts';
import { machinesUnder } from '../facts/placement.ts';
import { usingMscs } from '../facts/sources.ts';
import { movedTo } from '../facts/stray-resources.ts';
import { licenceServices } from '../facts/virtual-center-facts.ts';
import { virtualCenterText } from '../facts/virtual-center-text.ts';
import { listed, message } from '../message.ts';
import { type Fix, rule, type Trial } from '../rule.ts';

const id = 'wsfc/licence-placement';

const says = {
  group: message`${'licence'} runs in a group of its own beside ${'group'}: it is not interrupted when ${'group'} fails over, and the two may stand on different nodes. Best practice is one system for both: move it into ${'group'}, if that was not meant.`,
  cluster: message`${'licence'} runs on another cluster than ${'group'}: a loss there leaves ${'group'} with limited functionality. Best practice is one system for both: move it into ${'group'}, if that was not meant.`,
  alone: message`${'licence'} runs on ${'machines'}, outside any failover cluster: when it is lost, ${'group'} goes on with limited functionality, and nothing starts the licence server elsewhere. Move it into ${'group'}, or into a group of its own.`,
  where: message`${'group'} is the group of VirtualCenter.`,
  nothing: message`a machine that is not stated`,
};

const cluster = 'failover-cluster VCCluster { nodes: vc1, vc2, vc3  networks: heartbeat, public  quorum: majority }';
const text = (license: string, beside: string) =>
  virtualCenterText({ cluster: `${cluster}${beside}`, group: '  anti-affinity: "VirtualCenter"', license });

export default rule({
  id,
  severity: 'info',
  advisory: true,
  title: 'The licence server runs on the same system as VirtualCenter',
  why: `VirtualCenter asks its licence server all the time: without it, it cannot run, or runs with limited functionality. On one
system, in one group, the two fail over together and are there together. Separately each needs its own protection, and the loss of
either is felt by both.

A group or a cluster of its own is allowed, and spares the licence server the failovers of VirtualCenter; so this is information. It
is said of the licence server that stands outside the group.`,
  sources: [
    {
      document: usingMscs,
      place: 'licence server',
      quote: 'should run on the same system',
      statements: ['S4-6', 'S4-10', 'S4-11', 'S4-36'],
    },
  ],
  messages: says,
  check(topology, report) {
    const groups = virtualCenterGroups(topology).filter((each) => !rolesOf(topology, each).licence);
    const byCluster = new Map(groups.map((each) => [each.cluster, each]));
    for (const licence of licenceServices(topology)) {
      const beside = licence.mode === 'failover-group' ? byCluster.get(licence.cluster) : undefined;
      const group = beside ?? groups[0];
      if (!group) return;
      const names = { licence: licence.name, group: group.name };
      const isGroup = licence.mode === 'failover-group';
      const machines = machinesUnder(topology, licence.id).map((machine) => machine.name);
      const said = !isGroup
        ? says.alone({ ...names, machines: machines.length > 0 ? listed(machines) : says.nothing({}) })
        : licence.cluster === group.cluster
          ? says.group(names)
          : says.cluster(names);
      report(licence, said, {
        property: isGroup ? 'cluster' : 'member',
        related: [{ source: group.source, message: says.where({ group: group.name }) }],
        fix: (trial) => movingIn(topology, licence, group, trial),
      });
    }
  },
  examples: {
    breaks: text(
      '',
      `
service LicenseServer : failover-group {
  product: vmware.license-server
  cluster: VCCluster
  anti-affinity: "VirtualCenter"
  resource lsIp    : ip-address      { address: "10.0.0.51" }
  resource lsName  : network-name    { after: lsIp }
  resource license : generic-service { after: lsName }
}`,
    ),
    keeps: text('  resource license   : generic-service { after: name }', ''),
    fixed: text('  resource license : generic-service { after: name }', ''),
  },
});

/**
 * Moves the licence server into the group of VirtualCenter and takes its own group away; not where something
 * names that. On what it depends there is said once more, by the rule for that.
 */
function movingIn(topology: Topology, licence: Service, group: FailoverGroupService, trial: Trial): Fix | undefined {
  if (licence.mode !== 'failover-group' || licence.cluster !== group.cluster) return undefined;
  const resource = rolesOf(topology, licence).licence;
  const gone = [licence.id, ...licence.resources];
  if (!resource || gone.some((each) => isNamedOutside(topology, each, licence))) return undefined;
  const { moved: own, edit } = movedTo(topology, group, { role: 'licence', resource });
  const changed = withoutElements(topology, gone, { ...group, resources: [...group.resources, own.id] }, own);
  if (!mends(topology, changed, trial, { rule: id, source: licence.source })) return undefined;
  return {
    title: `Move ${resource.name} into ${group.name}`,
    edits: [edit, { edit: 'remove', element: licence.source }],
    safe: false,
  };
}

/** Resources name each other inside their group, which goes as a whole. */
function isNamedOutside(topology: Topology, each: string, group: FailoverGroupService): boolean {
  return isNamed(topology, each, new Set(group.resources));
}
