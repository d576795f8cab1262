/** What an editor asks about a place or a file, in a real server, beside a request that it only has to pass on. */
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
      const ask = (method: string, pattern: string, characters: number, more: object = {}) => {
        const position = editor.positionOf(pattern, characters);
        const params = { textDocument, position, positions: [position], ...more };
        return async () => {
          const answer = await editor.client.request(method, params);
          if (answer === null) throw new Error(`${method} has no answer`);
        };
      };
      const vm = `Vm${vms / 4}_A`;
      const [item] = await editor.client.request<object[]>('textDocument/prepareCallHierarchy', {
        textDocument,
        position: editor.positionOf('network lan', 9),
      });
      const withDeclaration = { context: { includeDeclaration: true } };
      const atPosition = {
        completion: ask('textDocument/completion', `primary: ${vm}`, 'primary: Vm'.length),
        hover: ask('textDocument/hover', `vm ${vm}`, 5),
        definition: ask('textDocument/definition', `primary: ${vm}`, 12),
        'type definition': ask('textDocument/typeDefinition', `service Pair${vms / 4}`, 10),
        references: ask('textDocument/references', `vm ${vm}`, 5, withDeclaration),
        'references of the network of all VMs': ask('textDocument/references', 'network lan', 9, withDeclaration),
        highlights: ask('textDocument/documentHighlight', `vm ${vm}`, 5),
        'linked editing': ask('textDocument/linkedEditingRange', `vm ${vm}`, 5),
        'selection ranges': ask('textDocument/selectionRange', `vm ${vm}`, 5),
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
      const times = await timesOf({ ...atPosition, ...ofFile, floor }, { budget: 12_000 });
      const peer = { name: 'a request that is refused', value: times.floor };
      for (const kind of Object.keys(atPosition) as (keyof typeof atPosition)[])
        yield { what: `${kind}, ${vms} VMs`, value: times[kind], unit: 'ms', goal, peer };
      for (const kind of Object.keys(ofFile) as (keyof typeof ofFile)[])
        yield { what: `${kind}, ${vms} VMs`, value: times[kind], unit: 'ms', peer };
    } finally {
      await editor.close();
    }
  },
};
