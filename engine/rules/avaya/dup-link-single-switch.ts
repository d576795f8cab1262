import { find } from '../../topology/lookup.ts';
import type { Switch, Topology } from '../../topology/model.ts';
import { type CmPair, cmPairs, duplicationNetworks } from '../facts/communication-manager.ts';
import { duplicationPath } from '../facts/duplication-path.ts';
import { referenceTo } from '../facts/names.ts';
import { duplicationWithHa } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Report, rule } from '../rule.ts';

const says = {
  single: message`The duplication of ${'service'} runs over ${'switches'} alone: when ${'it'} fails calls go on, but ${'active'} and ${'standby'} no longer mirror, and the next failure drops them. For a second way, team adapters that are cabled to different switches.`,
  it: message`it`,
  oneOfThem: message`one of them`,
  notStated: message`The text states no switches for ${'network'}, over which ${'service'} duplicates: it counts as one segment that fails as a whole, and with it the redundancy (calls go on). Name them with switches: where it runs over several.`,
  switch: message`${'switch'} carries it.`,
};

const example = (hosts: string, via: string) => `site DataCenter {
  switch w1
  switch w2
  link trunk between w1, w2
  network lan { switches: w1, w2 }
  network duplication { vlan: 102  dedicated  switches: w1, w2 }
  storage san { kind: san }
  template Esxi {
    storage: san
    nic vmnic0 -> w1 for management
    nic vmnic1 -> w2 for management
    nic vmnic2 -> w1
${hosts}  }
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

vm CMVM_01 on Host1 { disk: san  nic eth0 -> lan via vmnic0, vmnic1  nic eth2 -> duplication via ${via} }
vm CMVM_02 on Host4 { disk: san  nic eth0 -> lan via vmnic0, vmnic1  nic eth2 -> duplication via ${via} }

service CommunicationManager : duplication {
  product: avaya.communication-manager
  active: CMVM_01
  standby: CMVM_02
  link: duplication
}
`;

export default rule({
  id: 'avaya/dup-link-single-switch',
  severity: 'info',
  advisory: true,
  title: 'The duplication link does not depend on a single switch',
  why: `A duplication link over one switch is a single point of failure for the *redundancy*, not for the service: when the
switch fails the active member goes on serving, but its standby is no longer refreshed. Until the switch is back the next
failure drops all calls. The document's own figure is drawn with one switch, so this is information, not a fault.

The rule takes away each switch on the way between the two members, and asks whether another way is left. A network
that states no switches counts as one segment that fails as a whole; the rule then says so.`,
  sources: [
    {
      document: duplicationWithHa,
      place: 'Figure 1, normal state',
      quote: 'through the network switch',
      statements: ['S0-10'],
    },
  ],
  decides: [
    {
      contradiction: 'C15',
      text: `The figure leads both uplinks through “the network switch”, one, and calls the result redundant. It is, for the
service: the rule says as information that the link is not.`,
    },
  ],
  messages: says,
  check(topology, report) {
    for (const pair of cmPairs(topology)) checkPair(topology, pair, report);
  },
  examples: { breaks: example('', 'vmnic2'), keeps: example('    nic vmnic3 -> w2\n', 'vmnic2, vmnic3') },
});

function checkPair(topology: Topology, pair: CmPair, report: Report): void {
  const { service } = pair;
  const path = duplicationPath(topology, pair);
  if (!path) return;
  const networks = duplicationNetworks(topology, service);
  const single = path.switches
    .filter((each) => !duplicationPath(topology, pair, { without: each }))
    .flatMap((each) => find(topology, 'switch', each) ?? []);
  if (single.length > 0) reportSingle(topology, pair, single, report);
  else if (networks.every((network) => network.switches.length === 0))
    report(
      service,
      says.notStated({ network: listed(networks.map((each) => referenceTo(topology, each))), service: service.name }),
      {
        property: 'link',
        notStated: true,
      },
    );
}

function reportSingle(topology: Topology, pair: CmPair, single: readonly Switch[], report: Report): void {
  const text = says.single({
    service: pair.service.name,
    switches: listed(single.map((each) => referenceTo(topology, each))),
    it: single.length > 1 ? says.oneOfThem({}) : says.it({}),
    active: pair.active[0]?.name ?? '',
    standby: pair.standby[0]?.name ?? '',
  });
  report(pair.service, text, {
    property: 'link',
    related: single.map((each) => ({
      source: each.source,
      message: says.switch({ switch: referenceTo(topology, each) }),
    })),
  });
}
