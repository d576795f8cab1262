import { find } from '../../topology/lookup.ts';
import type { Id, Machine, Network, Service, Topology } from '../../topology/model.ts';
import { coresOf, hostsOfOtherVersions, networksLacking } from '../facts/alike.ts';
import { writtenRelease } from '../facts/backups.ts';
import { mends, withElements } from '../facts/changes.ts';
import { cicSystems } from '../facts/cic-load.ts';
import { connectionOf } from '../facts/connecting.ts';
import { connectionEdit } from '../facts/linking.ts';
import { referenceTo } from '../facts/names.ts';
import { switchoverControlPanel, switchoverServers } from '../facts/sources.ts';
import { writtenSize } from '../facts/written.ts';
import { listed, message } from '../message.ts';
import { type Fix, type ModelEdit, type Report, rule, type Trial } from '../rule.ts';

const id = 'pureconnect/switchover-pair';

const says = {
  size: message`${'backup'} is not configured like ${'primary'}, for which it takes over in ${'service'}: it has ${'differences'}. Configure both servers identically.`,
  cores: message`${'own'} cores instead of ${'wanted'}`,
  memory: message`${'own'} memory instead of ${'wanted'}`,
  networks: message`${'machine'} is not on ${'networks'}, as ${'partner'} is: while it serves, ${'service'} does not reach what is there. Configure both servers of the Switchover pair identically.`,
  versions: message`${'backup'} runs on version ${'own'} of the hypervisor (${'host'}), ${'primary'} on ${'wanted'} (${'other'}): the servers of a Switchover pair are to be configured identically. Bring both hosts to one version.`,
  release: message`${'backup'} is on release ${'own'} of CIC and ${'primary'} on ${'wanted'}: on different releases the backup does not take over by itself when ${'primary'} fails, and ${'service'} is down until an operator switches. Bring both to one release.`,
  partner: message`${'machine'} is the other server of ${'service'}.`,
};

const example = (size: string) => `site ContactCenter {
  network voice
  storage san { kind: san }
  cluster Farm {
    ha
    host HostA { storage: san  nic vmnic0 -> voice for management }
    host HostB { storage: san  nic vmnic0 -> voice for management }
  }
}

vm IC1 on HostA { vcpu: 8  memory: 32 GB  disk: san  nic eth0 -> voice via vmnic0 }
vm IC2 on HostB { ${size}  disk: san  nic eth0 -> voice via vmnic0 }

service CIC : switchover {
  product: pureconnect.cic
  primary: IC1
  backup: IC2
}
`;

export default rule({
  id,
  severity: 'warning',
  title: 'The two servers of a Switchover pair are configured identically, on one release',
  why: `After a switchover the backup carries the whole contact centre. If it is smaller than the primary it does so badly,
on the worst of days; if it is not on all networks of the primary, it does not reach what stands there.

On different releases the pair is in what the Switchover Control Panel calls an upgrade state: it switches by hand only,
and the backup does not become active when the primary fails. That is meant for the hours of an update, not as a
configuration.

Compared is what both state: cores, memory, networks (of servers in one site), the version of the hypervisor (of hosts in
different clusters) and \`release\`, a member's own before that of the service. What one of them does not state is not
compared.`,
  sources: [
    { ...switchoverServers, quote: 'two identically configured CIC Servers', statements: [] },
    {
      ...switchoverControlPanel,
      place: 'Upgrade states',
      quote: 'The backup server does not become the active server if the primary server experiences a failure',
      statements: [],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const { service, serving, backup } of cicSystems(topology))
      if (serving && backup && serving !== backup) checkPair(topology, { service, primary: serving, backup }, report);
  },
  examples: {
    breaks: example('vcpu: 4  memory: 16 GB'),
    keeps: example('vcpu: 8  memory: 32 GB'),
    fixed: example('vcpu: 8  memory: 32 GB'),
  },
});

interface Pair {
  readonly service: Service;
  readonly primary: Machine;
  readonly backup: Machine;
}

function checkPair(topology: Topology, pair: Pair, report: Report): void {
  const { primary, backup } = pair;
  checkSize(topology, pair, report);
  checkNetworks(topology, pair, backup, primary, report);
  checkNetworks(topology, pair, primary, backup, report);
  checkVersions(topology, pair, report);
  checkRelease(topology, pair, report);
}

