/** A topology as it is being written: declarations by kind, and the names of what was declared. */

export type Kind =
  | 'product'
  | 'circuit'
  | 'rack'
  | 'switch'
  | 'network'
  | 'link'
  | 'storage'
  | 'cluster'
  | 'server'
  | 'vm'
  | 'service'
  /** A service whose group a failover cluster runs. */
  | 'group'
  | 'failover-cluster'
  | 'endpoint';

export interface Declaration {
  readonly kind: Kind;
  /** The site in which it stands; absent: at top level. */
  readonly site?: number;
  readonly text: string;
  /** Its place among the others decides something: where two VMs are alike, which is restarted first. */
  readonly ties?: boolean;
}

export interface DraftHost {
  readonly name: string;
  readonly cluster: number;
}

export interface DraftMachine {
  readonly name: string;
  /** The number of its cluster; absent: a server. */
  readonly cluster?: number;
}

export interface DraftService {
  readonly name: string;
  readonly mode: string;
  readonly members: readonly string[];
  /** It is a member of another service. */
  taken: boolean;
  readonly nodes?: readonly string[];
  readonly resources?: readonly string[];
}

export interface Draft {
  readonly sites: number;
  readonly switched: boolean;
  readonly declarations: Declaration[];
  readonly hosts: DraftHost[];
  readonly machines: DraftMachine[];
  readonly services: DraftService[];
  readonly endpoints: string[];
  /** Names of everything of a kind that may fail. */
  readonly names: Record<'switch' | 'network' | 'link' | 'storage' | 'rack' | 'circuit' | 'site' | 'cluster', string[]>;
}

export function createDraft(sites: number, switched: boolean): Draft {
  const names = { switch: [], network: [], link: [], storage: [], rack: [], circuit: [], site: [], cluster: [] };
  return { sites, switched, declarations: [], hosts: [], machines: [], services: [], endpoints: [], names };
}

/** The element of a list that a number drawn at random stands for; `undefined` of an empty list. */
export function pick<T>(list: readonly T[], at: number): T | undefined {
  return list[at % Math.max(1, list.length)];
}

/** A body of properties, those that are '' left out. */
export function body(...properties: readonly string[]): string {
  return `{ ${properties.filter((one) => one !== '').join('  ')} }`;
}
