/** What is not kept equal on all nodes: a node that lacks it serves wrongly, or not at all. */
import { nameOf } from '../../log.ts';
import type { World } from '../../world.ts';
import type { ClusterNode, Group } from './model.ts';

/** One item that a node lacks, and what follows. */
export interface Lack {
  readonly item: string;
  /** Nobody is served from there: its clients do not find it, or do not trust it. */
  readonly fatal: boolean;
  /** `answers with its own certificate`, of the service. */
  readonly effect: string;
}

const wrongAddress = 'answers under its own managed IP address, and nothing reconnects to it';

/** What each item does where it is missing; registry and configuration also where the managed IP is kept there. */
const effects: Readonly<Record<string, Omit<Lack, 'item'>>> = {
  licenses: { fatal: false, effect: 'serves without the features that need its licence files' },
  config: { fatal: false, effect: "serves with that node's own configuration files" },
  ssl: { fatal: true, effect: 'answers with a certificate of its own, and nothing reconnects to it' },
  upgrade: { fatal: false, effect: 'serves, but cannot be upgraded there' },
  registry: { fatal: false, effect: "serves with that node's own registry" },
  users: { fatal: false, effect: 'serves, but its local users have no roles there' },
};

/**
 * Items that the text does not synchronize, as a node lacks them: all but the one on which the group was set
 * up at time 0. Where nothing is stated of it, nothing is taken to be missing.
 */
export function lacksOf(group: Group, node: ClusterNode | undefined): readonly Lack[] {
  const { synchronize } = group.group;
  if (!synchronize || !node || node === group.home) return [];
  return Object.entries(effects)
    .filter(([item]) => !synchronize.items.includes(item) && isUsed(group, item))
    .map(([item, what]) =>
      holdsAddress(group, item) ? { item, fatal: true, effect: wrongAddress } : { item, ...what },
    );
}

/** The registry matters unless the managed IP stands in a file, and goes with a resource that names its key. */
function isUsed(group: Group, item: string): boolean {
  if (item !== 'registry') return true;
  if (group.resources.some(({ resource }) => resource.registryKey !== undefined)) return false;
  return managedIp(group) !== 'config-file';
}

function holdsAddress(group: Group, item: string): boolean {
  const place = managedIp(group);
  return (item === 'config' && place === 'config-file') || (item === 'registry' && place === 'registry');
}

function managedIp(group: Group): string | undefined {
  return group.group.settings['managed-ip'];
}

/** Whether a group would serve from a node at all. */
export function servesFrom(group: Group, node: ClusterNode | undefined): boolean {
  return !lacksOf(group, node).some(({ fatal }) => fatal);
}

/** `vc2 lacks ssl, which is not synchronized: VirtualCenter answers …`. */
export function lackText(world: World, group: Group, node: ClusterNode, { item, effect }: Lack): string {
  return `${nameOf(world, node.ref)} lacks ${item}, which is not synchronized: ${nameOf(world, group.service.ref)} ${effect}`;
}
