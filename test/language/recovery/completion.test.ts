/** What the editor offers at the end of damaged text. */
import { describe, expect, test } from 'vitest';
import { labelsOffered } from '../../server/support/services.ts';
import { examples } from './support.ts';

const ground = 'site A {\n  network lan\n  host H { nic v0 -> lan }\n}\n\n';

const damages = {
  'a body before is not closed': `vm X on H {\n  vcpu: 1\n\n${ground}`,
  'a brace before closes nothing': `network other\n}\n${ground}`,
  'a line before is not finished': `${ground}nic eth0 ->\n`,
  'a text before has no end': `scenario "Failover {\n  at 0 s fail H\n}\n${ground}`,
  'a name before is missing': `vm on H { vcpu: 1 }\n${ground}`,
  'a character before means nothing': `${ground}@\n`,
};

describe.each(Object.entries(damages))('%s', (_, before) => {
  test('the names and words that may stand there are offered', async () => {
    expect(await labelsOffered(`${before}vm V on <|>`)).toContain('H');
    expect(await labelsOffered(`${before}vm V on H { nic eth0 -> <|>`)).toContain('lan');
    expect(await labelsOffered(`${before}vm V on H { nic eth0 -> lan via <|>`)).toContain('v0');
    expect(await labelsOffered(`${before}service S : <|>`)).toContain('duplication');
    expect(await labelsOffered(`${before}scenario "T" {\n  at 0 s <|>`)).toContain('fail');
    expect(await labelsOffered(`${before}scenario "T" {\n  at 0 s fail <|>`)).toContain('H');
    expect(await labelsOffered(`${before}vm V on H {\n  <|>`)).toContain('vcpu');
  });

  test('and in front of text that follows', async () => {
    expect(await labelsOffered(`${before}vm V on <|>\nservice S : duplication {\n  active: V\n}\n`)).toContain('H');
    expect(await labelsOffered(`${before}vm V on H {\n  disk: <|>\n  vcpu: 2\n}\nstorage san\n`)).toContain('san');
  });
});

test('at the end of any line of any example, the rest being gone, something is offered on the next', async () => {
  for (const { lines } of examples) {
    for (let line = 3; line < lines.length; line += 9) {
      const text = `${lines.slice(0, line).join('\n')}\n<|>`;
      expect((await labelsOffered(text)).length, text).toBeGreaterThan(0);
    }
  }
});
