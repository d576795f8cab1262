/** `migrate V to H`: a live migration by hand. No downtime; refused where V could not run or no path carries it. */
import type { Behavior } from '../behavior.ts';
import { log, nameOf } from '../log.ts';
import { moveLive, whyNotMove } from '../state/migration.ts';
import type { HostState, MachineState, World } from '../world.ts';

export const migration: Behavior = {
  mechanism: 'injection',
  inject(world, { injection, ref }) {
    if (injection.kind !== 'migrate') return false;
    const machine = world.machineOf[ref];
    const to = injection.to === undefined ? undefined : world.plan.refs.get(injection.to);
    const host = to === undefined ? undefined : world.hostOf[to];
    if (!machine || !host) return false;
    migrate(world, machine, host);
    return true;
  },
};

function migrate(world: World, machine: MachineState, to: HostState): void {
  const name = nameOf(world, machine.ref);
  const why = whyNotMove(world, machine, to);
  if (why !== undefined) {
    const text = `${name} cannot migrate to ${nameOf(world, to.ref)}: ${why}`;
    log(world, { mechanism: 'injection', subject: machine.ref, cause: -1, text });
    return;
  }
  const text = `${name} migrates from ${nameOf(world, machine.host)} to ${nameOf(world, to.ref)} without downtime`;
  moveLive(world, machine, to, { mechanism: 'injection', cause: -1, text });
}
