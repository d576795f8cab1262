// What goes with a finding mends it: a text in place of what is marked, or another change of the text.
import { URI } from 'langium';
import { expect, test } from 'vitest';
import { findingsOf } from '../../../language/checks/index.ts';
import { spanOf } from '../../../language/checks/places.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import type { Document } from '../../../language/generated/ast.ts';
import { MemoryFiles } from '../../../language/memory-files.ts';
import { createHatopoServices } from '../../../language/module.ts';
import { diagnose } from '../../support/markers.ts';

const { shared } = createHatopoServices({ fileSystemProvider: () => new MemoryFiles() });
const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = shared.workspace;
let count = 0;

/** The ways to mend the first finding of a code: titles with the text after each. */
async function mended(text: string, code: string): Promise<Record<string, string>> {
  const document = LangiumDocumentFactory.fromString<Document>(text, URI.parse(`file:///fixes${count++}.hatopo`));
  LangiumDocuments.addDocument(document);
  await DocumentBuilder.build([document]);
  const finding = findingsOf(document, LangiumDocuments).find((each) => each.code === code);
  if (!finding) throw new Error(`no ${code} in ${text}`);
  const { start, end } = spanOf(finding.place);
  const ways: Record<string, string> = {};
  for (const choice of finding.choices ?? []) ways[choice] = applied(text, [{ start, end, newText: choice }]);
  for (const { title, edits } of finding.fixes ?? []) ways[title] = applied(text, edits);
  await DocumentBuilder.update([], [document.uri]);
  return ways;
}

/** That the first way says this, and that every way leaves nothing of the code. */
async function expectMended(text: string, code: string, first: string): Promise<void> {
  const ways = Object.values(await mended(text, code));
  expect(ways[0]).toBe(first);
  for (const way of ways)
    expect(
      (await diagnose(way)).filter((each) => each.code === code),
      way,
    ).toEqual([]);
}

test('the unit that was meant, or one to choose', async () => {
  const hosts = (memory: string) => `host H { memory: ${memory} }`;
  await expectMended(hosts('64 gb'), 'hatopo/unknown-unit', hosts('64 GB'));
  expect(Object.keys(await mended(hosts('64'), 'hatopo/missing-unit'))).toEqual(['64 GB', '64 MB', '64 TB']);
  await expectMended('host H { cpu: 4 cores }', 'hatopo/wrong-unit', 'host H { cpu: 4 }');
});

test('the word that was meant', async () => {
  await expectMended('storage s { kind: sam }', 'hatopo/unknown-word', 'storage s { kind: san }');
  await expectMended('host H { memry: 4 GB }', 'hatopo/unknown-property', 'host H { memory: 4 GB }');
  await expectMended('hots H { memory: 4 GB }', 'hatopo/unknown-statement', 'host H { memory: 4 GB }');
});

test('the property that was meant by a word behind a number', async () => {
  await expectMended(
    'network n { vlan: 102 dedicted }',
    'hatopo/unknown-property',
    'network n { vlan: 102 dedicated }',
  );
});

test('nothing beside what is damaged itself', async () => {
  const text = 'server a\nfailover-cluster F { quorum: majorty }';
  expect(await mended(text, 'hatopo/missing-property')).toEqual({});
});

test('the member that is missing, in the style of the body', async () => {
  const start = 'host H\nvm A on H\nvm B on H\n';
  await expectMended(
    `${start}service S : duplication { active: A }`,
    'hatopo/missing-property',
    `${start}service S : duplication { active: A  standby: B }`,
  );
  await expectMended(
    `${start}service S : duplication {\n  active: A\n}\n`,
    'hatopo/missing-property',
    `${start}service S : duplication {\n  active: A\n  standby: B\n}\n`,
  );
  await expectMended(
    `${start}service S : standalone`,
    'hatopo/missing-property',
    `${start}service S : standalone { member: A }`,
  );
});

test('the host that a VM runs on', async () => {
  await expectMended('host H\nvm A { vcpu: 1 }', 'hatopo/missing-property', 'host H\nvm A on H { vcpu: 1 }');
});

test('the second of two is taken out', async () => {
  await expectMended(
    'host H {\n  memory: 4 GB\n  cpu: 2\n  memory: 8 GB\n}\n',
    'hatopo/duplicate-property',
    'host H {\n  memory: 4 GB\n  cpu: 2\n}\n',
  );
  await expectMended('network n { dedicated  dedicated }', 'hatopo/duplicate-property', 'network n { dedicated }');
});

test('the storage is given to the host, unless a template has it', async () => {
  const vm = 'vm A on H { disk: s }';
  await expectMended(
    `storage s\nstorage t\nhost H { storage: t }\n${vm}`,
    'hatopo/storage-not-seen',
    `storage s\nstorage t\nhost H { storage: t, s }\n${vm}`,
  );
  await expectMended(`storage s\nhost H\n${vm}`, 'hatopo/storage-not-seen', `storage s\nhost H { storage: s }\n${vm}`);
  expect(await mended(`storage s\ntemplate T { cpu: 4 }\nhost H : T\n${vm}`, 'hatopo/storage-not-seen')).toEqual({});
});

test('the adapter that leads to the network, the owner that is one', async () => {
  const host = 'network a\nnetwork b\nhost H { nic n0 -> a  nic n1 -> b }\n';
  await expectMended(
    `${host}vm V on H { nic eth0 -> b via n0 }`,
    'hatopo/adapter-network',
    `${host}vm V on H { nic eth0 -> b via n1 }`,
  );
  const cluster = 'server a\nserver b\nfailover-cluster F { nodes: a }\n';
  await expectMended(
    `${cluster}service G : failover-group { cluster: F  on: b }`,
    'hatopo/not-an-owner',
    `${cluster}service G : failover-group { cluster: F  on: a }`,
  );
});
