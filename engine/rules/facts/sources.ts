/** The documents that rules come from, as they are cited. */
import { addresses } from '../../topology/documents.ts';

export const duplicationWithHa =
  'Avaya, "Communication Manager software duplication with VMware high availability" (Deploying Communication Manager 10.2.x)';
export const redundancyOptions =
  'Avaya, "Redundancy Options for Avaya Aura Virtualized Environment (AAVE)", white paper, Aura 6.2 FP2, vSphere 5.0/5.1';
export const cicVirtualization =
  'Genesys, PureConnect 2020 R2 CIC Virtualization Technical Reference, "Hyper-V Live Migration and VMware VMotion"';
export const mxOneFaultTolerance = 'Mitel, MX-ONE 7.8, "VMware Fault Tolerance setup"';
export const haChecklist = 'VMware, vSphere Availability 6.0.1, "vSphere HA Checklist"';

const { avayaDocs } = addresses;
export const serverSeparation = {
  document: 'Avaya, Deploying Communication Manager 10.2.x, "Communication Manager Server Separation (VMware and KVM)"',
  url: `${avayaDocs}communication-manager/deployingcommunicationmanagerver102x/planning-and-preconfigurationfordeployingcommunicationmanager/Communication_Manager_Server_Separation_VMware_and_KVM.html`,
} as const;
export const sessionManagerOverview = {
  document: 'Avaya, Session Manager 10.2 Overview and Specification, "Redundancy and high availability"',
  url: addresses.sessionManagerOverview,
} as const;
export const systemManagerPrerequisites = {
  document:
    'Avaya, Deploying System Manager 10.2.x, "Prerequisites for System Manager on VMware in a Geographic Redundancy setup"',
  url: `${avayaDocs}system-manager/deployingsystemmanagerinver102x/configuration/geographic-redundancyconfiguration/PrerequisitesForSystemManagerOnVMware.html`,
} as const;
export const survivableServerGuide = {
  document: 'Avaya, Enterprise Survivable Servers (ESS) Users Guide',
  url: addresses.survivableServerGuide,
} as const;
export const mediaServerRestrictions = {
  document: 'Avaya, Media Server 10.2, "Restrictions and limitations of 1+1 High Availability clusters"',
  url: `${avayaDocs}media-server/implementingandadministeringmediaserverr102x/configuration/ConfiguringHighAvailability/RestrictionsAndLimitationsOfHighAvailability.html`,
} as const;
export const ipOfficeVirtualServer = {
  document: 'Avaya, IP Office Virtual Server 12.3, "High availability"',
  url: `${avayaDocs}ip-office/IPOfficeVirtualServer_12_3/vmware/Supported_VMware_Features/High_availability.html`,
} as const;
export const ipOfficeResilience = {
  document: 'Avaya, IP Office Resilience 12.2, "When does failover occur?"',
  url: `${avayaDocs}ip-office/IPOfficeResilience_12_2/Purpose/When_Does_Failover_Occur.html`,
} as const;
export const duplicatedPairAvailability = {
  document: 'Avaya, Aura Core Solution Description 10.2, "Communication Manager availability"',
  url: `${avayaDocs}avaya-aura/avayaauracoresolutiondesciptionr102x/management-of-systemandnetworkoutages/AvailabilityIntro/CommunicationManagerAvailability`,
} as const;

export const haRequirements = 'VMware, vSphere 6.5 documentation, GUID-E137A9F8';
export const heartbeatDatastores = 'VMware, vSphere 7.0 documentation, GUID-0502B198';
export const haDeepdive = 'D. Epping, vSphere 6.x HA Deepdive';
export const availability60 = 'VMware, vSphere Availability 6.0.1';
export const availability65 = 'VMware, vSphere Availability 6.5.1';
export const availability67 = 'VMware, vSphere Availability 6.7';
export const resourceManagement = 'VMware, vSphere Resource Management 6.5.1';
export const vmotionAdapters = 'VMware, vSphere 7.0 documentation, GUID-7DAD15D4';
export const vmotionNetwork = 'VMware, vSphere 6.5 documentation, GUID-3B41119A';
export const ftRequirements = 'VMware, vSphere 7.0 and 8.0 documentation, GUID-57929CF0';
export const ftGenerations = 'VMware, vSphere 6.5 documentation, GUID-32C39392';
export const ftChecklist = 'VMware, vSphere 6.5 documentation, GUID-F8224B5D';
export const ftThreeHosts = 'VMware, vSphere 5.5 documentation, GUID-ED61649B';
export const ftNetworking = 'VMware, vSphere 5.1 documentation, GUID-12E9AF7F';
export const ftInteroperability = 'VMware, vSphere 8.0 documentation, GUID-F5264795';
export const mscsOnVsphere = 'VMware, Setup for Failover Clustering and Microsoft Cluster Service 6.7';

