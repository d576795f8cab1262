/** What stands in what, and runs on what: the ways between elements that no property names. */
import type { Element, ElementKind, Host, Id, Topology, Vm } from '../../topology/model.ts';
import { sitesAround } from '../../topology/places.ts';
import { grouped, oncePerTopology } from '../facts/memo.ts';

/** A topology with its ways, each worked out when it is first gone. */
export class Around {
  readonly topology: Topology;
  private ofHost: ReadonlyMap<Id, readonly Vm[]> | undefined;
  private ofCluster: ReadonlyMap<Id | undefined, readonly Vm[]> | undefined;
  private holders: ReadonlySet<string> | undefined;
  private readonly ofSite = new Map<ElementKind, ReadonlyMap<Id, readonly Element[]>>();

  constructor(topology: Topology) {
    this.topology = topology;
  }

  /** Whether names may stand behind this one: that of a site, a machine or a service. */
  isHolder(name: string): boolean {
    const { sites, hosts, servers, vms, services } = this.topology;
    this.holders ??= new Set([sites, hosts, servers, vms, services].flatMap((all) => all.map((each) => each.name)));
    return this.holders.has(name);
  }

  element(id: Id | undefined): Element | undefined {
    return id === undefined ? undefined : this.topology.elements.get(id);
  }

  /** Those of a list that may be empty. */
  elements(ids: readonly Id[]): readonly Element[] {
    const found: Element[] = [];
    for (const id of ids) {
      const element = this.topology.elements.get(id);
      if (element) found.push(element);
    }
    return found;
  }

  /** Those of a list that the text states, `undefined` where it states none. */
  stated(ids: readonly Id[] | undefined): readonly Element[] | undefined {
    return ids === undefined || ids.length === 0 ? undefined : this.elements(ids);
  }

  vmsOn(host: Host): readonly Vm[] {
    this.ofHost ??= grouped(this.topology.vms, (vm) => vm.host);
    return this.ofHost.get(host.id) ?? [];
  }

  vmsIn(cluster: Id): readonly Vm[] {
    this.ofCluster ??= grouped(this.topology.vms, (vm) => this.hostOf(vm)?.cluster);
    return this.ofCluster.get(cluster) ?? [];
  }

  hostOf(vm: Vm): Host | undefined {
    const host = this.element(vm.host);
    return host?.kind === 'host' ? host : undefined;
  }

  /** What of a kind stands in a site, or in one within it. */
  inSite(site: Id, kind: ElementKind, all: readonly Element[]): readonly Element[] {
    let known = this.ofSite.get(kind);
    if (!known) {
      const lists = new Map<Id, Element[]>();
      for (const element of all) {
        for (const { id } of sitesAround(this.topology, element.site)) {
          const list = lists.get(id);
          if (list) list.push(element);
          else lists.set(id, [element]);
        }
      }
      known = lists;
      this.ofSite.set(kind, known);
    }
    return known.get(site) ?? [];
  }
}

export const aroundIn = oncePerTopology((topology) => new Around(topology));
