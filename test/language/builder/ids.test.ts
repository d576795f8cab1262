import { describe, expect, it } from 'vitest';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';

const ids = async (text: string) => [...(await topologyOf(text)).elements.keys()];

describe('ids', () => {
  it('are the path of the names', async () => {
    const found = await ids(`
      site S { network lan  cluster C { host H { nic n -> lan } } }
      server a
      failover-cluster F { nodes: a }
      service G : failover-group { cluster: F  resource ip : ip-address }
    `);
    expect(found).toEqual(['S', 'S.lan', 'S.C', 'S.H', 'S.H.n', 'a', 'F', 'G', 'G.ip']);
  });

  it.each(exampleNames)('of %s stay as they are when something is added elsewhere', async (name) => {
    const text = exampleText(name);
    const before = await ids(text);
    const added = text.replace(
      /^topology .*$/m,
      '$&\nrack addedBefore\nserver addedToo { nic n -> addedNet }\nnetwork addedNet',
    );
    const after = await ids(`${added}\nnetwork addedBehind\n`);
    const news = ['addedBefore', 'addedToo', 'addedToo.n', 'addedNet', 'addedBehind'];
    expect(after).toEqual(expect.arrayContaining(news));
    expect(after.filter((id) => !news.includes(id))).toEqual(before);
  });

  it('rank elements in order of the text', async () => {
    const { elements } = await topologyOf(exampleText('avaya-duplication'));
    expect([...elements.values()].map(({ order }) => order)).toEqual([...elements.values()].map((_, i) => i));
  });
});
