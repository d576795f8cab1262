/**
 * A scene: where everything of a topology is drawn, before any colour or state.
 * Pixels at zoom 1, origin top left. Deterministic: the same topology gives the same scene.
 */
import type { ElementKind, Id } from '../topology/model.ts';

export type Point = readonly [x: number, y: number];

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Box extends Rectangle {
  readonly id: Id;
  readonly kind: ElementKind;
  readonly name: string;
  /** A second line: `3 vCPU, 5 GB`, `duplication`, `1200 × h323`. */
  readonly detail?: string;
  /** The box in which it lies. VMs lie in the host on which they start; a run may draw them elsewhere. */
  readonly parent?: Id;
  /** The host of a fault-tolerant VM's second copy as the text states it. */
  readonly copyOn?: Id;
  /** How wide the words in its head may be, where lines of groups pass beside them. */
  readonly room?: number;
  /** True where other boxes lie in it. */
  readonly frame?: boolean;
  /** What it is in the service that it is a member of: `main`, `survivable`. */
  readonly role?: string;
  /** A third line: what an endpoint registers with. */
  readonly note?: string;
  /** Failover clusters in which it has a vote. */
  readonly votes?: readonly Id[];
  /** Of a failover cluster. */
  readonly quorum?: Quorum;
  /** True where what is in it would be folded, had it not been opened. */
  readonly opened?: boolean;
  /** The id under which it was opened with others of its kind. */
  readonly openedAs?: Id;
}

/** What decides which side of a failover cluster goes on. */
export interface Quorum {
  readonly kind: 'majority' | 'disk';
  /** Nodes and witness, or the disk. */
  readonly voters: readonly Id[];
  readonly needed: number;
}

/** A line that joins everything on it: a network, a storage and who sees it, a switch that no network names. */
export interface Rail {
  readonly id: Id;
  readonly kind: 'network' | 'storage' | 'switch';
  readonly name: string;
  /** What the label says behind the name: `VLAN 102 · dedicated`. */
  readonly detail?: string;
  /** Index into the palette. */
  readonly colour: number;
  readonly dedicated: boolean;
  /** The trunk that joins its branches; empty where one branch is all. */
  readonly points: readonly Point[];
  readonly branches: readonly (readonly Point[])[];
  /** Where its name stands: right-aligned at x, on the middle line y. One a branch. */
  readonly labels: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  /** `adapter` is what hangs on it: an adapter, a host, an endpoint, a switch, a storage. */
  readonly drops: readonly { readonly adapter: Id; readonly points: readonly Point[] }[];
}

/** A link between networks or switches. */
export interface Edge {
  readonly id: Id;
  readonly kind: 'link';
  /** `wan · 95 ms · 1 Gbps` */
  readonly label: string;
  /** Where the label stands: its middle. */
  readonly labelAt: Point;
  readonly points: readonly Point[];
}

/** A place inside a host where a VM may be drawn during a run. */
export interface Slot extends Rectangle {
  readonly host: Id;
}

/** What a machine does for a service: on a server a line in its box, on a VM a word in its chip. */
export interface Seat {
  readonly service: Id;
  readonly machine: Id;
  /** The position that the text gives it: `active`, `standby`, `member`, `owner`. */
  readonly position: string;
  /** True where the machine does something for other services too: its state may be its role in one of them. */
  readonly shared?: boolean;
  readonly name: string;
  /** Where it is drawn, for servers. */
  readonly at?: Rectangle;
}

/**
 * The way from the box of a redundancy group (or failover cluster) to a row of hosts or servers where members may run.
 * From its end it goes on along the row, then down into the host, as far from the host's right edge as `inset` says.
 */
export interface Route {
  readonly group: Id;
  /** Index into `Scene.rows`. */
  readonly row: number;
  readonly points: readonly Point[];
  readonly inset: number;
}

/** What is not drawn one by one: its number stands there, in a run the number in each state. */
export interface Fold extends Rectangle {
  /** What shows it when it is opened: a host, cluster, site or (where there is none) `outside`; `mode switchover`, `switch DataCenter` for those of a kind. */
  readonly of: Id;
  readonly kind: ElementKind;
  /** VMs move: these are what starts here. */
  readonly ids: readonly Id[];
  /** `38 VMs` */
  readonly name: string;
}

/** Shared fate, as a small tag on what stands there. */
export interface Tag extends Rectangle {
  readonly id: Id;
  readonly kind: 'rack' | 'circuit';
  readonly name: string;
  readonly owner: Id;
  /** Index into the palette: by its rank among the racks, or among the circuits. */
  readonly colour: number;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Frames before what lies in them. */
  readonly boxes: readonly Box[];
  readonly rails: readonly Rail[];
  readonly edges: readonly Edge[];
  /** Free places, host by host in order, for VMs that a run brings there. */
  readonly slots: readonly Slot[];
  readonly seats: readonly Seat[];
  /** Hosts and servers by the row in which they stand. */
  readonly rows: readonly (readonly Id[])[];
  readonly routes: readonly Route[];
  readonly tags: readonly Tag[];
  readonly folds: readonly Fold[];
  /** What the next picture of an edited text keeps, so that it looks alike. */
  readonly kept: Kept;
}

/** How a scene was arranged, where there was a choice. */
export interface Kept {
  /** How many sites stand beside each other. */
  readonly sites: number;
  /** Times as many machines in a row as by default. */
  readonly breadth: number;
  /** How well it was read in the room for which it was arranged; see arrange.ts. */
  readonly fit?: number;
  /** How much is folded: 0 nothing, 1 VMs and services, 2 hosts too, 3 clusters and machines too. */
  readonly folding: FoldingLevel;
  /** Endpoints, switches and storages are counted where there are several. */
  readonly fixtures?: true;
  /** How tall the column of services may be. */
  readonly cards: number;
  /** Columns and rows of each frame with machines (and of what stands in none of a site, by the site). */
  readonly grids: Readonly<Record<Id, readonly [columns: number, rows: number]>>;
  /** Of networks. */
  readonly colours: Readonly<Record<Id, number>>;
}

export type FoldingLevel = 0 | 1 | 2 | 3;
