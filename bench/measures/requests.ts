/** Completion, hover and definition in a real server, beside a request that it only has to pass on. */
import type { Measure } from '../report.ts';
import { timesOf } from '../sample.ts';
import { Editor } from '../server.ts';
import { oneFile } from '../topologies.ts';

const goal = 50;

export const requests: Measure = {
  name: 'requests',
  async *run({ quick }) {
    const vms = quick ? 1000 : 10_000;
    const uri = 'file:///bench/main.hatopo';
    const editor = await Editor.open(uri, oneFile(vms));
    try {
      const textDocument = { uri };
      const ask = (method: string, pattern: string, characters: number) => {
        const params = { textDocument, position: editor.positionOf(pattern, characters) };
        return async () => {
          const answer = await editor.client.request(method, params);
          if (answer === null) throw new Error(`${method} has no answer`);
        };
      };
      const vm = `Vm${vms / 4}_A`;
      const times = await timesOf({
        completion: ask('textDocument/completion', `primary: ${vm}`, 'primary: Vm'.length),
        hover: ask('textDocument/hover', `vm ${vm}`, 5),
        definition: ask('textDocument/definition', `primary: ${vm}`, 12),
        floor: () => editor.client.request('hatopo/none', {}).catch(() => undefined),
      });
      const peer = { name: 'a request that is refused', value: times.floor };
      for (const kind of ['completion', 'hover', 'definition'] as const)
        yield { what: `${kind}, ${vms} VMs`, value: times[kind], unit: 'ms', goal, peer };
    } finally {
      await editor.close();
    }
  },
};
