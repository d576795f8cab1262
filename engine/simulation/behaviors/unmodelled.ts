/** What this version does not simulate yet, said of each run that it touches. */
import type { Id } from '../../topology/model.ts';
import { isModelled } from '../results.ts';
import type { World } from '../world.ts';
import { modeOf } from './modes.ts';

/** Services of modes that are not simulated, and clients of such services. */
export function unknownElements(world: World): readonly Id[] {
  return [
    ...world.services.filter((service) => !modeOf(service)).map((service) => service.plan.service.id),
    ...world.endpoints.filter((one) => !isModelled(world, one)).map((one) => one.plan.endpoint.id),
  ];
}
