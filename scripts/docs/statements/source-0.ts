import { duplicationWithHa } from '../../../engine/rules/facts/sources.ts';
import { sourceDocument } from './statement.ts';

export const source0 = sourceDocument(duplicationWithHa, [
  ['S0-1', 'R/F', 'recommended', 'The duplicated pair is spread over two data clusters.'],
  ['S0-2', 'R/F', 'info', 'Each of the two clusters has VMware HA.'],
  ['S0-3', 'R', 'must', 'Active and standby in one cluster with HA are not supported.'],
  ['S0-4', 'R', 'must', 'The duplication link is a private Ethernet switch or VLAN from host to host.'],
  ['S0-5', 'F', 'info', 'Hosts 1 and 3 make cluster A, hosts 2 and 4 cluster B: each has a host to restart on.'],
  ['S0-6', 'R', 'must', 'The two VMs are one active and one standby member, joined by the duplication link.'],
  ['S0-7', 'R', 'must', 'On each host the duplication adapter leads over a virtual switch to vmnic2.'],
  ['S0-8', 'R', 'must', 'No other virtual machine uses vmnic2.'],
  ['S0-9', 'R', 'must', 'The host that HA restarts on has vmnic2 on the duplication link as well.'],
  ['S0-10', 'F/B', 'info', 'Normal state: active on host 1, standby on host 4, both through one network switch.'],
  ['S0-11', 'B', 'must', 'When host 1 fails the standby becomes active.'],
  ['S0-12', 'B', 'must', 'HA starts the lost member on host 3, in its own cluster.'],
  ['S0-13', 'B', 'must', 'The duplication link comes up from host 3.'],
  ['S0-14', 'B', 'info', 'While host 1 boots nothing runs over its vmnic2.'],
  ['S0-15', 'B', 'must', 'The two members link up across the switch, each over vmnic2: redundancy is back.'],
  ['S0-16', 'B', 'must', 'The order is takeover, restart, link from the new host, link-up; no times are given.'],
  ['S0-17', 'B', 'info', 'The heading speaks of a failed virtual machine, the steps of a failed host.'],
  ['S0-18', 'B', 'info', 'Which roles the members have after the recovery is not said.'],
]);
