import { describe, expect, it } from 'vitest';
import type { Service, Timing } from '../../../engine/topology/model.ts';
import { documentationOf } from '../../../language/documentation.ts';
import * as ast from '../../../language/generated/ast.ts';
import { libraryFiles, libraryText } from '../../../language/library/index.ts';
import { diagnosticsOf, loadText } from '../../../language/load.ts';
import { itemsOf } from '../../../language/paths.ts';
import { libraryDocuments } from '../../../language/scope/imports.ts';
import { symbolsOf } from '../../../language/scope/symbols.ts';
import { topologyOf } from '../../support/topology.ts';

const shipped = [
  'avaya.communication-manager',
  'avaya.ip-office',
  'avaya.media-server',
  'avaya.session-manager',
  'avaya.system-manager',
  'microsoft.active-directory',
  'microsoft.sql-server',
  'mitel.mx-one-service-node',
  'pureconnect.cic',
  'pureconnect.media-server',
  'pureconnect.session-manager',
  'vmware.license-server',
  'vmware.virtualcenter',
];

const documents = async () => libraryDocuments((await loadText('')).services.shared.workspace.LangiumDocuments);
const products = async () =>
  (await documents()).flatMap((document) => [...symbolsOf(document).products.values()].flat());

const serviceOf = async (product: string, mode = 'standalone'): Promise<Service> => {
  const service = (await topologyOf(`service S : ${mode} { product: ${product} }`)).services[0];
  if (!service) throw new Error('no service');
  return service;
};

describe('the products that ship', () => {
  it('are these, each in the file of its vendor', async () => {
    const found = await products();
    expect(found.map(({ name }) => name).sort()).toEqual(shipped);
    for (const product of found) {
      expect(product.$container.$document?.uri.toString()).toBe(`hatopo-library:/${product.name.split('.')[0]}.hatopo`);
    }
  });

  it('are free of findings', async () => {
    expect((await documents()).flatMap(diagnosticsOf)).toEqual([]);
  });

  it('have a title, the modes that they allow, and documentation', async () => {
    for (const name of shipped) {
      const { product } = await serviceOf(name);
      expect(product?.title, name).toMatch(/^(Avaya|Genesys|Mitel|VMware|Microsoft) /);
      expect(product?.modes.length, name).toBeGreaterThan(0);
    }
    for (const product of await products()) expect(documentationOf(product), product.name).toMatch(/^\*\*/);
  });

  it('say of every number where it is from, or that it is an assumption', async () => {
    let count = 0;
    for (const product of await products()) {
      const bodies = [product, ...itemsOf(product).filter(ast.isResource)];
      for (const property of bodies.flatMap(itemsOf).filter(ast.isMeasureProperty)) {
        count++;
        expect(property.mark, `${product.name} ${property.key}`).toBeDefined();
        expect(property.note?.length, `${product.name} ${property.key}`).toBeGreaterThan(5);
      }
    }
    expect(count).toBeGreaterThan(10);
  });

  it('can be read by their address', () => {
    expect(libraryFiles().map(({ uri }) => uri.toString())).toContain('hatopo-library:/avaya.hatopo');
    expect(libraryText('hatopo-library:/avaya.hatopo')).toContain('product avaya.communication-manager');
    expect(libraryText('hatopo-library:/nothing.hatopo')).toBeUndefined();
    expect(libraryText('file:///avaya.hatopo')).toBeUndefined();
  });

  it('are seen from every file without an import, and an own one of the same name wins', async () => {
    const own = 'product pureconnect.cic { title: "Mine" }';
    expect(
      (await topologyOf(`${own} service S : switchover { product: pureconnect.cic }`)).services[0]?.product?.title,
    ).toBe('Mine');
  });
});

describe('their numbers', () => {
  const is = (timing: Timing, value: number, assumption: boolean, min = value, max = value) =>
    expect(timing).toMatchObject({ value, min, max, assumption });

  it('Communication Manager', async () => {
    const { timings, preserves, product } = await serviceOf('avaya.communication-manager', 'duplication');
    is(timings.takeover, 200, true);
    is(timings.hang, 4100, false);
    is(timings.start, 180_000, true);
    is(timings.resync, 60_000, true);
    is(timings.noService, 300_000, false, 180_000, 900_000);
    is(timings.linkLoss, 50_000, false, 40_000, 60_000);
    is(timings.primarySearch, 60_000, true);
    expect(preserves).toBe('calls');
    expect(product?.limits).toEqual({
      latency: '60 ms',
      'application-enablement-latency': '30 ms',
      bandwidth: '1 Gbps',
      loss: '0.1 %',
    });
  });

  it('Session Manager and System Manager', async () => {
    const manager = await serviceOf('avaya.session-manager', 'active-active');
    is(manager.timings.detect, 90_000, false);
    is(manager.timings.select, 5_000, false);
    expect(manager.product?.limits.members).toBe('28');
    is((await serviceOf('avaya.system-manager', 'geo-redundant')).timings.replicationTimeout, 300_000, false);
  });

  it('Media Server and IP Office', async () => {
    const media = await serviceOf('avaya.media-server', 'duplication');
    is(media.timings.takeover, 200, true);
    expect([media.preserves, media.product?.limits.latency]).toEqual(['calls', '50 ms']);
    const office = await serviceOf('avaya.ip-office', 'switchover');
    is(office.timings.takeover, 180_000, false);
    is(office.timings.start, 480_000, true);
    expect(office.preserves).toBe('nothing');
  });

  it('CIC', async () => {
    const { timings, preserves } = await serviceOf('pureconnect.cic', 'switchover');
    is(timings.takeover, 30_000, false, 0, 30_000);
    is(timings.reconnect, 120_000, false, 90_000, 150_000);
    is(timings.start, 300_000, true);
    expect(preserves).toBe('nothing');
  });

  it('MX-ONE', async () => {
    const { timings } = await serviceOf('mitel.mx-one-service-node', 'n-plus-one');
    is(timings.takeover, 300_000, false);
    is(timings.start, 180_000, true);
  });

  it('VirtualCenter: vpxd waits 120 s', async () => {
    const topology = await topologyOf(
      'service S : failover-group { product: vmware.virtualcenter  resource vpxd : generic-service }',
    );
    const start = topology.resources[0]?.start;
    if (!start) throw new Error('no resource');
    is(start, 120_000, false);
    expect(start.origin).toContain('TN-019');
    expect(start.source).toBeDefined();
  });
});
