import { expect, test } from 'vitest';
import { checkRules } from '../../../engine/rules/index.ts';
import { loadText } from '../../../language/load.ts';

/** `pairs` duplicated Communication Managers with eight further VMs each, in clusters of eight hosts. */
function large(pairs: number): string {
  const centre = ['network lan { switches: core }', 'switch core', 'storage san { kind: san }'];
  const rest: string[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    centre.push(`network dup${pair} { dedicated  switches: core }`);
    for (const side of ['a', 'b']) {
      const hosts = Array.from(
        { length: 8 },
        (_, index) =>
          `host H${pair}${side}${index} { storage: san  nic vmnic0 -> core for management  nic vmnic2 -> core }`,
      );
      centre.push(`cluster C${pair}${side} { ha ${hosts.join(' ')} }`);
      rest.push(
        `vm CM${pair}${side} on H${pair}${side}0 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> dup${pair} via vmnic2 }`,
      );
      for (let more = 0; more < 4; more++)
        rest.push(
          `vm V${pair}${side}${more} on H${pair}${side}${more + 1} { disk: san  nic eth0 -> lan via vmnic${more === 3 ? 2 : 0} }`,
        );
    }
    rest.push(
      `service S${pair} : duplication { product: avaya.communication-manager  active: CM${pair}a  standby: CM${pair}b  link: dup${pair} }`,
    );
  }
  return [`site S {`, ...centre, '}', ...rest].join('\n');
}

test('a thousand VMs take the rules a small part of what reading them takes', { timeout: 120_000 }, async () => {
  const text = large(100);
  const start = performance.now();
  const { topology } = await loadText(text);
  const reading = performance.now() - start;
  expect(topology.vms.length).toBe(1000);
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const copy = { ...topology };
    const begin = performance.now();
    const findings = checkRules(copy);
    times.push(performance.now() - begin);
    expect(findings.filter(({ rule }) => rule === 'avaya/dup-link-dedicated-uplink').length).toBe(200);
  }
  expect(Math.min(...times)).toBeLessThan(reading / 3);
});
