import { find } from '../../topology/lookup.ts';
import type { Element, Service, Topology } from '../../topology/model.ts';
import { referenceTo } from '../facts/names.ts';
import { machinesUnder } from '../facts/placement.ts';
import { duplicationWithHa, failureStudy, mxOneFaultTolerance, quorumOfDisk } from '../facts/sources.ts';
import { reasonOf, reasonWords } from '../facts/survival/reasons.ts';
import { type SinglePoint, singlePoints } from '../facts/survival/single-points.ts';
import { listedNames, message } from '../message.ts';
import { type Basis, type Related, type Report, rule } from '../rule.ts';

const says = {
  stops: message`When ${'component'} fails, ${'services'} ${'stop'}: ${'reason'}. ${'advice'}`,
  cuts: message`When ${'component'} fails, ${'clients'} cannot reach ${'cut'}. ${'advice'}`,
  both: message`When ${'component'} fails, ${'services'} ${'stop'}: ${'reason'}; ${'clients'} cannot reach ${'cut'}. ${'advice'}`,
  unswitched: message`The switches of ${'component'} are not stated: if one carries all of it, its loss stops ${'services'} (${'reason'}). State \`switches\`.`,
  unswitchedCut: message`The switches of ${'component'} are not stated: if one carries all of it, its loss cuts ${'clients'} off from ${'cut'}. State \`switches\`.`,
  service: message`${'service'} is declared redundant here.`,
  client: message`${'client'} stands on its network here.`,
  adapterOf: message`${'machine'}.${'adapter'}`,
  storage: message`Put one member's disk on another storage.`,
  storageOfCopy: message`Fault Tolerance does not make that good: give the service a partner with its disk elsewhere.`,
  quorumDisk: message`Let a majority with a witness decide instead, or put it on another storage.`,
  switch: message`Connect the members over a second switch.`,
  link: message`Add a second link that goes another way.`,
  adapter: message`Team it with a second adapter.`,
  adapterOfCopy: message`Fault Tolerance does not act on a lost path: team it with a second adapter.`,
  place: message`Spread what it takes down over two.`,
  host: message`Move one of them to another host.`,
  hostOfCopy: message`Connect the host of its other copy to the same networks.`,
  machine: message`Give the members a machine each.`,
  needed: message`Give it a partner, or a cluster of its own.`,
  ...reasonWords,
};

const example = (second: string, network: string) => `site DataCenter {
  switch core1
${network}
  host Host1 { nic vmnic0 -> core1 for management }
  host Host2 { nic vmnic0 -> ${second} for management }
}

vm Voice1 on Host1 { nic eth0 -> voice via vmnic0 }
vm Voice2 on Host2 { nic eth0 -> voice via vmnic0 }

service Telephony : active-active { members: Voice1, Voice2  needs-at-least: 1 }
`;

export default rule({
  id: 'topology/single-point-of-failure',
  severity: 'warning',
  advisory: true,
  title: 'No component stops a redundant service by its loss alone',
  why: `Two members are of no use where both hang on one thing: one switch, one storage, one line, one circuit, one database.
Redundancy that looks complete in a list of servers is lost in what they share.

Every component is failed in turn, and what is left is asked who still serves and who reaches whom, as a run would: sites,
racks, circuits, switches, links, storage, hosts and their adapters, servers, VMs, and services that others need. A finding
stands at the component, with the services that stop or that some client can no longer reach. What counts:

- A service is *declared redundant* where its members stand in for each other (all modes but \`standalone\`; active-active with
  more members than it needs), or where a standalone one runs on a VM under Fault Tolerance.
- A partner that can take over counts as survival, whether by itself or by an operator. A restart by HA does not: it is
  repair, and until it is done nobody serves.
- A service that others need and that has no partner itself is the point; what it runs on is not named again. Nor is a rack,
  circuit, site or host where something in it is the point already, nor an adapter of a host that is.
- What another rule says of the same loss is not said again: that members share a host, a rack or a circuit
  (\`topology/pair-same-host\` and its like), that a cluster of two votes may lose none (\`wsfc/vote-majority\`), that the
  database of VirtualCenter runs on one machine (\`wsfc/external-tier\`).
- A network over \`switches\` fails by these. Of one without, only its wiring is unknown: that is information. Whoever stands on a
  network that is lost has lost its own connection, not the service.
- A site counts for services that have members outside of it.`,
  sources: [
    {
      document: duplicationWithHa,
      place: 'Figure 1',
      quote: 'through the network switch',
      statements: ['S0-10'],
    },
    { document: mxOneFaultTolerance, place: 'Requirements: SAN and network', statements: ['S3-20'] },
    { document: quorumOfDisk, quote: 'not recommended as it creates a single point of failure', statements: [] },
    { document: failureStudy, quote: 'network redundancy is only 40% effective', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const point of singlePoints(topology)) reportPoint(topology, point, report);
  },
  examples: {
    breaks: example('core1', '  network voice { switches: core1 }'),
    keeps: example(
      'core2',
      '  switch core2\n  network voice { switches: core1, core2 }\n  link trunk between core1, core2',
    ),
  },
});

