/** Every example with something changed in it: what a fix mends is gone, and nothing else comes. */
import { describe, expect, test } from 'vitest';
import { applied } from '../../../language/edits/text-edit.ts';
import { type Checked, checked } from '../../support/rules.ts';
import { exampleNames, exampleText } from '../../support/topology.ts';

/** Each line left out once. */
function* withoutALine(text: string): Generator<string> {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries())
    if (line.trim() !== '' && !line.trim().startsWith('//'))
      yield [...lines.slice(0, index), ...lines.slice(index + 1)].join('\n');
}

/** Each VM placed on each other host. */
function* withAVmElsewhere(text: string): Generator<string> {
  const hosts = [...text.matchAll(/^ *host (\w+)/gm)].map((match) => match[1] ?? '');
  for (const match of text.matchAll(/^( *vm \w+ on )(\w+)/gm))
    for (const host of hosts)
      if (host !== match[2])
        yield text.slice(0, match.index) + match[1] + host + text.slice(match.index + match[0].length);
}

/** Each name behind a colon, an arrow or `via` replaced by each other name of its kind. */
function* withAnotherName(text: string): Generator<string> {
  const names = (kind: string) =>
    [...text.matchAll(new RegExp(`^ *${kind} ([\\w.]+)`, 'gm'))].map((match) => match[1] ?? '');
  const kinds: readonly [RegExp, readonly string[]][] = [
    [/(-> |link: )([\w.]+)/g, names('network')],
    [/(via )(\w+)/g, ['vmnic0', 'vmnic1', 'vmnic2', 'vmnic3']],
    [/((?:storage|disk): )([\w.]+)/g, names('storage')],
    [/((?:active|standby|primary|backup): )(\w+)/g, names('vm')],
  ];
  for (const [pattern, others] of kinds)
    for (const match of text.matchAll(pattern))
      for (const other of others)
        if (other !== match[2])
          yield text.slice(0, match.index) + match[1] + other + text.slice(match.index + match[0].length);
}

const say = ({ code, message }: { readonly code: string; readonly message: string }) => `${code}: ${message}`;
const sayAll = ({ findings, diagnostics }: Checked) => [...diagnostics, ...findings].map(say);

describe.each(exampleNames)('%s', (name) => {
  const text = exampleText(name);
  test.each([
    ['a line left out', withoutALine],
    ['a VM on another host', withAVmElsewhere],
    ['another name', withAnotherName],
  ])('with %s: a fix ends its finding and starts no other', { timeout: 60_000 }, async (_, variants) => {
    for (const variant of variants(text)) {
      const before = await checked(variant);
      const known = new Set(sayAll(before));
      for (const finding of before.findings)
        for (const fix of finding.fixes) {
          const mended = applied(variant, fix.edits);
          const after = sayAll(await checked(mended));
          expect(after, mended).not.toContain(say(finding));
          expect(
            after.filter((message) => !known.has(message)),
            mended,
          ).toEqual([]);
        }
    }
  });
});
