import { describe, expect, it } from 'vitest';
import { movesBetween, spotsOf } from '../../client/webview/diagram/moves.ts';
import { apart } from '../../client/webview/model/apart.ts';
import { figuresOf, verdictOf } from '../../client/webview/model/figures.ts';
import { find, findable } from '../../client/webview/model/finding.ts';
import { type Branch, outlineOf } from '../../client/webview/model/outline.ts';
import { layout } from '../../engine/diagram/layout.ts';
import { occupancyOf } from '../../engine/diagram/occupancy.ts';
import { runView } from '../../engine/diagram/run-view.ts';
import { statesAt } from '../../engine/diagram/states.ts';
import { simulate } from '../../engine/simulation/index.ts';
import { exampleText, topologyOf } from '../support/topology.ts';

const nowhere = {
  uri: 'file:///a.hatopo',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
};

async function played(name: string, title: string) {
  const topology = await topologyOf(exampleText(name));
  const scenario = topology.scenarios.find((one) => one.title === title);
  if (!scenario) throw new Error(`no scenario ${title}`);
  return { run: runView(simulate(topology, scenario), topology, () => nowhere), scene: layout(topology) };
}

describe('the verdict on a run', () => {
  it.each([
    [
      'avaya-duplication',
      "Active virtual machine's host fails",
      'good',
      /hardly notice: 0\.2 s .* protected again at 5:30/,
    ],
    ['avaya-duplication', 'Duplication link is cut', 'fair', /notice nothing\. Another loss would be felt/],
    [
      'avaya-geo-redundancy',
      'Denver is lost, an operator activates Paris',
      'bad',
      /DenverPhones and DenverSip stay out of service/,
    ],
    ['virtualcenter-mscs', 'A node is lost', 'bad', /VirtualCenter is interrupted for 2 min 19 s, calls are dropped/],
    ['virtualcenter-mscs', 'The quorum disk is lost', 'bad', /Users lose VirtualCenter and do not get it back/],
  ])('of %s, %s', async (name, title, judgement, words) => {
    const { run } = await played(name, title);
    expect(verdictOf(run)).toEqual({ judgement, text: expect.stringMatching(words) });
  });

  it('tells clients that lost their calls from those that were out, and the longest from the rest', async () => {
    const { run } = await played('avaya-duplication', 'Duplication link is cut');
    const [phones] = run.endpoints;
    if (!phones) throw new Error('no endpoint');
    const client = (name: string, outage: number) => ({
      ...phones,
      id: name,
      name,
      calls: 'dropped' as const,
      outage,
      outages: outage > 0 ? [{ from: 0, to: outage }] : [],
    });
    const textOf = (...endpoints: readonly (typeof phones)[]) => verdictOf({ ...run, endpoints }).text;
    expect(textOf(client('Desks', 0))).toMatch(/^Users notice: calls of Desks are dropped\. /);
    expect(textOf(client('Desks', 60_000), client('Agents', 300_000))).toMatch(
      /^Users notice: Desks and Agents are interrupted for up to 5 min, calls are dropped\. /,
    );
    expect(textOf(client('Desks', 60_000), client('Agents', 60_000))).toContain('are interrupted for 1 min, calls');
  });

  it('says when an outage ended, not when another took over later', async () => {
    const { run } = await played('avaya-duplication', "Active virtual machine's host fails");
    const services = run.services.map((one) => ({ ...one, recoveredAt: 3_600_000 }));
    expect(figuresOf({ ...run, services })[0]).toMatchObject({ outage: '0.2 s', back: '0:00.200' });
  });

  it('of two runs that are apart says which is worse for whom', () => {
    const subject = (name: string, change: 'worse' | 'better' | 'same' | 'new') => ({
      id: name,
      name,
      kind: 'service' as const,
      change,
      differences: [],
      text: '',
    });
    expect(apart([subject('PBX', 'worse'), subject('IVR', 'worse'), subject('Web', 'better')], 'North is lost')).toBe(
      'In “North is lost” PBX and IVR fare worse, Web fares better.',
    );
    expect(apart([subject('PBX', 'same'), subject('IVR', 'new')], 'B')).toBe('Nothing fares better or worse in “B”.');
    expect(apart([subject('IVR', 'new')], 'B')).toBe('“B” is of other services and clients.');
  });

  it('is red only where users feel it', async () => {
    const { run } = await played('avaya-duplication', "Active virtual machine's host fails");
    expect(figuresOf(run)).toMatchObject([
      { name: 'CommunicationManager', judgement: 'good', felt: false, outage: '0.2 s', now: 'protected again at 5:30' },
      { name: 'Phones', judgement: 'good', outage: 'none', count: 1200 },
    ]);
  });
});

describe('the picture in words', () => {
  const flat = (branches: readonly Branch[], level = 1): readonly string[] =>
    branches.flatMap((one) => [`${level} ${one.kind} ${one.name}: ${one.state}`, ...flat(one.branches, level + 1)]);

  it('is a tree in which VMs are where they run now', async () => {
    const { run, scene } = await played('avaya-duplication', "Active virtual machine's host fails");
    const before = flat(outlineOf(scene, statesAt(run, -1)));
    const after = flat(outlineOf(scene, statesAt(run, run.end)));
    const under = (lines: readonly string[], host: string) => lines[lines.findIndex((line) => line.includes(host)) + 1];
    expect(under(before, 'host Host1')).toMatch(/^4 vm CMVM_01: active/);
    expect(under(after, 'host Host3')).toMatch(/^4 vm CMVM_01: standby, for CommunicationManager/);
    expect(after).toContain('3 host Host1: down');
    expect(after.length).toBe(new Set(after).size);
  });

  it('says of nothing that it is on itself', async () => {
    const { run, scene } = await played('virtualcenter-mscs', 'A node is lost');
    const servers = flat(outlineOf(scene, statesAt(run, -1))).filter((line) => / server /.test(line));
    expect(servers.length).toBeGreaterThan(0);
    for (const line of servers) expect(line).not.toMatch(/ on (\w+).*server \1|server (\w+):.* on \2/);
  });

  it('is searched by parts of names and kinds, best first', async () => {
    const { scene } = await played('avaya-duplication', 'Duplication link is cut');
    const all = findable(scene);
    expect(find(all, 'host').map(({ name }) => name)).toEqual(['Host1', 'Host3', 'Host2', 'Host4']);
    expect(find(all, 'network dup').map(({ name }) => name)).toEqual(['duplication']);
    expect(find(all, 'nothing')).toEqual([]);
    expect(find(all, '  ')).toEqual([]);
  });

  it('lets move what runs elsewhere', async () => {
    const { run, scene } = await played('avaya-duplication', "Active virtual machine's host fails");
    const at = (time: number) => spotsOf(occupancyOf(scene, statesAt(run, time)));
    expect(movesBetween(at(0), at(18_000))).toEqual([]);
    expect(movesBetween(at(18_000), at(30_000)).map(({ id }) => id)).toEqual(['CMVM_01']);
  });
});
