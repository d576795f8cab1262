import { clusterOf, find } from '../../topology/lookup.ts';
import type { Host, Storage, Topology, Vm } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { referenceTo } from '../facts/names.ts';
import { isHaProtected, restartHosts } from '../facts/restart.ts';
import { haChecklist, mxOneFaultTolerance } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'vsphere/ha-shared-storage';

const says = {
  unseen: message`${'vm'} lives on ${'storage'}, which ${'hosts'} ${'do'} not see: ${'mechanism'} cannot start it there. Connect ${'hosts'} to ${'storage'}.`,
  local: message`${'vm'} lives on ${'storage'}, local storage of one host: ${'mechanism'} cannot start it on ${'hosts'}. Place its disk on storage that every host of ${'cluster'} sees.`,
  restart: message`HA`,
  faultTolerance: message`Fault Tolerance`,
  host: message`${'host'} does not list ${'storage'} in its storage.`,
  storage: message`${'storage'} is declared here.`,
};

const example = (storage: string, more = '') => `site DataCenter {
  network lan
  storage san1 { kind: san }
  storage san2 { kind: san }
  cluster Production {
    ha
    host Host1 { storage: san1, san2  nic vmnic0 -> lan for management }
    host Host2 { storage: san1, san2  nic vmnic0 -> lan for management }
    host Host3 { storage: ${storage}  nic vmnic0 -> lan for management }
  }
}

vm Database on Host1 { disk: san2  nic eth0 -> lan via vmnic0 }
${more}`;

export default rule({
  id,
  severity: 'error',
  title: 'VMs that HA or Fault Tolerance protects live on storage that every candidate host sees',
  why: `HA starts a VM of a lost host elsewhere from the same disks, so every host on which that may happen must see them. A
host that does not is no candidate: the VM waits for another one, and where there is none it stays down. Local storage is
lost together with its host.

A host that states no \`storage\` at all is left alone: not stated is not wrong.`,
  sources: [
    {
      document: mxOneFaultTolerance,
      quote: 'the database is in a SAN environment, which is shared by the primary and secondary server',
      statements: ['S3-18', 'S3-26'],
    },
    { document: haChecklist, place: 'p. 33', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const vm of topology.vms) {
      const hosts = candidates(topology, vm);
      if (hosts.length < 2) continue;
      for (const disk of vm.disks) {
        const storage = find(topology, 'storage', disk);
        if (storage) checkDisk(topology, vm, storage, hosts, report);
      }
    }
  },
  examples: { breaks: example('san1'), keeps: example('san2, san1'), fixed: example('san1, san2') },
});

/** The hosts that must see a VM's disks: those of a restart by HA, or the two of Fault Tolerance. */
function candidates(topology: Topology, vm: Vm): readonly Host[] {
  const cluster = clusterOf(topology, vm);
  if (cluster && cluster.hypervisor !== 'vsphere') return [];
  if (isHaProtected(topology, vm)) return restartHosts(topology, vm);
  return vm.ft ? [vm.host, vm.ft.secondary].flatMap((each) => find(topology, 'host', each) ?? []) : [];
}

function checkDisk(topology: Topology, vm: Vm, storage: Storage, hosts: readonly Host[], report: Report): void {
  const local = storage.storageKind === 'local';
  // that its own host sees it is the language's to check
  const lacking = hosts.filter(
    (host) => host.id !== vm.host && (local || (host.storage.length > 0 && !host.storage.includes(storage.id))),
  );
  if (lacking.length === 0) return;
  const storageName = referenceTo(topology, storage);
  const names = {
    vm: vm.name,
    storage: storageName,
    hosts: listed(lacking.map((host) => host.name)),
    mechanism: isHaProtected(topology, vm) ? says.restart({}) : says.faultTolerance({}),
  };
  const text = local
    ? says.local({ ...names, cluster: clusterOf(topology, vm)?.name ?? 'its cluster' })
    : says.unseen({ ...names, do: lacking.length > 1 ? 'do' : 'does' });
  report(vm, text, {
    property: 'disk',
    related: [
      ...(local ? [] : lacking.slice(0, 8)).map((host) => ({
        source: host.source,
        property: 'storage',
        message: says.host({ host: host.name, storage: storageName }),
      })),
      { source: storage.source, message: says.storage({ storage: storageName }) },
    ],
    fix: local ? (trial) => moveDisk(topology, vm, storage, hosts, trial) : connectHosts(topology, storage, lacking),
  });
}

function connectHosts(topology: Topology, storage: Storage, lacking: readonly Host[]): Fix {
  const name = referenceTo(topology, storage);
  return {
    title: `Connect ${listed(lacking.map((host) => host.name))} to ${name}`,
    edits: lacking.map((host) => ({ edit: 'add', element: host.source, item: `storage: ${name}` })),
    safe: false,
  };
}

/** Puts the disk on the first shared storage that every candidate host states. */
function moveDisk(topology: Topology, vm: Vm, storage: Storage, hosts: readonly Host[], trial: Trial): Fix | undefined {
  const target = (hosts[0]?.storage ?? []).find((each) => {
    const shared = find(topology, 'storage', each);
    if (!shared || shared.storageKind === 'local') return false;
    const changed = withElements(topology, { ...vm, disks: disksWith(vm, storage, shared) });
    return mends(topology, changed, trial, { rule: id, source: vm.source });
  });
  const shared = find(topology, 'storage', target);
  if (!shared) return undefined;
  const disks = disksWith(vm, storage, shared).flatMap((each) => topology.elements.get(each) ?? []);
  const value = disks.map((disk) => referenceTo(topology, disk)).join(', ');
  return {
    title: `Place the disk of ${vm.name} on ${shared.name}`,
    edits: [{ edit: 'set', element: vm.source, property: 'disk', value }],
    safe: false,
  };
}

function disksWith(vm: Vm, old: Storage, shared: Storage): readonly Vm['host'][] {
  return [...new Set(vm.disks.map((disk) => (disk === old.id ? shared.id : disk)))];
}
