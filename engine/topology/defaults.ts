/**
 * The timing table that a run starts from: every number with the public document that it is from,
 * or marked as an assumption of ours. A product, a cluster or a service overrides it in the text.
 */
import type { ClusterTimings, ResourceType, ServiceTimings, Timing } from './model.ts';

const haDeepdive = 'D. Epping, vSphere 6.x HA Deepdive';
const ours = 'assumption of hatopo';
const computeResiliency =
  'Microsoft, Clustering and High-Availability blog, Virtual Machine Compute Resiliency in Windows Server 2016';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** A number that `origin` documents; `min` and `max` where it gives a range. All in ms. */
export function documented(value: number, origin: string, min = value, max = value): Timing {
  return Object.freeze({ value, min, max, origin, assumption: false });
}

/** A number of ours, shown as an assumption and never as a vendor's fact. In ms. */
export function assumed(value: number, origin: string = ours, min = value, max = value): Timing {
  return Object.freeze({ value, min, max, origin, assumption: true });
}

const taken = new WeakMap<Timing, Timing>();

/** A vendor's number, taken for something that is none of the vendor's products: an assumption. */
export function borrowed(timing: Timing): Timing {
  if (timing.assumption) return timing;
  let assumption = taken.get(timing);
  if (!assumption) {
    assumption = assumed(timing.value, `${ours}, as in: ${timing.origin}`, timing.min, timing.max);
    taken.set(timing, assumption);
  }
  return assumption;
}

/** A number that differs between versions, where the text states none: an assumption. */
export function ofUnstatedVersion(timing: Timing): Timing {
  return timing.assumption
    ? timing
    : assumed(timing.value, `${ours}, for no version is stated; as in: ${timing.origin}`, timing.min, timing.max);
}

/** Host HA, DRS and Fault Tolerance of a cluster. */
export const clusterTimings: ClusterTimings = Object.freeze({
  detect: documented(18 * second, haDeepdive),
  detectWithoutDatastores: documented(15 * second, haDeepdive),
  detectPrimary: documented(35 * second, haDeepdive),
  placement: documented(12 * second, 'yellow-bricks.com, "How long does HA take"', 10 * second, 15 * second),
  isolationDeclare: documented(30 * second, haDeepdive),
  isolationResponse: documented(60 * second, haDeepdive),
  isolationDeclarePrimary: documented(5 * second, haDeepdive),
  isolationResponsePrimary: documented(35 * second, haDeepdive),
  storageTimeout: documented(320 * second, 'vSphere Availability 6.0.1, VM Component Protection: 140 s + 180 s'),
  monitoring: documented(30 * second, haDeepdive, 30 * second, 120 * second),
  monitoringIo: documented(120 * second, haDeepdive),
  interval: documented(5 * minute, haDeepdive),
  failover: assumed(1 * second),
  respawn: assumed(120 * second),
  resiliency: documented(240 * second, 'Microsoft Learn, ResiliencyDefaultPeriod'),
  quarantine: documented(2 * hour, computeResiliency),
  retries: Object.freeze([2 * minute, 6 * minute, 14 * minute, 30 * minute]),
});

/** DRS from vSphere 7.0, in ms; `clusterTimings.interval` before. */
export const intervalFrom7 = documented(1 * minute, 'techramblers.blog, vSphere 7 DRS');
/** Hyper-V before 2016: nothing is left unmonitored. */
export const resiliencyBefore2016 = documented(0, 'Microsoft Learn, ResiliencyDefaultPeriod');
export const quarantineBefore2016 = documented(0, computeResiliency);
/** A Hyper-V cluster has no number of its own for what vSphere HA does in this time. */
export const hyperVPlacement = assumed(12 * second);
/** When a Hyper-V cluster tries again to bring a VM online that found no node, ms after the first attempt. */
export const hyperVRetries: readonly number[] = Object.freeze([1 * hour]);

