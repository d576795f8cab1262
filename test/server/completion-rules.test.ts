import { describe, expect, test } from 'vitest';
import { labelsOffered } from './support/services.ts';

const inRule = (condition: string) => labelsOffered(`host h1\nrule r warning "Text" { ${condition}<|>`);

describe('in the condition of a rule', () => {
  test('what can be gone through, and the modes of services', async () => {
    expect(await inRule('all h in ')).toEqual(expect.arrayContaining(['hosts', 'services', 'endpoints']));
    expect(await inRule('all h in ho')).toContain('hosts');
    expect(await inRule('all p in services(')).toEqual(expect.arrayContaining(['duplication', 'n-plus-one']));
    expect(await inRule('all p in services(')).not.toContain('hosts');
    expect(await inRule('all h ')).toEqual(['in']);
  });

  test('what things of a kind have, and no more', async () => {
    const ofHost = await inRule('all h in hosts: h.');
    expect(ofHost).toEqual(expect.arrayContaining(['memory', 'rack', 'nics', 'vms', 'name']));
    expect(ofHost).not.toContain('vcpu');
    expect(await inRule('all p in services(duplication): p.')).toContain('standby');
    expect(await inRule('all p in services(switchover): p.')).not.toContain('standby');
    expect(await inRule('all p in services(duplication): p.active.host.rack.')).toContain('circuits');
    expect(await inRule('all c in clusters: all h in c.hosts: h.')).toContain('memory');
    expect(await inRule('all c in clusters: c.ha.')).toContain('admission');
  });

  test('values behind a comparison, variables and words between conditions', async () => {
    expect(await inRule('all s in storages: s.kind = ')).toEqual(expect.arrayContaining(['san', 'local', 's']));
    expect(await inRule('all s in services: s.mode = ')).toContain('duplication');
    expect(await inRule('all s in storages: ')).toEqual(expect.arrayContaining(['s', 'not', 'count']));
    expect(await inRule('all s in storages: s.kind = san ')).toEqual(expect.arrayContaining(['and', 'or', 'implies']));
  });

  test('of what is not bound nothing is known', async () => {
    expect(await inRule('all h in hosts: x.')).toEqual([]);
    expect(await inRule('all h in nothing: h.')).toEqual([]);
  });
});
