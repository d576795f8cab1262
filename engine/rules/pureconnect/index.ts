import type { Rule } from '../rule.ts';
import ftUnvalidated from './ft-unvalidated.ts';
import haIsNotSwitchover from './ha-is-not-switchover.ts';
import hostBoundLicence from './host-bound-licence.ts';
import liveMigrationNic from './live-migration-nic.ts';
import noLoadedMigration from './no-loaded-migration.ts';
import separateHosts from './separate-hosts.ts';
import switchoverPair from './switchover-pair.ts';

/** The rules of Genesys PureConnect, by name. */
export const pureconnectRules: readonly Rule[] = [
  ftUnvalidated,
  haIsNotSwitchover,
  hostBoundLicence,
  liveMigrationNic,
  noLoadedMigration,
  separateHosts,
  switchoverPair,
];
