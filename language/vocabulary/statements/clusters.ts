/** Hypervisor clusters: high availability, placement, their timings. */
import {
  assumed,
  count,
  documented,
  form,
  list,
  one,
  optional,
  property,
  statement,
  text,
  time,
  unless,
  words,
} from '../define.ts';
import type { StatementEntry } from '../entry.ts';
import {
  automationLevels,
  editions,
  ftTechniques,
  hypervisors,
  isolationResponses,
  monitoringKinds,
  onOff,
} from '../words.ts';

const haTimings = optional(
  property('detect: 18 s', time, 'Silence until a host counts as dead', {
    details: '18 s with heartbeat datastores, 15 s without.',
    default: documented('18 s', 'vSphere HA Deepdive, “Restarting virtual machines”'),
  }),
  property('detect-primary: 35 s', time, 'The same for the HA primary, election included', {
    default: documented('35 s', 'vSphere HA Deepdive, “Restarting virtual machines”'),
  }),
  property('placement: 12 s', time, 'From “dead” until a VM is powered on: list, placement, request', {
    details: 'Documented: 10 to 15 s.',
    default: documented('12 s', 'yellow-bricks.com, how long a restart takes: 10 to 15 s'),
  }),
  property('isolation-declare: 30 s', time, 'Until a host that is cut off declares itself isolated', {
    details: '5 s for the HA primary.',
    default: documented('30 s', 'vSphere HA Deepdive'),
  }),
  property('isolation-response: 60 s', time, 'Until an isolated host acts on its VMs', {
    details: '35 s for the HA primary.',
    default: documented('60 s', 'vSphere HA Deepdive'),
  }),
  property(
    'storage-timeout: 320 s',
    time,
    'All paths to a datastore down, until the storage response terminates the VM',
    {
      default: documented('320 s', 'vSphere 6.0 Availability, p. 20: 140 s and 180 s'),
    },
  ),
);

const failover = property('failover: 1 s', time, 'Fault Tolerance: until the secondary is live', {
  default: assumed('1 s', 'assumption: the source says “immediately”'),
});
const respawn = property('respawn: 120 s', time, 'Fault Tolerance: until there is a new secondary', {
  default: assumed('120 s', 'assumption: the source says “within minutes”'),
});

