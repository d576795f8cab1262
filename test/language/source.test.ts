import { describe, expect, it } from 'vitest';
import { get } from '../../engine/topology/lookup.ts';
import type { ElementKind, Topology } from '../../engine/topology/model.ts';
import { loadText } from '../../language/load.ts';
import { type Location, locate, locateAll, nodeOf, sourceOf } from '../../language/source.ts';

const text = `
site S {
  network lan
  storage san
  template T { memory: 4 GB  nic vmnic0 -> lan { speed: 1 Gbps } }
  cluster C { ha { admission: off }  host H : T { cpu: 4 } }
}
vm V on H { vcpu: 2  disk: san  nic eth0 -> lan via vmnic0 }
service P : standalone { product: avaya.communication-manager  member: V  settings { managed-ip: registry } }
scenario "title" { at 0 s fail H  expect P up }
`;

describe('the place of a source', () => {
  let topology: Topology;
  const load = async () => {
    topology ??= (await loadText(text)).topology;
    return topology;
  };
  const marked = ({ start, end }: Location) => text.slice(start, end);
  const at = async (kind: ElementKind, id: string, property?: string) =>
    marked(locate(get(await load(), kind, id).source, property));

  it('is the name of a declaration', async () => {
    expect(await at('host', 'S.H')).toBe('H');
    expect(await at('adapter', 'S.H.vmnic0')).toBe('vmnic0');
    expect(locate(get(await load(), 'vm', 'V').source).uri).toBe('file:///main.hatopo');
  });

  it('is the statement of a property, in its block or template too', async () => {
    expect(await at('vm', 'V', 'vcpu')).toBe('vcpu: 2');
    expect(await at('vm', 'V', 'on')).toBe('H');
    expect(await at('host', 'S.H', 'memory')).toBe('memory: 4 GB');
    expect(await at('adapter', 'S.H.vmnic0', 'speed')).toBe('speed: 1 Gbps');
    expect(await at('cluster', 'S.C', 'ha')).toBe('ha { admission: off }');
    expect(await at('cluster', 'S.C', 'admission')).toBe('admission: off');
    expect(await at('virtual-adapter', 'V.eth0', 'via')).toBe('vmnic0');
    expect(await at('virtual-adapter', 'V.eth0', 'network')).toBe('lan');
    expect(await at('service', 'P', 'mode')).toBe('standalone');
    expect(await at('service', 'P', 'managed-ip')).toBe('managed-ip: registry');
  });

  it('is the name where nothing states the property', async () => {
    expect(await at('vm', 'V', 'memory')).toBe('V');
  });

  it('of a scenario is its title, of a step the step', async () => {
    const scenario = (await load()).scenarios[0];
    if (!scenario) throw new Error('no scenario');
    expect(marked(locate(scenario.source))).toBe('"title"');
    expect(scenario.steps.map((step) => marked(locate(step.source)))).toEqual(['at 0 s fail H', 'expect P up']);
  });

  it('of a product’s timing is in its file', async () => {
    const { resync } = get(await load(), 'service', 'P').timings;
    if (!resync.source) throw new Error('no source');
    expect(locate(resync.source).uri).toBe('hatopo-library:/avaya.hatopo');
  });

  it('goes back to the node, and to the whole statement', async () => {
    const { source } = get(await load(), 'network', 'S.lan');
    expect(sourceOf(nodeOf(source))).toBe(source);
    expect(marked(locateAll(source))).toBe('network lan');
  });
});
