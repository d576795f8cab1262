/** Whether services are served, and from where, while something has failed. */
import { find, findMachine, membersOf } from '../../../topology/lookup.ts';
import type { FailoverGroupService, Id, Service, Topology } from '../../../topology/model.ts';
import { ranksOf } from '../../../topology/ranks.ts';
import { oncePerTopology } from '../memo.ts';
import type { Failing } from './failing.ts';
import { conditionOf, factsOf, isReachable, type MachineFacts } from './machines.ts';
import { possibleOwners, quorateNodes } from './quorum.ts';

const claims = oncePerTopology(() => new Map<Id, boolean>());

/**
 * Whether a service is declared redundant: it has members that stand in for each other, or one that is redundant
 * itself or under Fault Tolerance.
 */
export function isRedundant(topology: Topology, service: Service): boolean {
  const known = claims(topology);
  let claim = known.get(service.id);
  if (claim === undefined) {
    // a circle of services, which the language reports, ends here
    known.set(service.id, false);
    claim = claimsRedundancy(topology, service);
    known.set(service.id, claim);
  }
  return claim;
}

function claimsRedundancy(topology: Topology, service: Service): boolean {
  if (service.mode === 'standalone') {
    const below = find(topology, 'service', service.member);
    if (below) return isRedundant(topology, below);
    const vm = find(topology, 'vm', service.member);
    return vm !== undefined && factsOf(topology, vm).standings.length > 1;
  }
  const count = new Set(membersOf(service)).size;
  if (service.mode === 'active-active') return count > 1 && service.needsAtLeast < count;
  return count > 1 && (service.mode !== 'n-plus-one' || service.spares.length > 0);
}

/** How many members a service can lose. */
export function spareMembers(service: Service): number {
  const count = new Set(membersOf(service)).size;
  if (service.mode === 'active-active') return count - service.needsAtLeast;
  return service.mode === 'n-plus-one' ? service.spares.length : count - 1;
}

/** What services come to in one state; each is worked out once. */
export class Serving {
  readonly state: Failing;
  readonly #topology: Topology;
  readonly #failed: Id | undefined;
  readonly #served = new Map<Id, boolean>();
  readonly #machines = new Map<Id, readonly MachineFacts[]>();

  constructor(state: Failing) {
    this.state = state;
    this.#topology = state.topology;
    this.#failed = ranksOf(state.topology).elements[state.failed]?.id;
  }

  /**
   * Whether a service is served: a partner that can take over, by itself or by hand, serves; a restart by HA does
   * not. What it needs must be served too; a needed service that is not redundant is up unless it has failed itself.
   */
  isServed(service: Service): boolean {
    let served = this.#served.get(service.id);
    if (served === undefined) {
      this.#served.set(service.id, true);
      served =
        this.#failed !== service.id && this.#isCarried(service) && service.needs.every((id) => this.isNeedServed(id));
      this.#served.set(service.id, served);
    }
    return served;
  }

  isNeedServed(id: Id, asked: ReadonlySet<Id> = new Set()): boolean {
    const service = find(this.#topology, 'service', id);
    if (!service || asked.has(id)) return true;
    if (isRedundant(this.#topology, service)) return this.isServed(service);
    if (this.#failed === id) return false;
    return service.needs.every((needed) => this.isNeedServed(needed, new Set(asked).add(id)));
  }

  #isCarried(service: Service): boolean {
    if (service.mode === 'failover-group') return this.#nodesFor(service).length > 0;
    const members = membersOf(service);
    if (service.mode !== 'active-active' && service.mode !== 'n-plus-one')
      return members.some((member) => this.isMemberOk(member));
    const working = new Set(members.filter((member) => this.isMemberOk(member)));
    if (service.mode === 'n-plus-one') {
      const lost = service.members.filter((member) => !working.has(member)).length;
      return lost <= service.spares.filter((spare) => working.has(spare)).length;
    }
    return working.size > 0 && working.size >= service.needsAtLeast;
  }

  /** Whether a member could serve: a machine that works and can be reached, a service that is served. */
  isMemberOk(member: Id): boolean {
    const machine = findMachine(this.#topology, member);
    if (!machine) {
      const service = find(this.#topology, 'service', member);
      return service !== undefined && this.isServed(service);
    }
    const facts = factsOf(this.#topology, machine);
    return conditionOf(this.state, facts) === 'works' && isReachable(this.state, facts);
  }

  /** The machines that can serve a service: a client needs one of them. */
  machinesOf(service: Service): readonly MachineFacts[] {
    let found = this.#machines.get(service.id);
    if (!found) {
      this.#machines.set(service.id, []);
      found = this.#findMachines(service);
      this.#machines.set(service.id, found);
    }
    return found;
  }

  #findMachines(service: Service): readonly MachineFacts[] {
    if (service.mode === 'failover-group') return this.#nodesFor(service);
    return membersOf(service)
      .filter((member) => this.isMemberOk(member))
      .flatMap((member) => {
        const machine = findMachine(this.#topology, member);
        if (machine) return [factsOf(this.#topology, machine)];
        const below = find(this.#topology, 'service', member);
        return below ? this.machinesOf(below) : [];
      });
  }

  /** The nodes with quorum that can be reached and may own a group. */
  #nodesFor(group: FailoverGroupService): readonly MachineFacts[] {
    const cluster = find(this.#topology, 'failover-cluster', group.cluster);
    if (!cluster) return [];
    const owners = possibleOwners(this.#topology, group);
    return quorateNodes(this.state, cluster).filter(
      (node) => owners.includes(node.machine.id) && isReachable(this.state, node),
    );
  }
}
