import { adaptersOf, find, hostsOf } from '../../topology/lookup.ts';
import type { Cluster, HaSettings, Host, Id, Storage, Topology } from '../../topology/model.ts';
import { siteOf } from '../facts/fates.ts';
import { settingHa } from '../facts/ha-settings.ts';
import { secondManagementFix } from '../facts/management.ts';
import { referenceTo } from '../facts/names.ts';
import { haChecklist, heartbeatDatastores } from '../facts/sources.ts';
import { vsphereClusters } from '../facts/vsphere.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'vsphere/ha-heartbeat-redundancy';

const says = {
  few: message`${'cluster'} has ${'count'} heartbeat ${'datastores'} (${'names'}) where it needs ${'needed'}: when the management network fails, HA tells a dead host from one that is cut off only by them. List ${'needed'}.`,
  stretched: message`${'cluster'} stands in ${'sites'}, but only ${'count'} of its heartbeat datastores ${'are'} in ${'site'} where it needs 2: after the loss of the other site HA has too few left. List 2 in each site.`,
  unseen: message`${'hosts'} of ${'cluster'} ${'see'} fewer than 2 of its heartbeat datastores (${'names'}): when the management network fails, HA cannot tell whether ${'they'} still ${'live'}. Connect ${'hosts'} to another one.`,
  unlisted: message`${'cluster'} lists no heartbeat datastores, and its hosts state ${'shared'} in common: whether HA has the 2 that it needs is not stated. List them with heartbeat-datastores.`,
  nothing: message`no datastore`,
  only: message`only ${'storage'}`,
  management: message`${'hosts'} of ${'cluster'} ${'have'} one adapter for management: when it or its cable fails, HA takes ${'them'} for isolated. State a second one for management.`,
  host: message`${'adapter'} is the only adapter of ${'host'} for management.`,
};

const example = (datastores: string, more: string) => `site DataCenter {
  network lan
  storage san1 { kind: san }
  storage san2 { kind: san }
  cluster Production {
    ha { heartbeat-datastores: ${datastores} }
    host Host1 { storage: san1, san2  nic vmnic0 -> lan for management${more} }
    host Host2 { storage: san1, san2  nic vmnic0 -> lan for management${more} }
  }
}
`;

export default rule({
  id,
  severity: 'warning',
  advisory: true,
  title: 'HA has two heartbeat datastores and each host two adapters for management',
  why: `HA learns that a host is dead from the silence of its management network, and asks the heartbeat datastores whether
it may only be cut off. With one datastore or one adapter a single fault leaves HA guessing: hosts that live count as
isolated, and VMs are restarted, or are not, for the wrong reason.

VMware's default is 2 heartbeat datastores a host. A cluster over two sites needs 4, two in each, so that 2 are left
when a site is lost. Where none are listed, HA chooses among those that hosts share; that hosts share fewer than two is
information, for the text may leave some out. A host that states no adapter for management is left alone.`,
  sources: [
    { document: heartbeatDatastores, place: 'default 2, at most 5; a stretched cluster 4', statements: [] },
    { document: haChecklist, place: 'p. 33: one management network, best practice two', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const cluster of vsphereClusters(topology)) {
      const hosts = hostsOf(topology, cluster);
      if (!cluster.ha || hosts.length < 2) continue;
      checkDatastores(topology, cluster, cluster.ha, hosts, report);
      checkManagement(topology, cluster, hosts, report);
    }
  },
  examples: {
    breaks: example('san1', '  nic vmnic1 -> lan for management'),
    keeps: example('san2, san1', '  nic vmnic1 -> lan for management'),
    fixed: example('san1, san2', '  nic vmnic1 -> lan for management'),
  },
});

function checkDatastores(
  topology: Topology,
  cluster: Cluster,
  ha: HaSettings,
  hosts: readonly Host[],
  report: Report,
): void {
  const property = 'heartbeat-datastores';
  const at = { source: ha.source };
  if (!ha.heartbeatDatastores) {
    const shared = sharedStorages(topology, hosts);
    if (shared && shared.length < 2) {
      const only = shared[0];
      const named = only ? says.only({ storage: referenceTo(topology, only) }) : says.nothing({});
      report(at, says.unlisted({ cluster: cluster.name, shared: named }), { property, notStated: true });
    }
    return;
  }
  const listedOnes = ha.heartbeatDatastores.flatMap((each) => find(topology, 'storage', each) ?? []);
  const names = listed(listedOnes.map((storage) => referenceTo(topology, storage)));
  const sites = [...new Set(hosts.flatMap((host) => siteOf(topology, host) ?? []))];
  const needed = sites.length > 1 ? 4 : 2;
  if (listedOnes.length < needed) {
    const datastores = listedOnes.length === 1 ? 'datastore' : 'datastores';
    report(at, says.few({ cluster: cluster.name, count: listedOnes.length, datastores, names, needed }), {
      property,
      fix: (trial) => listingFix(topology, cluster, ha, hosts, needed, trial),
    });
    return;
  }
  const poor = sites.length > 1 ? sites.find((site) => inSite(topology, listedOnes, site).length < 2) : undefined;
  if (poor !== undefined && listedOnes.every((storage) => siteOfStorage(topology, storage) !== undefined)) {
    const count = inSite(topology, listedOnes, poor).length;
    const site = find(topology, 'site', poor)?.name ?? poor;
    const siteNames = listed(sites.map((each) => find(topology, 'site', each)?.name ?? each));
    report(
      at,
      says.stretched({ cluster: cluster.name, sites: siteNames, count, are: count === 1 ? 'is' : 'are', site }),
      {
        property,
      },
    );
    return;
  }
  checkSeen(cluster, ha, hosts, listedOnes, names, report);
}

