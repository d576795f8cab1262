/** Hosts, servers, virtual machines and their adapters. */
import {
  assumed,
  count,
  list,
  optional,
  property,
  rate,
  size,
  statement,
  text,
  time,
  unless,
  version,
  words,
} from '../define.ts';
import type { PropertyUse, StatementEntry } from '../entry.ts';
import { restartPriorities, vmAutomationLevels, vmFeatures } from '../words.ts';
import { placing } from './components.ts';

const metal: readonly PropertyUse[] = [
  ...optional(
    property('cpu: 16', count('cores', 1), 'Cores'),
    property('memory: 128 GB', size, 'Memory'),
    property('version: 7.0', version, 'Version of the hypervisor or operating system', {
      usual: ['8.0', '6.7', '6.5'],
    }),
    property('cpu-model: "Intel Xeon Gold 6130"', text, 'Model of the processors: fault tolerance needs equal ones'),
    property('storage: D, …', list('storage'), 'The storage that it sees'),
    property('reboot: 600 s', time, 'How long a reboot takes', { default: assumed('600 s') }),
  ),
  ...placing,
];

const disk = property('disk: D', list('storage'), 'The storage that holds its disks');
const restartPriority = property(
  'restart-priority: high',
  words(restartPriorities),
  'When HA restarts it, among the VMs of a lost host',
  {
    default: unless('medium'),
  },
);
const drs = property('drs: manual', words(vmAutomationLevels), 'How DRS treats this VM', {
  default: unless('as its cluster says'),
});

/** What VMs and servers share: they carry services. */
const carrier = optional(
  property('boot: 60 s', time, 'Boot of the operating system', { default: assumed('60 s') }),
  property('start: 4 min', time, 'From the boot until the application serves; wins over the service’s `start`'),
  property('licensed: HOST, …', list('host', 'server', 'vm'), 'The hosts or machines for which its licence is valid', {
    details: 'Not stated, the licence is bound to nothing.',
  }),
  property('release: 10.2', version, 'The release of the application on it, where it differs from the service’s'),
  property('address: "10.0.0.11"', text, 'Its own IP address'),
  property(
    'uses: snapshots',
    words(vmFeatures, { list: true, open: true }),
    'Features that it uses, and that limits may exclude',
  ),
);

export const machineStatements: readonly StatementEntry[] = [
  statement('host', {
    type: 'Host',
    title: 'a host',
    form: 'host NAME : TEMPLATE { cpu: 16  memory: 128 GB  storage: D  nic … }',
    summary: 'A hypervisor host, in a cluster or alone',
    standsIn: ['file', 'site', 'cluster'],
    properties: metal,
  }),
  statement('server', {
    type: 'Server',
    title: 'a server',
    form: 'server NAME : TEMPLATE { nic … }',
    summary: 'A dedicated machine, not a virtual one',
    standsIn: ['file', 'site'],
    properties: [...metal, ...carrier, ...optional(disk)],
  }),
  statement('vm', {
    type: 'Vm',
    title: 'a vm',
    form: 'vm NAME on HOST : TEMPLATE { vcpu: 2  memory: 8 GB  disk: D  nic … }',
    summary: 'A virtual machine, with the host that runs it at the start',
    details: 'It may come to run on any host of that host’s cluster. Its memory counts as reserved.',
    standsIn: ['file', 'site'],
    properties: [
      ...optional(
        property('vcpu: 2', count('virtual CPUs', 1), 'Virtual CPUs: it needs a host with at least as many cores'),
        property('memory: 8 GB', size, 'Memory; counts as reserved'),
        disk,
        restartPriority,
        drs,
      ),
      ...carrier,
    ],
  }),
  statement('nic', {
    type: 'Nic',
    title: 'a NIC',
    form: 'nic NAME -> NETWORK for USE, … { speed: 10 Gbps }',
    summary: 'A physical adapter, cabled to a switch or network',
    details:
      '`for` lists what the hypervisor uses it for: `management`, `vmotion`, `live-migration`, `ft-logging`, `storage`.',
    standsIn: ['host', 'server', 'template'],
    properties: optional(
      property('speed: 10 Gbps', rate, 'What the adapter carries a second', { usual: ['1 Gbps', '25 Gbps'] }),
    ),
  }),
  statement('virtual nic', {
    type: 'Nic',
    keyword: 'nic',
    title: 'a virtual NIC',
    form: 'nic NAME -> NETWORK via ADAPTER, …',
    summary: 'A virtual adapter of a VM, on a network',
    details:
      '`via` names physical adapters of *whichever host runs the VM*: after a restart on Host3 it means Host3’s adapter of that name. Several are a team.',
    standsIn: ['vm', 'template'],
    properties: [],
  }),
];
