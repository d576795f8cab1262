/** VMs that are larger than the host that runs them. */
import type { MeasureProperty, Vm } from '../generated/ast.ts';
import type { Check, Context } from './check.ts';
import { WHOLE } from './places.ts';
import { hostOf, statedCount, statedMeasure, statedQuantity } from './stated.ts';

const message = {
  memory: (p: { vm: string; needs: string; host: string; has: string }) =>
    `${p.vm} needs ${p.needs} of memory, and ${p.host}, which runs it, has ${p.has}. Give it less, or a larger host.`,
  vcpu: (p: { vm: string; needs: number; host: string; has: number }) =>
    `${p.vm} needs ${p.needs} virtual CPUs, and ${p.host}, which runs it, has ${p.has} cores. Give it fewer, or a larger host.`,
};

export const capacity: Check = {
  Vm: (vm, context) => {
    const host = hostOf(vm);
    if (!host) return;
    const [needs, has] = [statedQuantity(vm, 'memory', 'size'), statedQuantity(host, 'memory', 'size')];
    if (needs !== undefined && has !== undefined && needs > has) {
      tooLarge(
        vm,
        'memory',
        message.memory({ vm: vm.name, needs: written(vm, 'memory'), host: host.name, has: written(host, 'memory') }),
        context,
      );
    }
    const [vcpu, cpu] = [statedCount(vm, 'vcpu'), statedCount(host, 'cpu')];
    if (vcpu !== undefined && cpu !== undefined && vcpu > cpu) {
      tooLarge(vm, 'vcpu', message.vcpu({ vm: vm.name, needs: vcpu, host: host.name, has: cpu }), context);
    }
  },
};

function written(machine: Parameters<typeof statedMeasure>[0], key: string): string {
  return statedMeasure(machine, key)?.value?.quantity ?? '';
}

function tooLarge(vm: Vm, key: string, text: string, { report }: Context): void {
  const property: MeasureProperty | undefined = statedMeasure(vm, key);
  const own = property?.$container === vm;
  report({
    code: 'hatopo/larger-than-host',
    message: text,
    place: own && property ? { node: property.value, feature: WHOLE } : { node: vm, feature: 'template' },
  });
}