function checkSize(topology: Topology, pair: Pair, report: Report): void {
  const { service, primary, backup } = pair;
  const differing = (own: number | undefined, wanted: number | undefined) =>
    own !== undefined && wanted !== undefined && own !== wanted ? { own, wanted } : undefined;
  const cores = differing(coresOf(backup), coresOf(primary));
  const memory = differing(backup.memory, primary.memory);
  const differences = [
    ...(cores ? [says.cores(cores)] : []),
    ...(memory ? [says.memory({ own: writtenSize(memory.own), wanted: writtenSize(memory.wanted) })] : []),
  ];
  if (differences.length === 0) return;
  const names = { backup: backup.name, primary: primary.name, service: service.name };
  const property = backup.kind === 'vm' ? 'vcpu' : 'cpu';
  report(backup, says.size({ ...names, differences: listed(differences) }), {
    property: cores ? property : 'memory',
    related: [partnerOf(pair, primary)],
    fix: (trial) => {
      const changed = {
        ...backup,
        ...(cores && { [property]: cores.wanted }),
        ...(memory && { memory: memory.wanted }),
      };
      const set = (name: string, value: string): ModelEdit => ({
        edit: 'set',
        element: backup.source,
        property: name,
        value,
      });
      return ends(topology, trial, changed, {
        title: `Configure ${backup.name} like ${primary.name}`,
        edits: [
          ...(cores ? [set(property, String(cores.wanted))] : []),
          ...(memory ? [set('memory', writtenSize(memory.wanted))] : []),
        ],
        safe: false,
      });
    },
  });
}

function checkNetworks(topology: Topology, pair: Pair, machine: Machine, partner: Machine, report: Report): void {
  const lacking = networksLacking(topology, machine, partner);
  if (lacking.length === 0) return;
  const text = says.networks({
    machine: machine.name,
    networks: listed(lacking.map((network) => referenceTo(topology, network))),
    partner: partner.name,
    service: pair.service.name,
  });
  report(machine, text, {
    property: 'nic',
    related: [partnerOf(pair, partner)],
    fix: (trial) => connectFix(topology, machine, partner, lacking, trial),
  });
}

/** Only where one network lacks: more are for the author to cable. */
function connectFix(
  topology: Topology,
  machine: Machine,
  partner: Machine,
  networks: readonly Network[],
  trial: Trial,
): Fix | undefined {
  if (networks.length > 1) return undefined;
  const way = connectionOf(topology, machine, networks, partner, trial, { rule: id, source: machine.source });
  if (!way) return undefined;
  const edit = connectionEdit(topology, machine, way);
  return { title: `Add ${edit.item} to ${machine.name}`, edits: [edit], safe: false };
}

/** Hosts of one cluster are for a rule on the cluster. */
function checkVersions(topology: Topology, pair: Pair, report: Report): void {
  const { primary, backup } = pair;
  const [other, host] = hostsOfOtherVersions(topology, primary, backup) ?? [];
  if (!host || !other || (host.cluster !== undefined && host.cluster === other.cluster)) return;
  const text = says.versions({
    backup: backup.name,
    own: host.version ?? '',
    host: host.name,
    primary: primary.name,
    wanted: other.version ?? '',
    other: other.name,
  });
  report(backup, text, { property: 'host', related: [partnerOf(pair, primary)] });
}

function checkRelease(topology: Topology, pair: Pair, report: Report): void {
  const { service, primary, backup } = pair;
  const [first, second] = service.mode === 'switchover' ? [service.primary, service.backup] : [];
  const one = stating(topology, first, primary);
  const other = stating(topology, second, backup);
  const wanted = (one.release ?? service.release)?.trim();
  const own = (other.release ?? service.release)?.trim();
  if (own === undefined || wanted === undefined || own === wanted) return;
  const names = { backup: backup.name, own, primary: primary.name, wanted, service: service.name };
  report(other, says.release(names), {
    ...(other.release !== undefined && { property: 'release' }),
    related: [partnerOf(pair, primary)],
    fix: (trial) => {
      const [older, newest] = compare(own, wanted) < 0 ? [other, wanted] : [one, own];
      const changed = withElements(topology, { ...older, release: newest });
      if (!mends(topology, changed, trial, { rule: id, source: other.source })) return undefined;
      return {
        title: `Bring ${older.name} to release ${newest}`,
        edits: [{ edit: 'set', element: older.source, property: 'release', value: writtenRelease(newest) }],
        safe: false,
      };
    },
  });
}

/** What states the release of a member: the service that it is, or the machine. */
function stating(topology: Topology, member: Id | undefined, machine: Machine): Machine | Service {
  return find(topology, 'service', member) ?? machine;
}

const { compare } = new Intl.Collator('en', { numeric: true });

function partnerOf({ service }: Pair, machine: Machine) {
  return { source: machine.source, message: says.partner({ machine: machine.name, service: service.name }) };
}

function ends(topology: Topology, trial: Trial, changed: Machine, fix: Fix): Fix | undefined {
  const mended = { rule: id, source: changed.source };
  return mends(topology, withElements(topology, changed), trial, mended) ? fix : undefined;
}
