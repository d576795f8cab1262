/** Versions as numbers, and what follows from them where a text states nothing else. */
import type { FailoverCluster } from './model.ts';

/** The leading number of a version: `6.7u3` → 6.7, `2012 R2` → 2012. `undefined` where none is stated. */
export function versionNumber(version: string | undefined): number | undefined {
  const number = Number.parseFloat(version ?? '');
  return Number.isFinite(number) ? number : undefined;
}

/**
 * Whether votes follow the nodes that live: as stated, else on from version 2012 (Microsoft, clusters-dynamicquorum).
 * `undefined` where neither that nor the version is stated.
 */
export function dynamicQuorumOf({ dynamicQuorum, version }: FailoverCluster): boolean | undefined {
  if (dynamicQuorum !== undefined) return dynamicQuorum;
  const number = versionNumber(version);
  return number === undefined ? undefined : number >= 2012;
}
