/** A service's times: from its text, from its product, else from its mode. */
import {
  borrowed,
  noProductStart,
  nPlusOneTakeover,
  productStart,
  serviceTimings,
  switchoverReconnect,
  switchoverTakeover,
} from '../../engine/topology/defaults.ts';
import type { Preserves, ServiceMode, ServiceTimings, Timing } from '../../engine/topology/model.ts';
import type { Body } from './body.ts';
import { statedTiming, timing } from './timings.ts';

/** All times of a service. `product` is the body of its product. */
export function timingsOfService(mode: ServiceMode, body: Body, product: Body | undefined): ServiceTimings {
  const bodies = [body, product];
  const standard = serviceTimings;
  // A vendor's number is one of its products, which state it; for any other service it is a guess of ours.
  const of = (key: string, time: Timing) => timing(key, bodies, borrowed(time));
  return Object.freeze({
    takeover: of('takeover', takeoverOf(mode)),
    start: startOf(mode, body, product),
    resync: of('resync', standard.resync),
    hang: of('hang', standard.hang),
    detect: of('detect', standard.detect),
    select: of('select', standard.select),
    linkLoss: of('link-loss', standard.linkLoss),
    primarySearch: of('primary-search', standard.primarySearch),
    reconnect: of('reconnect', mode === 'switchover' ? switchoverReconnect : standard.reconnect),
    noService: of('no-service', standard.noService),
    replicationTimeout: of('replication-timeout', standard.replicationTimeout),
  });
}

/**
 * The application's start. A failover group starts by its resources, each in its own time, so that
 * the product's number counts there for none of its own.
 */
function startOf(mode: ServiceMode, body: Body, product: Body | undefined): Timing {
  if (mode === 'failover-group') return statedTiming('start', [body]) ?? noProductStart;
  return statedTiming('start', [body, product]) ?? (product ? productStart : noProductStart);
}

function takeoverOf(mode: ServiceMode): Timing {
  if (mode === 'switchover') return switchoverTakeover;
  return mode === 'n-plus-one' ? nPlusOneTakeover : serviceTimings.takeover;
}

/**
 * What a takeover keeps: what the product says of a takeover among its own members. Where another core
 * or another site takes over, clients register anew, whatever the product keeps within a core. A group
 * loses its sessions when it moves, and finds its state on the shared disk or in its database.
 */
export function preservedBy(mode: ServiceMode, product: Preserves | undefined): Preserves {
  if (mode === 'survivable-core' || mode === 'geo-redundant') return 'nothing';
  if (mode === 'failover-group') return product ?? 'state';
  return product ?? (mode === 'duplication' ? 'calls' : 'nothing');
}
