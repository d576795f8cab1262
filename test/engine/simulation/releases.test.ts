/** A Switchover pair on different releases is switched by hand only, whoever states the release. */
import { expect, test } from 'vitest';
import { simulate } from '../../../engine/simulation/index.ts';
import { topologyOf } from '../../support/topology.ts';

const takesOver = async (a: string, b: string, service = '') => {
  const topology = await topologyOf(`network lan
server A { nic e -> lan${a} }
server B { nic e -> lan${b} }
service S : switchover { primary: A  backup: B  takeover: 20 s${service} }
scenario "loss" { at 0 s fail A  expect S active on B within 1 min }`);
  const [scenario] = topology.scenarios;
  return scenario && simulate(topology, scenario).expectations.every(({ holds }) => holds);
};

test.each([
  ['none stated', '', '', '', true],
  ['the same on both', '  release: 9.5', '  release: 9.5', '', true],
  ['one stated', '  release: 9.5', '', '', true],
  ['one as its service', '  release: 9.5', '', '  release: 9.5', true],
  ['different ones', '  release: 9.5', '  release: 10.0', '', false],
  ['one unlike its service', '', '  release: 10.0', '  release: 9.5', false],
])('%s', async (_, a, b, service, expected) => {
  expect(await takesOver(a, b, service)).toBe(expected);
});
