/** Networks, storage, power, clusters with their hosts, VMs and servers. */
import { body, type Draft, pick } from './draft.ts';
import type { Drawn, DrawnCluster, DrawnVm } from './drawn.ts';

/** Declares all that is not a service. */
export function writeGround(draft: Draft, drawn: Drawn): void {
  const { clusters, vms, servers } = drawn;
  writeNetworks(draft);
  for (const circuit of ['ca', 'cb']) declare(draft, 'circuit', circuit, `circuit ${circuit}`);
  for (const [rack, circuits] of [
    ['r0', 'circuits: ca'],
    ['r1', 'circuits: ca, cb'],
  ] as const)
    declare(draft, 'rack', rack, `rack ${rack} ${body(circuits)}`);
  for (const [number, one] of clusters.entries()) writeCluster(draft, number, one, vms, clusters.length);
  for (const [number, one] of vms.entries()) writeVm(draft, number, one, drawn);
  for (const [number, at] of servers.entries()) {
    const site = at % draft.sites;
    const name = `P${number}`;
    draft.machines.push({ name });
    const power = pick(['', 'rack: r0', 'rack: r1', 'circuits: cb'], at >> 1) ?? '';
    const text = `server ${name} ${body(`storage: san${site}`, power, `nic a -> ${lan(draft, site, 0)}`, 'nic b -> beat', 'nic d -> dup')}`;
    draft.declarations.push({ kind: 'server', ...inSite(draft, site), text });
  }
}

function writeNetworks(draft: Draft): void {
  for (let site = 0; site < draft.sites; site++) {
    if (draft.sites > 1) draft.names.site.push(`S${site}`);
    const [one, other] = [`w${site}a`, `w${site}b`];
    if (draft.switched) {
      for (const name of [one, other]) declare(draft, 'switch', name, `switch ${name} { rack: r${site} }`, site);
      declare(draft, 'link', `trunk${site}`, `link trunk${site} between ${one}, ${other}`, site);
    }
    const over = draft.switched ? ` ${body(`switches: ${one}, ${other}`)}` : '';
    declare(draft, 'network', `lan${site}`, `network lan${site}${over}`, site);
    declare(draft, 'storage', `san${site}`, `storage san${site} { kind: san }`, site);
  }
  if (draft.sites > 1) declare(draft, 'link', 'wan', 'link wan between lan0, lan1');
  for (const name of ['dup', 'beat', 'motion', 'logging'])
    declare(draft, 'network', name, `network ${name} { dedicated }`);
  declare(draft, 'storage', 'second', 'storage second');
}

function declare(draft: Draft, kind: keyof Draft['names'] & string, name: string, text: string, site?: number): void {
  draft.names[kind].push(name);
  if (kind !== 'site') draft.declarations.push({ kind, text, ...(site === undefined ? {} : inSite(draft, site)) });
}

/** A text with one site has none: everything stands at top level. */
function inSite({ sites }: Draft, site: number): { readonly site?: number } {
  return sites > 1 ? { site } : {};
}

/** Where the adapter of that number is cabled to. */
function lan({ switched }: Draft, site: number, adapter: number): string {
  return switched ? `w${site}${adapter === 0 ? 'a' : 'b'}` : `lan${site}`;
}

const hostName = (cluster: number, host: number) => `C${cluster}H${host}`;