/** Boot of a guest operating system, of a server, and a host's reboot. */
export const machineTimings = Object.freeze({
  /** `vm.boot` */
  boot: assumed(60 * second),
  /** `server.boot` */
  serverBoot: assumed(60 * second),
  /** `host.reboot` */
  reboot: assumed(600 * second),
});

/** Start of a product without a number of its own, and of a service without a product. */
export const productStart = assumed(120 * second);
export const noProductStart = assumed(0);

/** A service's timings where neither the text nor its product gives a number. */
export const serviceTimings: ServiceTimings = Object.freeze({
  takeover: assumed(200),
  start: noProductStart,
  resync: assumed(60 * second),
  hang: documented(4_100, 'Avaya Communication Manager 10.2 alarms, ARB event 8'),
  detect: documented(90 * second, 'Avaya 9600 Series SIP Deskphones, Administering'),
  select: documented(5 * second, 'Avaya 9600 Series SIP Deskphones, Administering'),
  linkLoss: documented(50 * second, 'Avaya Communication Manager 10.2, H248 Link Recovery', 40 * second, 60 * second),
  primarySearch: assumed(60 * second),
  reconnect: assumed(0),
  noService: documented(5 * minute, 'Avaya Enterprise Survivable Server User Guide', 3 * minute, 15 * minute),
  replicationTimeout: documented(5 * minute, 'Avaya System Manager 10.2, Geographic Redundancy'),
});

/** Takeover by mode, where it is not that of `serviceTimings`. */
export const switchoverTakeover = documented(
  30 * second,
  'Genesys PureConnect, Switchover System: less than 30 seconds',
  0,
  30 * second,
);
export const switchoverReconnect = documented(
  120 * second,
  'Genesys PureConnect, Switchover System',
  90 * second,
  150 * second,
);
export const nPlusOneTakeover = documented(5 * minute, 'Mitel MX-ONE 7.8 SP1, Unavailability for IP extensions');

/** Silence on every cluster network until a node counts as lost. */
export const nodeDetect = documented(5 * second, 'Microsoft TechNet dd197562, failover cluster heartbeats');

/** The same from Windows Server 2016; the upper end where the nodes stand in different subnets. */
export const nodeDetectFrom2016 = documented(
  10 * second,
  'windowsitpro.com, Windows Server 2016 failover cluster latency settings',
  10 * second,
  20 * second,
);

/** Online of a resource of a failover group, by type. */
export const resourceStart: Readonly<Record<ResourceType, Timing>> = Object.freeze({
  'ip-address': assumed(2 * second),
  'network-name': assumed(2 * second),
  'generic-service': assumed(10 * second),
  'physical-disk': assumed(2 * second),
  'file-share': assumed(2 * second),
});
/** Offline of a resource, unless `stop` is written. */
export const resourceStop = assumed(0);

/** How often something is done again, and the time in which it counts. */
export interface Allowance {
  readonly times: number;
  readonly within: Timing;
}

/** Restarts in place of a resource that fails; then its group moves. */
export const resourceRestarts: Allowance = Object.freeze({
  times: 3,
  within: documented(15 * minute, 'Microsoft Learn, RestartThreshold 3 in RestartPeriod 900 s'),
});
/** In this time a group moves for failed resources as often as its cluster has nodes, less one. */
export const groupFailovers = documented(
  6 * hour,
  'Microsoft Learn, FailoverThreshold (nodes - 1) in FailoverPeriod 6 h',
);
/** After so long a resource that stays failed is tried again. */
export const resourceRetry = documented(1 * hour, 'Microsoft Learn, RetryPeriodOnFailure 1 h');
/** Resets of a guest by VM monitoring; then it stays as it is. */
export const guestResets: Allowance = Object.freeze({ times: 3, within: documented(1 * hour, haDeepdive) });
/** A Hyper-V node that left so often is quarantined. */
export const nodeDepartures: Allowance = Object.freeze({ times: 3, within: documented(1 * hour, computeResiliency) });
