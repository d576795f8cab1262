/** Injections: what `at …` can do, and to what. */
import { componentKinds } from '../../engine/topology/kinds.ts';
import type { ReferenceKind } from './entry.ts';

export interface InjectionEntry {
  readonly verb: string;
  /** `fail TARGET, … ` */
  readonly form: string;
  readonly summary: string;
  readonly details?: string;
  /** What may be named after the verb. */
  readonly of: readonly ReferenceKind[];
  /** What may be named after `for` or `to`; for `partition` and `heal` the other side takes `of`. */
  readonly to?: readonly ReferenceKind[];
  /** `hosts | racks …`: the same in words, for messages. */
  readonly applies: string;
}

const components: readonly ReferenceKind[] = [...componentKinds, 'server'];

export const injections: readonly InjectionEntry[] = [
  {
    verb: 'fail',
    form: 'fail TARGET, …',
    summary: 'A component, NIC, link or machine fails',
    details:
      'A site takes all in it, a network its whole segment even if its switches live. A failed VM is powered off and stays so: HA acts on hosts. `fail STORAGE for HOST` cuts the path of one host to a storage; `fail CLUSTER.NODE` stops the cluster service of one node of a failover cluster.',
    of: [...components, 'vm', 'nic'],
    to: ['host', 'server'],
    applies: 'a component, a link, a NIC or a machine',
  },
  {
    verb: 'restore',
    form: 'restore TARGET, …',
    summary: 'What failed works again from this instant',
    details:
      'Ends `fail`, `isolate`, `maintenance`, `crash`, `fault` and `partition`. The time to repair and boot a host lies before it. What was on a host and runs nowhere boots there again.',
    of: [...components, 'vm', 'nic', 'service', 'resource'],
    to: ['host', 'server'],
    applies: 'what failed before',
  },
  {
    verb: 'crash',
    form: 'crash VM, …',
    summary: 'The operating system of a virtual machine (or a server) crashes',
    of: ['vm', 'server'],
    applies: 'a vm or a server',
  },
  {
    verb: 'fault',
    form: 'fault TARGET, …',
    summary: 'An application fails while its machine runs on',
    details:
      'Of a machine: the application on it. Of a service: the application of whichever member serves. `fault GROUP.RESOURCE`: one resource of a failover group; of the group alone, its last service.',
    of: ['vm', 'server', 'service', 'resource'],
    applies: 'a vm, a server, a service or a resource of a failover group',
  },
  {
    verb: 'isolate',
    form: 'isolate HOST, …',
    summary: 'A host loses its management network',
    of: ['host'],
    applies: 'a host',
  },
  {
    verb: 'partition',
    form: 'partition A, … | B, …',
    summary: 'Every path between two sets of sites, hosts, servers or machines is cut',
    of: ['site', 'host', 'server', 'vm'],
    applies: 'sites, hosts, servers and vms',
  },
  {
    verb: 'heal',
    form: 'heal A, … | B, …',
    summary: 'A partition ends',
    of: ['site', 'host', 'server', 'vm'],
    applies: 'sites, hosts, servers and vms',
  },
  {
    verb: 'reboot',
    form: 'reboot HOST, …',
    summary: 'A host (or a server, or the guest of a VM) restarts',
    details: 'A host is back after its `reboot` time (600 s, an assumption).',
    of: ['host', 'server', 'vm'],
    applies: 'a host, a server or a vm',
  },
  {
    verb: 'maintenance',
    form: 'maintenance HOST, …',
    summary: 'A host is emptied for maintenance, until `restore`',
    of: ['host'],
    applies: 'a host',
  },
  {
    verb: 'migrate',
    form: 'migrate VM to HOST',
    summary: 'A live migration (vMotion, Live Migration)',
    of: ['vm'],
    to: ['host'],
    applies: 'a vm',
  },
  {
    verb: 'move',
    form: 'move GROUP to NODE',
    summary: 'An operator moves a failover group to another node',
    of: ['service'],
    to: ['server', 'vm'],
    applies: 'a failover group',
  },
  {
    verb: 'activate',
    form: 'activate MEMBER, …',
    summary: 'An operator makes a member the active one for all whom it reaches; others stand down there',
    details:
      '`activate CLUSTER.NODE` starts a failover cluster that has lost quorum on the side of this node, without one (`/fixquorum`).',
    of: ['vm', 'server', 'service'],
    applies: 'a member of a service',
  },
];