const { genesysHelp } = addresses;
export const switchoverControlPanel = {
  document: 'Genesys, PureConnect Automated Switchover System Technical Reference, "The Switchover Control Panel"',
  url: addresses.switchoverControlPanel,
} as const;
export const switchoverServers = {
  document: 'Genesys, PureConnect Setup Assistant 2019 R2, "Configure Switchover Servers"',
  url: `${genesysHelp}pureconnect/versions/2019r2/mergedProjects/wh_sa/desktop/configure_switchover_servers.htm`,
} as const;
export const switchoverForUsers = {
  document: 'Genesys, PureConnect CIC clients, "Switchover"',
  url: addresses.switchoverForUsers,
} as const;
export const hyperVLiveMigration = {
  document:
    'Microsoft, TechNet ff428137, "Hyper-V: Live Migration Network Configuration Guide" (Windows Server 2008 R2)',
  url: 'http://technet.microsoft.com/en-us/library/ff428137(v=ws.10).aspx',
} as const;

const mxOne = 'https://www.mitel.com/sites/default/files/s3_imports/Business%20Phone%20Systems/MiVoice%20MX-ONE/';
export const mxOneHighAvailability = {
  document: 'Mitel, MX-ONE 7.8 SP1, "VMware High Availability Setup"',
  url: `${mxOne}7.8%20SP1/en/mivoice_mx-one_cpi_library-78sp1-html/DITA_Maps/2_AMM/74_1551-ANF90143/Topics/17.html`,
} as const;
export const mxOneServerRedundancy = {
  document: 'Mitel, MX-ONE 7.8 SP1, 71_1551-ANF90143, "Server Redundancy"',
} as const;
export const mxOneRedundancyLimits = {
  document: 'Mitel, MX-ONE 8.0, "Server Redundancy: Known Limitations"',
  url: `${mxOne}8.0/en/online-cpi-html/CPI_DITA_Maps/5_UR/101_Above/157_15431-ANF90114/Topics/d0e193.html`,
} as const;
export const mxOneSystemRedundancy = {
  document: 'Mitel, MX-ONE 8.0, 80_1551-ANF90114, "System Redundancy: Overview"',
} as const;
export const admissionControl = 'VMware, vSphere 6.5 and 6.7 documentation, GUID-C4059DB9';
export const haAdmission = 'VMware, vSphere 6.0 documentation, GUID-BD6D9434';
export const failureStudy =
  'P. Gill, N. Jain, N. Nagappan, "Understanding Network Failures in Data Centers", SIGCOMM 2011';
export const quorumOfDisk = 'Microsoft, Set-ClusterQuorum';
export const usingMscs = 'VMware, technical note TN-019-PRD-01-01, "Using MSCS to Cluster VirtualCenter", 2007-06-19';
export const fileShareWitness = {
  document:
    'Microsoft, KB 921181, "An update is available that adds a file share witness feature … to Windows Server 2003 Service Pack 1-based server clusters"',
} as const;
export const understandQuorum = {
  document: 'Microsoft, "Understanding cluster and pool quorum"',
  url: addresses.understandQuorum,
} as const;
export const resourceDependencies = {
  document: 'Microsoft, Failover Cluster APIs, "Resource Dependencies"',
  url: 'https://learn.microsoft.com/previous-versions/windows/desktop/mscs/resource-dependencies',
} as const;
export const antiAffinityClasses = {
  document: 'Microsoft, Failover Cluster APIs, "Groups: AntiAffinityClassNames"',
  url: 'https://learn.microsoft.com/previous-versions/windows/desktop/mscs/groups-antiaffinityclassnames',
} as const;
export const privateHeartbeat =
  'Microsoft, KB 258750, "Recommended private heartbeat configuration on a cluster server"';
export const witnessInThirdSite = 'J. Savill, Mastering Windows Server 2016 Hyper-V';
