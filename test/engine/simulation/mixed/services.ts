/** Failover clusters, services in every mode and on top of each other, and who uses them. */
import { body, type Draft, type DraftService, pick } from './draft.ts';
import type { Drawn, DrawnService } from './drawn.ts';

/** Declares failover clusters, services and endpoints. */
export function writeServices(draft: Draft, { failoverClusters, services, endpoints }: Drawn): void {
  const small =
    'product drawn.small { title: "Room for one endpoint of two"  limits { clients: 15  survivable-clients: 15 } }';
  draft.declarations.push({ kind: 'product', text: small });
  // Machines are taken in turn, so that few carry two services, and some do.
  let turn = 0;
  const next = (): string => draft.machines[turn++ % draft.machines.length]?.name ?? 'P0';
  for (const [number, one] of failoverClusters.entries()) turn = writeFailoverCluster(draft, number, one, turn);
  for (const [number, one] of services.entries()) writeService(draft, number, one, next);
  for (const [number, one] of endpoints.entries()) {
    const name = `E${number}`;
    const to = pick(draft.services, one.registers);
    if (!to) continue;
    const other = one.second === undefined ? undefined : pick(draft.services, one.second);
    const registers = [...new Set([to.name, other?.name ?? to.name])];
    const rest = (key: string, at: number | undefined) => {
      const found = at === undefined ? undefined : pick(draft.services, at);
      return found && !registers.includes(found.name) ? `${key}: ${found.name}` : '';
    };
    const text = `endpoint ${name} : sip ${body(
      `on: lan${one.on % draft.sites}`,
      `registers: ${registers.join(', ')}`,
      rest('alternate', one.alternate),
      rest('subscribes', one.subscribes),
      'count: 10',
    )}`;
    draft.endpoints.push(name);
    // Where there is room for some the first declared have it.
    const ties = draft.declarations.some((other) => other.text.includes('product: drawn.small'));
    draft.declarations.push({ kind: 'endpoint', text, ties });
  }
}

function writeFailoverCluster(
  draft: Draft,
  number: number,
  { nodes: wanted, quorum, witness, version, groups }: Drawn['failoverClusters'][number],
  turn: number,
): number {
  const nodes = draft.machines.slice(0, wanted).map(({ name }) => name);
  if (nodes.length < 2) return turn;
  const name = `F${number}`;
  const rest = draft.machines.slice(nodes.length);
  const with_ = quorum === 'witness' ? pick(rest, witness) : undefined;
  const shared = nodes.every((node) =>
    draft.declarations.some(({ text }) => text.includes(` ${node} `) && text.includes('san0')),
  );
  const says =
    quorum === 'disk' && shared ? 'disk san0' : `majority${with_ === undefined ? '' : ` with witness ${with_.name}`}`;
  draft.declarations.push({
    kind: 'failover-cluster',
    text: `failover-cluster ${name} ${body(`nodes: ${nodes.join(', ')}`, 'networks: beat, lan0', `quorum: ${says}`, version)}`,
  });
  for (const [at, one] of groups.entries()) {
    const group = `${name}G${at}`;
    const owners =
      one.without === undefined ? nodes : nodes.filter((_, node) => node !== (one.without ?? 0) % nodes.length);
    const resources = Array.from({ length: one.resources }, (_, resource) => `${group}r${resource}`);
    const parts = resources.map((resource, rank) => {
      const before = resources.slice(0, rank);
      const after = before.length === 0 ? '' : `after${one.any ? ' any' : ''}: ${before.join(', ')}`;
      return `  resource ${resource} : ${rank === 0 ? 'ip-address' : 'generic-service'} ${body(after)}`;
    });
    const properties = [
      `cluster: ${name}`,
      one.without === undefined ? '' : `owners: ${owners.join(', ')}`,
      one.preferred === undefined ? '' : `preferred: ${pick(owners, one.preferred)}`,
      one.apart ? 'anti-affinity: "apart"' : '',
      one.back ? 'fail-back: automatic' : '',
      one.managed === '' ? '' : `product: vmware.virtualcenter  settings { managed-ip: ${one.managed} }`,
      one.synchronize === '' ? '' : `synchronize { items: ${one.synchronize}  by: manual }`,
    ];
    const text = `service ${group} : failover-group {\n  ${properties.filter((line) => line !== '').join('  ')}\n${parts.join('\n')}\n}`;
    draft.services.push({
      name: group,
      mode: 'failover-group',
      members: owners,
      taken: false,
      nodes: owners,
      resources,
    });
    draft.declarations.push({ kind: 'group', text });
  }
  return nodes.length;
}

const products: Readonly<Record<string, string>> = {
  standalone: 'product: mitel.mx-one-service-node',
  duplication: 'product: avaya.communication-manager',
  switchover: 'product: pureconnect.cic',
  'active-active': 'product: avaya.session-manager',
  'geo-redundant': 'product: avaya.system-manager',
  'survivable-core': 'product: drawn.small',
  'n-plus-one': 'product: drawn.small',
};

/** Modes whose members may be services. */
const mayNest: ReadonlySet<string> = new Set(['survivable-core', 'geo-redundant', 'active-active', 'standalone']);

function writeService(draft: Draft, number: number, one: DrawnService, next: () => string): void {
  const name = `A${number}`;
  const count =
    one.mode === 'standalone' ? 1 : one.mode === 'active-active' || one.mode === 'n-plus-one' ? one.members : 2;
  const free = draft.services.filter(({ taken }) => !taken);
  const below: DraftService[] = one.nested && mayNest.has(one.mode) ? free.slice(-count) : [];
  for (const member of below) member.taken = true;
  const members = below.map((member) => member.name);
  for (let tries = 0; members.length < count && tries < 2 * draft.machines.length; tries++) {
    const machine = next();
    if (!members.includes(machine)) members.push(machine);
  }
  if (members.length < count) return;
  const [first = '', second = '', ...more] = members;
  const needs = one.needs === undefined ? undefined : pick(draft.services, one.needs);
  const text = `service ${name} : ${one.mode} ${body(
    one.product ? (products[one.mode] ?? '') : '',
    membersText(one, first, second, more),
    one.start,
    needs && !members.includes(needs.name) ? `needs: ${needs.name}` : '',
  )}`;
  draft.services.push({ name, mode: one.mode, members, taken: false });
  draft.declarations.push({ kind: 'service', text });
}

function membersText({ mode, variant }: DrawnService, first: string, second: string, more: readonly string[]): string {
  switch (mode) {
    case 'standalone':
      return `member: ${first}`;
    case 'duplication':
      return `active: ${first}  standby: ${second}  link: dup`;
    case 'switchover':
      return `primary: ${first}  backup: ${second}`;
    case 'active-active':
      return `members: ${[first, second, ...more].join(', ')}${variant ? '  needs-at-least: 2' : ''}`;
    case 'n-plus-one':
      return `members: ${[first, ...more].join(', ')}  spares: ${second}`;
    case 'geo-redundant':
      return `primary: ${first}  secondary: ${second}${variant ? '  activation: automatic  takeover: 1 min' : ''}`;
    case 'survivable-core':
      return `main: ${first}  survivable: ${second}${variant ? '  fail-back: automatic' : ''}`;
  }
}
