/** An unfinished file is the rule while one types: reading it must not take much longer than reading a finished one. */
import { expect, test } from 'vitest';
import { read } from './support.ts';

const vm = (index: number): string =>
  `  vm V${index} on Host1 {\n    vcpu: 3  memory: 5 GB  disk: san\n    nic eth0 -> lan via vmnic0\n    nic eth1 -> lan via vmnic1, vmnic2\n  }\n`;
const file = `site S {\n  network lan\n  storage san\n  host Host1\n${Array.from({ length: 1000 }, (_, index) => vm(index)).join('')}}\n`;

/** Microseconds of processor time, the least of several: what else the machine does only ever adds to them. */
function cheapest(run: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 8; round++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  return least;
}

test.each([
  ['a name is missing', file.replace('vm V700 on', 'vm on')],
  ['a brace is missing', file.replace(/(V500 on[^}]*)\}/, '$1')],
  ['a brace is too much', file.replace('  vm V500 on', '  }\n  vm V500 on')],
  ['an opening line is missing', file.replace('  vm V500 on Host1 {\n', '')],
  ['the file is cut off', file.slice(0, file.indexOf('vm V990') + 40)],
  ['a text has no end', file.replace('  vm V500 on', '  scenario "Failover\n  vm V500 on')],
])('1,000 VMs where %s take less than three times as much time', { timeout: 60_000 }, (_, damaged) => {
  expect(read(file).messages).toEqual([]);
  expect(read(damaged).messages.length).toBeGreaterThan(0);
  const plain = cheapest(() => read(file));
  expect(cheapest(() => read(damaged)) / plain).toBeLessThan(3);
});
