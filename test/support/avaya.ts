/** The helpers of rules.ts with the rules for Avaya alone, so that what other packs say of a text does not disturb. */
import { rules } from '../../engine/rules/index.ts';
import type { CheckDocumentOptions } from '../../language/findings.ts';
import type { PlacedFinding } from '../../language/placed-finding.ts';
import * as all from './rules.ts';

/** Without those that nearly every short text breaks. */
const avaya = rules.filter(({ id, advisory }) => id.startsWith('avaya/') && !advisory);

export function checked(text: string, options: CheckDocumentOptions = {}): Promise<all.Checked> {
  return all.checked(text, { rules: avaya, ...options });
}

export function expectMarked(text: string, options: CheckDocumentOptions = {}): Promise<readonly PlacedFinding[]> {
  return all.expectMarked(text, { rules: avaya, ...options });
}

/** The text after the first fix of its first finding, which must have one. */
export function firstFixed(text: string, options: CheckDocumentOptions = {}): Promise<string> {
  return all.firstFixed(text, { rules: avaya, ...options });
}
