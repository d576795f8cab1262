/**
 * How clients that have lost what they are registered with look for something else: phones for an alternate, after
 * detection and selection; a media gateway for another controller, after its link loss and its primary search.
 */
import type { Timing } from '../../../topology/model.ts';
import type { Ref } from '../../../topology/ranks.ts';
import { latest, log, nameOf, namesOf } from '../../log.ts';
import { Phase } from '../../phases.ts';
import type { ModeOf } from '../../state/clients.ts';
import { type EndpointState, schedule, touch, type World } from '../../world.ts';
import type { Client } from './client.ts';
import { lossCause } from './telling.ts';

/** Starts to look, when nothing that it registers with is left. */
export function search(world: World, modeOf: ModeOf, endpoint: EndpointState, client: Client): void {
  const looks = endpoint.plan.alternates.length > 0 || hasOtherControllers(world, modeOf, endpoint);
  if (!looks || client.search || client.searched || world.silent) return;
  const { notice, choose } = timesOf(world, endpoint);
  const cause = lossCause(world, endpoint, endpoint.through);
  client.search = schedule(world, notice?.value ?? 0, Phase.clients, endpoint.ref, () => {
    const event = log(world, {
      mechanism: 'endpoint',
      subject: endpoint.ref,
      cause: latest(world.lastEvent[endpoint.ref] ?? -1, cause),
      text: noticeText(world, endpoint),
      ...(notice ? { source: notice } : {}),
    });
    client.search = schedule(world, choose?.value ?? 0, Phase.clients, endpoint.ref, () => {
      client.search = undefined;
      client.searched = true;
      world.lastEvent[endpoint.ref] = event;
      touch(world, 'services');
    });
  });
}

function noticeText(world: World, endpoint: EndpointState): string {
  const { registers, alternates } = endpoint.plan;
  const [name, others] = [nameOf(world, endpoint.ref), namesOf(world, alternates)];
  if (!isGateway(endpoint)) return `${name} notices the loss and tries ${others}`;
  const next = alternates.length > 0 ? others : 'another controller';
  return `${name} notices that its link is lost and looks for ${namesOf(world, registers)}, then for ${next}`;
}

/** A gateway whose controllers serve side by side, each whom it reaches. */
function hasOtherControllers(world: World, modeOf: ModeOf, endpoint: EndpointState): boolean {
  return isGateway(endpoint) && endpoint.plan.registers.some((ref) => servesApart(world, modeOf, ref));
}

function servesApart(world: World, modeOf: ModeOf, ref: Ref): boolean {
  const service = world.serviceOf[ref];
  return service !== undefined && modeOf(service)?.servesFor !== undefined;
}

function isGateway({ plan }: EndpointState): boolean {
  return plan.endpoint.endpointKind === 'media-gateway';
}

/** Until it notices, and until it has chosen another: of the service that it was with. */
function timesOf(world: World, endpoint: EndpointState): { readonly notice?: Timing; readonly choose?: Timing } {
  const own = endpoint.through ?? endpoint.plan.registers[0] ?? -1;
  const timings = world.serviceOf[own]?.plan.service.timings;
  if (!timings) return {};
  if (isGateway(endpoint)) return { notice: timings.linkLoss, choose: timings.primarySearch };
  return { notice: timings.detect, choose: timings.select };
}

/** Whether a client may register there now: a gateway that lost its controller tries another after its search only. */
export function mayRegister(world: World, modeOf: ModeOf, endpoint: EndpointState, client: Client, ref: Ref): boolean {
  if (!isGateway(endpoint) || endpoint.inService || client.searched || world.silent) return true;
  const before = client.cores.get(ref);
  return before === undefined || coresOf(world, modeOf, endpoint, ref).some((core) => before.includes(core));
}

/** Remembers who serves it in each of its services. */
export function noteCores(world: World, modeOf: ModeOf, endpoint: EndpointState, client: Client): void {
  if (!isGateway(endpoint)) return;
  for (const ref of endpoint.plan.registers) {
    const cores = coresOf(world, modeOf, endpoint, ref);
    if (cores.length > 0) client.cores.set(ref, cores);
  }
}

/** The members that serve a client, in modes where each client has its own. */
function coresOf(world: World, modeOf: ModeOf, endpoint: EndpointState, ref: Ref): readonly Ref[] {
  const service = world.serviceOf[ref];
  return (service && modeOf(service)?.servesFor?.(world, service, endpoint)) ?? [];
}
