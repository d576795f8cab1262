import { clusterOf, find } from '../../topology/lookup.ts';
import type { Topology } from '../../topology/model.ts';
import { type FtVm, ftVms } from '../facts/fault-tolerance.ts';
import { secondaryFix } from '../facts/moving.ts';
import { referenceTo } from '../facts/names.ts';
import { cicVirtualization, mxOneFaultTolerance } from '../facts/sources.ts';
import { message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const id = 'vsphere/ft-secondary-host';

const says = {
  together: message`The primary and the fault-tolerant secondary of ${'vm'} share ${'host'}: when it fails both are lost, and the protection is worth nothing. Place the secondary on another host of the cluster.`,
  elsewhere: message`The fault-tolerant secondary of ${'vm'} is placed on ${'secondary'}, which is no host of ${'cluster'}: Fault Tolerance keeps both copies in one cluster. Place it on another host of ${'cluster'}.`,
  host: message`${'host'} carries the primary.`,
  secondary: message`${'host'} is to carry the secondary.`,
};

const example = (secondary: string) => `site HeadOffice {
  network lan
  network vmotion { dedicated }
  network ftlogging { dedicated }
  storage san { kind: san }
  template Esxi {
    version: 6.7  storage: san
    nic vmnic0 -> lan for management
    nic vmnic1 -> vmotion for vmotion
    nic vmnic2 -> ftlogging for ft-logging
  }
  cluster Calls {
    ha { admission: tolerate 1 host }
    host Esx1 : Esxi
    host Esx2 : Esxi
    host Esx3 : Esxi
  }
}

vm SN1 on Esx1 { vcpu: 1  memory: 4 GB  disk: san  nic eth0 -> lan via vmnic0  ft { secondary: ${secondary} } }
`;

export default rule({
  id,
  severity: 'error',
  title: 'The two copies of a fault-tolerant VM run on different hosts of one cluster',
  why: `Fault Tolerance runs a second copy of a VM in step with the first, so that the loss of a host is not noticed. That holds
only if the loss of one host leaves the other copy: both on one host are lost together. Primary and secondary are kept in one
cluster, for its HA chooses and replaces the secondary.

Where no secondary is stated, HA chooses its host, which is right.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'on a different host in the farm',
      statements: ['S2-25'],
    },
    {
      document: mxOneFaultTolerance,
      quote: 'in parallel on a different physical server',
      statements: ['S3-6'],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const vm of ftVms(topology)) checkVm(topology, vm, report);
  },
  examples: { breaks: example('Esx1'), keeps: example('Esx3'), fixed: example('Esx2') },
});

function checkVm(topology: Topology, vm: FtVm, report: Report): void {
  const host = find(topology, 'host', vm.host);
  const secondary = find(topology, 'host', vm.ft.secondary);
  const cluster = clusterOf(topology, vm);
  if (!host || !secondary) return;
  const together = secondary.id === host.id;
  // without a cluster there is no other host: that is vsphere/ft-prerequisites's to say
  if (!together && (!cluster || secondary.cluster === cluster.id)) return;
  const text = together
    ? says.together({ vm: vm.name, host: referenceTo(topology, host) })
    : says.elsewhere({ vm: vm.name, secondary: referenceTo(topology, secondary), cluster: cluster?.name ?? '' });
  report(vm, text, {
    property: 'secondary',
    related: [
      { source: host.source, message: says.host({ host: host.name }) },
      ...(together ? [] : [{ source: secondary.source, message: says.secondary({ host: secondary.name }) }]),
    ],
    fix: (trial) => secondaryFix(topology, vm, trial, { rule: id, source: vm.source }),
  });
}
