/** Opening, typing, completion and hover beside LikeC4's language server, on models of as many elements; and parsing alone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { EmptyFileSystem } from 'langium';
import { createHatopoServices } from '../../language/module.ts';
import { LikeC4Editor, likec4Model, likec4Program, noLikeC4 } from '../peers/likec4.ts';
import type { Measure, Result } from '../report.ts';
import { timeOf, timesOf } from '../sample.ts';
import { Editor } from '../server.ts';
import { oneFile } from '../topologies.ts';

export const likec4: Measure = {
  name: 'likec4',
  async *run({ quick }) {
    const program = likec4Program();
    if (!program) {
      yield { what: 'beside LikeC4', reason: noLikeC4 };
      return;
    }
    for (const vms of quick ? [100] : [100, 1000, 10_000]) {
      const folder = mkdtempSync(path.join(tmpdir(), 'hatopo-bench-'));
      try {
        yield* beside(program, vms, folder);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  },
};

async function* beside(program: string, vms: number, folder: string): AsyncGenerator<Result> {
  const text = oneFile(vms);
  const model = likec4Model(vms);
  const file = path.join(folder, 'model.c4');
  writeFileSync(file, model);
  // of so many a keystroke takes LikeC4 longer than all else here together
  const isLarge = vms > 1000;
  const most = isLarge ? 2 : 8;
  const ours: Editor[] = [];
  const theirs: LikeC4Editor[] = [];
  const result = (what: string, { here, there }: { here: number; there: number }): Result => ({
    ...{ what: `${what}, ${vms} VMs`, value: here, unit: 'ms', peer: { name: 'LikeC4', value: there } },
  });
  try {
    const opened = await timesOf(
      {
        here: async () => ours.push(await Editor.open('file:///bench/main.hatopo', text)),
        there: async () => theirs.push(await LikeC4Editor.open(program, pathToFileURL(file).toString(), model, folder)),
      },
      { most: isLarge ? 1 : 2, warmUp: 0 },
    );
    yield result('spawn, open, first diagnostics', opened);
    // the last ones go on; all others would have to be looked after
    await Promise.all([...ours.splice(0, ours.length - 1), ...theirs.splice(0, theirs.length - 1)].map(end));
    const [our, their] = [ours[0], theirs[0]];
    if (!our || !their) return;

    let turn = 0;
    const typed = await timesOf(
      {
        here: () => our.replace(turn % 2 === 0 ? '4 GB' : '40 GB', turn % 2 === 0 ? '40 GB' : '4 GB', text.length / 2),
        there: () =>
          their.replace(turn % 2 === 0 ? '4 GB' : '40 GB', turn++ % 2 === 0 ? '40 GB' : '4 GB', model.length / 2),
      },
      { most, warmUp: isLarge ? 0 : 2, budget: 60_000 },
    );
    const parser = createHatopoServices(EmptyFileSystem).hatopo.parser.LangiumParser;
    const parse = await timeOf(() => parser.parse(text), { most });
    yield result('keystroke → diagnostics', typed);
    yield {
      what: `keystroke → diagnostics, ${vms} VMs`,
      ...{ value: typed.here, unit: 'ms', peer: { name: 'parse alone', value: parse } },
    };

    // a pair of the middle that switches over
    const name = `Vm${2 * Math.floor(vms / 8)}_A`;
    const ask = (method: string, pattern: string, characters: number) => () =>
      our.client.request(method, {
        textDocument: { uri: our.uri },
        position: our.positionOf(pattern, characters),
      });
    const completion = await timesOf(
      {
        here: ask('textDocument/completion', `primary: ${name}`, 'primary: Vm'.length),
        there: () => their.ask('textDocument/completion', `-> ${name}`, '-> Vm'.length),
      },
      { most },
    );
    yield result('completion of a VM', completion);
    const hover = await timesOf(
      {
        here: ask('textDocument/hover', `vm ${name}`, 5),
        there: () => their.ask('textDocument/hover', `${name} = vm`, 3),
      },
      { most },
    );
    yield result('hover of a VM', hover);
  } finally {
    await Promise.all([...ours, ...theirs].map(end));
  }
}

/** Neither server is waited for: LikeC4's works on. */
async function end({ client }: Editor | LikeC4Editor): Promise<void> {
  client.kill();
  await client.exited;
}
