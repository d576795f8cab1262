import { describe, expect, it } from 'vitest';
import { componentPicks, hostPicks, scenarioPicks } from '../../client/commands/picks.ts';
import type { Outline } from '../../server/protocol.ts';

const place = (line: number) => ({
  uri: 'file:///a.hatopo',
  range: { start: { line, character: 0 }, end: { line, character: 8 } },
});
const outline: Outline = {
  title: 'Two hosts',
  components: [
    { id: 'S', name: 'S', kind: 'site', detail: '' },
    { id: 'S.lan', name: 'lan', kind: 'network', detail: 'site S' },
    { id: 'S.Host1', name: 'Host1', kind: 'host', detail: 'site S, cluster C' },
    { id: 'S.Host1.vmnic0', name: 'vmnic0', kind: 'adapter', detail: 'of Host1' },
    { id: 'S.Host2', name: 'Host2', kind: 'host', detail: 'site S, cluster C' },
    { id: 'VM1', name: 'VM1', kind: 'vm', detail: 'on Host1' },
  ],
  scenarios: [
    { title: 'first', place: place(10) },
    { title: 'second', place: place(20) },
  ],
  atCursor: [],
};

describe('what a command offers', () => {
  it('is every host, the first chosen beforehand', () => {
    const { items, preselected } = hostPicks(outline);
    expect(items.map((item) => item.label)).toEqual(['Host1', 'Host2']);
    expect(items[0]?.description).toBe('site S, cluster C');
    expect(preselected).toBe('S.Host1');
  });

  it('is the host around the cursor, also where the cursor is deeper in it', () => {
    expect(hostPicks({ ...outline, atCursor: ['S.Host2', 'S'] }).preselected).toBe('S.Host2');
    expect(hostPicks({ ...outline, atCursor: ['S.Host1.vmnic0', 'S.Host1', 'S'] }).preselected).toBe('S.Host1');
    expect(hostPicks({ ...outline, atCursor: ['VM1'] }).preselected).toBe('S.Host1');
  });

  it('is every component under the heading of its kind', () => {
    const { items, preselected } = componentPicks({ ...outline, atCursor: ['S.Host1.vmnic0', 'S.Host1', 'S'] });
    expect(items.map((item) => (item.heading ? `# ${item.label}` : item.label))).toEqual([
      '# Hosts',
      'Host1',
      'Host2',
      '# Virtual machines',
      'VM1',
      '# Sites',
      'S',
      '# Networks',
      'lan',
      '# Adapters',
      'vmnic0',
    ]);
    expect(preselected).toBe('S.Host1.vmnic0');
  });

  it('is nothing where there is nothing', () => {
    const empty: Outline = { title: '', components: [], scenarios: [], atCursor: [] };
    for (const picks of [hostPicks(empty), componentPicks(empty), scenarioPicks(empty)]) {
      expect(picks).toEqual({ items: [], preselected: undefined });
    }
  });

  it('is every scenario with its line, the one around the cursor chosen', () => {
    expect(scenarioPicks(outline)).toEqual({
      items: [
        { label: 'first', description: 'line 11', value: 'first' },
        { label: 'second', description: 'line 21', value: 'second' },
      ],
      preselected: 'first',
    });
    expect(scenarioPicks({ ...outline, scenarioAtCursor: 'second' }).preselected).toBe('second');
  });
});
