/**
 * Topologies of any size, as text: what a careful author would write, free of errors.
 *
 * Ten VMs on a host, hosts in clusters of at most 32, every two VMs a pair on different hosts of
 * one cluster, which switches over or shares its load. The first pair of every second cluster is duplicated
 * with the next cluster, over adapters of its own.
 */

export const vmsPerHost = 10;
const hostsPerCluster = 32;

/** The text of a whole topology in one file. */
export function oneFile(vms: number): string {
  return `topology "Bench"\n\n${segment('', 0, vms)}`;
}

/** The same in many files: each a site of its own, and one that imports them all. */
export function manyFiles(vms: number, files: number): Record<string, string> {
  const share = Math.ceil(vms / files);
  const names = Array.from({ length: files }, (_, i) => `part${i}.hatopo`);
  const entries = names.map((name, i) => [name, segment(`S${i}_`, i * share, share)]);
  const imports = names.map((name) => `import "./${name}"\n`).join('');
  return { 'main.hatopo': `topology "Bench in ${files} files"\n${imports}`, ...Object.fromEntries(entries) };
}

/** One cluster of `hosts` hosts that are half full, and a scenario that loses the first host. */
export function oneHostLost(hosts: number): string {
  const vms = hosts * vmsPerHost;
  return `${segment('', 0, vms, hosts)}
scenario "A host is lost" {
  at 0 s fail Host0
}
`;
}

const perSite = 1000;

/**
 * What rules have most to do with: sites of a thousand VMs on switches, racks and circuits, joined in a ring; every
 * pair kept apart by a rule, hosts too full to lose one, services that need one database, clients on every site.
 */
export function busyFile(vms: number): string {
  const sites = Math.ceil(vms / perSite);
  const parts = Array.from({ length: sites }, (_, at) => busySite(at, Math.min(perSite, vms - at * perSite)));
  const lines = Array.from({ length: sites > 1 ? sites : 0 }, (_, at) => {
    return `link wan${at} between S${at}.core1, S${(at + 1) % sites}.core2 { latency: 20 ms }`;
  });
  return `topology "Busy"\n\n${parts.join('\n')}\n${lines.join('\n')}\n`;
}

function busySite(at: number, vms: number): string {
  const hosts = Math.ceil(vms / vmsPerHost);
  const clusters: string[] = [];
  for (let from = 0; from < hosts; from += hostsPerCluster) {
    const count = Math.min(hostsPerCluster, hosts - from);
    const own = Array.from({ length: count }, (_, i) => from + i);
    const apart = own.flatMap((host) =>
      Array.from({ length: vmsPerHost / 2 }, (_, pair) => {
        const number = (at * perSite) / 2 + host * (vmsPerHost / 2) + pair;
        return `      keep apart V${number}a, V${number}b across hosts`;
      }),
    );
    const hostTexts = own.map((host) => {
      const rack = host % 4;
      return `    host H${at}x${host} { cpu: 32  memory: 64 GB  version: 7.0  rack: R${rack}  storage: san1, san2
      nic vmnic0 -> core${1 + (host % 2)} for management  nic vmnic1 -> core${2 - (host % 2)} for vmotion }`;
    });
    clusters.push(`  cluster C${at}x${from / hostsPerCluster} {
    ha { admission: tolerate 1 host }
    drs {
      mode: fully-automated
${apart.join('\n')}
    }
${hostTexts.join('\n')}
  }`);
  }
  const machines = Array.from({ length: Math.floor(vms / 2) }, (_, pair) => {
    const number = (at * perSite) / 2 + pair;
    const host = Math.floor(pair / (vmsPerHost / 2));
    const machine = (side: string, on: number) =>
      `vm V${number}${side} on H${at}x${on} { vcpu: 2  memory: 6 GB  disk: S${at}.san${1 + (pair % 2)}  nic eth0 -> S${at}.lan }`;
    const first = host - (host % hostsPerCluster);
    const other = first + ((host - first + 1) % Math.min(hostsPerCluster, hosts - first));
    const needs = pair % 5 === 0 ? '  needs: Database' : '';
    return `${machine('a', host)}
${machine('b', other)}
service Pair${number} : switchover { primary: V${number}a  backup: V${number}b${needs} }`;
  });
  const clients = Array.from({ length: Math.floor(vms / 50) }, (_, client) => {
    const number = (at * perSite) / 2 + client * 25;
    return `endpoint Phones${at}x${client} : sip { on: S${at}.lan  registers: Pair${number}  count: 50 }`;
  });
  const database = `server db { nic n0 -> S0.core1 }
service Database : standalone { member: db }`;
  return `site S${at} {
  circuit powerA
  circuit powerB
  rack R0 { circuits: powerA }
  rack R1 { circuits: powerB }
  rack R2 { circuits: powerA }
  rack R3 { circuits: powerB }
  switch core1 { rack: R0 }
  switch core2 { rack: R1 }
  link trunk between core1, core2
  network lan { switches: core1, core2 }
  storage san1 { kind: san  rack: R0 }
  storage san2 { kind: san  rack: R1 }
${clusters.join('\n')}
}
${at === 0 ? database : ''}
${machines.join('\n')}
${clients.join('\n')}
`;
}

