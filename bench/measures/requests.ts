/**
 * Completion, hover, hints and definition in a real server, beside a request that it only has to pass on; and what follows
 * an edit, when nothing is known yet of the new text but its diagnostics.
 */
import type { Measure } from '../report.ts';
import { median, timesOf } from '../sample.ts';
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
      const send = async (method: string, params: unknown) => {
        const answer = await editor.client.request(method, params);
        if (answer === null) throw new Error(`${method} has no answer`);
      };
      const ask = (method: string, pattern: string, characters: number) => {
        const params = { textDocument, position: editor.positionOf(pattern, characters) };
        return () => send(method, params);
      };
      const vm = `Vm${vms / 4}_A`;
      const middle = editor.positionOf(`vm ${vm}`).line;
      const screen = { start: { line: middle, character: 0 }, end: { line: middle + 60, character: 0 } };
      const works = {
        'completion of a VM': ask('textDocument/completion', `primary: ${vm}`, 'primary: Vm'.length),
        'completion of any member': ask('textDocument/completion', `primary: ${vm}`, 'primary: '.length),
        'completion of an adapter': ask('textDocument/completion', ' via vmnic0', ' via '.length),
        'completion of a statement': ask('textDocument/completion', `vm ${vm}`, 0),
        'hover of a VM': ask('textDocument/hover', `vm ${vm}`, 5),
        'hover of a host': ask('textDocument/hover', 'host Host0', 7),
        'hints of a screen': () => send('textDocument/inlayHint', { textDocument, range: screen }),
        definition: ask('textDocument/definition', `primary: ${vm}`, 12),
      };
      const { floor, ...times } = await timesOf({
        ...works,
        floor: () => editor.client.request('hatopo/none', {}).catch(() => undefined),
      });
      const peer = { name: 'a request that is refused', value: floor };
      for (const [what, value] of Object.entries(times))
        yield { what: `${what}, ${vms} VMs`, value, unit: 'ms', goal, peer };

      const names = ['completion of any member', 'hover of a host', 'hints of a screen'] as const;
      for (const name of names) {
        const after: number[] = [];
        for (let round = 0; round < 3; round++) {
          // a number of the middle of the file, back and forth: the topology is another each time
          await editor.replace(round % 2 === 0 ? 'vcpu: 2' : 'vcpu: 4', round % 2 === 0 ? 'vcpu: 4' : 'vcpu: 2');
          const begin = performance.now();
          await works[name]();
          after.push(performance.now() - begin);
        }
        if (names.indexOf(name) % 2 === 0) await editor.replace('vcpu: 4', 'vcpu: 2');
        yield { what: `${name}, first after an edit, ${vms} VMs`, value: median(after), unit: 'ms', goal, peer };
      }
    } finally {
      await editor.close();
    }
  },
};
