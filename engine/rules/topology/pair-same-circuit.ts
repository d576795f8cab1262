import { find } from '../../topology/lookup.ts';
import type { Circuit, Host, Id, Server, Service, Topology, Vm } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { circuitsOf, fatesOfMetal, type SharedFate, sharedBy, sharedFates } from '../facts/fates.ts';
import { consequenceOf, lossWords, titleOf } from '../facts/losses.ts';
import { memberElement } from '../facts/members.ts';
import { movingFix, secondaryFix, vmsIn } from '../facts/moving.ts';
import { referenceTo } from '../facts/names.ts';
import { machinesUnder, metalOf } from '../facts/placement.ts';
import { cicVirtualization } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'topology/pair-same-circuit';

const says = {
  ...lossWords,
  together: message`${'members'} have all their power from circuit ${'circuit'}: when it fails ${'all'} are lost and ${'consequence'} (${'service'}). Place ${'member'} where another circuit feeds it, or feed ${'metal'} from a second one.`,
  ftTogether: message`${'primary'} and ${'secondary'}, which carry the two copies of ${'vm'}, have all their power from circuit ${'circuit'}: when it fails both are lost, and Fault Tolerance protects nothing. Place the secondary on a host that another circuit feeds.`,
  partner: message`${'partner'} has all its power from ${'circuit'} too.`,
  pair: message`${'service'} is redundant by these members.`,
  circuit: message`${'circuit'} feeds them together.`,
};

const example = (circuits: string) => `site ContactCenter {
  circuit powerA
  circuit powerB
  network voice
  storage san { kind: san }
  cluster Farm {
    ha
    host HostA { circuits: powerA  storage: san  nic vmnic0 -> voice for management }
    host HostB { circuits: powerA  storage: san  nic vmnic0 -> voice for management }
    host HostC { circuits: powerB  storage: san  nic vmnic0 -> voice for management }
  }
}

vm IC1 on HostA { disk: san  nic eth0 -> voice via vmnic0 }
vm IC2 on ${circuits} { disk: san  nic eth0 -> voice via vmnic0 }

service CIC : switchover {
  product: pureconnect.cic
  primary: IC1
  backup: IC2
}
`;

