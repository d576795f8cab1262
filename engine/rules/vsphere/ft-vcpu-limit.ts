import { clusterOf } from '../../topology/lookup.ts';
import type { Topology, Vm } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { type FtVm, ftVersion, ftVms, vcpuLimits } from '../facts/fault-tolerance.ts';
import { availability60, availability67, cicVirtualization, ftRequirements } from '../facts/sources.ts';
import { message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'vsphere/ft-vcpu-limit';

const says = {
  version: message`${'vm'} has ${'vcpu'} virtual CPUs, and Fault Tolerance of vSphere ${'version'} allows ${'limit'}: it cannot be switched on. Give ${'vm'} ${'limit'}, or protect it by the application instead.`,
  newest: message`${'vm'} has ${'vcpu'} virtual CPUs, and Fault Tolerance allows ${'limit'} even with Enterprise Plus in the newest version (the text states none): it cannot be switched on. Give ${'vm'} ${'limit'}, or protect it by the application instead.`,
  edition: message`${'vm'} has ${'vcpu'} virtual CPUs, and the edition ${'edition'} of ${'cluster'} allows a fault-tolerant VM ${'limit'}: Enterprise Plus allows ${'largest'}. Give ${'vm'} ${'limit'}, or use Enterprise Plus.`,
  unstated: message`${'vm'} has ${'vcpu'} virtual CPUs: as a fault-tolerant VM it needs Enterprise Plus (Standard and Enterprise allow ${'limit'}), and the edition of ${'cluster'} is not stated. State it.`,
  host: message`${'host'} runs ${'version'}.`,
};

const example = (vcpu: number) => `site HeadOffice {
  network lan
  network vmotion { dedicated }
  network ftlogging { dedicated }
  storage san { kind: san }
  template Esxi {
    version: 5.5  storage: san
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

vm SN1 on Esx1 {
  vcpu: ${vcpu}  memory: 4 GB  disk: san
  nic eth0 -> lan via vmnic0
  ft { secondary: Esx2 }
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'A fault-tolerant VM has no more virtual CPUs than its version and edition of vSphere allow',
  why: `Above the limit Fault Tolerance cannot be switched on: the VM is protected by HA alone, and the loss of its host is an outage
as long as a restart.

| vSphere | Standard, Enterprise | Enterprise Plus |
|---|---|---|
| 4.x, 5.x (vLockstep) | 1 | 1 |
| 6.0, 6.5 | 2 | 4 |
| from 6.7 | 2 | 8 |

What counts is the lowest version of its two hosts; where none is stated the newest. VMware's own pages disagree on which editions
have Fault Tolerance at all, so what only the edition forbids is a warning, and an edition that is not stated information.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'a limit to one virtual CPU (vCPU)',
      statements: ['S2-31', 'S2-32'],
    },
    { document: availability60, place: 'p. 47', statements: [] },
    { document: availability67, place: 'p. 50', statements: [] },
    { document: ftRequirements, statements: [] },
  ],
  decides: [
    {
      contradiction: 'C7',
      text: 'The PureConnect reference (vSphere 4) knows one virtual CPU; the MX-ONE document asks for ESXi 6.7, where VMware allows up to 8. Both are right for their time: the limit goes by the version that the hosts state.',
    },
  ],
  messages: says,
  check(topology, report) {
    for (const vm of ftVms(topology)) checkVm(topology, vm, report);
  },
  examples: { breaks: example(2), keeps: example(1), fixed: example(1) },
});

/** The editions of which VMware's table knows the smaller limit. */
const smallerEditions: ReadonlySet<string> = new Set(['standard', 'enterprise', 'advanced']);

function checkVm(topology: Topology, vm: FtVm, report: Report): void {
  const { vcpu } = vm;
  const version = ftVersion(topology, vm);
  // before 4.0 there is no Fault Tolerance: vsphere/ft-prerequisites says so
  if (vcpu === undefined || (version && version.number < 4)) return;
  const { smaller, largest } = vcpuLimits(version?.number, vm.ft.technique);
  const cluster = clusterOf(topology, vm);
  const edition = cluster?.edition;
  const names = { vm: vm.name, vcpu };
  const related = version
    ? [
        {
          source: version.host.source,
          property: 'version',
          message: says.host({ host: version.host.name, version: version.version }),
        },
      ]
    : [];
  const limit = vcpu > largest ? largest : smaller;
  const options = { property: 'vcpu', related, fix: (trial: Trial) => fixesOf(topology, vm, limit, trial) };
  if (vcpu > largest) {
    const text = version
      ? says.version({ ...names, version: version.version, limit })
      : says.newest({ ...names, limit });
    report(vm, text, options);
  } else if (vcpu > smaller && cluster) {
    if (edition === undefined)
      report(vm, says.unstated({ ...names, limit, cluster: cluster.name }), {
        property: 'vcpu',
        related,
        notStated: true,
      });
    else if (smallerEditions.has(edition))
      report(vm, says.edition({ ...names, limit, largest, edition, cluster: cluster.name }), {
        ...options,
        caseSeverity: 'warning',
      });
  }
}

/** Fewer virtual CPUs, or no Fault Tolerance. */
function fixesOf(topology: Topology, vm: FtVm, limit: number, trial: Trial): readonly Fix[] {
  const mended = { rule: id, source: vm.source };
  const { ft: _, ...rest } = vm;
  const alone: Vm = rest;
  const fewer: Fix = {
    title: `Give ${vm.name} ${limit} virtual ${limit === 1 ? 'CPU' : 'CPUs'}`,
    edits: [{ edit: 'set', element: vm.source, property: 'vcpu', value: `${limit}` }],
    safe: false,
  };
  const off: Fix = {
    title: `Switch Fault Tolerance of ${vm.name} off`,
    edits: [{ edit: 'remove', element: vm.source, property: 'ft' }],
    safe: false,
  };
  return [
    ...(mends(topology, withElements(topology, { ...vm, vcpu: limit }), trial, mended) ? [fewer] : []),
    ...(mends(topology, withElements(topology, alone), trial, mended) ? [off] : []),
  ];
}
