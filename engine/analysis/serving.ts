/** Where a service is served from at the start, and what must fail for it to be lost there. */
import { findMachine } from '../topology/lookup.ts';
import type { Id, Service, Topology } from '../topology/model.ts';
import { prepare, servingMachine } from './loss.ts';

export interface Serving {
  /** The machine that serves at time 0, under services that are members. */
  readonly machine: Id;
  /** What fails: the host on which it runs; a dedicated server itself. */
  readonly metal: Id;
}

/** The machine that serves first, and the metal under it. `undefined` where nothing serves at the start. */
export function servingAtStart(topology: Topology, service: Service): Serving | undefined {
  const machine = findMachine(topology, servingMachine(prepare(topology), service.id));
  if (!machine) return undefined;
  return { machine: machine.id, metal: machine.kind === 'vm' ? machine.host : machine.id };
}
