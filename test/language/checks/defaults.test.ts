// What the table says holds by default is what a run takes.
import { expect, test } from 'vitest';
import * as defaults from '../../../engine/topology/defaults.ts';
import type { Timing } from '../../../engine/topology/model.ts';
import { type BodyId, bodies, quantityOf } from '../../../language/vocabulary/index.ts';

const { clusterTimings: cluster, machineTimings: machine, serviceTimings: service } = defaults;
const taken: readonly (readonly [BodyId, string, Timing])[] = [
  ['ha', 'detect', cluster.detect],
  ['ha', 'detect-primary', cluster.detectPrimary],
  ['ha', 'placement', cluster.placement],
  ['ha', 'isolation-declare', cluster.isolationDeclare],
  ['ha', 'isolation-response', cluster.isolationResponse],
  ['ha', 'storage-timeout', cluster.storageTimeout],
  ['drs', 'interval', cluster.interval],
  ['ft', 'failover', cluster.failover],
  ['ft', 'respawn', cluster.respawn],
  ['cluster', 'failover', cluster.failover],
  ['cluster', 'respawn', cluster.respawn],
  ['cluster', 'resiliency', cluster.resiliency],
  ['host', 'reboot', machine.reboot],
  ['vm', 'boot', machine.boot],
  ['server', 'boot', machine.serverBoot],
  ['duplication', 'takeover', service.takeover],
  ['duplication', 'resync', service.resync],
  ['duplication', 'hang', service.hang],
  ['switchover', 'takeover', defaults.switchoverTakeover],
  ['switchover', 'hang', service.hang],
  ['geo-redundant', 'takeover', service.takeover],
  ['geo-redundant', 'replication-timeout', service.replicationTimeout],
  ['survivable-core', 'takeover', service.takeover],
  ['survivable-core', 'no-service', service.noService],
  ['n-plus-one', 'takeover', defaults.nPlusOneTakeover],
  ['standalone', 'start', defaults.productStart],
  ['standalone', 'detect', service.detect],
  ['standalone', 'select', service.select],
  ['standalone', 'link-loss', service.linkLoss],
  ['standalone', 'primary-search', service.primarySearch],
  ['resource', 'start', defaults.resourceStart['generic-service']],
  ['resource', 'stop', defaults.resourceStop],
  ['failover-cluster', 'detect', defaults.nodeDetect],
];

test.each(taken)('%s %s', (body, key, timing) => {
  const standard = bodies.get(body)?.byKey.get(key)?.property.default;
  expect(quantityOf(standard?.text)?.value).toBe(timing.value);
  expect(standard?.assumption).toBe(timing.assumption);
});

test('no time with a default is left out', () => {
  const all = [...bodies.values()]
    .filter(({ id }) => !['template', 'product', 'service', 'scenario'].includes(id))
    .flatMap(({ id, properties }) =>
      properties
        .filter(
          ({ property: { value, default: standard } }) => standard && value.is === 'quantity' && value.unit === 'time',
        )
        .map(({ property }) => `${id} ${property.key}`),
    );
  const known = new Set(taken.map(([body, key]) => `${body} ${key}`));
  // A server reboots as a host; what every service has stands with one of them.
  const same = (one: string) => /^server reboot$|^[a-z-]+ (start|detect|select|link-loss|primary-search)$/.test(one);
  expect(all.filter((one) => !known.has(one) && !same(one))).toEqual([]);
});
