import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaErrors } from '../support/schema.ts';
import { exampleText } from '../support/topology.ts';
import { parseXml } from '../support/xml.ts';
import { call } from './call.ts';

const example = 'examples/avaya-duplication.hatopo';
const title = "Active virtual machine's host fails";

let folder = '';
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hatopo-simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('hatopo simulate', () => {
  test('plays every scenario, says what held, and exits with 0', async () => {
    const { code, out } = await call(['simulate', example]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Active virtual machine's host fails$/m);
    expect(out).toMatch(/^Duplication link is cut$/m);
    expect(out).toMatch(/^ +0:30 {2}HA powers on CMVM_01 on Host3, which alone can take it \(Host1: down\)$/m);
    expect(out).toMatch(/^ {2}✓ CommunicationManager calls preserved/m);
    expect(out).not.toMatch(/✗/);
  });

  test('plays the scenario with a title alone', async () => {
    const { code, out } = await call(['simulate', example, '--scenario', 'Duplication link is cut']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Duplication link is cut$/m);
    expect(out).not.toMatch(/Active virtual machine/);
  });

  test('plays a loss without a scenario, at its time', async () => {
    const { code, out } = await call(['simulate', example, '--fail', 'Host4@5min', '--fail', 'DataCenter.Host2@6min']);
    expect(code).toBe(0);
    expect(out).toMatch(/^ +5:00 {2}Host4 fails$/m);
    expect(out).toMatch(/^ +6:00 {2}Host2 fails$/m);
  });

  test('plays the loss of a path, and of the cluster service of a node', async () => {
    const path = await call(['simulate', example, '--fail', 'san for Host1@1min']);
    expect(path.out).toMatch(/^ +1:00 {2}Host1 loses the path to san$/m);
    const node = await call(['simulate', 'examples/virtualcenter-mns.hatopo', '--fail', 'VCCluster.vc1']);
    expect(node.out).toMatch(/^ +0:00 {2}The cluster service of vc1 in VCCluster fails/m);
  });

  test('adds a loss to a scenario', async () => {
    const { out } = await call(['simulate', example, '--scenario', title, '--fail', 'Host3@10s']);
    expect(out).toMatch(/^ +0:00 {2}Host1 fails$/m);
    expect(out).toMatch(/^ +0:10 {2}Host3 fails$/m);
    expect(out).not.toMatch(/powers on CMVM_01/);
  });

  test('takes the best or the worst end of ranges', async () => {
    const geo = 'examples/avaya-geo-redundancy.hatopo';
    const rainy = ['--scenario', 'Rainy day: the sites lose each other'];
    const takeover = async (...args: string[]) => {
      const { out } = await call(['simulate', geo, ...rainy, ...args]);
      return /^ *(\S+) {2}CM02 becomes active/m.exec(out)?.[1];
    };
    expect(await takeover()).toBe('5:00');
    expect(await takeover('--timing', 'best')).toBe('3:00');
    expect(await takeover('--timing', 'worst')).toBe('15:00');
    const { out } = await call(['simulate', geo, ...rainy, '--timing', 'worst', '--format', 'json']);
    expect(schemaErrors('simulate', JSON.parse(out))).toEqual([]);
    expect(JSON.parse(out).timing).toBe('worst');
    const { code, err } = await call(['simulate', geo, '--timing', 'lucky']);
    expect(code).toBe(2);
    expect(err).toContain('There is no timing lucky: default, best, worst.');
  });

  test('gives JSON that its schema allows, with the facts of the run', async () => {
    const { code, out } = await call(['simulate', example, '--format', 'json']);
    const result = JSON.parse(out);
    expect(schemaErrors('simulate', result)).toEqual([]);
    expect(code).toBe(0);
    const [run] = result.scenarios;
    expect(run.title).toBe(title);
    expect(run.services).toMatchObject([
      { name: 'CommunicationManager', calls: 'preserved', redundancy: 'full', protectedAt: 330_000 },
    ]);
    const lines = exampleText('avaya-duplication').split('\n');
    expect(run.expectations[0]).toMatchObject({
      holds: true,
      text: 'CommunicationManager active on CMVM_02 within 1 s',
    });
    expect(lines[run.expectations[0].line - 1]).toContain(run.expectations[0].text);
    const ids = new Set(run.events.map((event: { id: number }) => event.id));
    for (const event of run.events) {
      if (event.mechanism === 'injection') expect(event.cause).toBeNull();
      else expect(ids).toContain(event.cause);
    }
  });

  test('exits with 1 where an expectation does not hold, and says what was seen', async () => {
    const file = write(
      'wrong.hatopo',
      exampleText('avaya-duplication').replace('active on CMVM_02', 'active on CMVM_01'),
    );
    const { code, out } = await call(['simulate', file]);
    expect(code).toBe(1);
    expect(out).toMatch(/✗ CommunicationManager active on CMVM_01 within 1 s: active on CMVM_02/);
  });

  test('marks what could not be judged as such', async () => {
    const file = write(
      'unjudged.hatopo',
      `network lan  server a { nic n -> lan }  server b { nic n -> lan }
service S : standalone { member: a }
scenario "s" { at 0 s fail a  expect b state preserved  expect S down }
`,
    );
    const { code, out } = await call(['simulate', file]);
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}\? b state preserved: cannot be judged/m);
    expect(out).toMatch(/^ {2}✓ S down/m);
    expect(out).not.toMatch(/✗/);
    const json = JSON.parse((await call(['simulate', file, '--format', 'json'])).out);
    expect(schemaErrors('simulate', json)).toEqual([]);
    expect(json.scenarios[0].expectations).toMatchObject([{ holds: false, judged: false }, { holds: true }]);
    expect(json.scenarios[0].expectations[1]).not.toHaveProperty('judged');
  });

  test('runs what could be built of a text with errors, and says what was left out', async () => {
    const text = exampleText('avaya-duplication').replace('service ', 'vm Lost on Nowhere { vcpu: 1 }\n\nservice ');
    const { code, out, err } = await call(['simulate', write('errors.hatopo', text)]);
    expect(code).toBe(0);
    expect(err).toMatch(/1 error/);
    expect(err).toMatch(/Left out of the run: Lost/);
    expect(out).toMatch(/HA powers on CMVM_01 on Host3/);
  });

  test('runs a file that breaks a rule: findings never stop a run', async () => {
    const text = exampleText('avaya-duplication').replace(/ {2}nic eth2 .*\n/, '');
    const { code, out } = await call(['simulate', write('rule.hatopo', text), '--fail', 'Host1']);
    expect(code).toBe(0);
    expect(out).toMatch(/calls dropped/);
  });

  test('says what it cannot run, and exits with 2', async () => {
    const refused = async (...args: string[]) => {
      const { code, err } = await call(['simulate', ...args]);
      expect(code).toBe(2);
      return err;
    };
    expect(await refused()).toMatch(/Name one file/);
    expect(await refused(example, example)).toMatch(/Name one file/);
    expect(await refused('examples')).toMatch(/^examples is a folder: name one file in it\.$/m);
    expect(await refused('nowhere.hatopo')).toMatch(/no file or folder nowhere\.hatopo/);
    expect(await refused(example, '--scenario', 'Duplication link is cuts')).toMatch(
      /There is: "Duplication link is cut"/,
    );
    expect(await refused(example, '--fail', 'Hots1')).toMatch(/Nothing is called Hots1\. Did you mean Host1/);
    expect(await refused(example, '--fail', 'vmnic2')).toMatch(/ambiguous: write DataCenter\.Host1\.vmnic2 or/);
    expect(await refused(example, '--fail', 'Host1@5')).toMatch(/needs a unit/);
    expect(await refused('examples/avaya-geo-redundancy.hatopo', '--fail', 'ParisSip')).toMatch(/is an endpoint/);
    expect(await refused(example, '--fail', 'Host1 for Host2')).toMatch(/Host1 is no storage/);
    expect(await refused(example, '--fail', 'san for CMVM_01')).toMatch(/CMVM_01 is no host/);
    expect(await refused(write('none.hatopo', 'network lan\n'))).toMatch(/no scenario/);
  });
});

