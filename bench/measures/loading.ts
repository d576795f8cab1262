/** What the command line does with a file: read, link, check, build, rules; beside reading alone. */
import { EmptyFileSystem } from 'langium';
import { checkDocument } from '../../language/findings.ts';
import { loadText } from '../../language/load.ts';
import { createHatopoServices } from '../../language/module.ts';
import type { Measure } from '../report.ts';
import { timesOf } from '../sample.ts';
import { manyFiles, oneFile } from '../topologies.ts';

export const loading: Measure = {
  name: 'loading',
  async *run({ quick }) {
    const parser = createHatopoServices(EmptyFileSystem).hatopo.parser.LangiumParser;
    const cases: [string, Record<string, string>][] = [['1000 VMs', { 'main.hatopo': oneFile(1000) }]];
    if (!quick) {
      cases.push(['10000 VMs', { 'main.hatopo': oneFile(10_000) }]);
      cases.push(['10000 VMs in 20 files', manyFiles(10_000, 20)]);
    }
    for (const [name, files] of cases) {
      const { load, parse } = await timesOf(
        {
          load: () => load1(files),
          parse: () => Object.values(files).map((text) => parser.parse(text)),
        },
        { most: 7 },
      );
      yield {
        what: `load with all checks and rules, ${name}`,
        value: load,
        unit: 'ms',
        peer: { name: 'parse alone', value: parse },
      };
    }
  },
};

async function load1({ 'main.hatopo': text = '', ...files }: Record<string, string>): Promise<number> {
  const loaded = await loadText(text, { files });
  if (loaded.diagnostics.length > 0) throw new Error(`a finding: ${loaded.diagnostics[0]?.message}`);
  return checkDocument(loaded.document, loaded.services).length;
}
