import { find, findMachine, membersOf } from '../../topology/lookup.ts';
import type { Host, Id, Machine, Server, Service, Topology } from '../../topology/model.ts';
import { grouped, oncePerTopology } from '../facts/memo.ts';
import { referenceTo } from '../facts/names.ts';
import { metalOf } from '../facts/placement.ts';
import { isHaProtected } from '../facts/restart.ts';
import { cicVirtualization } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type OptionValues, type Report, rule } from '../rule.ts';

const says = {
  together: message`${'services'} share ${'place'}, and none of them is redundant: when it fails all are down ${'until'}${'dependents'}. Spread them over hosts, or give a partner to what must not be down.`,
  untilBack: message`until it is back`,
  untilRestart: message`until HA has restarted them elsewhere`,
  untilBoth: message`until it is back, but for what HA restarts elsewhere (${'machines'})`,
  dependents: message`, and with them ${'services'}, which ${'need'} them`,
  service: message`${'service'} runs on ${'machine'}, on ${'place'}.`,
};

const example = (hosts: readonly [string, string]) => `site Office {
  network lan
  storage san { kind: san }
  cluster Farm {
    ha
    host HostA { storage: san  nic vmnic0 -> lan for management }
    host HostB { storage: san  nic vmnic0 -> lan for management }
  }
}

vm Fax on ${hosts[0]} { disk: san  nic eth0 -> lan via vmnic0 }
vm Recorder on ${hosts[1]} { disk: san  nic eth0 -> lan via vmnic0 }

service FaxServer : standalone { member: Fax }
service CallRecording : standalone { member: Recorder }
`;

export default rule({
  id: 'topology/nonredundant-colocation',
  severity: 'info',
  title: 'What goes down together with one host is known',
  why: `Nobody sees on which host of a farm a guest runs. Several applications without a partner gather on one of them, and
its loss is suddenly the loss of a fax server, a call recorder and a licence server at once, even with a cluster: HA restarts
them, after their boot.

The rule lists what a host or server takes with it: the services of mode \`standalone\` whose machine runs there at the start,
and the services that need them. What Fault Tolerance protects, and what is itself a member of a redundant service, does not
count. It is information: a small system is right to live with it, and says so with a \`hatopo-ignore\`.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'non-redundant applications on a single server even with a cluster',
      statements: ['S2-22'],
    },
  ],
  messages: says,
  options: {
    services: {
      summary: 'How many such services on one host or server are reported',
      unit: 'services',
      default: 2,
      least: 2,
    },
  },
  advisory: true,
  check(topology, report, options) {
    for (const [place, alone] of aloneByMetal(topology)) checkMetal(topology, place, alone, options, report);
  },
  examples: { breaks: example(['HostA', 'HostA']), keeps: example(['HostA', 'HostB']) },
});

/** A service without a partner, and the machine that it needs. */
interface Alone {
  readonly service: Service;
  readonly machine: Machine;
}

/** The services without a partner, by the host or server that takes them with it. */
const aloneByMetal = oncePerTopology((topology) => {
  const redundant = redundantMembers(topology);
  const alone = topology.services.flatMap((service): readonly Alone[] => {
    const machine = service.mode === 'standalone' ? findMachine(topology, service.member) : undefined;
    if (!machine || redundant.has(service.id) || (machine.kind === 'vm' && machine.ft)) return [];
    return [{ service, machine }];
  });
  return grouped(alone, ({ machine }) => metalOf(topology, machine)?.id);
});

/** Services that are members of a redundant one, directly or by another service. */
function redundantMembers(topology: Topology): ReadonlySet<Id> {
  const found = new Set<Id>();
  const visit = (id: Id) => {
    const service = find(topology, 'service', id);
    if (!service || found.has(id)) return;
    found.add(id);
    for (const member of membersOf(service)) visit(member);
  };
  for (const service of topology.services)
    if (service.mode !== 'standalone') for (const member of membersOf(service)) visit(member);
  return found;
}

function checkMetal(
  topology: Topology,
  place: Id,
  alone: readonly Alone[],
  options: OptionValues,
  report: Report,
): void {
  const metal = find(topology, 'host', place) ?? find(topology, 'server', place);
  if (!metal || alone.length < (options.services ?? 0)) return;
  const name = referenceTo(topology, metal);
  const text = says.together({
    services: listed(alone.map(({ service }) => service.name)),
    place: name,
    until: untilWords(topology, metal, alone),
    dependents: dependentWords(topology, alone),
  });
  report(metal, text, {
    related: alone.slice(0, 8).map(({ service, machine }) => ({
      source: machine.source,
      message: says.service({ service: service.name, machine: machine.name, place: name }),
    })),
  });
}

function untilWords(topology: Topology, metal: Host | Server, alone: readonly Alone[]): string {
  const machines = [...new Set(alone.map(({ machine }) => machine))];
  // without another host HA has nowhere to go
  const cluster = metal.kind === 'host' ? find(topology, 'cluster', metal.cluster) : undefined;
  const restarted =
    (cluster?.hosts.length ?? 0) < 2
      ? []
      : machines.filter((machine) => machine.kind === 'vm' && isHaProtected(topology, machine));
  if (restarted.length === 0) return says.untilBack({});
  if (restarted.length === machines.length) return says.untilRestart({});
  return says.untilBoth({ machines: listed(restarted.map((machine) => machine.name)) });
}

const users = oncePerTopology((topology) => {
  const byNeed = new Map<Id, Service[]>();
  for (const service of topology.services)
    for (const need of service.needs) byNeed.set(need, [...(byNeed.get(need) ?? []), service]);
  return byNeed;
});

/** The services that need these, directly or by others. */
function dependentWords(topology: Topology, alone: readonly Alone[]): string {
  const seen = new Set<Service>(alone.map(({ service }) => service));
  const found: Service[] = [];
  for (const service of seen)
    for (const user of users(topology).get(service.id) ?? []) {
      if (seen.has(user)) continue;
      seen.add(user);
      found.push(user);
    }
  if (found.length === 0) return '';
  return says.dependents({
    services: listed(found.map((service) => service.name)),
    need: found.length === 1 ? 'needs' : 'need',
  });
}
