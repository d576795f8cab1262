// One damaged or unknown statement: one finding, where the author must act, and none that only follows from it.
import { expect, test } from 'vitest';
import { checkDocument } from '../../../language/findings.ts';
import { loadText } from '../../../language/load.ts';
import { exampleText } from '../../support/topology.ts';

/** What was done to an example: the text that was there, what is there now, and the code of the one finding. */
const damages: readonly (readonly [example: string, before: string, after: string, code: string])[] = [
  ['avaya-duplication', 'site DataCenter', 'DataCenter', 'hatopo/syntax'],
  ['avaya-duplication', 'network lan', 'lan', 'hatopo/syntax'],
  ['avaya-duplication', 'storage: san', 'storage:', 'hatopo/syntax'],
  ['avaya-duplication', 'nic vmnic2 -> duplication', 'vmnic2 -> duplication', 'hatopo/syntax'],
  ['avaya-duplication', 'nic vmnic2 -> duplication', 'nic -> duplication', 'hatopo/syntax'],
  ['avaya-duplication', 'cluster DataClusterA', 'DataClusterA', 'hatopo/syntax'],
  ['avaya-duplication', 'cluster DataClusterA', 'clster DataClusterA', 'hatopo/unknown-statement'],
  ['avaya-duplication', 'host Host3 : Esxi', 'hst Host3 : Esxi', 'hatopo/unknown-statement'],
  ['avaya-duplication', 'host Host1 : Esxi', 'host Host1 :', 'hatopo/syntax'],
  ['avaya-duplication', 'vm CMVM_01 on Host1', 'CMVM_01 on Host1', 'hatopo/syntax'],
  ['avaya-duplication', 'service CommunicationManager', 'CommunicationManager', 'hatopo/syntax'],
  ['avaya-duplication', 'service CommunicationManager', 'servce CommunicationManager', 'hatopo/unknown-statement'],
  ['avaya-duplication', 'active: CMVM_01', 'active:', 'hatopo/syntax'],
  ['avaya-duplication', 'active: CMVM_01', 'activ CMVM_01', 'hatopo/unknown-statement'],
  ['avaya-duplication', 'standby: CMVM_02', 'standby:', 'hatopo/syntax'],
  ['avaya-duplication', 'standby: CMVM_02', 'standbye: CMVM_02', 'hatopo/unknown-property'],
  [
    'avaya-duplication',
    'active: CMVM_01\n  standby: CMVM_02',
    'active: CMVM_01  standbye: CMVM_02',
    'hatopo/unknown-property',
  ],
  ['avaya-duplication', 'cpu: 16  memory:', 'cpu: 16  memry:', 'hatopo/unknown-property'],
  ['avaya-duplication', 'host Host1 : Esxi', 'host Host1 as Esxi', 'hatopo/unknown-statement'],
  ['mx-one-fault-tolerance', 'vm SN1  on Esx1 {', 'vm SN1  on Esx1', 'hatopo/syntax'],
  ['pureconnect-switchover', 'backup: IC2', 'backup:', 'hatopo/syntax'],
  ['mx-one-fault-tolerance', 'crash SN1', 'crash', 'hatopo/syntax'],
  ['virtualcenter-mns', 'nodes: vc1, vc2', 'nodes: vc1,', 'hatopo/syntax'],
  ['virtualcenter-mns', 'owners: vc1, vc2', 'owners: , vc2', 'hatopo/syntax'],
  ['virtualcenter-mns', 'resource ip   ', 'ip', 'hatopo/syntax'],
  ['virtualcenter-mns', 'resource ip   ', 'resource', 'hatopo/syntax'],
];

async function said(text: string) {
  const { document, services, diagnostics } = await loadText(text);
  return [...diagnostics, ...checkDocument(document, services)];
}

/** What is said of one line by one rule is one finding, also where it lists other names. */
function keyOf({ code, start }: { readonly code: string; readonly start: number }, text: string): string {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1).split('\n', 1)[0];
  return `${code} ${line}`;
}

test.each(damages)('%s: `%s` becomes `%s`', async (example, before, after, code) => {
  const intact = exampleText(example);
  expect(intact).toContain(before);
  const text = intact.replace(before, after);
  const known = new Set((await said(intact)).map((finding) => keyOf(finding, intact)));
  const found = (await said(text)).filter((finding) => !known.has(keyOf(finding, text)));
  expect(found.map((finding) => `${finding.code}: ${finding.message}`)).toEqual([expect.stringMatching(`^${code}: `)]);
  const at = intact.indexOf(before);
  const line = text.slice(at).split('\n', 1)[0] ?? '';
  expect(found[0]?.start).toBeGreaterThanOrEqual(at);
  expect(found[0]?.start).toBeLessThanOrEqual(at + line.length);
});
