/** What the table of the language says of a statement, a property and a word. */
import type { Unit, UnitClass } from './units.ts';

/** What a name can refer to, in the author's word for it. */
export type ReferenceKind =
  | 'site'
  | 'rack'
  | 'circuit'
  | 'switch'
  | 'network'
  | 'link'
  | 'storage'
  | 'cluster'
  | 'host'
  | 'server'
  | 'vm'
  | 'nic'
  | 'template'
  | 'service'
  | 'resource'
  | 'failover-cluster'
  | 'endpoint'
  | 'product'
  | 'rule';

/** A word that stands for a value, a state, a mode. */
export interface WordEntry {
  readonly word: string;
  /** One line, Markdown. */
  readonly summary: string;
}

/** What a property takes. */
export type Value =
  /** Names. `list`: several, between commas. */
  | { readonly is: 'reference'; readonly kinds: readonly ReferenceKind[]; readonly list: boolean }
  /** A number with a unit. Bounds are in the base unit of the class (ms, bytes, bit/s, per cent). */
  | { readonly is: 'quantity'; readonly unit: UnitClass; readonly least?: Bound; readonly most?: Bound }
  /** A whole number without a unit, `least` and `most` included. */
  | { readonly is: 'number'; readonly least: number; readonly most?: number; readonly counts: string }
  /** Words. `open`: others are allowed too, and only a slip of the pen is reported. */
  | {
      readonly is: 'words';
      readonly words: readonly WordEntry[];
      readonly list: boolean;
      readonly open?: boolean;
    }
  | { readonly is: 'text' }
  | { readonly is: 'version' }
  | { readonly is: 'flag' }
  /** A form of its own, told by `form`: admission control, quorum. */
  | { readonly is: 'form' };

/** An end of a range, as shown and as compared. `exclusive`: the end itself is out. */
export interface Bound {
  readonly text: string;
  readonly value: number;
  readonly exclusive?: boolean;
}

/** What holds where the author writes nothing, and who says so. */
export interface Default {
  /** As it would be written. */
  readonly text: string;
  /** The document, or why we chose it. */
  readonly source: string;
  /** True where the number is ours, not a vendor's. */
  readonly assumption: boolean;
}

export interface PropertyEntry {
  readonly entry: 'property';
  readonly key: string;
  /** How it is written: `memory: 64 GB`. */
  readonly form: string;
  readonly value: Value;
  /** One line, Markdown, without a full stop. */
  readonly summary: string;
  /** More than the line, Markdown. */
  readonly details?: string;
  readonly default?: Default;
  /** The unit to offer first where one is missing. */
  readonly unit?: Unit;
  /** The types of a statement that have it, where not all do: those of a resource. */
  readonly of?: readonly string[];
  /** Values that people write, besides the one of the form. */
  readonly usual?: readonly string[];
}

/** A property in one body. */
export interface PropertyUse {
  readonly property: PropertyEntry;
  readonly required: boolean;
}

/** What can stand in a file or in another body. */
export type StatementId =
  | 'topology'
  | 'import'
  | 'site'
  | 'rack'
  | 'circuit'
  | 'switch'
  | 'network'
  | 'link'
  | 'storage'
  | 'cluster'
  | 'host'
  | 'server'
  | 'vm'
  | 'nic'
  | 'virtual nic'
  | 'template'
  | 'ha'
  | 'drs'
  | 'keep'
  | 'ft'
  | 'service'
  | 'resource'
  | 'synchronize'
  | 'settings'
  | 'limits'
  | 'failover-cluster'
  | 'endpoint'
  | 'product'
  | 'scenario'
  | 'at'
  | 'expect'
  | 'objective'
  | 'rule';

export type ModeName =
  | 'standalone'
  | 'duplication'
  | 'switchover'
  | 'active-active'
  | 'geo-redundant'
  | 'survivable-core'
  | 'failover-group'
  | 'n-plus-one';

/** A body: that of a statement, of a service in one mode, or the file itself. */
export type BodyId = 'file' | Exclude<StatementId, 'service'> | ModeName | 'service';

export interface StatementEntry {
  readonly entry: 'statement';
  readonly id: StatementId;
  /** The type of its node in the syntax tree. */
  readonly type: string;
  readonly keyword: string;
  /** With its article: `a host`, `an endpoint`. */
  readonly title: string;
  /** How it is written: `host NAME : TEMPLATE { … }`. */
  readonly form: string;
  readonly summary: string;
  readonly details?: string;
  /** The bodies in which it may stand. */
  readonly standsIn: readonly BodyId[];
  /** At most one in a body. */
  readonly once: boolean;
  /** Whether it has `{ … }`. */
  readonly hasBody: boolean;
  /** Properties of its body; for a service those that every mode has. */
  readonly properties: readonly PropertyUse[];
}

export interface ModeEntry {
  readonly mode: ModeName;
  /** `a duplication service` */
  readonly title: string;
  readonly summary: string;
  readonly details?: string;
  /** Beyond those of every service. */
  readonly properties: readonly PropertyUse[];
  /** Members take turns: only one of them serves at a time, unless the sites lose each other. */
  readonly singleActive: boolean;
}

/** What may stand in a body. */
export interface BodyEntry {
  readonly id: BodyId;
  /** `a host`, `a duplication service`, `the top level of a file`. */
  readonly title: string;
  readonly properties: readonly PropertyUse[];
  /** The same by key. */
  readonly byKey: ReadonlyMap<string, PropertyUse>;
  readonly statements: readonly StatementEntry[];
}
