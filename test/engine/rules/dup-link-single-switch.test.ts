import { expect, test } from 'vitest';
import rule from '../../../engine/rules/avaya/dup-link-single-switch.ts';
import { checked } from '../../support/avaya.ts';
import { exampleText } from '../../support/topology.ts';

const only = { rules: [rule] };
const messages = async (text: string) =>
  (await checked(text, only)).findings.map(
    ({ severity, severityFrom, message }) => `${severity} ${severityFrom}: ${message}`,
  );

const pair = (network: string, one: string, other: string, more = '') => `switch w1  switch w2  switch w3
network sync { dedicated  ${network} }
${more}
server A { ${one} }
server B { ${other} }
service T : duplication { product: avaya.communication-manager  active: A  standby: B  link: sync }`;

test('one switch carries it', async () => {
  const text = pair('switches: w1', 'nic n -> w1', 'nic n -> w1');
  const { findings } = await checked(text, only);
  expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
    [
      'info',
      'The duplication of T runs over w1 alone: when it fails calls go on, but A and B no longer mirror, and the next failure drops them. For a second way, team adapters that are cabled to different switches.',
    ],
  ]);
  expect(text.slice(findings[0]?.start, findings[0]?.end)).toBe('link: sync');
  expect(findings[0]?.related.length).toBe(1);
});

test('two switches in a row are two single points', async () => {
  const found = await messages(pair('switches: w1, w2', 'nic n -> w1', 'nic n -> w2', 'link t between w1, w2'));
  expect(found).toEqual([expect.stringContaining('runs over w1 and w2 alone: when one of them fails')]);
});

test('of three, the one in the middle has a way around it', async () => {
  const links = 'link a between w1, w2\nlink b between w2, w3\nlink c between w1, w3';
  const found = await messages(pair('switches: w1, w2, w3', 'nic n -> w1', 'nic n -> w3', links));
  expect(found).toEqual([expect.stringContaining('runs over w1 and w3 alone')]);
});

test('with two adapters on two switches nothing is single; with two on the same there is', async () => {
  const teamed = 'nic n -> w1  nic m -> w2';
  expect(await messages(pair('switches: w1, w2', teamed, teamed))).toEqual([]);
  expect(await messages(pair('switches: w1, w2', teamed, 'nic n -> w1  nic m -> w1', 'link t between w1, w2'))).toEqual(
    [expect.stringContaining('runs over w1 alone')],
  );
});

test('a cable from host to host passes no switch', async () => {
  const text = `network left { dedicated }
network right { dedicated }
switch far
network other { dedicated  switches: far }
link cable between left, right
server A { nic n -> left }
server B { nic n -> right }
service T : duplication { product: avaya.communication-manager  active: A  standby: B  link: cable }`;
  expect(await messages(text)).toEqual([
    expect.stringMatching(/^info not-stated: The text states no switches for left and right/),
  ]);
});

test('the examples state no switches, and are told so as information', async () => {
  for (const name of ['avaya-duplication', 'avaya-geo-redundancy'])
    for (const message of await messages(exampleText(name)))
      expect(message).toMatch(
        /^info not-stated: The text states no switches for (duplication|Denver\.dup|Paris\.dup),/,
      );
  expect((await messages(exampleText('avaya-geo-redundancy'))).length).toBe(2);
});

test('members that do not reach each other, and other products, are left alone', async () => {
  expect(await messages(pair('switches: w1, w2', 'nic n -> w1', 'nic n -> w2'))).toEqual([]);
  expect(
    await messages(
      pair('switches: w1', 'nic n -> w1', 'nic n -> w1').replace('product: avaya.communication-manager', ''),
    ),
  ).toEqual([]);
});
