import { find } from '../../topology/lookup.ts';
import type { Cluster, Topology, Vm } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { type CicSystem, cicSystems, type LoadedMove, loadedMoves } from '../facts/cic-load.ts';
import { referenceTo } from '../facts/names.ts';
import { mayRunOn } from '../facts/restart.ts';
import { cicVirtualization } from '../facts/sources.ts';
import { message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'pureconnect/no-loaded-migration';

const says = {
  automatic: message`${'vm'} handles the load of ${'service'}${'when'}, and DRS of ${'cluster'} may move it live at any time: real-time data may be lost. Set "drs: manual" for ${'vm'}.`,
  notStated: message`${'vm'} handles the load of ${'service'}${'when'}, and it is not stated whether DRS of ${'cluster'} moves VMs by itself: a live migration under load may lose real-time data. Set "drs: manual" for ${'vm'}.`,
  atOnce: message``,
  afterSwitchover: message` after a switchover`,
  migrated: message`${'vm'} is migrated to ${'host'} while it handles the load of ${'service'}: real-time data may be lost. ${'advice'}`,
  emptied: message`${'host'} is emptied while ${'vm'} handles the load of ${'service'} there: to be moved live may cost real-time data. ${'advice'}`,
  switchFirst: message`Let ${'partner'} take over first (activate ${'partner'}); ${'vm'} is then the backup and carries no load.`,
  notUnderLoad: message`Do it when ${'vm'} carries no load.`,
  mode: message`DRS of ${'cluster'} is set here.`,
  system: message`${'vm'} is a server of ${'service'}.`,
  elsewhere: message`another host`,
};

const example = (more: string) => `site ContactCenter {
  network voice
  network vmotion
  storage san { kind: san }
  cluster Farm {
    drs {
      mode: fully-automated
      keep apart IC1, IC2 across hosts
    }
    host HostA { storage: san  nic vmnic0 -> voice for management  nic vmnic1 -> vmotion for vmotion }
    host HostB { storage: san  nic vmnic0 -> voice for management  nic vmnic1 -> vmotion for vmotion }
    host HostC { storage: san  nic vmnic0 -> voice for management  nic vmnic1 -> vmotion for vmotion }
  }
}

vm IC1 on HostA { disk: san${more}  nic eth0 -> voice via vmnic0 }
vm IC2 on HostB { disk: san  drs: manual  nic eth0 -> voice via vmnic0 }

service CIC : switchover {
  product: pureconnect.cic
  primary: IC1
  backup: IC2
}
`;

export default rule({
  id,
  severity: 'warning',
  title: 'A CIC server is not moved live while it handles load',
  why: `CIC is sensitive to timing. A live migration stops the server for a moment and slows it down before; under load that
may lose real-time data and disturb calls. DRS in fully automated mode moves VMs whenever it sees a better balance, most
of all when there is much load. A VM's own \`drs: manual\` keeps it where it is and leaves the other VMs to DRS.

Both servers of a Switchover pair are looked at, as the backup handles the load after a switchover. In scenarios, a
\`migrate\` of the server that handles the load at that time is reported, and \`maintenance\` of its host; let the backup
take over first. Where an earlier failure leaves open who serves, nothing is said. Where the mode of DRS is not stated,
that is said as information.`,
  sources: [
    {
      document: cicVirtualization,
      quote: 'not recommended to move VMs handling load in production',
      statements: ['S2-8', 'S2-9'],
    },
  ],
  messages: says,
  check(topology, report) {
    const reported = new Set<string>();
    for (const system of cicSystems(topology))
      for (const vm of [system.serving, system.backup]) {
        if (vm?.kind !== 'vm' || reported.has(vm.id)) continue;
        reported.add(vm.id);
        checkVm(topology, system, vm, report);
      }
    for (const move of loadedMoves(topology)) reportMove(topology, move, report);
  },
  examples: { breaks: example(''), keeps: example('  drs: manual'), fixed: example('  drs: manual') },
});

function checkVm(topology: Topology, system: CicSystem, vm: Vm, report: Report): void {
  const cluster = find(topology, 'cluster', find(topology, 'host', vm.host)?.cluster);
  if (!cluster?.drs || !hasOtherHost(topology, cluster, vm)) return;
  const mode = vm.drs ?? cluster.drs.mode;
  if (mode !== undefined && mode !== 'fully-automated') return;
  const say = mode === undefined ? says.notStated : says.automatic;
  const text = say({
    vm: vm.name,
    service: system.service.name,
    when: vm === system.serving ? says.atOnce({}) : says.afterSwitchover({}),
    cluster: referenceTo(topology, cluster),
  });
  report(vm, text, {
    ...(mode === undefined && { notStated: true }),
    property: 'drs',
    related: [
      { source: cluster.source, property: 'mode', message: says.mode({ cluster: cluster.name }) },
      { source: system.service.source, message: says.system({ vm: vm.name, service: system.service.name }) },
    ],
    fix: (trial) => manualFix(topology, vm, trial),
  });
}

function hasOtherHost(topology: Topology, cluster: Cluster, vm: Vm): boolean {
  return cluster.hosts.some((each) => {
    const host = find(topology, 'host', each);
    return host !== undefined && host.id !== vm.host && mayRunOn(topology, vm, host);
  });
}

function manualFix(topology: Topology, vm: Vm, trial: Trial): Fix | undefined {
  const changed = withElements(topology, { ...vm, drs: 'manual' });
  if (!mends(topology, changed, trial, { rule: id, source: vm.source })) return undefined;
  return {
    title: `Set drs: manual for ${vm.name}`,
    edits: [{ edit: 'set', element: vm.source, property: 'drs', value: 'manual' }],
    safe: false,
  };
}

function reportMove(topology: Topology, { step, system, vm, from, to, partner }: LoadedMove, report: Report): void {
  const service = system.service.name;
  const advice = partner
    ? says.switchFirst({ partner: partner.name, vm: vm.name })
    : says.notUnderLoad({ vm: vm.name });
  const migrated = step.kind === 'migrate';
  const host = topology.elements.get((migrated ? to : from) ?? '');
  const names = { vm: vm.name, service, advice, host: host ? referenceTo(topology, host) : says.elsewhere({}) };
  report(step, migrated ? says.migrated(names) : says.emptied(names), {
    related: [{ source: system.service.source, message: says.system({ vm: vm.name, service }) }],
  });
}
