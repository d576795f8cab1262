import type { Topology } from '../../topology/model.ts';
import {
  allowsSeparation,
  type CmPair,
  cmPairs,
  duplicationNetworks,
  releaseOf,
} from '../facts/communication-manager.ts';
import {
  type DuplicationLimits,
  duplicationLimits,
  duplicationPath,
  duplicationUplinks,
  networksOfMembers,
} from '../facts/duplication-path.ts';
import { linkWords, namesOfLinks, whereStated } from '../facts/link-words.ts';
import { referenceTo } from '../facts/names.ts';
import type { PathQuality } from '../facts/path-quality.ts';
import { siteOfMachine } from '../facts/sites.ts';
import { redundancyOptions, serverSeparation } from '../facts/sources.ts';
import { writtenRate, writtenShare } from '../facts/written.ts';
import { listed, message } from '../message.ts';
import { type Report, type ReportOptions, rule } from '../rule.ts';

const says = {
  latency: message`${'active'} and ${'standby'} are ${'latency'} of round trip apart (${'links'}): the duplication of ${'service'} wants at most ${'most'}${'why'}, or the standby falls behind and a takeover drops calls. Shorten the way, or place the members nearer to each other.`,
  withEnablement: message` with Application Enablement Services`,
  enablement: message`${'active'} and ${'standby'} are ${'latency'} of round trip apart (${'links'}): enough for the duplication of ${'service'}, unless Application Enablement Services are configured, with which it is ${'most'} at most. Whether they are is not stated: settings { application-enablement: none }.`,
  bandwidth: message`${'narrow'} ${'carry'} less than the ${'least'} that the duplication of ${'service'} wants: the mirroring of calls falls behind when it matters. Widen ${'them'}, or take another way.`,
  adapter: message`${'adapter'} of ${'host'}`,
  rate: message`${'what'} (${'rate'})`,
  loss: message`The way between ${'active'} and ${'standby'} loses ${'loss'} of the packets (${'links'}): the duplication of ${'service'} wants ${'most'} or less. Mend the way, or take another.`,
  subnet: message`${'active'} duplicates from ${'subnet'} and ${'standby'} from ${'other'}: the duplication ports of ${'service'} must be in the same subnet. Stretch one network to both.`,
  notStated: message`${'active'} is in ${'site'} and ${'standby'} in ${'other'}: two places are fine for the duplication of ${'service'} with ${'bandwidth'}, ${'latency'} of round trip and ${'loss'} loss, but ${'what'} not stated.`,
  factsOf: message`${'facts'} of ${'link'}`,
  noLinks: message`a link between them on ${'network'}`,
  encrypted: message`The duplication of ${'service'} is encrypted: that must be switched off where busy-hour traffic takes the active server above 40 % CPU, which is not stated.`,
  ...linkWords,
  nothing: message`${'link'} does not state it.`,
};

const esxi = (name: string, building: string) =>
  `    host ${name} { storage: san  nic vmnic0 -> ${building} for management  nic vmnic2 -> ${building} { speed: 10 Gbps } }\n`;
const example = (latency: string) => `site Campus {
  switch north
  switch south
  link fibre between north, south { latency: ${latency}  bandwidth: 10 Gbps  loss: 0.01 % }
  network lan { switches: north, south }
  network duplication { vlan: 102  dedicated  switches: north, south }
  storage san { kind: san }
  cluster DataClusterA {
    ha
${esxi('Host1', 'north')}${esxi('Host3', 'north')}  }
  cluster DataClusterB {
    ha
${esxi('Host2', 'south')}${esxi('Host4', 'south')}  }
}

vm CMVM_01 on Host1 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }
vm CMVM_02 on Host4 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }

service CommunicationManager : duplication {
  product: avaya.communication-manager
  active: CMVM_01
  standby: CMVM_02
  link: duplication
}
`;

