/** The rules that ship, and the way to run them. */
import type { Topology } from '../topology/model.ts';
import { authorRules } from './author/index.ts';
import { avayaRules } from './avaya/index.ts';
import { type Choices, runRules, trialOf } from './check.ts';
import { mxoneRules } from './mxone/index.ts';
import { pureconnectRules } from './pureconnect/index.ts';
import type { Finding, Rule, Trial } from './rule.ts';
import { topologyRules } from './topology/index.ts';
import { vsphereRules } from './vsphere/index.ts';
import { wsfcRules } from './wsfc/index.ts';

/** Every rule, pack by pack; within a pack by name. */
export const rules: readonly Rule[] = [
  ...topologyRules,
  ...vsphereRules,
  ...avayaRules,
  ...pureconnectRules,
  ...mxoneRules,
  ...wsfcRules,
];

const byId: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/** The rule of this id, if one ships. */
export function findRule(id: string): Rule | undefined {
  return byId.get(id);
}

export interface CheckOptions extends Choices {
  /** Instead of all that ship. Those that the texts hold themselves are asked all the same. */
  readonly rules?: readonly Rule[];
}

/**
 * What the rules say of a topology: rule by rule in the order of the registry, behind them those of
 * its author, each in the order of its visit. Never throws: a rule that does is reported as `hatopo/internal-error`.
 */
export function checkRules(topology: Topology, options: CheckOptions = {}): Finding[] {
  return runRules([...(options.rules ?? rules), ...authorRules(topology)], topology, options);
}

/** What the rules would say of changes of a topology. */
export function trialFor(topology: Topology, options: CheckOptions = {}): Trial {
  return trialOf([...(options.rules ?? rules), ...authorRules(topology)], options);
}