function segment(prefix: string, first: number, vms: number, perCluster = hostsPerCluster): string {
  const hosts = Math.max(2, Math.ceil(vms / vmsPerHost));
  const parts = [site(prefix, first, hosts, perCluster)];
  for (let pair = 0; pair < vms / 2; pair++) parts.push(pairOf(prefix, first, pair, hosts, perCluster));
  return parts.join('\n');
}

function site(prefix: string, first: number, hosts: number, perCluster: number): string {
  const clusters: string[] = [];
  for (let from = 0; from < hosts; from += perCluster) {
    const names = Array.from(
      { length: Math.min(perCluster, hosts - from) },
      (_, i) => `Host${first / vmsPerHost + from + i}`,
    );
    clusters.push(`  cluster ${prefix}Cluster${from / perCluster} {
    ha
${names.map((name) => `    host ${name} : ${prefix}Esxi`).join('\n')}
  }`);
  }
  return `site ${prefix}DataCenter {
  network ${prefix}lan
  network ${prefix}storage-net
  network ${prefix}duplication { vlan: 102  dedicated }
  storage ${prefix}san { kind: san }

  template ${prefix}Esxi {
    cpu: 64  memory: 512 GB  version: 7.0
    storage: ${prefix}san
    nic vmnic0 -> ${prefix}lan for management
    nic vmnic1 -> ${prefix}storage-net for storage
    nic vmnic2 -> ${prefix}duplication
  }

${clusters.join('\n')}
}
`;
}

/** Two VMs on neighbouring hosts of one cluster, and what they serve. */
function pairOf(prefix: string, first: number, pair: number, hosts: number, perCluster: number): string {
  const pairsPerHost = vmsPerHost / 2;
  const home = Math.floor(pair / pairsPerHost);
  const host = Math.min(home, hosts - 1);
  const isDuplicated = home % (2 * perCluster) === 0 && pair % pairsPerHost === 0;
  const other = isDuplicated && hosts > perCluster ? host + perCluster : neighbour(host, hosts, perCluster);
  const base = first / vmsPerHost;
  const number = first / 2 + pair;
  const adapter = `nic eth2 -> ${prefix}${isDuplicated ? 'duplication via vmnic2' : 'lan via vmnic0'}`;
  return `${vm(prefix, `Vm${number}_A`, `Host${base + host}`, adapter)}
${vm(prefix, `Vm${number}_B`, `Host${base + other}`, adapter)}
${service(prefix, number, isDuplicated)}`;
}

/** The next host of the same cluster, going round. */
function neighbour(host: number, hosts: number, perCluster: number): number {
  const start = host - (host % perCluster);
  const size = Math.min(perCluster, hosts - start);
  return start + ((host - start + 1) % size);
}

function service(prefix: string, pair: number, isDuplicated: boolean): string {
  if (isDuplicated)
    return `service Pair${pair} : duplication {
  product: avaya.communication-manager
  active: Vm${pair}_A
  standby: Vm${pair}_B
  link: ${prefix}duplication
}
`;
  if (pair % 2 === 0)
    return `service Pair${pair} : switchover {
  primary: Vm${pair}_A
  backup: Vm${pair}_B
  takeover: 30 s
}
`;
  return `service Pair${pair} : active-active {
  members: Vm${pair}_A, Vm${pair}_B
  needs-at-least: 1
}
`;
}

function vm(prefix: string, name: string, host: string, adapter: string): string {
  return `vm ${name} on ${host} {
  vcpu: 2  memory: 4 GB  disk: ${prefix}san
  nic eth0 -> ${prefix}lan via vmnic0
  nic eth1 -> ${prefix}storage-net via vmnic1
  ${adapter}
}
`;
}
