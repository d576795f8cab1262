/** The documents that rules come from, as they are cited. */

export const duplicationWithHa =
  'Avaya, "Communication Manager software duplication with VMware high availability" (Deploying Communication Manager 10.2.x)';
export const redundancyOptions =
  'Avaya, "Redundancy Options for Avaya Aura Virtualized Environment (AAVE)", white paper, Aura 6.2 FP2, vSphere 5.0/5.1';
export const cicVirtualization =
  'Genesys, PureConnect 2020 R2 CIC Virtualization Technical Reference, "Hyper-V Live Migration and VMware VMotion"';
export const mxOneFaultTolerance = 'Mitel, MX-ONE 7.8, "VMware Fault Tolerance setup"';
export const haChecklist = 'VMware, vSphere Availability 6.0.1, "vSphere HA Checklist"';

const avayaDocs = 'https://documentation.avaya.com/en-us/home/bundle/';
export const serverSeparation = {
  document: 'Avaya, Deploying Communication Manager 10.2.x, "Communication Manager Server Separation (VMware and KVM)"',
  url: `${avayaDocs}communication-manager/deployingcommunicationmanagerver102x/planning-and-preconfigurationfordeployingcommunicationmanager/Communication_Manager_Server_Separation_VMware_and_KVM.html`,
} as const;
export const sessionManagerOverview = {
  document: 'Avaya, Session Manager 10.2 Overview and Specification, "Redundancy and high availability"',
  url: `${avayaDocs}session-manager/avayaaurasessionmanageroverviewandspecificationr102x/performance-and-capacityspecifications/RedundancyAndHighAvailability.html`,
} as const;
export const systemManagerPrerequisites = {
  document:
    'Avaya, Deploying System Manager 10.2.x, "Prerequisites for System Manager on VMware in a Geographic Redundancy setup"',
  url: `${avayaDocs}system-manager/deployingsystemmanagerinver102x/configuration/geographic-redundancyconfiguration/PrerequisitesForSystemManagerOnVMware.html`,
} as const;
export const survivableServerGuide = {
  document: 'Avaya, Enterprise Survivable Servers (ESS) Users Guide',
  url: 'https://easymanua.ls/avaya/ess/manual?p=126',
} as const;
export const mediaServerRestrictions = {
  document: 'Avaya, Media Server 10.2, "Restrictions and limitations of 1+1 High Availability clusters"',
  url: `${avayaDocs}media-server/implementingandadministeringmediaserverr102x/configuration/ConfiguringHighAvailability/RestrictionsAndLimitationsOfHighAvailability.html`,
} as const;
export const ipOfficeVirtualServer = {
  document: 'Avaya, IP Office Virtual Server 12.3, "High availability"',
  url: `${avayaDocs}ip-office/IPOfficeVirtualServer_12_3/vmware/Supported_VMware_Features/High_availability.html`,
} as const;
export const duplicatedPairAvailability = {
  document: 'Avaya, Aura Core Solution Description 10.2, "Communication Manager availability"',
  url: `${avayaDocs}avaya-aura/avayaauracoresolutiondesciptionr102x/management-of-systemandnetworkoutages/AvailabilityIntro/CommunicationManagerAvailability`,
} as const;
