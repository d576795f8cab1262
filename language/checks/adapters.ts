/** Adapters of a VM: that its host has what they run via, and that it leads where they say. */
import type { AstNode } from 'langium';
import type { Host, Network, Nic, Vm } from '../generated/ast.ts';
import { isNetwork, isReferenceProperty, isSwitch, isVm } from '../generated/ast.ts';
import { itemsOf, targetOf } from '../paths.ts';
import { nicOf, nicsOf, templateOf } from '../scope/members.ts';
import { isSound } from '../sound.ts';
import type { Check, Context } from './check.ts';
import type { Place } from './finding.ts';
import { hostOf } from './stated.ts';
import { aKindOf, and, code } from './words.ts';

const message = {
  lacks: (p: { host: string; vm: string; adapter: string; nic: string; template: string; has: readonly string[] }) =>
    `${p.host}, which runs ${p.vm}, has no adapter ${p.adapter}, via which template ${p.template} runs ${p.nic}: it has ${p.has.length > 0 ? and(p.has) : 'none'}.`,
  elsewhere: (p: {
    adapter: string;
    host: string;
    leads: string;
    nic: string;
    network: string;
    fitting: readonly string[];
  }) =>
    `${p.adapter} of ${p.host} is cabled to ${p.leads}: ${p.nic} cannot reach ${p.network} via it.${p.fitting.length > 0 ? ` ${and(p.fitting)} can.` : ''}`,
  unreached: (p: { host: string; vm: string; nic: string; network: string }) =>
    `${p.host}, which runs ${p.vm}, has no adapter on ${p.network}: ${p.nic} reaches nothing.`,
  uses: (p: { nic: string; vm: string }) =>
    `${p.nic} is an adapter of a VM: ${code('for')} says what a hypervisor uses a physical adapter for. Name adapters of the host with ${code('via')}.`,
};

export const adapters: Check = {
  Vm: (vm, context) => {
    const host = hostOf(vm);
    if (!host || !isSound(host)) return;
    for (const nic of nicsOf(vm)) {
      if (!context.damage.isDamaged(nic)) checkNic(nic, vm, host, context);
    }
  },
  Nic: (nic, { report }) => {
    if (!isVm(nic.$container) || !nic.uses?.length) return;
    report({
      code: 'hatopo/misplaced',
      message: message.uses({ nic: nic.name, vm: nic.$container.name }),
      place: { node: nic, feature: 'uses' },
    });
  },
};

function checkNic(nic: Nic, vm: Vm, host: Host, { report }: Context): void {
  const network = targetOf(nic.target);
  if (!isNetwork(network)) return;
  const own = nic.$container === vm;
  const place = (index: number): Place =>
    own ? { node: nic, feature: 'via', index } : { node: vm, feature: 'template' };
  nic.via?.forEach((via, index) => {
    const adapter = nicOf(host, via.$refText);
    if (!adapter) {
      // In the VM itself the name does not resolve, which says it; in a template it may resolve for others.
      if (own) return;
      report({
        code: 'hatopo/adapter-missing',
        message: message.lacks({
          host: host.name,
          vm: vm.name,
          adapter: via.$refText,
          nic: nic.name,
          template: templateOf(vm)?.name ?? '',
          has: nicsOf(host).map((each) => each.name),
        }),
        place: place(index),
      });
      return;
    }
    if (carries(adapter, network)) return;
    const leads = targetOf(adapter.target);
    if (!leads) return;
    const fitting = nicsOf(host).filter((each) => carries(each, network));
    report({
      code: 'hatopo/adapter-network',
      message: message.elsewhere({
        adapter: adapter.name,
        host: host.name,
        leads: leads.name ?? aKindOf(leads),
        nic: nic.name,
        network: network.name,
        fitting: fitting.map((each) => each.name),
      }),
      place: place(index),
      related: [{ node: adapter as AstNode, message: `${adapter.name} is cabled here` }],
      choices: own ? fitting.map((each) => each.name) : [],
    });
  });
  if (nic.via?.length) return;
  const all = nicsOf(host);
  // A host whose cables are not described says nothing of what it lacks.
  const known = all.length > 0 && all.every((adapter) => targetOf(adapter.target) !== undefined);
  if (known && !all.some((adapter) => carries(adapter, network))) {
    report({
      code: 'hatopo/adapter-network',
      severity: 'warning',
      message: message.unreached({ host: host.name, vm: vm.name, nic: nic.name, network: network.name }),
      place: own ? { node: nic, feature: 'target' } : { node: vm, feature: 'template' },
    });
  }
}

/** Whether a physical adapter leads to a network: cabled to it, or to a switch over which it runs. */
function carries(adapter: Nic, network: Network): boolean {
  const target = targetOf(adapter.target);
  if (target === network) return true;
  return isSwitch(target) && switchesOf(network).includes(target);
}

function switchesOf(network: Network): readonly AstNode[] {
  return itemsOf(network)
    .filter(isReferenceProperty)
    .filter(({ key }) => key === 'switches')
    .flatMap(({ refs }) => refs.map(targetOf))
    .filter((target) => target !== undefined);
}
