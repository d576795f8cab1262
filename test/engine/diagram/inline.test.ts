import { describe, expect, it } from 'vitest';
import { inlineMarks } from '../../../engine/diagram/inline.ts';
import { type RunView, runView } from '../../../engine/diagram/run-view.ts';
import { simulate } from '../../../engine/simulation/index.ts';
import { exampleNames, exampleText, topologyOf } from '../../support/topology.ts';

async function runsOf(text: string): Promise<readonly RunView<string>[]> {
  const topology = await topologyOf(text);
  return topology.scenarios.map((scenario) => runView(simulate(topology, scenario), topology, () => 'its place'));
}

async function runOf(name: string, title?: string): Promise<RunView<string>> {
  const runs = await runsOf(exampleText(name));
  const run = runs.find((one) => title === undefined || one.title === title);
  if (!run) throw new Error(`${name} has lost its scenario ${title}`);
  return run;
}

/** The marks at a time, by what they stand at. */
function at(run: RunView<string>, time: number): Record<string, string> {
  const step = run.events.filter((event) => event.time <= time).length;
  return Object.fromEntries(inlineMarks(run, step).map((mark) => [mark.at, `${mark.text} (${mark.tone})`]));
}

describe('marks behind declarations', { timeout: 60_000 }, () => {
  it('tell what was lost, what runs elsewhere, and what it meant for a service', async () => {
    const run = await runOf('avaya-duplication');
    expect(at(run, run.end)).toEqual({
      'DataCenter.Host1': '✕ 0:00 (lost)',
      CMVM_01: '↻ Host3 0:30, standby 5:30 (ready)',
      CMVM_02: 'active 0:00.200 (serving)',
      CommunicationManager: '0.2 s, calls kept, protected 5:30 (serving)',
    });
  });

  it('follow the moment', async () => {
    const run = await runOf('avaya-duplication');
    expect(inlineMarks(run, 0)).toEqual([]);
    expect(at(run, 0)).toEqual({
      'DataCenter.Host1': '✕ 0:00 (lost)',
      CMVM_01: '✕ 0:00 (lost)',
      CommunicationManager: '✕ 0:00 (lost)',
    });
    expect(at(run, 200)).toMatchObject({ CommunicationManager: '0.2 s, calls kept, not protected (warn)' });
    expect(at(run, 30_000)).toMatchObject({ CMVM_01: '↻ Host3 0:30, booting (busy)' });
    expect(at(run, 90_000)).toMatchObject({ CMVM_01: '↻ Host3 0:30, starting 1:30 (busy)' });
  });

  it('tell of clients how long they were out, and whether their calls were kept', async () => {
    const run = await runOf('pureconnect-switchover', 'Power is lost to Host A');
    expect(at(run, 0)).toMatchObject({ Agents: '✕ 0:00, calls dropped (lost)' });
    expect(at(run, run.end)).toMatchObject({ Agents: '2 min 30 s, calls dropped (lost)' });
  });

  it('tell what is back', async () => {
    const run = await runOf('avaya-geo-redundancy', 'After the WAN returns, administrators bring everyone back');
    expect(at(run, 0)).toMatchObject({ wan: '✕ 0:00 (lost)' });
    expect(at(run, run.end)).toMatchObject({ wan: expect.stringMatching(/^✓ \d/) });
  });

  it('stand at expectations that fail, with what was seen instead, whenever the moment is', async () => {
    const text = exampleText('avaya-duplication').replace(
      'expect CMVM_01 standby within 15 min',
      'expect CMVM_01 standby within 2 min',
    );
    const [run] = await runsOf(text);
    if (!run) throw new Error('no scenario');
    const failed = { at: 'its place', tone: 'lost', text: '✕ up on Host3 since 4:30, standby from 5:30' };
    const seen = run.expectations.find((one) => one.verdict === 'fails')?.actual;
    expect(seen).toBeDefined();
    for (const step of [0, 3, run.events.length])
      expect(inlineMarks(run, step).filter((mark) => mark.at === 'its place')).toEqual([
        { ...failed, text: `✕ ${seen}` },
      ]);
  });

  it.each(exampleNames)('are short, and one for each element, in every step of %s', async (name) => {
    for (const run of await runsOf(exampleText(name)))
      for (let step = 0; step <= run.events.length; step++) {
        const marks = inlineMarks(run, step);
        expect(new Set(marks.map((mark) => mark.at)).size).toBe(marks.length);
        for (const { text } of marks) {
          expect(text).toMatch(/^\S.*\S$/);
          expect(text).not.toMatch(/undefined|NaN/);
          expect(text.length).toBeLessThan(70);
        }
      }
  });
});
