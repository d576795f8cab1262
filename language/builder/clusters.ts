/** Hypervisor clusters: HA, DRS, and their times. */

import {
  borrowed,
  clusterTimings,
  hyperVPlacement,
  hyperVRetries,
  intervalFrom7,
  nodeDetect,
  nodeDetectFrom2016,
  ofUnstatedVersion,
  quarantineBefore2016,
  resiliencyBefore2016,
} from '../../engine/topology/defaults.ts';
import type {
  AdmissionControl,
  Cluster,
  ClusterTimings,
  DrsSettings,
  HaSettings,
  Id,
  PlacementRule,
  Timing,
} from '../../engine/topology/model.ts';
import { versionNumber } from '../../engine/topology/versions.ts';
import * as ast from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { sourceOf } from '../source.ts';
import { type Body, bodyOf, count, measure, oneOf, onOff, ownBody, paths, text, version, word, words } from './body.ts';
import { base, type Context, enter, refer, referAll, referSome } from './context.ts';
import { statedTiming, timing } from './timings.ts';

const levels = ['hosts', 'racks', 'circuits'] as const;

export function buildCluster(context: Context, node: ast.Cluster, id: Id): void {
  const body = ownBody(node);
  const ha = body.get('ha');
  const drs = body.get('drs');
  const hypervisor = word(body, 'hypervisor', ['vsphere', 'hyper-v']) ?? 'vsphere';
  const edition = words(body, 'edition')[0];
  const evc = text(body, 'evc');
  const vcenter = refer(context, paths(body, 'vcenter')[0], ['Vm', 'Server', 'Service'], node, 'vCenter');
  const hosts = itemsOf(node).filter(ast.isHost);
  const hostIds = hosts.map((host) => context.ids.get(host)).filter((host) => host !== undefined);
  enter<Cluster>(context, node, {
    ...base(context, node, id),
    kind: 'cluster',
    hypervisor,
    ...(edition !== undefined && { edition }),
    ...(evc !== undefined && { evc }),
    ...(vcenter !== undefined && { vcenter }),
    ...(ast.isHaBlock(ha) && { ha: haSettings(context, node, ha) }),
    ...(ast.isDrsBlock(drs) && { drs: drsSettings(context, node, drs) }),
    hosts: Object.freeze(hostIds),
    timings: timings(
      [ast.isHaBlock(ha) ? ownBody(ha) : undefined, ast.isDrsBlock(drs) ? ownBody(drs) : undefined, body],
      standardOf(hypervisor, oldestVersion(hosts)),
    ),
  });
}

function haSettings(context: Context, node: ast.Cluster, block: ast.HaBlock): HaSettings {
  const body = ownBody(block);
  const admission = admissionControl(context, node, body);
  const isolation = word(body, 'isolation', ['power-off', 'shut-down', 'leave-on']);
  const monitoring = word(body, 'monitoring', ['vm', 'off']);
  const respectAntiAffinity = onOff(body, 'respect-anti-affinity');
  const heartbeatDatastores = referSome(
    context,
    paths(body, 'heartbeat-datastores'),
    ['Storage'],
    node,
    'heartbeat datastore',
  );
  const storageResponse = onOff(body, 'storage-response');
  const primary = refer(context, paths(body, 'primary')[0], ['Host'], node, 'HA primary');
  const [ftVms, ftVcpus] = [count(body, 'ft-vms-per-host'), count(body, 'ft-vcpus-per-host')];
  return Object.freeze({
    source: sourceOf(block),
    ...(admission && { admission }),
    ...(isolation !== undefined && { isolation }),
    ...(monitoring !== undefined && { monitoring }),
    ...(respectAntiAffinity !== undefined && { respectAntiAffinity }),
    ...(heartbeatDatastores && { heartbeatDatastores }),
    ...(storageResponse !== undefined && { storageResponse }),
    ...(primary !== undefined && { primary }),
    ...(ftVms !== undefined && { ftVms }),
    ...(ftVcpus !== undefined && { ftVcpus }),
  });
}

function admissionControl(context: Context, node: ast.Cluster, body: Body): AdmissionControl | undefined {
  const property = body.get('admission');
  if (!ast.isAdmissionProperty(property)) return undefined;
  switch (property.policy) {
    case 'tolerate': {
      const hosts = Number(property.hosts);
      return Number.isFinite(hosts) ? Object.freeze({ policy: 'tolerate', hosts }) : undefined;
    }
    case 'reserve': {
      const share = measure(property.share, 'share');
      return share === undefined ? undefined : Object.freeze({ policy: 'reserve', share });
    }
    case 'dedicated':
      return Object.freeze({
        policy: 'dedicated',
        hosts: referAll(context, property.failoverHosts ?? [], ['Host'], node, 'failover host'),
      });
    case 'off':
      return Object.freeze({ policy: 'off' });
    default:
      return undefined;
  }
}

