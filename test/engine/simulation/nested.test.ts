/** Services within services, at any depth, and in circles. */
import { describe, expect, test } from 'vitest';
import { simulate } from '../../../engine/simulation/index.ts';
import { loadText } from '../../../language/load.ts';

async function runOf(text: string) {
  const { topology } = await loadText(text);
  const [scenario] = topology.scenarios;
  if (!scenario) throw new Error('the text has no scenario');
  return simulate(topology, scenario);
}

const deep = 12;
const chain = Array.from({ length: deep }, (_, at) => `service S${at + 1} : standalone { member: S${at} }`);

describe('services within services', () => {
  test(`clients are served through ${deep} of them`, async () => {
    const run = await runOf(`network lan  server P { nic a -> lan }
      service S0 : standalone { member: P }
      ${chain.join('\n')}
      endpoint Phones : sip { on: lan  registers: S${deep}  count: 1 }
      scenario "The server fails and is back" { at 0 s fail P  at 10 min restore P  expect Phones in-service }`);
    expect(run.expectations.map(({ actual, holds }) => [actual, holds])).toEqual([[expect.anything(), true]]);
    expect(run.endpoints[0]?.outages).toHaveLength(1);
    const top = run.services.find(({ name }) => name === `S${deep}`);
    expect(top?.activeMembers[0]?.serves).toEqual([run.endpoints[0]?.id]);
    expect(run.unmodelled).toEqual([]);
  });

  test(`redundancy ${deep} of them below counts as redundancy inside`, async () => {
    const run = await runOf(`network lan  server P { nic a -> lan }  server Q { nic a -> lan }
      service S0 : active-active { members: P, Q }
      ${chain.join('\n')}
      scenario "Nothing" { }`);
    expect(run.services.find(({ name }) => name === `S${deep}`)?.redundancy).not.toBe('none');
  });

  test('a long chain is no harm', async () => {
    const many = Array.from({ length: 300 }, (_, at) => `service S${at + 1} : standalone { member: S${at} }`);
    const run = await runOf(`network lan  server P { nic a -> lan }
      service S0 : standalone { member: P }
      ${many.join('\n')}
      scenario "The server fails" { at 0 s fail P  expect S300 down }`);
    expect(run.expectations[0]?.holds).toBe(true);
  });

  test('a lattice of them is walked once', async () => {
    const levels = Array.from({ length: 20 }, (_, at) => {
      const below = at === 0 ? ['P', 'Q'] : [`L${at - 1}`, `R${at - 1}`];
      const members = `members: ${below.join(', ')}`;
      return `service L${at} : active-active { ${members} }  service R${at} : active-active { ${members} }`;
    });
    const run = await runOf(`network lan  server P { nic a -> lan }  server Q { nic a -> lan }
      ${levels.join('\n')}
      endpoint Phones : sip { on: lan  registers: L19  count: 1 }
      scenario "Both fail" { at 0 s fail P, Q  expect Phones out-of-service }`);
    expect(run.expectations[0]?.holds).toBe(true);
  });

  test('those that hang on each other in a circle are named', async () => {
    const run = await runOf(`network lan  server P { nic a -> lan }
      service A : standalone { member: B }
      service B : standalone { member: C }
      service C : standalone { member: A }
      service D : standalone { member: P  needs: E }
      service E : standalone { member: P  needs: D }
      endpoint Phones : sip { on: lan  registers: A  count: 1 }
      scenario "The server fails" { at 0 s fail P }`);
    expect(run.unmodelled).toEqual([
      'A → B → C → A hang on each other in a circle: once one of them is down none brings the others up again.',
      'D → E → D hang on each other in a circle: once one of them is down none brings the others up again.',
    ]);
  });
});
