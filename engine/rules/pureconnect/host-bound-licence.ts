import type { Host, Id, Machine, Topology, Vm } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { type Coming, destinationsOf } from '../facts/coming.ts';
import { referenceTo } from '../facts/names.ts';
import { cicVirtualization } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'pureconnect/host-bound-licence';

const says = {
  elsewhere: message`The licence of ${'machine'} is valid on ${'valid'} only, and ${'by'} may bring ${'machine'} to ${'hosts'}: there its application does not start. License ${'hosts'} too, or bind the licence to ${'machine'} itself.`,
  own: message`The licence of ${'machine'} is valid on ${'valid'} only, and ${'machine'} runs on ${'hosts'}: its application does not start. License ${'hosts'}, or bind the licence to ${'machine'} itself.`,
  server: message`The licence of ${'machine'} is valid on ${'valid'} only, which ${'machine'} is not: its application does not start. License ${'machine'} itself.`,
  ha: message`HA`,
  drs: message`DRS`,
  ft: message`Fault Tolerance`,
  migration: message`a migration`,
  start: message`a start`,
  host: message`${'machine'} may come to run on ${'host'}.`,
};

const example = (licensed: string) => `site ContactCenter {
  network voice
  storage san { kind: san }
  cluster Farm {
    ha
    host HostA { storage: san  nic vmnic0 -> voice for management }
    host HostB { storage: san  nic vmnic0 -> voice for management }
  }
}

vm Media1 on HostA { disk: san  nic eth0 -> voice via vmnic0  licensed: ${licensed} }

service MediaServer : standalone { product: pureconnect.media-server  member: Media1 }
`;

export default rule({
  id,
  severity: 'error',
  title: 'A licence that is bound to hosts is valid on every host where the VM may come to run',
  why: `A VM does not stay where it is: HA restarts it on another host of the cluster, DRS and live migration move it, Fault
Tolerance goes on with its copy. A licence that is bound to the hardware of one host is worth nothing there: the VM
boots, its application does not start, and the failover that all was built for fails for want of a licence. Genesys
marks this as important, for guests of PureConnect; it holds for whatever states \`licensed\`.

\`licensed\` lists the hosts or machines for which the licence is valid. If the VM itself is among them, the licence moves
with it. Where nothing is stated, the licence is taken to be bound to nothing.`,
  sources: [
    {
      document: cicVirtualization,
      place: '"Important!"',
      quote: 'without causing a licensing issue',
      statements: ['S2-16'],
    },
  ],
  decides: [
    {
      contradiction: 'C21',
      text: `Genesys names a "licensing issue", not its cause. It is taken to be a licence that is bound to hardware: \`licensed\`
with hosts. A licence that is bound to the VM, or to nothing that is stated, moves with the VM.`,
    },
  ],
  messages: says,
  check(topology, report) {
    for (const vm of topology.vms) checkVm(topology, vm, report);
    for (const server of topology.servers)
      if (server.licensed && !server.licensed.includes(server.id)) {
        const names = { machine: server.name, valid: validOn(topology, server) };
        report(server, says.server(names), {
          property: 'licensed',
          fix: (trial) => [...addFix(topology, server, [server], trial), ...removeFix(topology, server, trial)],
        });
      }
  },
  examples: { breaks: example('HostA'), keeps: example('HostA, HostB'), fixed: example('HostA, HostB') },
});

function checkVm(topology: Topology, vm: Vm, report: Report): void {
  const { licensed } = vm;
  if (!licensed || licensed.includes(vm.id)) return;
  const lacking = destinationsOf(topology, vm).filter(({ host }) => !licensed.includes(host.id));
  if (lacking.length === 0) return;
  const hosts = lacking.map(({ host }) => host);
  const isOwn = hosts.length === 1 && hosts[0]?.id === vm.host;
  const ways = new Set<Coming>(lacking.flatMap(({ by }) => by).filter((by) => by !== 'start'));
  const names = {
    machine: vm.name,
    valid: validOn(topology, vm),
    hosts: listed(hosts.map((host) => referenceTo(topology, host))),
    by: listed([...ways].map((by) => says[by]({}))),
  };
  report(vm, isOwn ? says.own(names) : says.elsewhere(names), {
    property: 'licensed',
    related: hosts
      .slice(0, 8)
      .map((host) => ({ source: host.source, message: says.host({ machine: vm.name, host: host.name }) })),
    fix: (trial) => [
      ...addFix(topology, vm, hosts, trial),
      ...bindFix(topology, vm, trial),
      ...removeFix(topology, vm, trial),
    ],
  });
}

function validOn(topology: Topology, { licensed }: Machine): string {
  const elements = (licensed ?? []).flatMap((each) => topology.elements.get(each) ?? []);
  return listed(elements.map((element) => referenceTo(topology, element)));
}

/** Lists what lacks. */
function addFix(topology: Topology, machine: Machine, more: readonly (Host | Machine)[], trial: Trial): readonly Fix[] {
  const names = more.map((each) => referenceTo(topology, each));
  const licensed = [...(machine.licensed ?? []), ...more.map((each) => each.id)];
  if (!ends(topology, machine, licensed, trial)) return [];
  const edit = { edit: 'add', element: machine.source, item: `licensed: ${names.join(', ')}` } as const;
  return [{ title: `License ${machine.name} for ${listed(names)}`, edits: [edit], safe: false }];
}

/** Lets the licence move with the VM. */
function bindFix(topology: Topology, vm: Vm, trial: Trial): readonly Fix[] {
  if (!ends(topology, vm, [vm.id], trial)) return [];
  const value = referenceTo(topology, vm);
  const edit = { edit: 'set', element: vm.source, property: 'licensed', value } as const;
  return [{ title: `Bind the licence to ${vm.name} itself`, edits: [edit], safe: false }];
}

/** Says nothing of what the licence is bound to; only where the text of the machine itself says it. */
function removeFix(topology: Topology, machine: Machine, trial: Trial): readonly Fix[] {
  const { licensed: _, ...unbound } = machine;
  if (!mends(topology, withElements(topology, unbound), trial, { rule: id, source: machine.source })) return [];
  const edit = { edit: 'remove', element: machine.source, property: 'licensed' } as const;
  return [{ title: `Do not bind the licence of ${machine.name}`, edits: [edit], safe: false }];
}

function ends(topology: Topology, machine: Machine, licensed: readonly Id[], trial: Trial): boolean {
  return mends(topology, withElements(topology, { ...machine, licensed }), trial, { rule: id, source: machine.source });
}