export default rule({
  id: 'avaya/dup-link-quality',
  severity: 'error',
  title: 'The duplication link is fast enough: 1 Gbps, 60 ms of round trip, 0.1 % loss, one subnet',
  why: `The active member of a Communication Manager pair mirrors the state of every call to the standby while the call is set
up. A way that is slow, narrow or loses packets lets the standby fall behind: it is not refreshed when it has to take
over, and calls drop.

From release 7.1 the two may stand in two places, with at least 1 Gbps, at most 0.1 % of packets lost on a round trip, at
most 60 ms of round trip, and both duplication ports in one IP subnet. With Application Enablement Services configured
(\`settings { application-enablement: configured }\`) it is 30 ms. The rule follows the links between the members' networks and
switches, adds up what they state, and looks at the adapters of every host where a member may run. A link, an adapter or a
network that states nothing is passed over; between two sites the rule says, as information, what is not stated.`,
  sources: [
    {
      ...serverSeparation,
      quote: 'Total capacity must be 1 Gbps or more. Round-trip packet loss must be 0.1% or less',
      statements: [],
    },
    { document: redundancyOptions, quote: 'by a high speed data connection', statements: ['S1-4'] },
  ],
  decides: [
    {
      contradiction: 'C2',
      text: `The white paper for 6.2 wants one data centre and “a high speed data connection” without a number; the documents of
10.2 let the members be apart and give the numbers. They count from 7.1, and where no release is stated. For earlier
releases \`avaya/cm-pair-data-center\` speaks instead.

Summaries of these numbers say “30 ms with AES”. The document spells it out: Application Enablement Services, not the
encryption of that name. \`encryption: aes\` on the way does not lower the limit; it is mentioned, because it has to be off
where the busy hour takes more than 40 % of the CPU.`,
    },
  ],
  messages: says,
  check(topology, report) {
    for (const pair of cmPairs(topology))
      if (allowsSeparation(releaseOf(topology, pair.service))) checkPair(topology, pair, report);
  },
  examples: { breaks: example('80 ms'), keeps: example('5 ms') },
});

/** One pair with what its duplication wants and has. */
interface Duplication {
  readonly topology: Topology;
  readonly pair: CmPair;
  readonly limits: DuplicationLimits;
  readonly path: PathQuality | undefined;
  readonly say: (text: string, options?: ReportOptions) => void;
}

function checkPair(topology: Topology, pair: CmPair, report: Report): void {
  if (duplicationNetworks(topology, pair.service).length === 0) return;
  const limits = duplicationLimits(pair);
  const path = duplicationPath(topology, pair, limits);
  const say: Duplication['say'] = (text, options) => report(pair.service, text, { property: 'link', ...options });
  const duplication = { topology, pair, limits, path, say };
  checkLatency(duplication);
  checkBandwidth(duplication);
  checkLoss(duplication);
  checkSubnet(duplication);
  checkStated(duplication);
  checkEncryption(duplication);
}

function checkLatency({ topology, pair, limits, path, say }: Duplication): void {
  if (!path) return;
  const { latency, links } = path;
  const setting = pair.service.settings['application-enablement'];
  const most = setting === 'configured' ? limits.enablement : limits.latency;
  const facts = { ...namesOf(pair), latency: `${latency} ms`, links: namesOfLinks(topology, links) };
  const related = whereStated(topology, links, 'latency');
  if (latency > most)
    say(says.latency({ ...facts, most: `${most} ms`, why: setting === 'configured' ? says.withEnablement({}) : '' }), {
      related,
    });
  else if (latency > limits.enablement && setting === undefined)
    say(says.enablement({ ...facts, most: `${limits.enablement} ms` }), { related, notStated: true });
}

