/**
 * A scene: where everything of a topology is drawn, before any colour or state.
 * Pixels at zoom 1, origin top left. Deterministic: the same topology gives the same scene.
 */
import type { ElementKind, Id } from '../topology/model.ts';

export interface Box {
  readonly id: Id;
  readonly kind: ElementKind;
  readonly name: string;
  /** A second line: `3 vCPU, 5 GB`, `active`, `1200 × h323`. */
  readonly detail?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The box in which it lies. VMs lie in the host on which they start; a run may draw them elsewhere. */
  readonly parent?: Id;
}

/** A coloured line along which a network runs, with a drop to every adapter on it. */
export interface Rail {
  readonly id: Id;
  readonly name: string;
  /** Index into the palette. */
  readonly colour: number;
  readonly dedicated: boolean;
  readonly points: readonly (readonly [number, number])[];
  readonly drops: readonly { readonly adapter: Id; readonly points: readonly (readonly [number, number])[] }[];
}

/** A line between two boxes or rails: a link between sites, a redundancy group between its members. */
export interface Edge {
  readonly id: Id;
  readonly kind: 'link' | 'group';
  readonly label: string;
  readonly points: readonly (readonly [number, number])[];
}

/** A place inside a host where a VM may be drawn during a run. */
export interface Slot {
  readonly host: Id;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly rails: readonly Rail[];
  readonly edges: readonly Edge[];
  /** Free places, host by host in order, for VMs that a run brings there. */
  readonly slots: readonly Slot[];
}
