/** All rules on a topology, and each of them alone, beside parsing its text. */
import { rules as allRules, checkRules } from '../../engine/rules/index.ts';
import { loadText } from '../../language/load.ts';
import type { Measure, Row } from '../report.ts';
import { timesOf } from '../sample.ts';
import { busyFile, oneFile } from '../topologies.ts';

/** Milliseconds for all rules; one alone may take a tenth of it. */
const goals: Readonly<Record<number, number>> = { 1000: 50, 10000: 500 };

const slowest = 8;

const texts: readonly (readonly [name: string, write: (vms: number) => string])[] = [
  ['', oneFile],
  [', all kinds of findings', busyFile],
];

export const rules: Measure = {
  name: 'rules',
  async *run({ quick }) {
    for (const vms of quick ? [1000] : [1000, 10_000])
      for (const [name, write] of texts) {
        const text = write(vms);
        const { topology, services } = await loadText(text);
        const goal = goals[vms] ?? Number.NaN;
        const { check, parse } = await timesOf({
          // A copy is a topology of its own: nothing is remembered of it.
          check: () => checkRules({ ...topology }),
          parse: () => services.parser.LangiumParser.parse(text),
        });
        const peer = { name: 'parse alone', value: parse };
        yield { what: `all rules, ${vms} VMs${name}`, value: check, unit: 'ms', goal, peer };
        const each = await timesOf(
          Object.fromEntries(
            allRules.map((rule) => [rule.id, () => checkRules({ ...topology }, { rules: [rule] })] as const),
          ),
        );
        yield* alone(each, `${vms} VMs${name}`, goal / 10, parse);
      }
  },
};

/** The slowest rules, each with all the facts that it uses and shares with others; the rest together. */
function* alone(each: Readonly<Record<string, number>>, of: string, goal: number, parse: number): Iterable<Row> {
  const peer = { name: 'parse alone', value: parse };
  const slowestFirst = Object.entries(each).sort((a, b) => b[1] - a[1]);
  for (const [id, value] of slowestFirst.slice(0, slowest))
    yield { what: `${id} alone, ${of}`, value, unit: 'ms', goal, peer };
  const others = slowestFirst.slice(slowest);
  const value = others.reduce((sum, [, time]) => sum + time, 0);
  yield { what: `the other ${others.length} rules, one by one, ${of}`, value, unit: 'ms', peer };
}
