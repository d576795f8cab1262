import { describe, expect, it } from 'vitest';
import { layout } from '../../../engine/diagram/layout.ts';
import { type ReplayData, replayPage, withoutFolders } from '../../../engine/diagram/replay.ts';
import { runView } from '../../../engine/diagram/run-view.ts';
import { simulate } from '../../../engine/simulation/index.ts';
import type { Place, ToPanel } from '../../../server/protocol.ts';
import { exampleText, topologyOf } from '../../support/topology.ts';

const nowhere: Place = { uri: '', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };

async function dataOf(title: string): Promise<ReplayData<Place>> {
  const topology = await topologyOf(exampleText('avaya-duplication'));
  const [scenario] = topology.scenarios;
  if (!scenario) throw new Error('the example has lost its scenario');
  const run = runView(simulate(topology, { ...scenario, title }), topology, () => nowhere);
  return {
    type: 'show',
    view: { uri: 'a.hatopo', version: 0, title: 'A', scene: layout(topology), run, problems: [] },
    shown: { uri: 'a.hatopo' },
  };
}

const jsonIn = (page: string) =>
  /<script type="application\/json" id="hatopo-replay">(.*?)<\/script>/s.exec(page)?.[1] ?? '';

describe('a page that replays a run', () => {
  it('holds the message by which a panel would be told the same', async () => {
    const data: ReplayData<Place> = await dataOf('x');
    const message: ToPanel = data;
    const page = replayPage({ title: 'x', script: '', style: '', data });
    expect(JSON.parse(jsonIn(page))).toEqual(JSON.parse(JSON.stringify(message)));
  });

  it('names files, and not where they lie', async () => {
    const uri = 'file:///home/anna%20b/pair%20one.hatopo';
    const place = { ...nowhere, uri };
    const data = await dataOf('x');
    const view = { ...data.view, uri, problems: [{ message: 'm', place }] };
    const run = data.view.run && {
      ...data.view.run,
      expectations: [{ text: 't', verdict: 'fails', actual: 'a', place }] as const,
    };
    const short = withoutFolders({ ...data, view: { ...view, ...(run && { run }) }, shown: { uri } });
    expect(JSON.stringify(short)).not.toMatch(/anna|file:/);
    expect(short.shown.uri).toBe('pair one.hatopo');
    expect(short.view.problems[0]?.place.range).toEqual(nowhere.range);
    expect(withoutFolders({ ...data, shown: { uri: 'untitled:50%' } }).shown.uri).toBe('untitled:50%');
  });

  it.each(['</script><script>alert(1)</script>', '<!--<script>', ']]>', '\u2028"\\', '<\u0000/'])(
    'is not ended by a name: %j',
    async (name) => {
      const page = replayPage({ title: name, script: '', style: '', data: await dataOf(name) });
      expect(page.match(/<script/g)).toHaveLength(2);
      expect(page.match(/<\/script/g)).toHaveLength(2);
      expect(JSON.parse(jsonIn(page)).view.run.title).toBe(name);
    },
  );

  it('runs its own script and style alone', async () => {
    const parts = { title: 'x', script: 'run()', style: 'main{}', data: await dataOf('x') };
    const page = replayPage(parts);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    const [, nonce] = /script-src 'nonce-(\w+)'/.exec(policy) ?? [];
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src 'nonce-${nonce}'`,
      `style-src 'nonce-${nonce}'`,
      'img-src data: blob:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(page).toContain(`<script nonce="${nonce}">run()</script>`);
    expect(page).toContain(`<style nonce="${nonce}">main{}</style>`);
    expect(page).not.toMatch(/ src=| href=/);
    expect(replayPage(parts)).toBe(page);
    expect(replayPage({ ...parts, script: 'run(2)' })).not.toContain(`nonce-${nonce}`);
  });

  it('keeps the meaning of a script in which an end of a script is written', () => {
    const data = { type: 'show', view: {}, shown: {} } as unknown as ReplayData<Place>;
    const script = 'globalThis.said = ["</script>", `<!--1`, /<\\/script>/u.source, "</SCRIPT >"].join("|")';
    const page = replayPage({ title: '', script, style: '', data });
    const own = /<script nonce="\w+">(.*?)<\/script>/is.exec(page)?.[1] ?? '';
    const result = new Function(`const globalThis = {}; ${own}; return globalThis.said`)();
    expect(result).toBe('</script>|<!--1|<\\/script>|</SCRIPT >');
  });
});
