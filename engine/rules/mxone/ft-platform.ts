import { find } from '../../topology/lookup.ts';
import type { Host, Storage, Topology } from '../../topology/model.ts';
import { placingFix } from '../facts/disks.ts';
import { grouped } from '../facts/memo.ts';
import { faultTolerantNodes, type ServiceNodeVm } from '../facts/mx-one.ts';
import { referenceTo } from '../facts/names.ts';
import { copyHosts } from '../facts/signalling.ts';
import { mxOneFaultTolerance } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'mxone/ft-platform';

const says = {
  version: message`${'vms'} ${'run'} under Fault Tolerance, and ${'hosts'}, where a copy may run, ${'are'} not on ESXi 6.7, for which Mitel describes it with MX-ONE 7.8. Bring ${'names'} to ESXi 6.7.${'assumed'}`,
  hostVersion: message`${'host'} (${'version'})`,
  stated: message``,
  notStated: message` The release of ${'vms'} is not stated and taken to be 7.8: of others the document does not speak.`,
  disk: message`The disk of ${'vm'} is on ${'storage'} (${'kind'}): Mitel requires a SAN that the hosts of primary and secondary share, so that no data and no management function is lost with a host. Place it on a SAN.`,
  storage: message`${'storage'} is declared here.`,
  copy: message`A copy of ${'vm'} may run on ${'host'} (${'version'}).`,
  vm: message`${'vm'} runs under Fault Tolerance.`,
};

const example = (version: string) => `site HeadOffice {
  network lan
  network vmotion
  network ftlogging
  storage san { kind: san }

  template Esxi {
    version: ${version}
    storage: san
    nic vmnic0 -> lan for management
    nic vmnic1 -> vmotion for vmotion
    nic vmnic2 -> ftlogging for ft-logging { speed: 10 Gbps }
  }

  cluster MxOne {
    vcenter: vcsa
    ha
    host Esx1 : Esxi
    host Esx2 : Esxi
    host Esx3 : Esxi
  }
}

vm vcsa on Esx3 { disk: san  nic eth0 -> lan via vmnic0 }
vm SN1 on Esx1 { vcpu: 1  disk: san  nic eth0 -> lan via vmnic0  ft { secondary: Esx2 } }

service ServiceNode1 : standalone {
  product: mitel.mx-one-service-node
  release: 7.8
  member: SN1
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'Service Nodes under Fault Tolerance run on ESXi 6.7, with their disks on a shared SAN',
  why: `Mitel describes Fault Tolerance of MX-ONE 7.8 for one set-up: ESXi 6.7 with vCenter, vMotion, HA and Fault Tolerance, on
a SAN that primary and secondary share. There a failover keeps calls, and no management function is lost, as the database
lies on the SAN. On another version of ESXi nobody has said that it does.

Looked at are the versions that the hosts state on which a copy of a Service Node may run, for release 7.8 of MX-ONE and
where no release is stated; of other releases the document does not speak. Disks on storage whose \`kind\` is stated to be
no SAN are reported; storage that a host does not see, and local storage, is \`vsphere/ha-shared-storage\`'s.`,
  sources: [
    { document: mxOneFaultTolerance, place: 'requirements', quote: 'ESXi 6.7', statements: ['S3-21'] },
    {
      document: mxOneFaultTolerance,
      quote: 'the database is in a SAN environment, which is shared by the primary and secondary server',
      statements: ['S3-18'],
    },
  ],
  decides: [
    {
      contradiction: 'C9',
      text: `The document calls the pair both "active-active" and "similar to a hot standby solution". Here it is a hot standby: the
secondary runs the same instructions, but never serves. A VM with its secondary in sync is \`protected\`.`,
    },
  ],
  messages: says,
  check(topology, report) {
    const nodes = faultTolerantNodes(topology);
    const described = nodes.filter((node) => isDescribed(releaseOf(node)));
    const clusterOf = ({ vm }: ServiceNodeVm) => find(topology, 'host', vm.host)?.cluster ?? vm.host;
    for (const alike of grouped(described, clusterOf).values()) checkVersions(topology, alike, report);
    for (const node of nodes) checkDisks(topology, node, report);
  },
  examples: { breaks: example('7.0'), keeps: example('6.7') },
});

const releaseOf = ({ vm, service }: ServiceNodeVm) => vm.release ?? service.release;

/** True for the release of which the document speaks, with its service packs; and where none is stated. */
function isDescribed(release: string | undefined): boolean {
  return release === undefined || /^7\.8(\D|$)/.test(release.trim());
}

function checkVersions(topology: Topology, nodes: readonly ServiceNodeVm[], report: Report): void {
  const hosts = [...new Set(nodes.flatMap(({ vm }) => copyHosts(topology, vm)))].filter(
    (host) => host.version !== undefined && !/^6\.7(\D|$)/.test(host.version.trim()),
  );
  const [first] = hosts;
  if (!first) return;
  const affected = nodes.filter(({ vm }) => copyHosts(topology, vm).some((host) => hosts.includes(host)));
  const silent = affected.filter((node) => releaseOf(node) === undefined);
  const withVersion = (host: Host) => says.hostVersion({ host: host.name, version: host.version ?? '' });
  const text = says.version({
    vms: listed(affected.map(({ vm }) => vm.name)),
    run: affected.length > 1 ? 'run' : 'runs',
    hosts: listed(hosts.map(withVersion)),
    are: hosts.length > 1 ? 'are' : 'is',
    assumed: silent.length > 0 ? says.notStated({ vms: listed(silent.map(({ vm }) => vm.name)) }) : says.stated({}),
    names: listed(hosts.map((host) => host.name)),
  });
  const [vm] = affected;
  report(first, text, {
    property: 'version',
    related: [
      ...hosts.slice(1, 6).map((host) => ({
        source: host.source,
        property: 'version',
        message: says.copy({ vm: vm?.vm.name ?? '', host: host.name, version: host.version ?? '' }),
      })),
      ...affected.slice(0, 5).map((node) => ({
        source: node.vm.source,
        property: 'ft',
        message: says.vm({ vm: node.vm.name }),
      })),
    ],
  });
}

function checkDisks(topology: Topology, { vm }: ServiceNodeVm, report: Report): void {
  for (const disk of vm.disks) {
    const storage = find(topology, 'storage', disk);
    if (storage && isOtherThanSan(storage)) reportDisk(topology, vm, storage, report);
  }
}

const isOtherThanSan = ({ storageKind }: Storage) => storageKind === 'nas' || storageKind === 'vsan';

function reportDisk(topology: Topology, vm: ServiceNodeVm['vm'], storage: Storage, report: Report): void {
  const name = referenceTo(topology, storage);
  report(vm, says.disk({ vm: vm.name, storage: name, kind: storage.storageKind ?? '' }), {
    property: 'disk',
    related: [{ source: storage.source, property: 'kind', message: says.storage({ storage: name }) }],
    fix: (trial) => {
      const mended = { rule: id, source: vm.source };
      const isSan = (each: Storage) => each.storageKind === 'san';
      return placingFix(topology, vm, storage, copyHosts(topology, vm), trial, mended, isSan);
    },
  });
}
