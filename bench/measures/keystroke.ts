/** From a keystroke to the diagnostics of the new text, all rules on, in a real server over stdio; and its memory then. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { EmptyFileSystem } from 'langium';
import { createHatopoServices } from '../../language/module.ts';
import type { Measure, Result } from '../report.ts';
import { median, timeOf } from '../sample.ts';
import { Editor } from '../server.ts';
import { manyFiles, oneFile } from '../topologies.ts';

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  /** The file that is edited. */
  readonly edited: string;
  readonly goal: number;
  readonly strokes: number;
}

function* cases(quick: boolean): Generator<Case> {
  const edited = 'main.hatopo';
  yield { what: '1000 VMs', files: { [edited]: oneFile(1000) }, edited, goal: 50, strokes: quick ? 8 : 20 };
  if (quick) return;
  yield { what: '10000 VMs', files: { [edited]: oneFile(10_000) }, edited, goal: 250, strokes: 6 };
  const files = manyFiles(10_000, 20);
  yield { what: '10000 VMs in 20 files', files, edited: 'part10.hatopo', goal: 50, strokes: 10 };
}

export const keystroke: Measure = {
  name: 'keystroke',
  async *run({ quick }) {
    const parser = createHatopoServices(EmptyFileSystem).hatopo.parser.LangiumParser;
    for (const each of cases(quick)) {
      const text = each.files[each.edited] ?? '';
      const parse = await timeOf(() => parser.parse(text), { most: 8 });
      yield* strokesOf(each, text, { name: 'parse alone', value: parse });
    }
  },
};

async function* strokesOf(
  { what, files, edited, goal, strokes }: Case,
  text: string,
  peer: { name: string; value: number },
): AsyncGenerator<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hatopo-bench-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  const editor = await Editor.open(pathToFileURL(path.join(folder, edited)).toString(), text, folder);
  try {
    const middle = Math.floor(text.length / 2);
    // What was typed last is typed once more otherwise: 4 GB, 40 GB, 4 GB, …
    const intact: number[] = [];
    for (let i = -3; i < strokes; i++) {
      const time = await (i % 2 === 0
        ? editor.replace('memory: 4 GB', 'memory: 40 GB', middle)
        : editor.replace('memory: 4 GB', 'memory: 8 GB', middle));
      await editor.replace(i % 2 === 0 ? 'memory: 40 GB' : 'memory: 8 GB', 'memory: 4 GB', middle);
      if (i >= 0) intact.push(time);
    }
    yield { what: `keystroke → diagnostics, ${what}`, value: median(intact), unit: 'ms', goal, peer };
    const damaged: number[] = [];
    for (let i = -1; i < strokes / 2; i++) {
      const time = await editor.replace('disk: ', 'dis', middle);
      const mended = await editor.replace('dis', 'disk: ', middle);
      if (i >= 0) damaged.push(time, mended);
    }
    yield { what: `the same in and out of a damaged line, ${what}`, value: median(damaged), unit: 'ms', goal, peer };
    const kilobytes = editor.memory();
    const size = `memory of the server, ${what}`;
    if (kilobytes === undefined) yield { what: size, reason: 'this system does not say' };
    else yield { what: size, value: kilobytes / 1024, unit: 'MiB', goal: 300 };
  } finally {
    await editor.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
