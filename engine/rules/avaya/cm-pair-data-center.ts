import type { Machine, Site, Topology } from '../../topology/model.ts';
import { firstGoodHost } from '../facts/changes.ts';
import { allowsSeparation, type CmPair, cmPairs, releaseOf } from '../facts/communication-manager.ts';
import { referenceTo } from '../facts/names.ts';
import { siteOfMachine } from '../facts/sites.ts';
import { duplicatedPairAvailability, redundancyOptions, serverSeparation } from '../facts/sources.ts';
import { message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/cm-pair-data-center';

const says = {
  apart: message`${'active'} is in ${'site'} and ${'standby'} in ${'other'}: in release ${'release'} the duplicated pair ${'service'} must stand in one data centre (two places are supported from 7.1, over a fast link). Move ${'standby'} to ${'site'}, or make the other site a survivable core.`,
  partner: message`${'partner'} is in ${'site'}.`,
  pair: message`The pair that must be together.`,
  release: message`Release ${'release'}.`,
};

const example = (host: string) => `network lan
network duplication { vlan: 102  dedicated }
storage san { kind: san }
template Esxi {
  storage: san
  nic vmnic0 -> lan for management
  nic vmnic2 -> duplication
}
site Denver {
  cluster Denver1 {
    ha
    host Host1 : Esxi
    host Host2 : Esxi
  }
  cluster Denver2 {
    ha
    host Host3 : Esxi
    host Host4 : Esxi
  }
}
site Boulder {
  cluster Boulder1 {
    ha
    host Host5 : Esxi
    host Host6 : Esxi
  }
}

vm CM1 on Host1 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }
vm CM2 on ${host} { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }

service CommunicationManager : duplication {
  product: avaya.communication-manager
  release: 6.2
  active: CM1
  standby: CM2
  link: duplication
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'Up to release 7.0, both members of a Communication Manager pair stand in one data centre',
  why: `The active member mirrors the state of every call to the standby while the call is set up. Up to release 7.0 that is
supported within one data centre only: over a longer way the standby falls behind, or the two lose each other and both
become active. What protects against the loss of a whole data centre is a survivable core in another one.

From 7.1 on the two servers may stand in two places, if the link between them is good enough: that is
\`avaya/dup-link-quality\`'s to say. Where no release is stated the newest counts, and this rule is silent. Sites are compared
where both are stated.`,
  sources: [
    {
      document: redundancyOptions,
      quote: 'a common data center (not geographically separated)',
      statements: ['S1-7'],
    },
    {
      ...serverSeparation,
      quote: 'From Communication Manager 7.1 and later, you can physically separate',
      statements: [],
    },
    {
      ...duplicatedPairAvailability,
      quote: 'a duplicated server pair that can be collocated or separated',
      statements: [],
    },
  ],
  decides: [
    {
      contradiction: 'C2',
      text: `The white paper for 6.2 wants both members in one data centre; the documents of 10.2 let them be apart from 7.1 on,
over a link of 1 Gbps with at most 60 ms and 0.1 % loss. The service's \`release\` decides: up to 7.0 two sites are an error
here, from 7.1 on, and where no release is stated, the link is checked instead (\`avaya/dup-link-quality\`).`,
    },
  ],
  messages: says,
  check(topology, report) {
    for (const pair of cmPairs(topology)) checkPair(topology, pair, report);
  },
  examples: { breaks: example('Host5'), keeps: example('Host4'), fixed: example('Host3') },
});

function checkPair(topology: Topology, pair: CmPair, report: Report): void {
  const release = releaseOf(topology, pair.service);
  if (release === undefined || allowsSeparation(release)) return;
  for (const standby of pair.standby) {
    const other = siteOfMachine(topology, standby);
    const active = pair.active.find((machine) => (siteOfMachine(topology, machine) ?? other) !== other);
    const site = active && siteOfMachine(topology, active);
    if (site && other) reportApart(topology, { pair, active, standby, site, other, release }, report);
  }
}

interface Apart {
  readonly pair: CmPair;
  readonly active: Machine;
  readonly standby: Machine;
  readonly site: Site;
  readonly other: Site;
  readonly release: string;
}

function reportApart(topology: Topology, apart: Apart, report: Report): void {
  const { pair, active, standby, site, other, release } = apart;
  const text = says.apart({
    active: active.name,
    site: site.name,
    standby: standby.name,
    other: other.name,
    release,
    service: pair.service.name,
  });
  report(standby, text, {
    ...(standby.kind === 'vm' && { property: 'host' }),
    related: [
      {
        source: active.source,
        ...(active.kind === 'vm' && { property: 'host' }),
        message: says.partner({ partner: active.name, site: site.name }),
      },
      {
        source: pair.service.source,
        ...(pair.service.release === undefined
          ? { message: says.pair({}) }
          : { property: 'release', message: says.release({ release }) }),
      },
    ],
    fix: (trial) => movingFix(topology, apart, trial),
  });
}

/** Moves a member to the first host beside the other that breaks no rule: the standby, else the active one. */
function movingFix(topology: Topology, { active, standby }: Apart, trial: Trial): Fix | undefined {
  for (const machine of [standby, active]) {
    if (machine.kind !== 'vm') continue;
    const host = firstGoodHost(topology, machine, trial, { rule: id, source: standby.source });
    if (!host) continue;
    return {
      title: `Move ${machine.name} to ${host.name}`,
      edits: [{ edit: 'move', element: machine.source, host: referenceTo(topology, host) }],
      safe: false,
    };
  }
  return undefined;
}
