import type { Service, Topology, Vm } from '../../topology/model.ts';
import { ipOffice } from '../facts/aura.ts';
import { mends, withElements } from '../facts/changes.ts';
import { machinesUnder } from '../facts/placement.ts';
import { servicesOf } from '../facts/products.ts';
import { isHaProtected } from '../facts/restart.ts';
import { ipOfficeResilience, ipOfficeVirtualServer } from '../facts/sources.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'avaya/ipoffice-ha-vs-resilience';

const says = {
  both: message`${'service'} uses IP Office resilience, and HA restarts ${'vms'} as well: the two conflict, and phones that have failed over meet a server that comes back after some 10 minutes. Choose one: resilience (restart-priority: disabled), or HA with a single server.`,
  protected: message`HA restarts ${'vm'}.`,
};

const example = (priority: string) => `site DataCenter {
  network lan
  storage san { kind: san }
  cluster Select {
    ha
    host Host1 { storage: san  nic vmnic0 -> lan for management }
    host Host2 { storage: san  nic vmnic0 -> lan for management }
  }
}

vm Primary on Host1 { disk: san${priority}  nic eth0 -> lan via vmnic0 }
vm Secondary on Host2 { disk: san${priority}  nic eth0 -> lan via vmnic0 }

service Office : switchover {
  product: avaya.ip-office
  primary: Primary
  backup: Secondary
}
`;

export default rule({
  id,
  severity: 'error',
  title: 'IP Office is redundant by its own resilience or by VMware HA, never by both',
  why: `With resilience, phones, hunt groups and voicemail of an IP Office server fail over to the other server once their
own has not been seen for at least three minutes. With VMware HA the lost server itself starts again on another host, which
takes about ten minutes. Together they conflict: the server returns while its phones are elsewhere. Avaya does not support
the combination.

Looked at are the services of IP Office that have a backup; one server alone may well be restarted by HA (Select only).`,
  sources: [
    {
      ...ipOfficeVirtualServer,
      quote: 'HA cannot be combined with IP Office resiliency as the two mechanisms conflict',
      statements: [],
    },
    { ...ipOfficeResilience, quote: 'for at least 3 minutes', statements: [] },
  ],
  messages: says,
  check(topology, report) {
    for (const service of servicesOf(topology, ipOffice))
      if (service.mode !== 'standalone') checkService(topology, service, report);
  },
  examples: {
    breaks: example(''),
    keeps: example('  restart-priority: disabled'),
    fixed: example('  restart-priority: disabled'),
  },
});

function checkService(topology: Topology, service: Service, report: Report): void {
  const machines = machinesUnder(topology, service.id);
  const vms = machines.filter((machine): machine is Vm => machine.kind === 'vm' && isHaProtected(topology, machine));
  // with one machine there is no resilience to speak of, whatever the mode says
  if (vms.length === 0 || machines.length < 2) return;
  report(service, says.both({ service: service.name, vms: listed(vms.map((vm) => vm.name)) }), {
    related: vms.slice(0, 8).map((vm) => ({ source: vm.source, message: says.protected({ vm: vm.name }) })),
    fix: (trial) => withoutHa(topology, service, vms, trial),
  });
}

/** HA leaves the servers alone: resilience stays. */
function withoutHa(topology: Topology, service: Service, vms: readonly Vm[], trial: Trial): Fix | undefined {
  const changed = withElements(topology, ...vms.map((vm): Vm => ({ ...vm, restartPriority: 'disabled' })));
  if (!mends(topology, changed, trial, { rule: id, source: service.source })) return undefined;
  return {
    title: `Do not restart ${listed(vms.map((vm) => vm.name))} by HA`,
    edits: vms.map((vm) => ({ edit: 'set', element: vm.source, property: 'restart-priority', value: 'disabled' })),
    safe: false,
  };
}