function checkSeen(
  cluster: Cluster,
  ha: HaSettings,
  hosts: readonly Host[],
  storages: readonly Storage[],
  names: string,
  report: Report,
): void {
  const blind = hosts.filter(
    (host) => host.storage.length > 0 && storages.filter(({ id: each }) => host.storage.includes(each)).length < 2,
  );
  if (blind.length === 0) return;
  const many = blind.length > 1;
  const text = says.unseen({
    hosts: listed(blind.map((host) => host.name)),
    cluster: cluster.name,
    names,
    see: many ? 'see' : 'sees',
    they: many ? 'they' : 'it',
    live: many ? 'live' : 'lives',
  });
  report({ source: ha.source }, text, {
    property: 'heartbeat-datastores',
    related: blind.slice(0, 8).map((host) => ({ source: host.source, property: 'storage', message: host.name })),
  });
}

/** The storages, other than local ones, that two hosts or more state; `undefined` where a host states none at all. */
function sharedStorages(topology: Topology, hosts: readonly Host[]): readonly Storage[] | undefined {
  if (hosts.some((host) => host.storage.length === 0)) return undefined;
  const seen = new Map<Id, number>();
  for (const host of hosts) for (const each of new Set(host.storage)) seen.set(each, (seen.get(each) ?? 0) + 1);
  return [...seen].flatMap(([each, count]) => {
    const storage = find(topology, 'storage', each);
    return storage && count > 1 && storage.storageKind !== 'local' ? [storage] : [];
  });
}

/** Lists further storages that every host states, of each site in turn. */
function listingFix(
  topology: Topology,
  cluster: Cluster,
  ha: HaSettings,
  hosts: readonly Host[],
  needed: number,
  trial: Trial,
): Fix | undefined {
  const before = ha.heartbeatDatastores ?? [];
  const more = (sharedStorages(topology, hosts) ?? []).filter(
    ({ id: each }) => !before.includes(each) && hosts.every((host) => host.storage.includes(each)),
  );
  const chosen = [...before, ...more.map((storage) => storage.id)].slice(0, needed);
  const value = chosen
    .flatMap((each) => find(topology, 'storage', each) ?? [])
    .map((each) => referenceTo(topology, each));
  return settingHa(
    topology,
    cluster,
    {
      title: `List ${listed(value)} as heartbeat datastores`,
      property: 'heartbeat-datastores',
      value: value.join(', '),
      settings: { heartbeatDatastores: chosen },
    },
    trial,
    { rule: id, source: ha.source },
  );
}

function siteOfStorage(topology: Topology, storage: Storage): Id | undefined {
  return find(topology, 'rack', storage.rack)?.site ?? storage.site;
}

function inSite(topology: Topology, storages: readonly Storage[], site: Id): readonly Storage[] {
  return storages.filter((storage) => siteOfStorage(topology, storage) === site);
}

function checkManagement(topology: Topology, cluster: Cluster, hosts: readonly Host[], report: Report): void {
  const single = hosts.flatMap((host) => {
    const [adapter, second] = adaptersOf(topology, host).filter(({ uses }) => uses.includes('management'));
    return adapter && !second ? [{ host, adapter }] : [];
  });
  if (single.length === 0) return;
  const many = single.length > 1;
  const hostNames = listed(single.map(({ host }) => host.name));
  report(
    cluster,
    says.management({
      hosts: hostNames,
      cluster: cluster.name,
      have: many ? 'have' : 'has',
      them: many ? 'them' : 'it',
    }),
    {
      related: single.slice(0, 8).map(({ host, adapter }) => ({
        source: host.source,
        property: `nic ${adapter.name}`,
        message: says.host({ adapter: adapter.name, host: host.name }),
      })),
      fix: (trial) => secondManagementFix(topology, single, trial, { rule: id, source: cluster.source }),
    },
  );
}