export const clusterStatements: readonly StatementEntry[] = [
  statement('cluster', {
    type: 'Cluster',
    title: 'a cluster',
    form: 'cluster NAME { ha  drs  host … }',
    summary: 'A hypervisor cluster: hosts that restart each other’s VMs',
    details: 'Without `ha` nothing is restarted; without `drs` nothing is moved.',
    standsIn: ['file', 'site'],
    properties: optional(
      property('hypervisor: vsphere', words(hypervisors), 'The hypervisor of its hosts', {
        default: unless('vsphere'),
      }),
      property(
        'edition: enterprise-plus',
        words(editions, { open: true }),
        'The edition of its licence: limits may differ by it',
      ),
      property(
        'evc: "Intel Broadwell"',
        text,
        'The processor generation that all its hosts present (Enhanced vMotion Compatibility)',
      ),
      property('vcenter: VM', one('vm', 'server', 'service'), 'The machine or service that manages it', {
        details: 'HA acts without it; DRS and migrations do not.',
      }),
      property(
        'resiliency: 240 s',
        time,
        'Hyper-V: how long a node that lost the cluster network keeps its VMs unmonitored',
        {
          default: documented('240 s', 'Microsoft Learn, resiliencydefaultperiod (from 2016)'),
        },
      ),
      failover,
      respawn,
    ),
  }),
  statement('ha', {
    type: 'HaBlock',
    title: 'an `ha` block',
    form: 'ha { admission: tolerate 1 host  isolation: power-off }',
    summary: 'High availability: VMs of a lost host are restarted on others of the cluster',
    details:
      'Bare `ha` takes the defaults. What is not written is *not stated*: where the default differs between versions, rules say so rather than guess.',
    standsIn: ['cluster'],
    once: true,
    properties: [
      ...optional(
        property('admission: tolerate 1 host', form, 'Admission control: the room that is kept free for restarts', {
          details: '`tolerate N hosts`, `reserve N %`, `dedicated HOST, …` or `off`. It never stops a restart.',
        }),
        property(
          'isolation: power-off',
          words(isolationResponses),
          'What a host does with its VMs when it is isolated',
          {
            default: documented('leave-on', 'vSphere HA Deepdive (since 5.0)'),
          },
        ),
        property('monitoring: vm', words(monitoringKinds), 'Whether a crashed guest is reset', {
          default: documented('off', 'vSphere HA Deepdive, “VM and application monitoring”'),
        }),
        property(
          'respect-anti-affinity: on',
          words(onOff),
          'Whether restarts keep VMs apart that DRS rules keep apart',
        ),
        property('heartbeat-datastores: d1, d2', list('storage'), 'Datastores over which hosts show that they live', {
          details: 'Not listed, they are assumed where a host shares a datastore with another.',
        }),
        property(
          'storage-response: on',
          words(onOff),
          'Whether a VM is restarted elsewhere when its host loses the storage',
          {
            default: documented('off', 'hashicorp/terraform-provider-vsphere, compute_cluster'),
          },
        ),
        property('primary: HOST', one('host'), 'The HA primary at the start', {
          default: unless('the host with most datastores, then the last declared'),
        }),
        property(
          'ft-vms-per-host: 4',
          count('VMs', 0),
          'Fault Tolerance: the most fault-tolerant VMs on one host, primaries and secondaries',
          {
            details: 'The advanced option `das.maxftvmsperhost`; 0 for no limit.',
            default: documented('4', 'vSphere Availability 6.0.1, p. 47'),
          },
        ),
        property(
          'ft-vcpus-per-host: 8',
          count('virtual CPUs', 0),
          'Fault Tolerance: the most virtual CPUs of such VMs on one host',
          {
            details: 'The advanced option `das.maxftvcpusperhost`; 0 for no limit.',
            default: documented('8', 'vSphere Availability 6.0.1, p. 47'),
          },
        ),
      ),
      ...haTimings,
    ],
  }),
  statement('drs', {
    type: 'DrsBlock',
    title: 'a `drs` block',
    form: 'drs { mode: fully-automated  keep apart A, B }',
    summary: 'Distributed Resource Scheduler: where VMs are placed, and which rules keep them apart or together',
    standsIn: ['cluster'],
    once: true,
    properties: optional(
      property('mode: fully-automated', words(automationLevels), 'Whether DRS moves VMs by itself'),
      property('interval: 300 s', time, 'How often DRS acts', {
        details: '60 s from vSphere 7.0.',
        default: documented('300 s', 'vSphere HA Deepdive (60 s from 7.0)'),
      }),
    ),
  }),
  statement('keep', {
    type: 'KeepRule',
    title: 'a placement rule',
    form: 'keep apart A, B across hosts, racks, circuits',
    summary: 'A placement rule of DRS',
    details:
      '`keep apart A, B` (across hosts unless said), `keep together A, B`, or `keep A on HOST, … must | should`: a *must* rule is never broken, not even by a restart.',
    standsIn: ['drs'],
  }),
  statement('ft', {
    type: 'FtBlock',
    title: 'an `ft` block',
    form: 'ft { secondary: Host2 }',
    summary: 'Fault Tolerance: a second copy of the VM runs in step on another host',
    details:
      'The loss of the primary’s host is taken over at once, nothing is lost. A fault of the guest or of the application hits both copies.',
    standsIn: ['vm', 'template'],
    once: true,
    properties: optional(
      property('secondary: HOST', one('host'), 'The host of the secondary copy at the start'),
      property('technique: fast-checkpointing', words(ftTechniques), 'How the secondary is kept in step'),
      failover,
      respawn,
    ),
  }),
];
