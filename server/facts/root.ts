import type { LangiumDocument } from 'langium';
import type { RuleFindings } from '../services.ts';

/** The opened file of whose topology a file is part: one that imports it before the file alone. */
export function widestRoot(document: LangiumDocument, findings: RuleFindings): LangiumDocument {
  return findings.rootsOf(document).find((root) => root !== document) ?? document;
}
