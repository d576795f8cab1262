import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulate } from '../../engine/simulation/index.ts';
import { applied } from '../../language/edits/text-edit.ts';
import { loadText } from '../../language/load.ts';
import type { HandStep, RunChoice } from '../../server/protocol.ts';
import { scenarioText } from '../../server/scenario/text.ts';
import { exampleNames, exampleText } from '../support/topology.ts';
import { inMemory, opened } from './support/services.ts';

const minute = 60_000;
const fail = (id: string, at = 0): HandStep => ({ at, verb: 'fail', id });
const restore = (id: string, at: number): HandStep => ({ at, verb: 'restore', id });

interface Written {
  readonly title: string;
  readonly text: string;
  /** What was put into the text, without the empty lines around it. */
  readonly added: string;
}

/** The text with a choice written into it; what was written must be read as it is meant, and hold. */
async function written(
  text: string,
  choice: RunChoice,
  files: Readonly<Record<string, string>> = {},
): Promise<Written> {
  const services = inMemory();
  const document = await opened(services, text, files);
  const topology = services.hatopo.server.RuleFindings.topologyOf(document);
  const { title, edit } = await scenarioText(document, topology, choice, services.hatopo);
  const start = document.textDocument.offsetAt(edit.range.start);
  const change = { start, end: document.textDocument.offsetAt(edit.range.end), newText: edit.newText };
  const after = applied(text, [change]);
  const loaded = await loadText(after, { files });
  const told = loaded.diagnostics.filter((each) => each.start >= start && each.start < start + edit.newText.length);
  expect(told.map(({ message }) => message)).toEqual([]);
  const [scenario, ...more] = loaded.topology.scenarios.filter((one) => one.title === title);
  if (!scenario || more.length > 0)
    throw new Error(`${more.length + 1} scenarios are called ${title}: ${edit.newText}`);
  expect(topology.scenarios.map((one) => one.title)).not.toContain(title);
  expect(loaded.topology.scenarios).toHaveLength(topology.scenarios.length + 1);
  const { expectations } = simulate(loaded.topology, scenario);
  expect(expectations.filter(({ holds }) => !holds)).toEqual([]);
  const steps = (choice.steps ?? []).filter(({ verb }) => verb === 'fail');
  const done = scenario.steps.flatMap((step) => (step.step === 'inject' ? step.targets.map(({ id }) => id) : []));
  for (const { id } of steps) expect(done).toContain(id);
  return { title, text: after, added: edit.newText.slice(edit.newText.indexOf('scenario "')).trim() };
}

