/** Where documents stand that rules and runs cite: only what can be read there now, without a log-in. */

const avayaDocs = 'https://documentation.avaya.com/en-us/home/bundle/';
const genesysHelp = 'https://help.genesys.com/';

export const addresses = {
  avayaDocs,
  genesysHelp,
  sessionManagerOverview: `${avayaDocs}session-manager/avayaaurasessionmanageroverviewandspecificationr102x/performance-and-capacityspecifications/RedundancyAndHighAvailability.html`,
  survivableServerGuide: 'https://easymanua.ls/avaya/ess/manual?p=126',
  switchoverControlPanel: `${genesysHelp}cic/mergedProjects/wh_tr/mergedProjects/wh_tr_automated_switchover/desktop/the_switchover_control_panel.htm`,
  switchoverForUsers: `${genesysHelp}cic/mergedProjects/wh_icde/desktop/switchover.htm`,
  understandQuorum: 'https://learn.microsoft.com/windows-server/storage/storage-spaces/understand-quorum',
} as const;

/** How the sources of runs begin, and where they can be read. */
const readable: readonly (readonly [beginning: string, address: string])[] = [
  ['Avaya Session Manager 10.2 Overview', addresses.sessionManagerOverview],
  ['Avaya Enterprise Survivable Server User Guide', addresses.survivableServerGuide],
  ['help.genesys.com, PureConnect, Switchover', addresses.switchoverForUsers],
  ['Genesys PureConnect, Switchover System', addresses.switchoverControlPanel],
  ['Microsoft, Set-ClusterQuorum', addresses.understandQuorum],
  ['D. Epping, vSphere 6.x HA Deepdive', 'https://ha.yellow-bricks.com'],
  ['yellow-bricks.com', 'https://www.yellow-bricks.com/category/bcdr/'],
];

/** The address at which a source of a run can be read; `undefined` where none is known. */
export function addressOf(source: string): string | undefined {
  return readable.find(([beginning]) => source.startsWith(beginning))?.[1];
}
