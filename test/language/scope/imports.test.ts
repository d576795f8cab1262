import { describe, expect, it } from 'vitest';
import { loadText } from '../../../language/load.ts';
import { nameMessages, resolved } from '../../support/language.ts';
import { topologyOf } from '../../support/topology.ts';

const denver = 'site Denver { network lan  host D1 } network backbone';

describe('an import', () => {
  it('makes the names of the other file visible, and what stands in its sites', async () => {
    const found = await resolved(
      'import "./denver.hatopo"  vm V on ‹D1› { nic n -> ‹Denver.lan›  nic m -> ‹backbone› }',
      {
        './denver.hatopo': denver,
      },
    );
    expect(found).toEqual(['Host Denver.D1', 'Network Denver.lan', 'Network backbone']);
  });

  it('does not make visible what the other file imports itself', async () => {
    const files = { './a.hatopo': 'import "./b.hatopo"  network near', './b.hatopo': 'network far' };
    const text = 'import "./a.hatopo"  server s { nic n -> near  nic m -> far }';
    expect(await nameMessages(text, files)).toEqual(['far: No network or switch is called far.']);
    expect([...(await topologyOf(text, files)).elements.keys()]).toContain('b.hatopo#far');
  });

  it('leaves files alone that nobody imports', async () => {
    const files = { './other.hatopo': 'host H1' };
    expect(await nameMessages('vm V on H1', files)).toEqual(['H1: No host is called H1.']);
  });

  it('may be a cycle', async () => {
    const files = { './b.hatopo': 'import "./main.hatopo"  host B { nic n -> lan }' };
    const topology = await topologyOf('import "./b.hatopo"  network lan  vm V on B', files);
    expect([...topology.elements.keys()]).toEqual(['lan', 'V', 'b.hatopo#B', 'b.hatopo#B.n']);
    expect(topology.vms[0]?.host).toBe('b.hatopo#B');
    expect(topology.adapters[0]?.target).toBe('lan');
  });

  it('of a file that is missing leaves the rest as it is', async () => {
    const topology = await topologyOf('import "./nowhere.hatopo"  host H  vm V on H');
    expect([...topology.elements.keys()]).toEqual(['H', 'V']);
  });

  it('of itself changes nothing', async () => {
    expect([...(await topologyOf('import "./main.hatopo"  host H')).elements.keys()]).toEqual(['H']);
  });

  it('is followed to other folders', async () => {
    const files = {
      './sites/a.hatopo': 'import "../shared/lan.hatopo"  server s { nic n -> lan }',
      './shared/lan.hatopo': 'network lan',
    };
    const topology = await topologyOf('import "./sites/a.hatopo"', files);
    expect([...topology.elements.keys()]).toEqual(['sites/a.hatopo#s', 'sites/a.hatopo#s.n', 'shared/lan.hatopo#lan']);
  });

  it('brings products of the author’s', async () => {
    const files = { './products.hatopo': 'product my.pbx { title: "PBX"  start: 7 s }' };
    const topology = await topologyOf(
      'import "./products.hatopo"  server s  service S : standalone { product: my.pbx  member: s }',
      files,
    );
    expect(topology.services[0]?.product?.title).toBe('PBX');
    expect(topology.services[0]?.timings.start.value).toBe(7000);
  });

  it('reports findings of imported files with their address', async () => {
    const { diagnostics } = await loadText('import "./a.hatopo"', { files: { './a.hatopo': 'vm V on H9' } });
    expect(diagnostics.filter(({ code }) => code === 'hatopo/unresolved-name').map(({ uri }) => uri)).toEqual([
      'file:///a.hatopo',
    ]);
  });
});
