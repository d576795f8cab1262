// Copies of the examples that carry what the rules say of them. `vitest run test/engine/rules/goldens.test.ts -u` writes
// them anew: read them as an architect would.
import { expect, test } from 'vitest';
import type { PlacedFinding } from '../../../language/placed-finding.ts';
import { withMarkers } from '../../support/markers.ts';
import { checked } from '../../support/rules.ts';
import { exampleNames, exampleText } from '../../support/topology.ts';

function said({ severity, severityFrom, code, message, fixes }: PlacedFinding): readonly string[] {
  const weight = severityFrom === 'rule' ? severity : `${severity} (${severityFrom})`;
  return [`${weight} ${code}: ${message}`, ...fixes.map(({ title, safe }) => `${safe ? 'safe fix' : 'fix'}: ${title}`)];
}

test.each(exampleNames)('%s', async (name) => {
  const text = exampleText(name);
  const { findings, diagnostics } = await checked(text);
  expect(diagnostics).toEqual([]);
  const found = findings.map((finding) => ({ start: finding.start, end: finding.end, said: said(finding) }));
  await expect(withMarkers(text, found)).toMatchFileSnapshot(`goldens/${name}.hatopo`);
});
