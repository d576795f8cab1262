/** What may stand at the cursor. */
import type { Declaration } from '../../language/generated/ast.ts';
import type { BodyId, PropertyEntry, ReferenceKind, UnitClass, WordEntry } from '../../language/vocabulary/index.ts';
import type { Token } from './tokens.ts';

/** A body that is open at the cursor. */
export interface Frame {
  readonly id: BodyId;
  /** The statement's tokens before its `{`; none for the file. */
  readonly head: readonly Token[];
  /** Keys of the properties, and keywords of the statements, that stand before the cursor. */
  readonly present: Set<string>;
}

/** What narrows a choice of names. */
export type Narrowing =
  /** Networks and switches at the site of the machine whose adapter it is. */
  | { readonly to: 'site of machine' }
  /** Not the statement itself, not its other members; of what stands at sites what stands at its own. */
  | { readonly to: 'other members' }
  /** Templates that a statement can take. */
  | { readonly to: 'templates for'; readonly taker: 'host' | 'server' | 'vm' }
  /** Hosts that may run the VM that is written, but the one that does. */
  | { readonly to: 'other hosts' }
  /** Hosts of the cluster that is written, and VMs on them. */
  | { readonly to: 'own cluster' }
  /** Nodes of the cluster of the failover group that is written; `owning`: those alone that may own it. */
  | { readonly to: 'nodes'; readonly owning: boolean }
  /** No nodes of the failover cluster that is written. */
  | { readonly to: 'witness' }
  | StepNarrowing;

/** What narrows the names of a step or an expectation. */
export type StepNarrowing =
  /** Hosts that may run the VM. */
  | { readonly to: 'hosts of'; readonly machine: readonly string[] }
  /** Nodes that may own the group. */
  | { readonly to: 'owners of'; readonly group: readonly string[] }
  /** What an earlier step of the scenario broke or cut off. */
  | { readonly to: 'broken' }
  /** Failover groups. */
  | { readonly to: 'groups' }
  /** Members of services in which not all serve. */
  | { readonly to: 'members' }
  /** Where the subject of an expectation may run or serve. */
  | { readonly to: 'places of'; readonly subject: readonly string[]; readonly kind: string | undefined };

export type Expected =
  /** A property or statement of a body. */
  | { readonly is: 'item'; readonly frame: Frame }
  /** The path of a file that is imported, in quotes. */
  | { readonly is: 'file' }
  /** A name of the author's: nothing is offered. */
  | { readonly is: 'name' }
  | {
      readonly is: 'reference';
      readonly kinds: readonly ReferenceKind[];
      /** What stands before the dot. */
      readonly qualifier: readonly string[];
      /** Names in the same list. */
      readonly taken: readonly string[];
      readonly narrowing?: Narrowing;
      /** The property whose value it is, if it is one's. */
      readonly key?: string;
    }
  /** An adapter behind `via`; `target` is the network that the VM's adapter is on. */
  | { readonly is: 'adapter'; readonly target: readonly string[]; readonly taken: readonly string[] }
  /** `start`: where the product's name begins, if some of it is written. */
  | { readonly is: 'product'; readonly mode: string | undefined; readonly start?: number; readonly typed: string }
  | {
      readonly is: 'words';
      readonly words: readonly WordEntry[];
      readonly taken?: readonly string[];
      readonly what: string;
      /** They come behind the names that may stand there too. */
      readonly late?: boolean;
      /** They may only stand behind the name of something of this type. */
      readonly behind?: { readonly type: Declaration['$type']; readonly path: readonly string[] };
    }
  /** `:`, `->`, `|`: what must come, where the statement cannot go on without. */
  | { readonly is: 'sign'; readonly sign: string; readonly summary: string }
  /** The mode of a service, and its body with it. */
  | { readonly is: 'mode with body' }
  | { readonly is: 'unit'; readonly unit: UnitClass }
  /** A number, a quantity, a text of a property. */
  | { readonly is: 'value'; readonly property: PropertyEntry; readonly frame: Frame }
  /** An amount that people write there; `help` says what else may stand. */
  | { readonly is: 'amount'; readonly amounts: readonly string[]; readonly what: string; readonly help: string }
  /** A state, or `calls` and the like, after the subject of an expectation. */
  | {
      readonly is: 'state';
      readonly subject: readonly string[];
      readonly kind: string | undefined;
      readonly negated: boolean;
    }
  /** A node of a failover cluster, behind its cluster: `F.node`. */
  | { readonly is: 'node' }
  | { readonly is: 'kind word'; readonly kinds: readonly ReferenceKind[] }
  | { readonly is: 'setting'; readonly frame: Frame }
  | { readonly is: 'setting value'; readonly frame: Frame; readonly key: string };

/** What was read up to the cursor. */
export interface Reading {
  /** Open bodies, the file first. */
  readonly frames: readonly Frame[];
  readonly expected: readonly Expected[];
}
