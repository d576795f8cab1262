import type { GeoRedundantService, Machine, Topology } from '../../topology/model.ts';
import { coresOf } from '../facts/alike.ts';
import { systemManager } from '../facts/aura.ts';
import { mends, withElements } from '../facts/changes.ts';
import { limitOf } from '../facts/limits.ts';
import { linkWords, namesOfLinks, whereStated } from '../facts/link-words.ts';
import { referenceTo } from '../facts/names.ts';
import { pathBetween } from '../facts/path-quality.ts';
import { machinesUnder } from '../facts/placement.ts';
import { servicesOf } from '../facts/products.ts';
import { redundancyOptions, systemManagerPrerequisites } from '../facts/sources.ts';
import { writtenRate, writtenSize } from '../facts/written.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/smgr-geo-pair';

const says = {
  automatic: message`${'secondary'} is said to be activated by itself (activation: automatic): an administrator activates the secondary System Manager by hand, and a run of this text would show a takeover that does not happen. Write activation: manual, and activate it in the scenario.`,
  release: message`${'primary'} runs release ${'release'} and ${'secondary'} ${'other'}: the two System Managers of ${'service'} must have the same version, service pack and patches, or they do not replicate. Bring them to one release.`,
  profile: message`${'primary'} has ${'size'} and ${'secondary'} ${'other'}: the two System Managers of ${'service'} must have the same profile. Give them the same size.`,
  latency: message`${'primary'} and ${'secondary'} are ${'latency'} of round trip apart (${'links'}): the replication of ${'service'} wants less than ${'most'}. Shorten the way between them.`,
  bandwidth: message`${'links'} between ${'primary'} and ${'secondary'} carries ${'rate'}: the replication of ${'service'} wants ${'least'} (a T1 line) or more. Widen it, or take another way.`,
  cores: message`${'cores'} vCPUs`,
  memory: message`${'size'} of memory`,
  machine: message`${'machine'}: ${'size'}.`,
  ...linkWords,
};

const example = (latency: string) => `site Denver {
  network lan
  server SMGR01 { nic eth0 -> lan }
}
site Outpost {
  network lan
  server SMGR02 { nic eth0 -> lan }
}
link satellite1 between Denver.lan, Outpost.lan { latency: ${latency}  bandwidth: 2 Mbps }
link satellite2 between Denver.lan, Outpost.lan { latency: ${latency}  bandwidth: 2 Mbps }

service SystemManagement : geo-redundant {
  product: avaya.system-manager
  primary: SMGR01
  secondary: SMGR02
}
`;

export default rule({
  id,
  severity: 'warning',
  title: 'Two System Managers are a geo-redundant pair: alike, near enough to replicate, and activated by hand',
  why: `The primary System Manager is active and replicates all that is administered to the secondary, a warm standby. If the
primary or the way to it is lost, an administrator activates the secondary. Calls do not depend on it, but without a
replica nobody can administer what is left, and after a split only the changes of one of the two survive.

Replication asks for the same version with its patches, the same profile, less than 500 ms between the two and at least a
T1 line (1.544 Mbps). Releases and sizes are compared where both are stated; the way is added up over the links that state
something.`,
  sources: [
    { document: redundancyOptions, place: 'Figure 6: SMGR01 and SMGR02', statements: ['S1-34'] },
    {
      ...systemManagerPrerequisites,
      quote: 'Have network latency that is less than 500 ms. Have T1 as the minimum data pipe',
      statements: [],
    },
  ],
  decides: [
    {
      contradiction: 'C13',
      text: `The white paper says that the second System Manager “will be used to take control”, which hides who does it. The
documents of 10.2 say it: “you can activate” the secondary. So activation is manual: \`activation: automatic\` is reported,
and a scenario activates it with \`at … activate\`.`,
    },
  ],
  messages: says,
  check(topology, report) {
    for (const service of servicesOf(topology, systemManager))
      if (service.mode === 'geo-redundant') checkPair(topology, service, report);
  },
  examples: { breaks: example('650 ms'), keeps: example('480 ms') },
});

function checkPair(topology: Topology, service: GeoRedundantService, report: Report): void {
  const [primary, secondary] = [service.primary, service.secondary].map((id) => machinesUnder(topology, id)[0]);
  if (!primary || !secondary) return;
  const pair = { topology, service, primary, secondary, report };
  checkActivation(pair);
  if (primary === secondary) return;
  checkRelease(pair);
  checkProfile(pair);
  checkWay(pair);
}

