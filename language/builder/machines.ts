/** Hosts, servers and VMs. */
import { machineTimings } from '../../engine/topology/defaults.ts';
import type { Element, Host, Id, MachineBase, Metal, Server, Vm } from '../../engine/topology/model.ts';
import * as ast from '../generated/ast.ts';
import { sourceOf } from '../source.ts';
import { buildAdapters, buildVirtualAdapters } from './adapters.ts';
import { type Body, bodyOf, count, ownBody, paths, quantity, text, version, word, words } from './body.ts';
import { placed } from './components.ts';
import { base, type Context, enter, refer, referAll, referSome, replace } from './context.ts';
import { statedTiming, timing } from './timings.ts';

const automation = ['manual', 'partially-automated', 'fully-automated', 'disabled'] as const;
const priorities = ['disabled', 'lowest', 'low', 'medium', 'high', 'highest'] as const;

export function buildHost(context: Context, node: ast.Host, id: Id): void {
  const around = node.$container;
  const cluster = ast.isCluster(around) ? context.ids.get(around) : undefined;
  const host = {
    ...metal(context, node, id, bodyOf(node)),
    kind: 'host' as const,
    ...(cluster !== undefined && { cluster }),
  };
  enterWithAdapters<Host>(context, node, host);
}

export function buildServer(context: Context, node: ast.Server, id: Id): void {
  const body = bodyOf(node);
  enterWithAdapters<Server>(context, node, {
    ...metal(context, node, id, body),
    ...carrier(context, node, body, machineTimings.serverBoot),
    kind: 'server',
  });
}

/** Enters a machine before its adapters, so that they rank behind it, and again with their ids. */
function enterWithAdapters<E extends Host | Server>(context: Context, node: ast.Host | ast.Server, machine: E): void {
  enter(context, node, machine);
  const adapters = buildAdapters(context, node, machine.id);
  if (adapters.length > 0) replace(context, { ...machine, adapters } as Element);
}

function metal(context: Context, node: ast.Host | ast.Server, id: Id, body: Body): Omit<Metal, 'kind'> {
  const cpu = count(body, 'cpu');
  const memory = quantity(body, 'memory', 'size');
  const stated = version(body, 'version');
  const cpuModel = text(body, 'cpu-model');
  return {
    ...base(context, node, id),
    ...placed(context, node, body),
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ...(stated !== undefined && { version: stated }),
    ...(cpuModel !== undefined && { cpuModel }),
    storage: referAll(context, [...paths(body, 'storage'), ...paths(body, 'disk')], ['Storage'], node, 'storage'),
    adapters: Object.freeze([]),
    reboot: timing('reboot', [body], machineTimings.reboot),
  };
}

/** What carries services has: its boot, its own start, its licences. */
function carrier(
  context: Context,
  node: ast.Server | ast.Vm,
  body: Body,
  boot: MachineBase['boot'],
): Pick<MachineBase, 'boot' | 'start' | 'licensed' | 'uses' | 'release' | 'address'> {
  const start = statedTiming('start', [body]);
  const release = version(body, 'release');
  const address = text(body, 'address');
  const licensed = referSome(context, paths(body, 'licensed'), ['Host', 'Server', 'Vm'], node, 'licensed machine');
  return {
    boot: timing('boot', [body], boot),
    ...(start !== undefined && { start }),
    ...(licensed && { licensed }),
    uses: Object.freeze([...words(body, 'uses')]),
    ...(release !== undefined && { release }),
    ...(address !== undefined && { address }),
  };
}

/** A VM; that its host is there was seen when it got its id. */
export function buildVm(context: Context, node: ast.Vm, id: Id): void {
  const host = refer(context, node.host, ['Host'], node, 'host');
  if (host === undefined) return;
  const body = bodyOf(node);
  const vcpu = count(body, 'vcpu');
  const memory = quantity(body, 'memory', 'size');
  const drs = word(body, 'drs', automation);
  const ft = faultTolerance(context, node, body);
  const vm: Vm = {
    ...base(context, node, id),
    kind: 'vm',
    host,
    ...(vcpu !== undefined && { vcpu }),
    ...(memory !== undefined && { memory }),
    disks: referAll(context, paths(body, 'disk'), ['Storage'], node, 'disk'),
    adapters: Object.freeze([]),
    restartPriority: word(body, 'restart-priority', priorities) ?? 'medium',
    ...(drs !== undefined && { drs }),
    ...(ft !== undefined && { ft }),
    ...carrier(context, node, body, machineTimings.boot),
  };
  enter(context, node, vm);
  const adapters = buildVirtualAdapters(context, node, id);
  if (adapters.length > 0) replace(context, { ...vm, adapters });
}

function faultTolerance(context: Context, node: ast.Vm, body: Body): Vm['ft'] {
  const block = body.get('ft');
  if (!ast.isFtBlock(block)) return undefined;
  const own = ownBody(block);
  const secondary = refer(context, paths(own, 'secondary')[0], ['Host'], node, 'secondary host');
  const technique = word(own, 'technique', ['vlockstep', 'fast-checkpointing']);
  const failover = statedTiming('failover', [own]);
  const respawn = statedTiming('respawn', [own]);
  return Object.freeze({
    source: sourceOf(block),
    ...(secondary !== undefined && { secondary }),
    ...(technique !== undefined && { technique }),
    ...(failover !== undefined && { failover }),
    ...(respawn !== undefined && { respawn }),
  });
}
