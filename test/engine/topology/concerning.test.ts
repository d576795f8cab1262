import { expect, it } from 'vitest';
import { scenariosConcerning } from '../../../engine/topology/concerning.ts';
import { loadText } from '../../../language/load.ts';

const text = `site S {
  network lan
  storage san
  host one { nic n -> lan  storage: san }
  host two { nic n -> lan  storage: san }
  server box { nic n -> lan }
}
vm V on one { disk: san  nic e -> lan }
service Web : standalone { member: V }
service Other : standalone { member: box }
endpoint Phones : sip { on: lan  registers: Other }
scenario "by name" { at 0 s fail V }
scenario "by what it needs" { at 0 s fail S }
scenario "expected" { at 0 s fail box  expect Web up }
scenario "one side of a cut" { at 0 s partition one | box }
scenario "the way of its host" { at 0 s fail san for one }
scenario "the way of another host" { at 0 s fail san for two }
scenario "something else" { at 0 s fail box  expect Phones out-of-service }
`;

it('scenarios concern what they name, what needs it, and what they expect something of', async () => {
  const { topology } = await loadText(text);
  const titles = (id: string) => scenariosConcerning(topology, id).map(({ title }) => title);
  expect(titles('Web')).toEqual([
    'by name',
    'by what it needs',
    'expected',
    'one side of a cut',
    'the way of its host',
  ]);
  expect(titles('Other')).toEqual(['by what it needs', 'expected', 'one side of a cut', 'something else']);
  expect(titles('gone')).toEqual([]);
});
