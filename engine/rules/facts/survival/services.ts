/** Whether services are served, and from where, while something has failed. */
import { find } from '../../../topology/lookup.ts';
import type { FailoverGroupService, Id, Service, Topology } from '../../../topology/model.ts';
import { ranksOf } from '../../../topology/ranks.ts';
import type { Failing } from './failing.ts';
import { isReachable, type MachineFacts, machineServes } from './machines.ts';
import { isMachine, isRedundant, isSimple, type Member, memberOf, membersIn } from './members.ts';
import { possibleOwners, quorateNodes } from './quorum.ts';

/** What services come to in one state; each is worked out once. */
export class Serving {
  readonly state: Failing;
  readonly #topology: Topology;
  readonly #failed: Id | undefined;
  readonly #served = new Map<Service, boolean>();
  readonly #machines = new Map<Service, readonly MachineFacts[]>();

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
    // What is told as quickly as looked up is not kept.
    if (service.mode !== 'failover-group' && isSimple(this.#topology, service))
      return this.#failed !== service.id && this.#isCarried(service);
    let served = this.#served.get(service);
    if (served === undefined) {
      this.#served.set(service, true);
      served =
        this.#failed !== service.id && this.#isCarried(service) && service.needs.every((id) => this.isNeedServed(id));
      this.#served.set(service, served);
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
    const members = membersIn(this.#topology, service);
    if (service.mode === 'active-active') {
      const working = members.filter((member) => this.isOk(member)).length;
      return working > 0 && working >= service.needsAtLeast;
    }
    if (service.mode !== 'n-plus-one') return members.some((member) => this.isOk(member));
    const lost = service.members.filter((id) => !this.#isIdOk(id)).length;
    return lost <= service.spares.filter((id) => this.#isIdOk(id)).length;
  }

  /** Whether a member could serve: a machine that works and can be reached, a service that is served. */
  isOk(member: Member): boolean {
    return isMachine(member) ? machineServes(this.state, member) : this.isServed(member);
  }

  #isIdOk(id: Id): boolean {
    const member = memberOf(this.#topology, id);
    return member !== undefined && this.isOk(member);
  }

  /** The machines that can serve a service: a client needs one of them. */
  machinesOf(service: Service): readonly MachineFacts[] {
    let found = this.#machines.get(service);
    if (!found) {
      this.#machines.set(service, []);
      found = this.#findMachines(service);
      this.#machines.set(service, found);
    }
    return found;
  }

  #findMachines(service: Service): readonly MachineFacts[] {
    if (service.mode === 'failover-group') return this.#nodesFor(service);
    return membersIn(this.#topology, service)
      .filter((member) => this.isOk(member))
      .flatMap((member) => (isMachine(member) ? [member] : this.machinesOf(member)));
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
