/** `activate M`: an operator makes M the active member of the service that has it. */
import type { Behavior } from '../behavior.ts';
import { log, nameOf } from '../log.ts';
import type { ModeOf } from '../state/clients.ts';
import { parentsOf } from '../state/machines.ts';
import { touch } from '../world.ts';

export function activation(modeOf: ModeOf): Behavior {
  return {
    mechanism: 'injection',
    inject(world, { injection, ref }) {
      if (injection.kind !== 'activate') return false;
      const services = parentsOf(world, ref).filter((service) => modeOf(service)?.activate);
      const name = nameOf(world, ref);
      const text =
        services.length > 0
          ? `An operator activates ${name}`
          : `An operator activates ${name}, which has no role to take`;
      const event = log(world, { mechanism: 'injection', subject: ref, cause: -1, text });
      for (const service of services) modeOf(service)?.activate?.(world, service, ref, event);
      touch(world, 'services');
      return true;
    },
  };
}