describe('hatopo simulate --format junit', () => {
  test('gives a suite a scenario and a case an expectation, with the timeline as output', async () => {
    const { code, out } = await call(['simulate', example, '--format', 'junit']);
    expect(code).toBe(0);
    const root = parseXml(out);
    expect(root).toMatchObject({ name: 'testsuites', attributes: { name: 'hatopo simulate', failures: '0' } });
    expect(root.children.map(({ attributes }) => attributes.name)).toEqual([title, 'Duplication link is cut']);
    const [first] = root.children;
    expect(first?.children.at(0)?.attributes).toMatchObject({
      classname: title,
      name: 'CommunicationManager active on CMVM_02 within 1 s',
      file: example,
    });
    expect(first?.children.at(-1)?.text).toContain('0:18  HA of DataClusterA declares Host1 dead');
  });

  test('fails with what was seen instead, and passes where nothing is expected', async () => {
    const text = exampleText('avaya-duplication').replace('calls preserved', 'calls dropped');
    const { code, out } = await call(['simulate', write('junit "1" & 2.hatopo', text), '--format', 'junit']);
    expect(code).toBe(1);
    const root = parseXml(out);
    expect(root.attributes).toMatchObject({ failures: '1' });
    const failed = root.children[0]?.children.find(({ children }) => children.length > 0);
    expect(failed?.attributes.name).toBe('CommunicationManager calls dropped');
    expect(failed?.children[0]).toMatchObject({ name: 'failure', attributes: { type: 'does not hold' } });
    const silent = await call(['simulate', example, '--fail', 'Host1', '--format', 'junit']);
    expect(parseXml(silent.out)).toMatchObject({ attributes: { tests: '1', failures: '0' } });
  });
});
