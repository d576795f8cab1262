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

  test('between the braces of the message, what the condition binds', async () => {
    const message = (text: string, condition = 'all h in hosts: any n in h.nics: h.memory > 1 GB') =>
      labelsOffered(`rule r warning "${text}" { ${condition} }\nrule s info "M" { all v in vms: v.host }`);
    expect(await message('{<|>}')).toEqual(['h', 'n']);
    expect(await message('Of {h}, {h.ra<|>}')).toContain('rack');
    expect(await message('{h.ra<|>')).toContain('rack');
    expect(await message('{h.site.<|>}')).toContain('name');
    expect(await message('{v<|>}')).toEqual([]);
    expect(await message('h.<|>')).toEqual([]);
    expect(await labelsOffered('scenario "{<|>}" { at 0 s fail h }')).toEqual([]);
  });

  test('of what is not bound nothing is known', async () => {
    expect(await inRule('all h in hosts: x.')).toEqual([]);
    expect(await inRule('all h in nothing: h.')).toEqual([]);
  });
});
