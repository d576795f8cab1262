/** Who says that it goes so, where no timing carries it. */
import type { Service, Timing } from '../topology/model.ts';

/** Who says so: a document by its name, or a time with where it is from. */
export type Origin = Pick<Timing, 'origin' | 'assumption'> | string;

/** What follows from the text alone. */
export const stateSource = 'stated in the text';
export const haSource = 'D. Epping, vSphere 6.x HA Deepdive';
export const hyperVSource =
  'Microsoft, Failover clusters of Hyper-V: heartbeats; Virtual Machine Compute Resiliency in Windows Server 2016';
export const restoreSource = 'hatopo: what was on a host and runs nowhere boots there again';
export const duplicationSource =
  'Avaya, Communication Manager software duplication with VMware high availability, Figure 1';
export const arbiterSource = 'Avaya Communication Manager 10.2 alarms, ARB event 8';
export const healthSource =
  'Avaya Communication Manager 10.2 alarms, ARB event 9; Processor Ethernet setup, PE Interchange Priority';
export const storageSource = 'vSphere Availability 6.0.1, VM Component Protection';
export const licenceSource = 'PureConnect 2020 R2 CIC Virtualization Technical Reference: licences after a failover';
export const switchoverSource = 'help.genesys.com, PureConnect, Switchover';
export const activeActiveSource = 'Avaya Session Manager 10.2 Overview, Redundancy and high availability';
export const faultToleranceSource = 'vSphere Availability, Fault Tolerance';
export const survivableSource = 'Avaya Enterprise Survivable Server User Guide, p. 126';
export const geoSource = 'Avaya System Manager 10.2, Geographic Redundancy';
export const nPlusOneSource = 'Mitel MX-ONE 7.8 SP1, Server redundancy';
export const drsSource = 'D. Epping, vSphere 6.x HA Deepdive, HA and DRS';
export const migrationSource =
  'PureConnect 2020 R2 CIC Virtualization Technical Reference, Hyper-V Live Migration and VMware VMotion';
/** Cluster nodes, groups and resources. */
export const clusterSource = 'VMware TN-019, "Using MSCS to Cluster VirtualCenter"';
export const quorumSource = 'Microsoft, Set-ClusterQuorum; KB 921181; Understanding cluster and pool quorum';
export const forceSource = 'Microsoft KB 280353, KB 975486: /fixquorum';
export const interfaceSource =
  'Microsoft KB 242600, Network Failure Detection and Recovery in a Two-Node Server Cluster; KB 814459';

/** Whose products each document is about, as the ids of products begin. */
const vendors: ReadonlyMap<string, string> = new Map([
  [duplicationSource, 'avaya.'],
  [arbiterSource, 'avaya.'],
  [healthSource, 'avaya.'],
  [activeActiveSource, 'avaya.'],
  [survivableSource, 'avaya.'],
  [geoSource, 'avaya.'],
  [licenceSource, 'pureconnect.'],
  [switchoverSource, 'pureconnect.'],
  [nPlusOneSource, 'mitel.'],
]);

/**
 * What a vendor says of its products, told of a service. Of a service without a product it is how hatopo plays
 * the mode; of another vendor's product it is an assumption.
 */
export function sourceFor({ product }: Service, source: string): Origin {
  if (!product) return `hatopo, as in: ${source}`;
  if (product.name.startsWith(vendors.get(source) ?? '')) return source;
  return { origin: `assumption of hatopo, as in: ${source}`, assumption: true };
}
