/** What an editor asks to find its way, about a place or a file, beside a request that the server only has to pass on. */
import type { Measure } from '../report.ts';
import { timesOf } from '../sample.ts';
import { Editor } from '../server.ts';
import { oneFile } from '../topologies.ts';

const goal = 50;

export const navigation: Measure = {
  name: 'navigation',
  async *run({ quick }) {
    const vms = quick ? 1000 : 10_000;
    const uri = 'file:///bench/main.hatopo';
    const editor = await Editor.open(uri, oneFile(vms));
    try {
      const textDocument = { uri };
      const ask = (method: string, pattern: string, characters: number, more: object = {}) => {
        const position = editor.positionOf(pattern, characters);
        const params = { textDocument, position, positions: [position], ...more };
        return async () => {
          const answer = await editor.client.request(method, params);
          if (answer === null) throw new Error(`${method} has no answer`);
        };
      };
      const vm = `vm Vm${vms / 4}_A`;
      const lan = 'network lan';
      const context = { context: { includeDeclaration: true } };
      const [item] = await editor.client.request<object[]>('textDocument/prepareCallHierarchy', {
        textDocument,
        position: editor.positionOf(lan, 9),
      });
      const atPlace = {
        'type definition': ask('textDocument/typeDefinition', `service Pair${vms / 4}`, 10),
        'references of a VM': ask('textDocument/references', vm, 5, context),
        'references of the network of all VMs': ask('textDocument/references', lan, 9, context),
        highlights: ask('textDocument/documentHighlight', vm, 5),
        'linked editing': ask('textDocument/linkedEditingRange', vm, 5),
        'selection ranges': ask('textDocument/selectionRange', vm, 5),
        'what needs the network of all VMs': ask('callHierarchy/incomingCalls', '', 0, { item }),
        'names over all files': ask('workspace/symbol', '', 0, { query: 'vm12' }),
      };
      const ofFile = {
        outline: ask('textDocument/documentSymbol', '', 0),
        folding: ask('textDocument/foldingRange', '', 0),
        links: ask('textDocument/documentLink', '', 0),
        'semantic tokens': ask('textDocument/semanticTokens/full', '', 0),
      };
      const floor = () => editor.client.request('hatopo/none', {}).catch(() => undefined);
      const times = await timesOf({ ...atPlace, ...ofFile, floor }, { budget: 12_000 });
      const peer = { name: 'a request that is refused', value: times.floor };
      for (const what of Object.keys(atPlace) as (keyof typeof atPlace)[])
        yield { what: `${what}, ${vms} VMs`, value: times[what], unit: 'ms', goal, peer };
      for (const what of Object.keys(ofFile) as (keyof typeof ofFile)[])
        yield { what: `${what} of a file, ${vms} VMs`, value: times[what], unit: 'ms', peer };
    } finally {
      await editor.close();
    }
  },
};
