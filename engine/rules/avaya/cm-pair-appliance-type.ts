import type { Machine, Topology } from '../../topology/model.ts';
import { asServer, asVm } from '../facts/appliance.ts';
import { type CmPair, cmPairs } from '../facts/communication-manager.ts';
import { redundancyOptions } from '../facts/sources.ts';
import { message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/cm-pair-appliance-type';

const says = {
  mixed: message`${'active'} is ${'activeKind'} and ${'standby'} ${'standbyKind'}: both members of the duplicated pair ${'service'} must be virtual, or both dedicated servers. Make ${'standby'} ${'activeKind'} too.`,
  partner: message`${'partner'} is ${'kind'}.`,
  pair: message`The pair whose members must be of one kind.`,
};

const example = (standby: string) => `site DataCenter {
  network lan
  network duplication { dedicated }
  storage san { kind: san }
  template Esxi {
    storage: san
    nic vmnic0 -> lan for management
    nic vmnic2 -> duplication
  }
  cluster DataClusterA {
    ha
    host Host1 : Esxi
    host Host3 : Esxi
  }
  cluster DataClusterB {
    ha
    host Host2 : Esxi
    host Host4 : Esxi
  }
}

vm CM1 on Host1 {
  disk: san
  nic eth0 -> lan via vmnic0
  nic eth2 -> duplication via vmnic2
}

${standby}
service CommunicationManager : duplication {
  product: avaya.communication-manager
  active: CM1
  standby: CM2
  link: duplication
}
`;

const virtual = `vm CM2 on Host2 {
  disk: san
  nic eth0 -> lan via vmnic0
  nic eth2 -> duplication via vmnic2
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'The members of a Communication Manager pair are both virtual or both dedicated servers',
  why: `The members of a pair mirror each other's memory and take over from each other within milliseconds. Avaya supports
that between two machines of one kind only: a virtual machine beside a dedicated server is no supported pair, so nobody
vouches for the takeover on the day it is needed. Different kinds within one *system* are fine: a pair of dedicated
servers may well have a virtual pair as its survivable core.`,
  sources: [
    {
      document: redundancyOptions,
      quote: 'must be either dedicated appliances or virtual appliances',
      statements: ['S1-9'],
    },
    { document: 'Avaya, Communication Manager 10.2, "Server role configuration"', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const pair of cmPairs(topology)) checkPair(topology, pair, report);
  },
  examples: {
    breaks: example(`server CM2 { nic lan0 -> lan  nic lan1 -> duplication }
`),
    keeps: example(`vm CM2 on Host4 { disk: san  nic eth0 -> lan via vmnic0  nic eth2 -> duplication via vmnic2 }
`),
    fixed: example(virtual),
  },
});

const kinds = { vm: 'a virtual machine', server: 'a dedicated server' } as const;

function checkPair(topology: Topology, pair: CmPair, report: Report): void {
  const standby = pair.standby[0];
  const active = pair.active.find((machine) => machine.kind !== standby?.kind);
  if (!standby || !active) return;
  const text = says.mixed({
    active: active.name,
    activeKind: kinds[active.kind],
    standby: standby.name,
    standbyKind: kinds[standby.kind],
    service: pair.service.name,
  });
  report(standby, text, {
    related: [
      { source: active.source, message: says.partner({ partner: active.name, kind: kinds[active.kind] }) },
      { source: pair.service.source, message: says.pair({}) },
    ],
    fix: (trial) => likePartner(topology, standby, active, trial),
  });
}

/** The standby declared anew as what its partner is, with the partner's size, networks and disks. */
function likePartner(topology: Topology, standby: Machine, active: Machine, trial: Trial): Fix | undefined {
  const mended = { rule: id, source: standby.source };
  const made =
    active.kind === 'vm'
      ? standby.kind === 'server' && asVm(topology, standby, active, trial, mended)
      : standby.kind === 'vm' && asServer(topology, standby, active);
  if (!made) return undefined;
  return {
    title: `Make ${standby.name} ${made.title}, like ${active.name}`,
    edits: [{ edit: 'replace', element: standby.source, item: made.item }],
    safe: false,
  };
}
