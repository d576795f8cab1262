import { describe, expect, test } from 'vitest';
import { applied } from '../../language/edits/text-edit.ts';
import { loadText } from '../../language/load.ts';
import { silence } from '../../language/silence.ts';
import { suppressionsOf, unwrittenReason } from '../../language/suppressions.ts';

const rule = 'vsphere/ha-min-hosts';

/** The text with the rule silenced at the mark `|`, and what the author is to write over. */
async function silenced(marked: string, id = rule): Promise<{ readonly text: string; readonly reason?: string }> {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { document } = await loadText(text);
  const change = silence(document, id, offset);
  if (!change) return { text };
  const { reason, newText } = change;
  return { text: applied(text, [change]), ...(reason && { reason: newText.slice(reason.start, reason.end) }) };
}

describe('the comment that silences a rule', () => {
  test('stands above the statement, indented as it, and its reason is to be written', async () => {
    expect(await silenced('site S {\n    cluster |C { ha  host H1 }\n}\n')).toEqual({
      text: `site S {\n    // hatopo-ignore ${rule}: ${unwrittenReason}\n    cluster C { ha  host H1 }\n}\n`,
      reason: unwrittenReason,
    });
  });

  test('of what stands within a line is above that line', async () => {
    const { text } = await silenced('cluster C { ha  |host H1 }\n');
    expect(text).toBe(`// hatopo-ignore ${rule}: ${unwrittenReason}\ncluster C { ha  host H1 }\n`);
    const inside = await silenced('cluster C {\n  host H1\n  ha { |monitoring: off }\n}\n');
    expect(inside.text).toBe(
      `cluster C {\n  host H1\n  // hatopo-ignore ${rule}: ${unwrittenReason}\n  ha { monitoring: off }\n}\n`,
    );
  });

  test('leaves documentation with what it documents', async () => {
    const { text } = await silenced('network a\n\n/// The one\n/// and only.\ncluster |C { ha  host H1 }\n');
    expect(text).toBe(
      `network a\n\n// hatopo-ignore ${rule}: ${unwrittenReason}\n/// The one\n/// and only.\ncluster C { ha  host H1 }\n`,
    );
  });

  test('ends its line as the text does', async () => {
    const { text } = await silenced('site S {\r\n\tcluster |C { ha  host H1 }\r\n}\r\n');
    expect(text).toBe(
      `site S {\r\n\t// hatopo-ignore ${rule}: ${unwrittenReason}\r\n\tcluster C { ha  host H1 }\r\n}\r\n`,
    );
  });

  test('takes a further rule in', async () => {
    const comment = '// hatopo-ignore vsphere/ha-shared-storage: no storage yet\n';
    expect(await silenced(`${comment}cluster |C { ha  host H1 }\n`)).toEqual({
      text: `${comment.replace('storage:', `storage, ${rule}:`)}cluster C { ha  host H1 }\n`,
    });
    const above = `${comment}/// Here.\n// really\n`;
    expect((await silenced(`${above}cluster |C { ha  host H1 }\n`)).text).toContain(`storage, ${rule}: no storage yet`);
  });

  test('gets a reason where it has none', async () => {
    for (const comment of [`// hatopo-ignore ${rule}`, `// hatopo-ignore ${rule}: `])
      expect(await silenced(`${comment}\ncluster |C { ha  host H1 }\n`)).toEqual({
        text: `// hatopo-ignore ${rule}: ${unwrittenReason}\ncluster C { ha  host H1 }\n`,
        reason: unwrittenReason,
      });
    const { text } = await silenced(`// hatopo-ignore vsphere/ha-shared-storage:\ncluster |C { ha  host H1 }\n`);
    expect(text).toBe(
      `// hatopo-ignore vsphere/ha-shared-storage, ${rule}: ${unwrittenReason}\ncluster C { ha  host H1 }\n`,
    );
  });

  test('is not that of another statement', async () => {
    const outer = `// hatopo-ignore vsphere/ha-shared-storage: no storage yet\nsite S {\n  cluster |C { ha  host H1 }\n}\n`;
    expect((await silenced(outer)).text).toBe(
      outer.replace('|', '').replace('  cluster', `  // hatopo-ignore ${rule}: ${unwrittenReason}\n  cluster`),
    );
  });

  test('covers the statement that it was written for', async () => {
    const { text } = await silenced('network a\ncluster |C { ha  host H1 }\nnetwork b\n');
    const { document } = await loadText(text);
    const [suppression] = suppressionsOf(document);
    expect(text.slice(suppression?.covers?.start, suppression?.covers?.end)).toBe('cluster C { ha  host H1 }');
  });

  test('is none where no statement stands', async () => {
    expect(await silenced('|\n')).toEqual({ text: '\n' });
    expect(await silenced('// only this|')).toEqual({ text: '// only this' });
  });
});
