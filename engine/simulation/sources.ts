/** Who says that it goes so, where no timing carries it. */

/** What follows from the text alone. */
export const stateSource = 'stated in the text';
export const haSource = 'D. Epping, vSphere 6.x HA Deepdive';
export const poweredOffSource =
  'PureConnect 2020 R2 CIC Virtualization Technical Reference: guests on a failed host are powered off';
export const restoreSource = 'hatopo: what was on a host and runs nowhere boots there again';
export const duplicationSource =
  'Avaya, Communication Manager software duplication with VMware high availability, Figure 1';
export const arbiterSource = 'Avaya Communication Manager 10.2 alarms, ARB event 8';
export const storageSource = 'vSphere Availability 6.0.1, VM Component Protection';
export const licenceSource = 'PureConnect 2020 R2 CIC Virtualization Technical Reference: licences after a failover';
export const switchoverSource = 'help.genesys.com, PureConnect, Switchover';
export const activeActiveSource = 'Avaya Session Manager 10.2 Overview, Redundancy and high availability';
export const faultToleranceSource = 'vSphere Availability, Fault Tolerance';
