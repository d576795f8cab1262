/** The documents that rules come from, as they are cited. */

export const duplicationWithHa =
  'Avaya, "Communication Manager software duplication with VMware high availability" (Deploying Communication Manager 10.2.x)';
export const redundancyOptions =
  'Avaya, "Redundancy Options for Avaya Aura Virtualized Environment (AAVE)", white paper, Aura 6.2 FP2, vSphere 5.0/5.1';
export const cicVirtualization =
  'Genesys, PureConnect 2020 R2 CIC Virtualization Technical Reference, "Hyper-V Live Migration and VMware VMotion"';
export const mxOneFaultTolerance = 'Mitel, MX-ONE 7.8, "VMware Fault Tolerance setup"';
export const haChecklist = 'VMware, vSphere Availability 6.0.1, "vSphere HA Checklist"';
