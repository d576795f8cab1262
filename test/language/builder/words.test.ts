import { expect, it } from 'vitest';
import { loadText } from '../../../language/load.ts';

it('everything may be called by a word of the language', async () => {
  const { topology, diagnostics } = await loadText(`
    template template { cpu: 1 }
    storage storage
    network dedicated { dedicated }
    host host : template { storage: storage  nic nic -> dedicated for management }
    vm on on host { disk: storage  nic via -> dedicated via nic }
    service needs : standalone { member: on }
    service service : standalone { member: on  needs: needs }
    service not : standalone { member: on }
    scenario "x" { at 0 s fail host  expect on down  expect service up within 1 s  expect not not up }
  `);
  expect(diagnostics).toEqual([]);
  expect([...topology.elements.keys()]).toEqual([
    'storage',
    'dedicated',
    'host',
    'host.nic',
    'on',
    'on.via',
    'needs',
    'service',
    'not',
  ]);
  expect(topology.scenarios[0]?.steps.map(({ text }) => text)).toEqual([
    'fail host',
    'on down',
    'service up within 1 s',
    'not not up',
  ]);
});
