import { describe, expect, it } from 'vitest';
import { get } from '../../../engine/topology/lookup.ts';
import { topologyOf } from '../../support/topology.ts';

const cluster = async (body: string, rest = '') =>
  get(await topologyOf(`cluster C { ${body} } ${rest}`), 'cluster', 'C');

describe('a cluster', () => {
  it('has neither HA nor DRS unless it says so', async () => {
    const found = await cluster('host H1  host H2');
    expect(found).toMatchObject({ hypervisor: 'vsphere', hosts: ['H1', 'H2'] });
    expect(found).not.toHaveProperty('ha');
    expect(found).not.toHaveProperty('drs');
  });

  it('leaves open what is not stated', async () => {
    const { ha } = await cluster('ha  host H1');
    expect(Object.keys(ha ?? {})).toEqual(['source']);
  });

  it('reads every form of admission control', async () => {
    const admission = async (text: string) =>
      (await cluster(`ha { admission: ${text} }  host H1  host H9`)).ha?.admission;
    expect(await admission('tolerate 2 hosts')).toEqual({ policy: 'tolerate', hosts: 2 });
    expect(await admission('reserve 25 %')).toEqual({ policy: 'reserve', share: 0.25 });
    expect(await admission('dedicated H9')).toEqual({ policy: 'dedicated', hosts: ['H9'] });
    expect(await admission('off')).toEqual({ policy: 'off' });
  });

  it('reads the settings of HA', async () => {
    const { ha } = await cluster(
      'ha { isolation: power-off  monitoring: vm  respect-anti-affinity: off  heartbeat-datastores: d1  storage-response: on  primary: H1  ft-vms-per-host: 6  ft-vcpus-per-host: 0 } host H1',
      'storage d1',
    );
    expect(ha).toMatchObject({
      isolation: 'power-off',
      monitoring: 'vm',
      respectAntiAffinity: false,
      heartbeatDatastores: ['d1'],
      storageResponse: true,
      primary: 'H1',
      ftVms: 6,
      ftVcpus: 0,
    });
  });

  it('reads placement rules', async () => {
    const { drs } = await cluster(
      'drs { mode: manual  keep apart A, B across racks, circuits  keep apart A, B  keep together A, B  keep A on H1 must } host H1',
      'vm A on H1  vm B on H1',
    );
    expect(drs?.mode).toBe('manual');
    expect(drs?.rules.map(({ source: _source, ...rule }) => rule)).toEqual([
      { kind: 'apart', machines: ['A', 'B'], levels: ['racks', 'circuits'] },
      { kind: 'apart', machines: ['A', 'B'], levels: ['hosts'] },
      { kind: 'together', machines: ['A', 'B'] },
      { kind: 'on', machines: ['A'], hosts: ['H1'], strength: 'must' },
    ]);
  });
});

describe('times of a cluster', () => {
  it('are the documented ones', async () => {
    const { timings } = await cluster('ha  host H1');
    expect(timings.detect).toMatchObject({ value: 18_000, assumption: false });
    expect(timings.detectWithoutDatastores.value).toBe(15_000);
    expect(timings.placement).toMatchObject({ value: 12_000, min: 10_000, max: 15_000 });
    expect(timings.retries).toEqual([120_000, 360_000, 840_000, 1_800_000]);
  });

  it('are overridden in the `ha` and `drs` blocks', async () => {
    const { timings } = await cluster('ha { detect: 20 s  placement: 1 min }  drs { interval: 90 s }  host H1');
    expect(timings.detect).toMatchObject({ value: 20_000, origin: 'stated in the text' });
    expect(timings.detectWithoutDatastores.value).toBe(20_000);
    expect(timings.placement).toMatchObject({ value: 60_000, min: 60_000, max: 60_000 });
    expect(timings.interval.value).toBe(90_000);
  });

  it('follow the version where it is stated on all hosts', async () => {
    expect((await cluster('host A { version: 6.7 }  host B { version: 7.0 }')).timings.interval.value).toBe(300_000);
    expect((await cluster('host A { version: 7.0 }  host B { version: 8.0u2 }')).timings.interval.value).toBe(60_000);
    expect((await cluster('host A { version: 7.0 }  host B')).timings.interval.value).toBe(300_000);
    expect((await cluster('hypervisor: hyper-v  host A { version: "2012 R2" }')).timings.resiliency.value).toBe(0);
    expect((await cluster('hypervisor: hyper-v  host A { version: 2019 }')).timings.resiliency.value).toBe(240_000);
  });
});
