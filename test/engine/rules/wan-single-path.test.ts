import { describe, expect, test } from 'vitest';
import singlePoint from '../../../engine/rules/topology/single-point-of-failure.ts';
import rule from '../../../engine/rules/topology/wan-single-path.ts';
import { checked, expectMarked } from '../../support/rules.ts';

const only = { rules: [rule] };

const site = (name: string, machines: string) =>
  `site ${name} { switch edge  switch core  link up between edge, core  network lan { switches: edge, core }
${machines} }\n`;
const server = (name: string) => `  server ${name} { nic n0 -> edge  nic n1 -> core }`;
const two = site('X', server('A')) + site('Y', server('B'));
const pair = 'service S : geo-redundant { primary: A  secondary: B }\n';

async function told(text: string): Promise<readonly (readonly [string, string])[]> {
  const { findings, diagnostics } = await checked(text, only);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return findings.map(({ start, end, message }) => [text.slice(start, end), message] as const);
}

test('the line is marked, once for all services', async () => {
  const [found] = await expectMarked(
    `site X { network lan  server A { nic n -> lan } }
site Y { network lan  server B { nic n -> lan } }
link wan between X.lan, Y.lan
//   ^^^ topology/wan-single-path
service S : geo-redundant { primary: A  secondary: B }
service T : active-active { members: A, B }
`,
    only,
  );
  expect(found?.message).toBe(
    'wan is the only way between X and Y: when it fails, the members of S and T lose each other and each side goes on alone, unprotected. Add a second link that goes another way.',
  );
  expect(found?.related.map(({ message }) => message)).toEqual([
    'S has members in X and Y.',
    'T has members in X and Y.',
  ]);
});

describe('several lines', () => {
  test('that end on different switches are enough', async () => {
    const text = `${two}link wan1 between X.edge, Y.edge\nlink wan2 between X.core, Y.core\n${pair}`;
    expect(await told(text)).toEqual([]);
  });

  test('that end on one switch hang on that', async () => {
    const text = `${two}link wan1 between X.edge, Y.edge\nlink wan2 between X.edge, Y.core\n${pair}`;
    expect((await told(text)).map(([at]) => at)).toEqual(['edge']);
    expect((await told(text))[0]?.[1]).toBe(
      'Every way between X and Y passes X.edge: when it fails, the members of S lose each other and each side goes on alone, unprotected. End a second link on another switch.',
    );
  });

  test('in a row are each the only way', async () => {
    const transit = site('Z', '');
    const text = `${two}${transit}link one between X.edge, Z.edge\nlink two between Z.edge, Y.edge\n${pair}`;
    expect((await told(text)).map(([at]) => at)).toEqual(['one', 'two']);
  });

  test('in a ring are not', async () => {
    const transit = site('Z', '');
    const text = `${two}${transit}link one between X.lan, Z.lan\nlink two between Z.lan, Y.lan\nlink three between X.lan, Y.lan\n${pair}`;
    expect(await told(text)).toEqual([]);
  });
});

describe('nothing is said', () => {
  const wan = 'link wan between X.lan, Y.lan\n';

  test('where no redundant service has members on both sides', async () => {
    expect(await told(two + wan)).toEqual([]);
    expect(await told(`${two}${wan}service S : standalone { member: A }`)).toEqual([]);
    const near = site('X', `${server('A')}\n${server('B')}`) + site('Y', '');
    expect(await told(near + wan + pair)).toEqual([]);
  });

  test('where the sites are not joined at all, or the cabling is not stated', async () => {
    expect(await told(two + pair)).toEqual([]);
    expect(await told(site('X', 'server A') + site('Y', 'server B') + wan + pair)).toEqual([]);
  });

  test('of a line that is a single point of failure: that is told as such', async () => {
    const client =
      'site Q { network lan }\nlink branch between Q.lan, X.lan\nendpoint E : sip { on: Q.lan  registers: S  count: 1 }\n';
    const text = two + client + wan + pair;
    expect((await told(text)).map(([at]) => at)).toEqual(['wan']);
    const { findings } = await checked(text, { rules: [singlePoint] });
    expect(
      findings.filter(({ severity }) => severity === 'warning').map(({ start, end }) => text.slice(start, end)),
    ).toEqual(['branch']);
    // The two in Y go on without A: parted, not stopped.
    const three = site('X', server('A')) + site('Y', `${server('B')}\n${server('D')}`);
    const needy = 'service S : active-active { members: A, B, D  needs-at-least: 2 }\n';
    expect((await told(three + wan + needy)).map(([at]) => at)).toEqual(['wan']);
  });
});

test('members that are services count by their machines', async () => {
  const sites = site('X', `${server('A')}\n${server('D')}`) + site('Y', `${server('B')}\n${server('E')}`);
  const text = `${sites}link wan between X.lan, Y.lan
service P : switchover { primary: A  backup: D }
service Q : switchover { primary: B  backup: E }
service Core : survivable-core { main: P  survivable: Q }`;
  const found = await told(text);
  expect(found.map(([at]) => at)).toEqual(['wan']);
  expect(found[0]?.[1]).toContain('the members of Core lose each other');
});