function reportPoint(topology: Topology, point: SinglePoint, report: Report): void {
  const { component, stopped, cutOff, serving } = point;
  const [first] = stopped;
  const clients = [...new Set(cutOff.flatMap((one) => one.clients))];
  const words = {
    component: nameOf(topology, component),
    services: listedNames(stopped, shown),
    stop: stopped.length > 1 ? 'stop' : 'stops',
    reason: reasonOf(topology, serving, component, stopped),
    clients: listedNames(clients, shown),
    cut: listedNames(
      cutOff.map(({ service }) => service),
      shown,
    ),
    advice: adviceOf(topology, point),
  };
  const services = [...stopped, ...cutOff.map(({ service }) => service)].filter((service) => service !== component);
  const related: Related[] = [
    ...services.slice(0, 5).map(({ source, name }) => ({ source, message: says.service({ service: name }) })),
    ...clients
      .slice(0, 3)
      .map(({ source, name }) => ({ source, property: 'on', message: says.client({ client: name }) })),
  ];
  const basis = services.flatMap((service) => basisOf(topology, service));
  if (component.kind === 'network') {
    const text = first ? says.unswitched(words) : says.unswitchedCut(words);
    report(component, text, { related, basis, notStated: true });
    return;
  }
  const text = !first ? says.cuts(words) : cutOff.length > 0 ? says.both(words) : says.stops(words);
  report(component, text, { related, basis });
}

function nameOf(topology: Topology, component: Element): string {
  if (component.kind !== 'adapter') return referenceTo(topology, component);
  const machine = topology.elements.get(component.machine);
  return says.adapterOf({ machine: machine?.name ?? '', adapter: component.name });
}

/** What a service's survival was worked out from: the adapters of its machines, the nodes of its cluster. */
function basisOf(topology: Topology, service: Service): readonly Basis[] {
  const cluster = service.mode === 'failover-group' ? find(topology, 'failover-cluster', service.cluster) : undefined;
  return [
    ...machinesUnder(topology, service.id).map(({ source }) => ({ source, property: 'nic' })),
    ...(cluster ? [{ source: cluster.source, property: 'nodes' }] : []),
  ];
}

const shown = 4;

function adviceOf(topology: Topology, { component, stopped }: SinglePoint): string {
  switch (component.kind) {
    case 'storage':
      if (isQuorumDisk(topology, component)) return says.quorumDisk({});
      return stopped.every(({ mode }) => mode === 'standalone') ? says.storageOfCopy({}) : says.storage({});
    case 'switch':
      return says.switch({});
    case 'link':
      return says.link({});
    case 'adapter':
      return stopped.some(({ mode }) => mode === 'standalone') ? says.adapterOfCopy({}) : says.adapter({});
    case 'host':
      return stopped.every(({ mode }) => mode === 'standalone') ? says.hostOfCopy({}) : says.host({});
    case 'server':
    case 'vm':
      return says.machine({});
    case 'service':
      return says.needed({});
    default:
      return says.place({});
  }
}

function isQuorumDisk(topology: Topology, { id }: Element): boolean {
  return topology.failoverClusters.some(({ quorum }) => quorum?.kind === 'disk' && quorum.disk === id);
}
