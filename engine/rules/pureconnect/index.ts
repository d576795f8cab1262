import type { Rule } from '../rule.ts';

/** The rules of Genesys PureConnect, by name. */
export const pureconnectRules: readonly Rule[] = [];
