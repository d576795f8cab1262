/** What this version does not simulate yet, said of each run that it touches. */
import type { Id } from '../../topology/model.ts';
import { derived } from '../own.ts';
import { isModelled } from '../results.ts';
import { modeOf } from './modes.ts';

/** Services of modes that are not simulated, and clients of such services. */
export const unknownElements = derived((world): readonly Id[] => [
  ...world.services.filter((service) => !modeOf(service)).map((service) => service.plan.service.id),
  ...world.endpoints.filter((one) => !isModelled(world, one)).map((one) => one.plan.endpoint.id),
]);
