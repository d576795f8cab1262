import { clusterOf, find } from '../../topology/lookup.ts';
import type { Host, Storage, Topology, Vm } from '../../topology/model.ts';
import { placingFix } from '../facts/disks.ts';
import { referenceTo } from '../facts/names.ts';
import { isHaProtected, restartHosts } from '../facts/restart.ts';
import { haChecklist, mxOneFaultTolerance } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule } from '../rule.ts';

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
  decides: [
    {
      contradiction: 'C10',
      text: 'Mitel has primary and secondary share one database on the SAN. That is how Fault Tolerance worked up to 5.x (a single copy of each disk); from 6.0 each copy has disks of its own, and only the VM\u2019s other files must be shared. The rule asks for shared storage in both cases: HA restarts the VM from it once both copies are lost, and every host may come to carry a copy. What differs is the loss of a datastore: with one copy of the disk it takes both VMs.',
    },
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
    fix: local
      ? (trial) => {
          const mended = { rule: id, source: vm.source };
          return placingFix(topology, vm, storage, hosts, trial, mended, (each) => each.storageKind !== 'local');
        }
      : connectHosts(topology, storage, lacking),
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