function writeCluster(
  draft: Draft,
  number: number,
  one: DrawnCluster,
  vms: readonly DrawnVm[],
  clusters: number,
): void {
  const site = one.site % draft.sites;
  const count = one.kind === 'alone' ? 1 : one.hosts;
  const version = versionOf(one);
  const hosts = Array.from({ length: count }, (_, host) => {
    const name = hostName(number, host);
    draft.hosts.push({ name, cluster: number });
    const power = [
      one.power === 'rack' || one.power === 'both' ? `rack: r${host % 2}` : '',
      one.power === 'circuit' || one.power === 'both' ? `circuits: ${host % 2 === 0 ? 'ca' : 'cb'}` : '',
    ];
    return `host ${name} ${body(
      `cpu: ${coresOf(one, host)}`,
      `memory: ${one.memory - (one.uneven && host % 2 === 1 ? 4 : 0)} GB`,
      version,
      ...power,
      one.models ? `cpu-model: "M${host % 2}"` : '',
      `storage: san${site}, second`,
      `nic n0 -> ${lan(draft, site, 0)} for management`,
      one.teamed ? `nic n1 -> ${lan(draft, site, 1)} for management` : '',
      'nic n2 -> dup',
      `nic n3 -> motion for ${one.kind === 'hyper-v' ? 'live-migration' : 'vmotion'}`,
      'nic n4 -> beat',
      one.logging ? 'nic n5 -> logging for ft-logging' : '',
    )}`;
  });
  if (one.kind === 'alone') {
    draft.declarations.push({ kind: 'cluster', ...inSite(draft, site), text: hosts.join('\n') });
    return;
  }
  const mine = vms.flatMap((vm, at) =>
    vm.cluster % clusters === number ? [{ name: `V${at}`, host: vm.host % count }] : [],
  );
  const rules = one.rules.flatMap(({ kind, a, b, c }) => {
    const [first, second] = [pick(mine, a), pick(mine, b)];
    if (!first || !second) return [];
    // Nothing is to happen before anything fails: a rule holds at time 0.
    if (kind === 'apart' && first.host !== second.host)
      return [`keep apart ${first.name}, ${second.name} across hosts`];
    if (kind === 'together' && first.host === second.host && first !== second)
      return [`keep together ${first.name}, ${second.name}`];
    if (kind !== 'must' && kind !== 'should') return [];
    const on = [...new Set([hostName(number, first.host), hostName(number, c % count)])];
    return [`keep ${first.name} on ${on.join(', ')} ${kind}`];
  });
  const drs = one.drs === '' ? '' : `drs { mode: ${one.drs}  ${rules.join('  ')} }`;
  const hypervisor = one.kind === 'hyper-v' ? 'hypervisor: hyper-v' : '';
  const ha = one.kind === 'hyper-v' && one.ha !== '' ? 'ha' : one.ha;
  const vcenter = one.vcenter ? 'vcenter: P0' : '';
  draft.names.cluster.push(`C${number}`);
  const text = `cluster C${number} {\n  ${[hypervisor, vcenter, ha, drs, ...hosts].filter((line) => line !== '').join('\n  ')}\n}`;
  draft.declarations.push({ kind: 'cluster', ...inSite(draft, site), text });
}

/** The hosts from a VM's own on for which it is licensed. */
function licences(cluster: number, count: number, host: number, licensed: number): string {
  if (licensed === 0) return '';
  const hosts = Array.from({ length: Math.min(licensed, count) }, (_, next) =>
    hostName(cluster, (host + next) % count),
  );
  return `licensed: ${hosts.join(', ')}`;
}

/** Cores of a host. */
function coresOf({ uneven }: DrawnCluster, host: number): number {
  return uneven && host % 2 === 1 ? 4 : 8;
}

function versionOf({ kind, version }: DrawnCluster): string {
  if (version === '') return '';
  if (kind === 'hyper-v') return version === 'old' ? 'version: "2012 R2"' : 'version: 2019';
  return version === 'old' ? 'version: 6.5' : 'version: 8.0';
}

function writeVm(draft: Draft, number: number, one: DrawnVm, { clusters, vms }: Drawn): void {
  const at = one.cluster % clusters.length;
  const cluster = clusters[at];
  if (!cluster) return;
  const site = cluster.site % draft.sites;
  const count = cluster.kind === 'alone' ? 1 : cluster.hosts;
  const host = one.host % count;
  const name = `V${number}`;
  draft.machines.push({ name, cluster: at });
  const ft = cluster.kind === 'vsphere' && cluster.ha !== '' && count > 1 ? one.ft : '';
  // The next host but one has the same CPU, where they differ.
  const partner = cluster.models ? host + 2 : host + 1;
  const secondary =
    ft === 'stated' && partner % count !== host ? body(`secondary: ${hostName(at, partner % count)}`) : '';
  const beside = vms.filter((other) => other !== one && other.cluster % clusters.length === at);
  // DRS, live migration and new secondaries take VMs as they are declared; HA by priority first.
  const ties =
    beside.length > 0 &&
    (cluster.kind !== 'vsphere' ||
      cluster.drs === 'fully-automated' ||
      [one, ...beside].some((vm) => vm.ft !== '') ||
      beside.some((other) => other.priority === one.priority));
  const team = cluster.teamed ? 'n0, n1' : 'n0';
  const text = `vm ${name} on ${hostName(at, host)} ${body(
    `memory: ${one.memory} GB`,
    one.cores === 0 ? '' : `vcpu: ${Math.min(one.cores, coresOf(cluster, host))}`,
    `disk: ${one.second ? 'second' : `san${site}`}`,
    one.priority === 'medium' ? '' : `restart-priority: ${one.priority}`,
    one.drs,
    one.start,
    licences(at, count, host, one.licensed),
    ft === '' ? '' : `ft ${secondary}`,
    `nic e -> lan${site} via ${team}`,
    'nic d -> dup via n2',
    'nic b -> beat via n4',
  )}`;
  draft.declarations.push({ kind: 'vm', ...inSite(draft, site), text, ties });
}
