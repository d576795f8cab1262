/**
 * How long the editor waits for an answer while objectives and the losses behind hover and hints are worked out: asked again
 * and again from the moment when the findings of an edit are there. Beside it the same when nothing is to be worked out.
 */
import type { Measure } from '../report.ts';
import { median } from '../sample.ts';
import { Editor } from '../server.ts';
import { busyFile } from '../topologies.ts';

const uri = 'file:///bench/main.hatopo';
const vms = 1000;
const goal = 50;
const objective = `objective "Losses" {
  any host fails: Database outage < 5 min
}
`;

export const background: Measure = {
  name: 'background',
  async *run({ quick }) {
    const editor = await Editor.open(uri, objective + busyFile(vms));
    try {
      const textDocument = { uri };
      const at = editor.positionOf('primary: V9a', 'primary: V'.length);
      const completion = () => editor.client.request('textDocument/completion', { textDocument, position: at });
      const host = editor.positionOf('host H0x3 ', 7);
      const first = editor.positionOf('cluster C0x0').line;
      const range = { start: { line: first, character: 0 }, end: { line: first + 60, character: 0 } };
      const longest: number[] = [];
      const all: number[] = [];
      for (let round = 0; round < (quick ? 2 : 6); round++) {
        const [old, by] = round % 2 === 0 ? ['vcpu: 2', 'vcpu: 4'] : ['vcpu: 4', 'vcpu: 2'];
        await editor.replace(old, by);
        await editor.client.request('textDocument/hover', { textDocument, position: host });
        await editor.client.request('textDocument/inlayHint', { textDocument, range });
        const times = await answers(completion, 1500);
        longest.push(Math.max(...times));
        all.push(...times);
      }
      await answers(completion, 4000); // until all is known
      const quiet = median(await answers(completion, 500));
      const peer = { name: 'when nothing is worked out', value: quiet };
      const what = `completion while objectives and losses are worked out, ${vms} VMs`;
      yield { what, value: median(all), unit: 'ms', goal, peer };
      yield {
        what: `${what}, the longest of ${Math.round(all.length / longest.length)}`,
        value: median(longest),
        unit: 'ms',
        goal,
        peer,
      };
    } finally {
      await editor.close();
    }
  },
};

/** ms of each answer, asked every 15 ms as long as `span` ms. */
async function answers(ask: () => Promise<unknown>, span: number): Promise<number[]> {
  const times: number[] = [];
  for (const end = performance.now() + span; performance.now() < end; ) {
    const begin = performance.now();
    await ask();
    times.push(performance.now() - begin);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return times;
}