function drsSettings(context: Context, node: ast.Cluster, block: ast.DrsBlock): DrsSettings {
  const mode = word(ownBody(block), 'mode', ['manual', 'partially-automated', 'fully-automated']);
  const rules = itemsOf(block)
    .filter(ast.isKeepRule)
    .map((rule) => placementRule(context, node, rule));
  return Object.freeze({ source: sourceOf(block), ...(mode !== undefined && { mode }), rules: Object.freeze(rules) });
}

function placementRule(context: Context, node: ast.Cluster, rule: ast.KeepRule): PlacementRule {
  const source = sourceOf(rule);
  const machines = referAll(context, rule.members ?? [], ['Vm'], node, 'VM to place');
  if (rule.kind === 'together') return Object.freeze({ kind: 'together', source, machines });
  if (rule.kind === 'on') {
    const hosts = referAll(context, rule.hosts ?? [], ['Host'], node, 'host to place on');
    const strength = oneOf(rule.strength, ['must', 'should']) ?? 'should';
    return Object.freeze({ kind: 'on', source, machines, hosts, strength });
  }
  const stated = (rule.levels ?? []).map((level) => oneOf(level, levels)).filter((level) => level !== undefined);
  return Object.freeze({
    kind: 'apart',
    source,
    machines,
    levels: Object.freeze(stated.length > 0 ? stated : (['hosts'] as const)),
  });
}

/** The times of a hypervisor where the text states none, by the oldest version of its hosts. */
function standardOf(hypervisor: Cluster['hypervisor'], oldest: number | undefined): ClusterTimings {
  const { interval, resiliency, quarantine } = clusterTimings;
  if (hypervisor === 'vsphere') {
    if (oldest === undefined) return { ...clusterTimings, interval: ofUnstatedVersion(interval) };
    return oldest >= 7 ? { ...clusterTimings, interval: intervalFrom7 } : clusterTimings;
  }
  const old = oldest !== undefined && oldest > 2000 && oldest < 2016;
  const stated = oldest === undefined ? ofUnstatedVersion : (timing: Timing) => timing;
  const detect = old ? nodeDetect : stated(nodeDetectFrom2016);
  return {
    ...clusterTimings,
    detect,
    detectWithoutDatastores: detect,
    detectPrimary: detect,
    placement: hyperVPlacement,
    retries: hyperVRetries,
    // What vSphere documents of its own is a guess for another hypervisor.
    storageTimeout: borrowed(clusterTimings.storageTimeout),
    monitoring: borrowed(clusterTimings.monitoring),
    monitoringIo: borrowed(clusterTimings.monitoringIo),
    resiliency: old ? resiliencyBefore2016 : stated(resiliency),
    quarantine: old ? quarantineBefore2016 : stated(quarantine),
  };
}

/** Times from the `ha` block, the `drs` block or the cluster, else those of the hypervisor. */
function timings(bodies: readonly (Body | undefined)[], standard: ClusterTimings): ClusterTimings {
  const detect = statedTiming('detect', bodies);
  const declare = statedTiming('isolation-declare', bodies);
  const response = statedTiming('isolation-response', bodies);
  return Object.freeze({
    ...standard,
    detect: detect ?? standard.detect,
    detectWithoutDatastores: detect ?? standard.detectWithoutDatastores,
    detectPrimary: timing('detect-primary', bodies, standard.detectPrimary),
    placement: timing('placement', bodies, standard.placement),
    isolationDeclare: declare ?? standard.isolationDeclare,
    isolationResponse: response ?? standard.isolationResponse,
    isolationDeclarePrimary: declare ?? standard.isolationDeclarePrimary,
    isolationResponsePrimary: response ?? standard.isolationResponsePrimary,
    storageTimeout: timing('storage-timeout', bodies, standard.storageTimeout),
    interval: timing('interval', bodies, standard.interval),
    failover: timing('failover', bodies, standard.failover),
    respawn: timing('respawn', bodies, standard.respawn),
    resiliency: timing('resiliency', bodies, standard.resiliency),
  });
}

/** The lowest version among the hosts; `undefined` where one states none. */
function oldestVersion(hosts: readonly ast.Host[]): number | undefined {
  const versions = hosts.map((host) => versionNumber(version(bodyOf(host), 'version')));
  return versions.length > 0 && versions.every((each) => each !== undefined) ? Math.min(...versions) : undefined;
}
