/** What a standby server of an n-plus-one service cannot replace. */
import type { Id, Machine, Network, NPlusOneService, Topology } from '../../topology/model.ts';
import { networksOf } from './alike.ts';
import { fatalTo } from './fates.ts';
import { append } from './memo.ts';
import { machinesUnder } from './placement.ts';
import { siteOfMachine } from './sites.ts';

/** A host that takes more servers than the standbys that are left can replace. */
export interface LostTogether {
  readonly host: Id;
  /** At least two; one alone with its standby is a pair on one host. */
  readonly members: readonly Id[];
  /** The standbys that this host does not take. */
  readonly spares: readonly Id[];
}

/** The hosts whose loss takes more servers than there are standbys left, in the order of the servers. */
export function lostTogether(topology: Topology, service: NPlusOneService): readonly LostTogether[] {
  const lost = new Map<Id, Id[]>();
  for (const member of new Set(service.members))
    for (const host of fatalTo(topology, 'host', member)) append(lost, host, member);
  return [...lost].flatMap(([host, members]) => {
    const spares = [...new Set(service.spares)].filter((spare) => !fatalTo(topology, 'host', spare).has(host));
    return members.length > 1 && members.length > spares.length ? [{ host, members, spares }] : [];
  });
}

/** The servers that stand in a site where there is no standby; none where a site is not stated. */
export function withoutSpareInSite(topology: Topology, service: NPlusOneService): readonly Machine[] {
  const sites = new Set(machinesOf(topology, service.spares).map((machine) => siteOfMachine(topology, machine)));
  if (sites.size === 0 || sites.has(undefined)) return [];
  return machinesOf(topology, service.members).filter((machine) => {
    const site = siteOfMachine(topology, machine);
    return site !== undefined && !sites.has(site);
  });
}

/** A server whose address the standbys cannot take over, by the networks of both. */
export interface OtherSubnet {
  readonly machine: Machine;
  readonly own: readonly Network[];
  /** The first standby that there is, and its networks. */
  readonly spare: Machine;
  readonly others: readonly Network[];
  /** False where a subnet is not stated: they may still be one. */
  readonly isStated: boolean;
}

/** The servers that share no subnet with any standby. Who states no adapter is passed over. */
export function otherSubnets(topology: Topology, service: NPlusOneService): readonly OtherSubnet[] {
  const spares = machinesOf(topology, service.spares).map((spare) => ({ spare, others: networksOf(topology, spare) }));
  const [first] = spares;
  if (!first || spares.some(({ others }) => others.length === 0)) return [];
  return machinesOf(topology, service.members).flatMap((machine) => {
    const own = networksOf(topology, machine);
    if (own.length === 0 || spares.some(({ others }) => sharesSubnet(own, others))) return [];
    const isStated = [...own, ...spares.flatMap(({ others }) => others)].every(({ subnet }) => subnet !== undefined);
    return [{ machine, own, ...first, isStated }];
  });
}

function sharesSubnet(own: readonly Network[], others: readonly Network[]): boolean {
  return own.some((one) =>
    others.some((other) => one === other || (one.subnet !== undefined && one.subnet === other.subnet)),
  );
}

function machinesOf(topology: Topology, members: readonly Id[]): readonly Machine[] {
  return [...new Set(members.flatMap((member) => machinesUnder(topology, member)))];
}