interface Pair {
  readonly topology: Topology;
  readonly service: GeoRedundantService;
  readonly primary: Machine;
  readonly secondary: Machine;
  readonly report: Report;
}

function checkActivation({ service, secondary, report }: Pair): void {
  if (service.activation !== 'automatic') return;
  report(service, says.automatic({ secondary: secondary.name }), {
    property: 'activation',
    fix: {
      title: 'Activate the secondary by hand',
      edits: [{ edit: 'set', element: service.source, property: 'activation', value: 'manual' }],
      safe: false,
    },
  });
}

function checkRelease({ service, primary, secondary, report }: Pair): void {
  const [release, other] = [primary.release ?? service.release, secondary.release ?? service.release];
  if (release === undefined || other === undefined || release.trim() === other.trim()) return;
  const stated = secondary.release !== undefined ? secondary : primary;
  report(stated, says.release({ ...namesOf(service, primary, secondary), release, other }), {
    property: 'release',
    related: [{ source: service.source, message: linkWords.stated({ what: service.name, fact: release }) }],
  });
}

function checkProfile({ topology, service, primary, secondary, report }: Pair): void {
  if (primary.kind !== secondary.kind) return;
  const cores = [coresOf(primary), coresOf(secondary)];
  const memory = [primary.memory, secondary.memory];
  const differs = (facts: readonly (number | undefined)[]) => !facts.includes(undefined) && facts[0] !== facts[1];
  if (!differs(cores) && !differs(memory)) return;
  const sizeOf = (index: number) =>
    listed([
      ...(differs(cores) ? [says.cores({ cores: cores[index] ?? 0 })] : []),
      ...(differs(memory) ? [says.memory({ size: writtenSize(memory[index] ?? 0) })] : []),
    ]);
  const text = says.profile({ ...namesOf(service, primary, secondary), size: sizeOf(0), other: sizeOf(1) });
  report(secondary, text, {
    property: differs(cores) ? (secondary.kind === 'vm' ? 'vcpu' : 'cpu') : 'memory',
    related: [{ source: primary.source, message: says.machine({ machine: primary.name, size: sizeOf(0) }) }],
    fix: (trial) => profileFix(topology, primary, secondary, trial),
  });
}

/** Gives the secondary VM the size of the primary; a server is what it is. */
function profileFix(topology: Topology, primary: Machine, secondary: Machine, trial: Trial): Fix | undefined {
  if (primary.kind !== 'vm' || secondary.kind !== 'vm') return undefined;
  const { vcpu = secondary.vcpu, memory = secondary.memory } = primary;
  const changed = { ...secondary, ...(vcpu !== undefined && { vcpu }), ...(memory !== undefined && { memory }) };
  if (!mends(topology, withElements(topology, changed), trial, { rule: id, source: secondary.source }))
    return undefined;
  const element = secondary.source;
  return {
    title: `Give ${secondary.name} the size of ${primary.name}`,
    edits: [
      ...(vcpu !== secondary.vcpu ? [{ edit: 'set', element, property: 'vcpu', value: `${vcpu}` } as const] : []),
      ...(memory !== secondary.memory && memory !== undefined
        ? [{ edit: 'set', element, property: 'memory', value: writtenSize(memory) } as const]
        : []),
    ],
    safe: false,
  };
}

function checkWay({ topology, service, primary, secondary, report }: Pair): void {
  const most = limitOf(service.product, 'latency') ?? Number.POSITIVE_INFINITY;
  const least = limitOf(service.product, 'bandwidth') ?? 0;
  const path = pathBetween(topology, primary, secondary, { bandwidth: least });
  if (!path) return;
  const names = namesOf(service, primary, secondary);
  if (path.latency >= most) {
    const links = namesOfLinks(topology, path.links);
    report(service, says.latency({ ...names, latency: `${path.latency} ms`, links, most: `${most} ms` }), {
      property: 'secondary',
      related: whereStated(topology, path.links, 'latency'),
    });
  }
  const narrowest = path.links.find(({ bandwidth }) => bandwidth !== undefined && bandwidth === path.bandwidth);
  if (!narrowest || (path.bandwidth ?? least) >= least) return;
  const rate = writtenRate(path.bandwidth ?? 0);
  report(
    service,
    says.bandwidth({ ...names, links: referenceTo(topology, narrowest), rate, least: writtenRate(least) }),
    {
      property: 'secondary',
      related: whereStated(topology, [narrowest], 'bandwidth'),
    },
  );
}

function namesOf(service: GeoRedundantService, primary: Machine, secondary: Machine) {
  return { service: service.name, primary: primary.name, secondary: secondary.name };
}
