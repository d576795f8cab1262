import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layout } from '../../../engine/diagram/layout.ts';
import { roleNow } from '../../../engine/diagram/occupancy.ts';
import { type States, statesAt } from '../../../engine/diagram/states.ts';
import { renderSvg, svgParts } from '../../../engine/diagram/svg/render.ts';
import { simulate } from '../../../engine/simulation/index.ts';
import { exampleText, topologyOf } from '../../support/topology.ts';
import { shapes, topologyOfShape } from './topologies.ts';

const words = ['up', 'down', 'unknown', 'booting', 'active', 'standby', 'isolated', 'never-heard-of', ''];

/** Every tag closed in order, nothing but names, quoted attributes and text: what an XML reader insists on. */
function wellFormed(svg: string): boolean {
  const open: string[] = [];
  const token = /<(\/?)([a-z]+)((?:\s[\w:-]+="[^"<>]*")*)\s*(\/?)>|[^<]+/y;
  while (token.lastIndex < svg.length) {
    const match = token.exec(svg);
    if (!match) return false;
    const [, close, name, , empty] = match;
    if (name === undefined) continue;
    if (close) {
      if (open.pop() !== name) return false;
    } else if (!empty) open.push(name);
  }
  return open.length === 0;
}

/** How many elements stand side by side in a text. */
function rootsIn(svg: string): number {
  let depth = 0;
  let roots = 0;
  for (const [, close, empty] of svg.matchAll(/<(\/?)[a-z][^<>]*?(\/?)>/g)) {
    if (!close && depth === 0) roots++;
    if (close) depth--;
    else if (!empty) depth++;
  }
  return depth === 0 && wellFormed(svg) ? roots : Number.NaN;
}

const duplication = async () => layout(await topologyOf(exampleText('avaya-duplication')));

describe('a drawing', { timeout: 60_000 }, () => {
  it('names on a VM the group that it owns before the cluster in which it is a node', async () => {
    const topology = await topologyOf(`topology "WSFC on VMs"
network lan network hb { dedicated } storage san { kind: san }
host h1 { cpu: 16 memory: 64 GB storage: san nic n0 -> lan nic n1 -> hb }
host h2 { cpu: 16 memory: 64 GB storage: san nic n0 -> lan nic n1 -> hb }
server fsw { nic n0 -> lan }
vm one on h1 { vcpu: 2 memory: 4 GB disk: san nic e0 -> lan via n0 nic e1 -> hb via n1 }
vm two on h2 { vcpu: 2 memory: 4 GB disk: san nic e0 -> lan via n0 nic e1 -> hb via n1 }
failover-cluster W { nodes: one, two networks: hb, lan quorum: majority with witness fsw }
service Sql : failover-group { cluster: W owners: one, two resource ip : ip-address { address: "10.0.0.40" } }
scenario "first" { at 0 s fail h1 }`);
    const [scenario] = topology.scenarios;
    if (!scenario) throw new Error('no scenario');
    const scene = layout(topology);
    const run = simulate(topology, scenario);
    const heard = (time: number, id: string) =>
      new RegExp(`data-id="${id}"[^>]* aria-label="([^"]*)"`).exec(renderSvg(scene, statesAt(run, time)))?.[1];
    expect(heard(-1, 'one')).toBe('vm one, 2 vCPU · 4 GB: owner, Sql, W');
    expect(heard(-1, 'two')).toMatch(/: up, W, Sql$/);
    expect(heard(run.end, 'two')).toMatch(/: owner, Sql, W$/);
  });

  it('is well-formed, in any state of any topology, and never styles in place', () => {
    fc.assert(
      fc.property(shapes, fc.array(fc.constantFrom(...words), { minLength: 1 }), fc.nat(), (shape, chosen, seed) => {
        const topology = topologyOfShape(shape);
        const hosts = topology.hosts.map((host) => host.id);
        const states: States = new Map(
          [...topology.elements.values()].map((element, index) => {
            const state = chosen[index % chosen.length] ?? '';
            const place = hosts[(index + seed) % Math.max(1, hosts.length)];
            return [element.id, element.kind === 'vm' && place !== undefined ? { state, place } : { state }];
          }),
        );
        // every second as a large one is: with counts
        const scene = layout(topology, seed % 2 === 0 ? {} : { most: 10, expanded: hosts.slice(0, 2) });
        const svg = renderSvg(scene, states);
        expect(wellFormed(svg)).toBe(true);
        expect(svg).not.toMatch(/NaN|undefined|style=|Infinity/);
        // a page that draws again replaces parts: each is one element, whole by itself
        for (const part of svgParts(scene, states)) expect(rootsIn(part), part).toBe(1);
      }),
      { numRuns: 100 },
    );
  });

  it('escapes what a name or title holds', async () => {
    const svg = renderSvg(await duplication(), undefined, { title: '<b> & "quotes"' });
    expect(svg).toContain('&lt;b&gt; &amp; &quot;quotes&quot;');
    expect(wellFormed(svg)).toBe(true);
  });

  it('shows as unknown what no run plays: no role, no word that it works', async () => {
    const scene = layout(await topologyOf(exampleText('virtualcenter-mns')));
    const svg = renderSvg(
      scene,
      new Map([
        ['VirtualCenter', { state: 'unknown' }],
        ['HQ.vc1', { state: 'up' }],
      ]),
    );
    const item = (start: string) =>
      svg
        .split('\n')
        .join('')
        .match(new RegExp(`<g class="box ${start}.*?</title>`))?.[0];
    expect(item('card service is-unknown" data-id="VirtualCenter"')).toContain('not simulated');
    expect(svg).toMatch(
      /<g class="box seat is-unknown" data-id="VirtualCenter"[^>]*aria-label="VirtualCenter: not simulated"/,
    );
    expect(svg).not.toMatch(/is-serving" data-id="VirtualCenter"/);
  });

  it('says a state in a word and a glyph, not by colour alone', async () => {
    const scene = await duplication();
    const svg = renderSvg(scene, new Map([['DataCenter.Host1', { state: 'down' }]]));
    const host =
      /<g class="box host [^"]*" data-id="DataCenter\.Host1".*?<\/g><text[^>]*>down<\/text>/.exec(svg)?.[0] ?? '';
    expect(host).toContain('class="glyph lost"');
    expect(host).toContain('aria-label="host Host1, 16 cores · 128 GB: down"');
  });

  it('draws a VM in the host that runs it, and leaves its old place empty', async () => {
    const scene = await duplication();
    const slot = scene.slots.find((one) => one.host === 'DataCenter.Host3');
    const svg = renderSvg(scene, new Map([['CMVM_01', { state: 'booting', place: 'DataCenter.Host3' }]]));
    const chip = /<g class="box chip vm[^"]*" data-id="CMVM_01".*?<rect x="([\d.]+)" y="([\d.]+)"/.exec(svg);
    expect([chip?.[1], chip?.[2]]).toEqual([String(slot?.x), String(slot?.y)]);
    expect(svg).toContain('CMVM_01 ran here');
    expect(renderSvg(scene)).not.toContain('ran here');
  });

  it('leaves no VM out where a host has fewer places than VMs', async () => {
    const topology = await topologyOf(`
      cluster C { ha  host A  host B  host D }
      vm v1 on A  vm v2 on B  vm v3 on D
    `);
    const states: States = new Map(['v1', 'v2', 'v3'].map((vm) => [vm, { state: 'up', place: 'B' }]));
    const svg = renderSvg(layout(topology), states);
    for (const vm of ['v1', 'v2', 'v3']) expect(svg).toContain(vm);
  });

  it('carries its style when it stands alone', async () => {
    const scene = await duplication();
    expect(renderSvg(scene, undefined, { standalone: true })).toContain('<style>');
    expect(renderSvg(scene)).not.toContain('<style');
  });

  it('counts what is folded by state, worst first, where a run has brought it', async () => {
    const topology = await topologyOf(`
      cluster C { ha  host A  host B }
      vm v1 on A  vm v2 on A  vm v3 on B
    `);
    const scene = layout(topology, { most: 1, expanded: ['C'] });
    expect(scene.folds.map(({ of, name }) => `${of}: ${name}`)).toEqual(['A: 2 VMs', 'B: 1 VM']);
    const states: States = new Map([
      ['v1', { state: 'booting', place: 'B' }],
      ['v2', { state: 'down', place: 'A' }],
      ['v3', { state: 'up', place: 'B' }],
    ]);
    const svg = renderSvg(scene, states);
    expect(svg).toContain('aria-label="1 VM: 1 down. Opens."');
    expect(svg).toContain('aria-label="2 VMs: 1 booting, 1 up. Opens."');
    expect(svg).toMatch(/data-fold="B"/);
    // whole clusters where hosts are too many as well
    const [hosts, vms] = layout(topology, { most: 0 }).folds;
    expect([hosts?.of, hosts?.name, vms?.name]).toEqual(['outside', '1 cluster', '2 hosts']);
  });

  it('shows who has a vote, how many are up and how many are needed', async () => {
    const topology = await topologyOf(exampleText('virtualcenter-mns'));
    const votes = (svg: string) => [...svg.matchAll(/class="vote( is-lost)?"/g)].map((match) => Boolean(match[1]));
    const idle = renderSvg(layout(topology));
    expect(idle).toContain('3 votes · majority 2 · witness witness');
    expect(votes(idle)).toEqual([false, false, false]);
    const scenario = topology.scenarios.find(({ title }) => title === 'A node and the witness are lost');
    if (!scenario) throw new Error('the example has lost its scenario');
    const lost = renderSvg(layout(topology), statesAt(simulate(topology, scenario), 60_000));
    expect(lost).toContain('1 of 3 votes up · majority 2');
    expect(votes(lost).filter(Boolean)).toHaveLength(2);
    // a group that is down has no owner that serves
    expect(lost).not.toMatch(/class="box seat is-serving" data-id="(VirtualCenter|LicenseServer)"/);
  });

  it('says of clients whether they are served and lost calls, and of a service who serves at once', async () => {
    const topology = await topologyOf(exampleText('avaya-geo-redundancy'));
    const scenario = topology.scenarios.find(({ title }) => title.startsWith('Rainy day'));
    if (!scenario) throw new Error('the example has lost its scenario');
    const run = simulate(topology, scenario);
    const at = (time: number) => renderSvg(layout(topology), statesAt(run, time));
    const phones = (svg: string) => /aria-label="(endpoint ParisPhones[^"]*)"/.exec(svg)?.[1];
    expect(phones(renderSvg(layout(topology)))).toBe('endpoint ParisPhones, 600 × H.323: → CallControl');
    // calls go on between those who are there, until the phones move to the survivable core
    expect(phones(at(1000))).toContain('out of service');
    expect(phones(at(400_000))).toContain('calls dropped');
    expect(at(400_000)).toContain('dual-active: CM01, CM02');
  });

  it('does not take the role of a machine in one service for its role in another', async () => {
    const topology = await topologyOf(`
      server a  server b
      service Web : active-active { members: a, b }
      service Pair : switchover { primary: a  backup: b }
    `);
    const scene = layout(topology);
    const states: States = new Map([
      ['a', { state: 'active' }],
      ['b', { state: 'active' }],
      ['Web', { state: 'protected', place: 'a' }],
      ['Pair', { state: 'protected', place: 'a' }],
    ]);
    const roles = scene.seats.map((seat) => `${seat.service} ${seat.machine} ${roleNow(seat, states)}`);
    expect(roles.sort()).toEqual(['Pair a active', 'Pair b backup', 'Web a active', 'Web b up']);
  });

  it('shows racks in their colours, which a page can switch off', async () => {
    const svg = renderSvg(layout(await topologyOf(exampleText('pureconnect-switchover'))));
    const tags = [...svg.matchAll(/class="tag fate rack (c\d) [^"]*" data-id="([^"]*)"/g)].map(
      ([, colour, id]) => `${id} ${colour}`,
    );
    expect(new Set(tags).size).toBe(2);
    expect(svg.match(/class="fate outline/g)).toHaveLength(3);
  });
});
