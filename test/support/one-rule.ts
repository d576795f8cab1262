/** One rule read alone: what it says of a text, and what its fixes make of it. */
import type { Rule } from '../../engine/rules/rule.ts';
import { applied } from '../../language/edits/text-edit.ts';
import type { PlacedFinding } from '../../language/placed-finding.ts';
import { checked } from './rules.ts';

export interface OneRule {
  /** What it finds, in the order of the text. */
  findings(text: string): Promise<readonly PlacedFinding[]>;
  /** `warning: message`, in the order of the text. */
  says(text: string): Promise<readonly string[]>;
  /** The text at which each finding is shown, up to the end of its line. */
  places(text: string): Promise<readonly string[]>;
  /** The titles of the fixes of the first finding. */
  fixTitles(text: string): Promise<readonly string[]>;
  /** The text after a fix of the first finding. */
  fixed(text: string, which?: number): Promise<string>;
}

export function alone(rule: Rule): OneRule {
  const findings = async (text: string) => (await checked(text, { rules: [rule] })).findings;
  return {
    findings,
    says: async (text) => (await findings(text)).map(({ severity, message }) => `${severity}: ${message}`),
    places: async (text) => (await findings(text)).map(({ start, end }) => text.slice(start, end).split('\n')[0] ?? ''),
    fixTitles: async (text) => (await findings(text))[0]?.fixes.map(({ title }) => title) ?? [],
    fixed: async (text, which = 0) => {
      const fix = (await findings(text))[0]?.fixes[which];
      if (!fix) throw new Error('there is no such fix');
      return applied(text, fix.edits);
    },
  };
}
