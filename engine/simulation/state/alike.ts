/** VMs that ask the same of a host: what was found out for one holds for the others, until something changes. */
import { derived } from '../own.ts';
import type { HostState, MachineState, World } from '../world.ts';

type Answer = (world: World, machine: MachineState, host: HostState) => boolean;

interface Known {
  /** The version of the world for which the answers hold. */
  version: number;
  /** By kind of machine, and host. */
  readonly answers: Map<number, boolean>;
  /** Kinds are numbered as they are met. */
  readonly numbers: Map<string, number>;
  /** By machine: the number of its kind. */
  readonly kinds: (number | undefined)[];
}

/**
 * Asks once for all machines of a kind, and again when there is a change of who lives, who reaches whom or who sees
 * which storage: on nothing else may the answer hang. `kindOf` says in what machines have to be alike.
 */
export function askedByKind(kindOf: (world: World, machine: MachineState) => string, answer: Answer): Answer {
  const known = derived<Known>(
    () => ({ version: -1, answers: new Map(), numbers: new Map(), kinds: [] }),
    (one) => {
      one.version = -1;
    },
  );
  return (world, machine, host) => {
    const one = known(world);
    const { components, network, storage } = world.versions;
    // None of them ever falls.
    const version = components + network + storage;
    if (one.version !== version || world.thorough) {
      one.answers.clear();
      one.version = version;
    }
    const kind = one.kinds[machine.ref] ?? numberOf(one, machine, kindOf(world, machine));
    const key = kind * world.plan.elements.length + host.ref;
    const before = one.answers.get(key);
    if (before !== undefined) return before;
    const found = answer(world, machine, host);
    one.answers.set(key, found);
    return found;
  };
}

/** Numbers machines by kind, in which they are alike for a run's whole topology. */
export function numberedKinds(kindOf: (world: World, machine: MachineState) => string) {
  const known = derived<Pick<Known, 'numbers' | 'kinds'>>(() => ({ numbers: new Map(), kinds: [] }));
  return (world: World, machine: MachineState): number => {
    const one = known(world);
    return one.kinds[machine.ref] ?? numberOf(one, machine, kindOf(world, machine));
  };
}

function numberOf({ numbers, kinds }: Pick<Known, 'numbers' | 'kinds'>, machine: MachineState, kind: string): number {
  const number = numbers.get(kind) ?? numbers.size;
  numbers.set(kind, number);
  kinds[machine.ref] = number;
  return number;
}
