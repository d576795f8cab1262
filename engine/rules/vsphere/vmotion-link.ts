import { adaptersOf, hostsOf } from '../../topology/lookup.ts';
import type { Adapter, Cluster, Host, Id, Link, Topology } from '../../topology/model.ts';
import { bestPath, segmentsForUses } from '../facts/path-quality.ts';
import { vmotionNetwork } from '../facts/sources.ts';
import { vsphereClusters } from '../facts/vsphere.ts';
import { writtenRate } from '../facts/written.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

/** Bits per second for one migration. */
const leastBandwidth = 250e6;
/** Round trip, ms. */
const mostLatency = 150;
/** Up to so many places in one cluster the way between any two of them is judged. */
const mostPlaces = 8;

const says = {
  adapter: message`${'adapter'} of ${'hosts'} carries vMotion with ${'speed'}: a migration needs 250 Mbps or more. Use a faster adapter.`,
  bandwidth: message`${'link'} has ${'bandwidth'}, and vMotion between ${'host'} and ${'other'} of ${'cluster'} goes over it: a migration needs 250 Mbps or more. Use a faster line, or keep the hosts in clusters of their own.`,
  latency: message`vMotion between ${'host'} and ${'other'} of ${'cluster'} takes ${'latency'} ms over ${'links'}: more than the 150 ms round trip that a migration stands. Use a shorter way, or keep the hosts in clusters of their own.`,
  host: message`${'host'} is on one side.`,
};

const example = (latency: string) => `site East {
  network vmotionEast
}
site West {
  network vmotionWest
}

link wan between East.vmotionEast, West.vmotionWest { latency: ${latency}  bandwidth: 10 Gbps }

cluster Stretched {
  host HostE { nic vmnic3 -> East.vmotionEast for vmotion }
  host HostW { nic vmnic3 -> West.vmotionWest for vmotion }
}
`;

export default rule({
  id: 'vsphere/vmotion-link',
  severity: 'warning',
  title: 'vMotion finds 250 Mbps and a round trip of at most 150 ms between the hosts of a cluster',
  why: `A migration copies memory while the VM writes to it: over a line that is too slow or too long it never catches up, and is
given up. Then a host cannot be emptied for maintenance, and DRS cannot correct a placement that a restart has spoilt.

The rule follows the best way between the adapters \`for vmotion\` of the hosts of each cluster, and judges what adapters and
links state: a bandwidth or latency that is not stated is taken to suffice.`,
  sources: [{ document: vmotionNetwork, place: '250 Mbps a session, round trip 150 ms', statements: [] }],
  messages: says,
  check(topology, report) {
    const said = new Set<Id>();
    for (const cluster of vsphereClusters(topology)) {
      const hosts = hostsOf(topology, cluster);
      checkAdapters(topology, hosts, report);
      checkPaths(topology, cluster, hosts, said, report);
    }
  },
  examples: { breaks: example('180 ms'), keeps: example('95 ms') },
});

function checkAdapters(topology: Topology, hosts: readonly Host[], report: Report): void {
  const slow = hosts.flatMap((host) => {
    const own = adaptersOf(topology, host).filter((adapter) => adapter.uses.includes('vmotion'));
    const [first] = own;
    return first && own.every((adapter) => (adapter.speed ?? leastBandwidth) < leastBandwidth)
      ? [{ host, adapter: first }]
      : [];
  });
  const groups = new Map<string, { readonly host: Host; readonly adapter: Adapter }[]>();
  for (const each of slow) {
    const key = `${each.adapter.name} ${each.adapter.speed}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  for (const alike of groups.values()) {
    const [first] = alike;
    if (!first) continue;
    const { host, adapter } = first;
    const names = listed(alike.map((each) => each.host.name));
    report(host, says.adapter({ adapter: adapter.name, hosts: names, speed: writtenRate(adapter.speed ?? 0) }), {
      property: `nic ${adapter.name}`,
    });
  }
}

/** A host for each place from which vMotion starts: hosts on the same segments go the same way. */
function placesOf(topology: Topology, hosts: readonly Host[]): readonly { host: Host; segments: readonly number[] }[] {
  const places = new Map<string, { host: Host; segments: readonly number[] }>();
  for (const host of hosts) {
    const segments = [...new Set(segmentsForUses(topology, host, ['vmotion']))].sort((one, other) => one - other);
    if (segments.length > 0 && !places.has(segments.join())) places.set(segments.join(), { host, segments });
  }
  return [...places.values()];
}

function checkPaths(topology: Topology, cluster: Cluster, hosts: readonly Host[], said: Set<Id>, report: Report): void {
  if (topology.links.length === 0) return;
  const places = placesOf(topology, hosts);
  // of many places each is judged by the way from the first
  const starts = places.length > mostPlaces ? places.slice(0, 1) : places;
  for (const [index, from] of starts.entries())
    for (const to of places.slice(index + 1)) {
      const path = bestPath(topology, from.segments, to.segments, { bandwidth: leastBandwidth });
      if (!path) continue;
      const names = { host: from.host.name, other: to.host.name, cluster: cluster.name };
      const related = [from.host, to.host].map((host) => ({
        source: host.source,
        message: says.host({ host: host.name }),
      }));
      const narrow = path.links.filter(({ bandwidth }) => (bandwidth ?? leastBandwidth) < leastBandwidth);
      for (const link of narrow) {
        if (said.has(link.id)) continue;
        said.add(link.id);
        const text = says.bandwidth({ ...names, link: link.name, bandwidth: writtenRate(link.bandwidth ?? 0) });
        report(link, text, { property: 'bandwidth', related });
      }
      const longest = longestOf(path.links);
      if (path.latency <= mostLatency || !longest || said.has(`${longest.id} latency`)) continue;
      said.add(`${longest.id} latency`);
      const links = listed(path.links.map((link) => link.name));
      report(longest, says.latency({ ...names, latency: Math.round(path.latency), links }), {
        property: 'latency',
        related,
      });
    }
}

function longestOf(links: readonly Link[]): Link | undefined {
  return [...links].sort((one, other) => (other.latency ?? 0) - (one.latency ?? 0))[0];
}
