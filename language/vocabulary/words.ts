/** Words with a meaning of their own that are no statement and no property. */
import { wordEntries } from './define.ts';

export const onOff = wordEntries({ on: 'Switched on.', off: 'Switched off.' });
export const byHandOrItself = wordEntries({
  manual: 'By hand: an operator does it (`activate`, `move`).',
  automatic: 'By itself.',
});

export const storageKinds = wordEntries({
  san: 'A storage area network: block storage that several hosts can share.',
  nas: 'File storage over a network.',
  vsan: 'Storage made of the disks of the cluster’s hosts.',
  local: 'Disks inside one host: a VM on them cannot be restarted elsewhere.',
});

export const encryptions = wordEntries({
  aes: 'Encrypted with AES: on a duplication link only where the active server stays below 40 % CPU.',
  off: 'Not encrypted.',
});

export const ftTechniques = wordEntries({
  vlockstep: 'Record and replay (vLockstep), up to vSphere 6.0 for VMs of that time.',
  'fast-checkpointing': 'Checkpoints of memory and devices, from vSphere 6.0.',
});

export const resourceMonitors = wordEntries({
  separate: 'A Resource Monitor of its own: a crash of the resource takes no other along.',
  shared: 'One Resource Monitor with others.',
});

export const hypervisors = wordEntries({
  vsphere: 'VMware vSphere (ESXi hosts).',
  'hyper-v': 'Microsoft Hyper-V.',
});

export const editions = wordEntries({
  essentials: 'vSphere Essentials.',
  'essentials-plus': 'vSphere Essentials Plus.',
  standard: 'vSphere Standard, or Windows Server Standard.',
  advanced: 'vSphere Advanced.',
  enterprise: 'vSphere Enterprise.',
  'enterprise-plus': 'vSphere Enterprise Plus: the largest fault-tolerant VMs.',
  datacenter: 'Windows Server Datacenter.',
});

/** What a hypervisor uses a physical adapter for: the words after `for`. */
export const adapterUses = wordEntries({
  management: 'Management and HA heartbeats.',
  vmotion: 'vMotion: live migrations of vSphere.',
  'live-migration': 'Live migrations of Hyper-V.',
  'ft-logging': 'What a fault-tolerant primary sends to its secondary.',
  storage: 'Access to storage over the network.',
});

export const isolationResponses = wordEntries({
  'power-off': 'Power the VMs off, so that another host can restart them.',
  'shut-down': 'Shut the guests down in order, then let another host restart them.',
  'leave-on': 'Leave the VMs running.',
});

export const monitoringKinds = wordEntries({
  vm: 'Reset a VM whose guest stopped: 30 s without heartbeat and 120 s without I/O.',
  off: 'A crashed guest stays as it is.',
});

export const automationLevels = wordEntries({
  manual: 'DRS recommends, an operator moves.',
  'partially-automated': 'DRS places VMs at power-on, and recommends moves.',
  'fully-automated': 'DRS moves VMs by itself.',
});
export const vmAutomationLevels = [...automationLevels, ...wordEntries({ disabled: 'DRS leaves this VM alone.' })];

export const restartPriorities = wordEntries({
  disabled: 'HA does not restart it.',
  lowest: 'Restarted last.',
  low: 'Restarted after `medium`.',
  medium: 'What holds where nothing is written.',
  high: 'Restarted before `medium`.',
  highest: 'Restarted first.',
});

/** Features of a VM that limits of a product may exclude (those that fault tolerance does not support). */
export const vmFeatures = wordEntries({
  snapshots: 'Snapshots.',
  'linked-clones': 'Linked clones.',
  'storage-vmotion': 'Storage vMotion.',
  vvol: 'Virtual volumes.',
  'storage-policies': 'Storage policies other than vSAN’s.',
  'io-filters': 'I/O filters.',
  'disk-encryption': 'Disk encryption.',
  tpm: 'A virtual TPM.',
  vbs: 'Virtualization-based security.',
  rdm: 'Raw device mappings.',
});

export const keepLevels = wordEntries({
  hosts: 'Never on one host.',
  racks: 'Never in one rack.',
  circuits: 'Never on one power circuit.',
});
export const strengths = wordEntries({
  must: 'Never broken, not even by a restart.',
  should: 'Kept where possible.',
});

export const preservedThings = wordEntries({
  calls: 'Established calls, and the state behind them.',
  state: 'State in memory.',
  nothing: 'Neither: clients start anew.',
});

export const synchronizedItems = wordEntries({
  licenses: 'Licence files.',
  config: 'Configuration files (`vpxd.cfg`).',
  ssl: 'Certificates.',
  upgrade: 'Upgrade files.',
  registry: 'Registry keys.',
  users: 'Local users and their roles.',
});
export const synchronizers = wordEntries({
  manual: 'An administrator copies.',
  dfs: 'Distributed file system replication, all the time.',
  scheduled: 'A scheduled copy.',
  'cluster-resource': 'A copy job that is a resource of the group.',
});

export const endpointKinds = wordEntries({
  h323: 'H.323 phones: registered with one call server at a time.',
  sip: 'SIP phones: may be registered with several servers at once.',
  'media-gateway': 'Gateways that take their orders from a call server.',
  agent: 'Agents of a contact centre at their desktop client.',
});

export const resourceTypes = wordEntries({
  'ip-address': 'A virtual IP address.',
  'network-name': 'The name under which clients find the group; needs an IP address.',
  'generic-service': 'A Windows service.',
  'physical-disk': 'A disk on shared storage.',
  'file-share': 'A file share.',
});

export const quorumKinds = wordEntries({
  disk: 'The node that holds a disk on shared storage decides: `quorum: disk D`.',
  majority: 'More than half of the votes decide: nodes, plus a witness where there is one.',
});

export const admissionPolicies = wordEntries({
  tolerate: 'Keep room for the loss of a number of hosts: `admission: tolerate 1 host`.',
  reserve: 'Keep a share of the capacity free: `admission: reserve 25 %`.',
  dedicated: 'Keep hosts empty for restarts: `admission: dedicated Host9`.',
  off: 'Keep nothing: VMs are powered on while they fit.',
});

export const severities = wordEntries({
  error: 'The system will not survive what it must.',
  warning: 'The system is weaker than it looks.',
  info: 'Good to know.',
});
