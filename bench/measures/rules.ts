/** All rules that ship over a built topology, beside parsing its text. */
import { checkRules } from '../../engine/rules/index.ts';
import { loadText } from '../../language/load.ts';
import type { Measure } from '../report.ts';
import { timesOf } from '../sample.ts';
import { oneFile } from '../topologies.ts';

const goals: Readonly<Record<number, number>> = { 1000: 50, 10000: 500 };

export const rules: Measure = {
  name: 'rules',
  async *run({ quick }) {
    for (const vms of quick ? [1000] : [1000, 10_000]) {
      const text = oneFile(vms);
      const { topology, services } = await loadText(text);
      const { check, parse } = await timesOf({
        check: () => checkRules({ ...topology }),
        parse: () => services.parser.LangiumParser.parse(text),
      });
      const peer = { name: 'parse alone', value: parse };
      yield { what: `all rules, ${vms} VMs`, value: check, unit: 'ms', goal: goals[vms], peer };
    }
  },
};
