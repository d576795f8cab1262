import type { Rule } from '../rule.ts';

/** The rules of Mitel MX-ONE, by name. */
export const mxoneRules: readonly Rule[] = [];
