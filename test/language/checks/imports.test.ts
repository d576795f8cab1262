// Imports of nothing.
import { expect, test } from 'vitest';
import { diagnose } from '../../support/markers.ts';

const other = 'network lan\n';
const importsOf = async (text: string, files: Readonly<Record<string, string>> = {}) =>
  (await diagnose(text, files)).map(({ severity, code, message }) => `${severity} ${code}: ${message}`);

test('of a file that is there', async () => {
  expect(await importsOf('import "./denver.hatopo"\nhost H { nic n0 -> lan }', { './denver.hatopo': other })).toEqual(
    [],
  );
});
test('of a file that is not there', async () => {
  expect(await importsOf('import "./denver.hatopo"', { './paris.hatopo': other })).toEqual([
    'error hatopo/import: There is no file ./denver.hatopo, seen from here. Mend the path, or create it.',
  ]);
});
test('of no file, of another kind of file, of itself', async () => {
  expect(await importsOf('import ""')).toEqual([
    'error hatopo/import: This import names no file: write its path from here, such as `"./denver.hatopo"`.',
  ]);
  expect(await importsOf('import "./denver.txt"', { './denver.txt': other })).toEqual([
    'error hatopo/import: ./denver.txt is no `.hatopo` file: only those can be imported.',
  ]);
  expect(await importsOf('import "./main.hatopo"')).toEqual([
    'error hatopo/import: This file imports itself: its own names are visible without.',
  ]);
});
test('twice of the same, by two ways to write its path', async () => {
  expect(
    await importsOf('import "./denver.hatopo"\nimport "./a/../denver.hatopo"', { './denver.hatopo': other }),
  ).toEqual(['warning hatopo/import: ./a/../denver.hatopo is imported above already.']);
});
test('of each other: a cycle is fine', async () => {
  expect(await importsOf('import "./denver.hatopo"', { './denver.hatopo': 'import "./main.hatopo"\n' })).toEqual([]);
});
test('members and hosts of an imported file count', async () => {
  const files = {
    './hosts.hatopo':
      'storage san\nstorage nas\nnetwork lan\nhost H { cpu: 4  storage: san  nic n0 -> lan }\nvm A on H',
  };
  const text =
    'import "./hosts.hatopo"\nvm B on H { vcpu: 8  disk: nas  nic eth0 -> lan via n0 }\nservice S : duplication { active: A  standby: A }';
  expect((await diagnose(text, files)).map(({ code }) => code).sort()).toEqual([
    'hatopo/larger-than-host',
    'hatopo/member-twice',
    'hatopo/storage-not-seen',
  ]);
});
