import type { Rule } from '../rule.ts';

/** The rules of Windows failover clusters (MSCS, WSFC), by name. */
export const wsfcRules: readonly Rule[] = [];
