import type { Rule } from '../rule.ts';
import haMinHosts from './ha-min-hosts.ts';
import haSharedStorage from './ha-shared-storage.ts';

/** Every rule of this folder, by name. */
export const vsphereRules: readonly Rule[] = [haMinHosts, haSharedStorage];