export default rule({
  id,
  severity: 'warning',
  title: 'Members of a redundant pair should not have all their power from one circuit',
  why: `A tripped breaker or a failed power supply takes everything that hangs on that circuit alone, and with it both members
of a pair, in whatever racks they stand.

What counts is whether *one* circuit takes both. A host that names two circuits survives the loss of either, so two hosts
on the same two circuits are in order, and so is one on \`powerA\` beside one on \`powerA, powerB\`: the second lives on. A host
that names no circuit has those of its rack; where neither is stated the rule is silent.

Members on one host are \`topology/pair-same-host\`'s to say; members in one rack that hang on that rack's circuit are
\`topology/pair-same-rack\`'s.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'rules to prevent VMotion from moving both servers to the same host, rack, and circuit where possible',
      statements: ['S2-23'],
    },
  ],
  messages: says,
  check(topology, report) {
    if (topology.circuits.length === 0) return;
    for (const service of topology.services) checkService(topology, service, report);
    for (const vm of topology.vms) checkFaultTolerance(topology, vm, report);
  },
  examples: { breaks: example('HostB'), keeps: example('HostC'), fixed: example('HostC') },
});

function checkService(topology: Topology, service: Service, report: Report): void {
  const isSaid = (one: Id, other: Id, circuit: Id) =>
    sharedBy(topology, 'host', one, other) !== undefined || isByRack(topology, one, other, circuit);
  for (const shared of sharedFates(topology, service, 'circuit', isSaid))
    reportTogether(topology, service, shared, report);
}

/** True where two members share a rack and the circuit is that rack's: one finding says both. */
function isByRack(topology: Topology, one: Id, other: Id, circuit: Id): boolean {
  const rack = find(topology, 'rack', sharedBy(topology, 'rack', one, other));
  return rack?.circuits.length === 1 && rack.circuits[0] === circuit;
}

function reportTogether(topology: Topology, service: Service, shared: SharedFate, report: Report): void {
  const { partner, others, place } = shared;
  const member = memberElement(topology, partner.member);
  const partners = others.flatMap((other) => memberElement(topology, other.member) ?? []);
  const circuit = find(topology, 'circuit', place);
  if (!member || !circuit) return;
  const name = referenceTo(topology, circuit);
  const fed = metalsOn(topology, circuit, [partner.member]);
  report(
    member,
    says.together({
      members: listed([...partners, member].map((each) => each.name)),
      circuit: name,
      all: partners.length > 1 ? 'all of them' : 'both',
      consequence: consequenceOf(topology, service, 'circuit', place),
      service: titleOf(service),
      member: member.name,
      metal: listed(fed.map((metal) => metal.name)),
    }),
    {
      property: member.kind === 'vm' ? 'host' : 'circuits',
      related: [
        ...partners.slice(0, 8).map((other) => ({
          source: other.source,
          message: says.partner({ partner: other.name, circuit: name }),
        })),
        { source: service.source, message: says.pair({ service: service.name }) },
        { source: circuit.source, message: says.circuit({ circuit: name }) },
      ],
      fix: (trial) => {
        const mended = { rule: id, source: member.source };
        const members = [partner, ...others].map((each) => each.member);
        const vms = vmsIn(topology, 'circuit', place, members);
        const isElsewhere = (host: Host) => isFedElsewhere(topology, host, circuit);
        const move = movingFix(topology, vms, trial, mended, isElsewhere);
        const feed = feedingFix(topology, fed, circuit, trial, mended);
        return [...(move ? [move] : []), ...(feed ? [feed] : [])];
      },
    },
  );
}

/** The hosts and servers of these members that hang on a circuit alone. */
function metalsOn(topology: Topology, circuit: Circuit, members: readonly Id[]): readonly (Host | Server)[] {
  const metals = members
    .flatMap((member) => machinesUnder(topology, member))
    .flatMap((machine) => metalOf(topology, machine) ?? []);
  return [...new Set(metals)].filter((metal) => fatesOfMetal(topology, 'circuit', metal).includes(circuit.id));
}

/** True where it is stated that another circuit feeds a host. */
function isFedElsewhere(topology: Topology, host: Host, circuit: Circuit): boolean {
  return circuitsOf(topology, host).some((each) => each !== circuit.id);
}

/** Feeds what carries the member from a second circuit: the first other one of the same site. */
function feedingFix(
  topology: Topology,
  metals: readonly (Host | Server)[],
  circuit: Circuit,
  trial: Trial,
  mended: { readonly rule: string; readonly source: Circuit['source'] },
): Fix | undefined {
  const second = topology.circuits.find((each) => each !== circuit && each.site === circuit.site);
  if (!second) return undefined;
  const fed = metals.map((metal) => ({ ...metal, circuits: [...circuitsOf(topology, metal), second.id] }));
  if (!mends(topology, withElements(topology, ...fed), trial, mended)) return undefined;
  const [one, other] = [circuit, second].map((each) => referenceTo(topology, each));
  return {
    title: `Feed ${listed(metals.map((metal) => metal.name))} from ${other} too`,
    edits: metals.map((metal) => ({
      edit: 'add',
      element: metal.source,
      // a list of its own takes the place of the rack's
      item: `circuits: ${metal.circuits.length > 0 ? other : `${one}, ${other}`}`,
    })),
    safe: false,
  };
}

function checkFaultTolerance(topology: Topology, vm: Vm, report: Report): void {
  const [primary, secondary] = [find(topology, 'host', vm.host), find(topology, 'host', vm.ft?.secondary)];
  if (!primary || !secondary || primary === secondary) return;
  const [shared] = fatesOfMetal(topology, 'circuit', primary);
  if (shared === undefined || fatesOfMetal(topology, 'circuit', secondary)[0] !== shared) return;
  const circuit = find(topology, 'circuit', shared);
  const isByRack = primary.rack !== undefined && primary.rack === secondary.rack && primary.circuits.length === 0;
  if (!circuit || isByRack) return;
  const name = referenceTo(topology, circuit);
  const hosts = { primary: referenceTo(topology, primary), secondary: referenceTo(topology, secondary) };
  report(vm, says.ftTogether({ vm: vm.name, ...hosts, circuit: name }), {
    property: 'secondary',
    related: [{ source: circuit.source, message: says.circuit({ circuit: name }) }],
    fix: (trial) => {
      const isElsewhere = (host: Host) => isFedElsewhere(topology, host, circuit);
      return secondaryFix(topology, vm, trial, { rule: id, source: vm.source }, isElsewhere);
    },
  });
}