/** Links on the way, and adapters on every host where a member may run. */
function checkBandwidth({ topology, pair, limits, path, say }: Duplication): void {
  const narrow = [
    ...(path?.links ?? []).map((link) => ({
      what: referenceTo(topology, link),
      rate: link.bandwidth,
      source: link.source,
      property: 'bandwidth',
    })),
    ...duplicationUplinks(topology, pair).map(({ metal, adapter }) => ({
      what: says.adapter({ adapter: adapter.name, host: metal.name }),
      rate: adapter.speed,
      source: metal.source,
      property: `nic ${adapter.name}`,
    })),
  ].filter(({ rate }) => rate !== undefined && rate < limits.bandwidth);
  if (narrow.length === 0) return;
  const written = narrow.map(({ what, rate }) => says.rate({ what, rate: writtenRate(rate ?? 0) }));
  const text = says.bandwidth({
    narrow: listed(written),
    ...(narrow.length > 1 ? { carry: 'carry', them: 'them' } : { carry: 'carries', them: 'it' }),
    least: writtenRate(limits.bandwidth),
    service: pair.service.name,
  });
  const related = narrow.slice(0, 8).map(({ source, property, what, rate }) => ({
    source,
    property,
    message: says.stated({ what, fact: writtenRate(rate ?? 0) }),
  }));
  say(text, { related });
}

function checkLoss({ topology, pair, limits, path, say }: Duplication): void {
  const { loss, links } = path ?? { loss: 0, links: [] };
  // what only rounding puts above the limit is at it
  if (loss <= limits.loss * (1 + 1e-9)) return;
  const facts = { ...namesOf(pair), loss: writtenShare(loss), links: namesOfLinks(topology, links) };
  say(says.loss({ ...facts, most: writtenShare(limits.loss) }), { related: whereStated(topology, links, 'loss') });
}

function checkSubnet({ topology, pair, say }: Duplication): void {
  const [active, standby] = networksOfMembers(topology, pair).map((networks) => networks[0]);
  if (!active || !standby || active === standby) return;
  const [subnet, other] = [active.subnet?.trim(), standby.subnet?.trim()];
  if (subnet === undefined || other === undefined || subnet === other) return;
  say(says.subnet({ ...namesOf(pair), subnet, other }), {
    related: [active, standby].map((network) => ({
      source: network.source,
      property: 'subnet',
      message: says.stated({ what: referenceTo(topology, network), fact: network.subnet ?? '' }),
    })),
  });
}

/** Between two sites: what the way does not state, so that nobody can tell whether it will do. */
function checkStated({ topology, pair, limits, path, say }: Duplication): void {
  const [site, other] = [pair.active, pair.standby].map(
    (machines) => machines[0] && siteOfMachine(topology, machines[0]),
  );
  if (!site || !other || site === other || !path) return;
  const lacks = path.links.flatMap((link) => {
    const facts = (['latency', 'bandwidth', 'loss'] as const).filter((fact) => link[fact] === undefined);
    return facts.length > 0 ? [{ link, facts }] : [];
  });
  if (lacks.length === 0 && path.links.length > 0) return;
  const networks = duplicationNetworks(topology, pair.service).map((network) => referenceTo(topology, network));
  const what = lacks.map(({ link, facts }) =>
    says.factsOf({ facts: listed(facts), link: referenceTo(topology, link) }),
  );
  if (what.length === 0) what.push(says.noLinks({ network: listed(networks) }));
  const text = says.notStated({
    ...namesOf(pair),
    site: site.name,
    other: other.name,
    bandwidth: writtenRate(limits.bandwidth),
    latency: `${limits.latency} ms`,
    loss: writtenShare(limits.loss),
    what: `${listed(what)} ${what.length > 1 || (lacks[0]?.facts.length ?? 0) > 1 ? 'are' : 'is'}`,
  });
  const related = lacks.map(({ link }) => ({
    source: link.source,
    message: says.nothing({ link: referenceTo(topology, link) }),
  }));
  say(text, { related, notStated: true });
}

function checkEncryption({ topology, pair, path, say }: Duplication): void {
  const way = [...duplicationNetworks(topology, pair.service), ...(path?.links ?? [])];
  const encrypted = way.filter(({ encryption }) => encryption === 'aes');
  if (encrypted.length === 0) return;
  say(says.encrypted({ service: pair.service.name }), {
    related: encrypted.map((place) => ({
      source: place.source,
      property: 'encryption',
      message: says.stated({ what: referenceTo(topology, place), fact: 'AES' }),
    })),
    notStated: true,
  });
}

function namesOf({ service, active, standby }: CmPair) {
  return { service: service.name, active: active[0]?.name ?? '', standby: standby[0]?.name ?? '' };
}