describe('what was done by hand is written as a scenario', () => {
  const avaya = exampleText('avaya-duplication');

  test('behind the others, laid out as they are, with what came of it', async () => {
    const { text, title, added } = await written(avaya, { steps: [fail('DataCenter.Host1')] });
    expect(title).toBe('Host1 fails');
    expect(text).toBe(`${avaya}\n${added}\n`);
    expect(added).toBe(`scenario "Host1 fails" {
  at 0 s fail Host1

  expect CommunicationManager active on CMVM_02 within 1 s
  expect CommunicationManager calls preserved
  expect CommunicationManager protected within 6 min
  expect Phones never out-of-service
}`);
  });

  test('step after step, each with what came of it until the next', async () => {
    const steps = [
      fail('DataCenter.Host1'),
      fail('DataCenter.Host3'),
      restore('DataCenter.Host1', 30 * minute),
      fail('DataCenter.lan', 40 * minute + 400),
    ];
    const { title, added } = await written(avaya, { steps });
    expect(title).toBe('Host1 and Host3 fail, then Host1 is restored, then lan fails');
    expect(added.split('\n').filter((line) => line.startsWith('  at'))).toEqual([
      '  at 0 s fail Host1, Host3',
      '  at 30 min restore Host1',
      '  at 2400400 ms fail lan',
    ]);
    expect(added).toContain('restore Host1\n\n  expect CommunicationManager never down\n');
    expect(added).toContain('fail lan\n\n  expect Phones out-of-service\n');
  });

  test('the same adapter of two machines, which a template gives both', async () => {
    const { added } = await written(avaya, {
      steps: [fail('DataCenter.Host1.vmnic2'), fail('DataCenter.Host2.vmnic2')],
    });
    expect(added).toContain('at 0 s fail Host1.vmnic2, Host2.vmnic2\n');
  });

  test('on top of a scenario, of which what still holds is kept', async () => {
    const scenario = "Active virtual machine's host fails";
    const { title, added } = await written(avaya, { scenario, steps: [fail('DataCenter.Host3', 2 * minute)] });
    expect(title).toBe(`${scenario}, and Host3 fails`);
    expect(added).toContain('at 2 min fail Host3');
    expect(added).not.toContain('CMVM_01 running on Host3');
    expect(added).toContain('expect CommunicationManager calls preserved');
    expect(added).toContain('expect CommunicationManager not protected');
  });

  test('under a title that is free', async () => {
    const once = await written(avaya, { steps: [fail('CMVM_01')] });
    const twice = await written(once.text, { steps: [fail('CMVM_01')] });
    expect([once.title, twice.title]).toEqual(['CMVM_01 fails', 'CMVM_01 fails 2']);
    const quoted = avaya.replace('"Duplication link is cut"', '"The \\"link\\" is cut"');
    const { added } = await written(quoted, { scenario: 'The "link" is cut', steps: [fail('CMVM_01', minute)] });
    expect(added).toContain('scenario "The \\"link\\" is cut, and CMVM_01 fails"');
  });

  test('a service fails by its application, and an adapter is named by its machine', async () => {
    const { added } = await written(avaya, {
      steps: [fail('CommunicationManager'), fail('DataCenter.Host2.vmnic0', minute)],
    });
    expect(added).toContain('at 0 s fault CommunicationManager\n');
    expect(added).toContain('at 1 min fail Host2.vmnic0\n');
  });

  test('with names as they have to be there', async () => {
    const site = (name: string) =>
      `site ${name} { network lan  server on { nic n0 -> lan }  server same { nic n0 -> lan } }`;
    const text = `${site('Denver')}
${site('Paris')}
server vm { nic n0 -> Denver.lan }
service Web : active-active { members: Denver.on, vm }
endpoint same : sip { on: Paris.lan  registers: Web  count: 3 }
`;
    const { added } = await written(text, {
      steps: [fail('vm'), fail('Paris.on'), fail('Denver.same'), fail('Paris.lan')],
    });
    expect(added).toContain('at 0 s fail vm, Paris.on, Denver.same, Paris.lan\n');
    expect(added).toContain('expect same out-of-service');
  });

  test('what nothing happened to is not restored in it', async () => {
    const steps = [
      fail('DataCenter.Host1'),
      restore('DataCenter.Host4', minute),
      restore('DataCenter.Host1', 2 * minute),
    ];
    const { added } = await written(avaya, { steps });
    expect(added).not.toContain('restore Host4');
    expect(added).toContain('at 2 min restore Host1');
    await expect(written(avaya, { steps: [restore('DataCenter.Host4', minute)] })).rejects.toThrow(
      /Nothing failed before that could be restored/,
    );
  });

  test('what nobody feels is stated too, and a day is prolonged', async () => {
    const idle = `${avaya}\nsite Elsewhere { host spare }\n`;
    const { added } = await written(idle, { steps: [fail('Elsewhere.spare', 30 * 60 * minute)] });
    expect(added).toContain('  horizon: 30 h\n  at 30 h fail spare\n');
    expect(added).toContain('expect CommunicationManager never down');
  });

  test('indented and ended as other lines of the file are', async () => {
    const tabs = avaya.replaceAll(/^( {2})+/gm, (blanks) => '\t'.repeat(blanks.length / 2)).replaceAll('\n', '\r\n');
    const { text, added } = await written(tabs, { steps: [fail('DataCenter.Host1')] });
    expect(added).toMatch(/^scenario "Host1 fails" \{\r\n\tat 0 s fail Host1\r\n\r\n\texpect /);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('before what follows the scenarios, and at the end where there are none', async () => {
    const [declared = '', scenarios = ''] = avaya.split(/(?=scenario "Active)/);
    const none = await written(declared.trimEnd(), { steps: [fail('CMVM_01')] });
    expect(none.text).toContain(`count: 1200\n}\n\n${none.added}`);
    const between = await written(`${scenarios.trimEnd()}\n${declared}`, { steps: [fail('CMVM_01')] });
    expect(between.text).toContain(`never dual-active\n}\n\n${between.added}\n\n///`);
    const beside = await written(`${scenarios.trimEnd()} ${declared.replace(/^(\/\/\/.*\n)+/, '')}`, {
      steps: [fail('CMVM_01')],
    });
    expect(beside.text).toContain(`never dual-active\n}\n\n${beside.added}\n\n topology`);
  });

  test('where it cannot be, it is said why', async () => {
    await expect(written(avaya, { scenario: 'Duplication link is cut' })).rejects.toThrow(/Nothing was done by hand/);
    await expect(written(avaya, { steps: [fail('Gone')] })).rejects.toThrow(/has no Gone any more/);
    await expect(written(avaya, { steps: [fail('Phones')] })).rejects.toThrow(/are clients/);
    const files = { 'near.hatopo': 'import "./far.hatopo"\nhost near', 'far.hatopo': 'host far' };
    const text = 'import "./near.hatopo"\nhost own\nservice S : standalone { member: own }\n';
    const { added } = await written(text, { steps: [fail('near.hatopo#near')] }, files);
    expect(added).toContain('fail near\n');
    await expect(written(text, { steps: [fail('far.hatopo#far')] }, files)).rejects.toThrow(/cannot name far/);
  });

  test('a text that is damaged elsewhere takes it, one whose end cannot be told does not', async () => {
    const services = inMemory();
    const add = async (text: string) => {
      const document = await opened(services, text, {}, `file:///${text.length}.hatopo`);
      const topology = services.hatopo.server.RuleFindings.topologyOf(document);
      return scenarioText(document, topology, { steps: [fail('DataCenter.Host1')] }, services.hatopo);
    };
    expect((await add(avaya.replace('standby: CMVM_02', 'standby CMVM_02'))).edit.newText).toContain('fail Host1');
    await expect(add(`${avaya.split('scenario')[0]}vm v on {`)).rejects.toThrow(/cannot be read to its end/);
  });
});

describe('whatever is done by hand', () => {
  const step = fc.record({
    at: fc.oneof(fc.constant(0), fc.nat(90 * minute)),
    verb: fc.constantFrom('fail' as const, 'fail' as const, 'restore' as const),
    which: fc.nat(1_000),
  });

  test.each(exampleNames)(
    'in %s is written, clean and true',
    async (name) => {
      const text = exampleText(name);
      const { topology } = await loadText(text);
      const ids = [...topology.elements.values()]
        .filter(({ kind }) => kind !== 'endpoint' && kind !== 'failover-cluster')
        .map(({ id }) => id);
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 1, maxLength: 5 }),
          fc.option(fc.constantFrom(...topology.scenarios.map(({ title }) => title)), { nil: undefined }),
          async (drawn, scenario) => {
            const picked = drawn.map(
              ({ at, verb, which }): HandStep => ({ at, verb, id: ids[which % ids.length] ?? '' }),
            );
            const steps = [...picked, fail(ids[0] ?? '')];
            await written(text, { steps, ...(scenario !== undefined && { scenario }) });
          },
        ),
        { numRuns: 5 },
      );
    },
    60_000,
  );
});
