/** What a machine states, itself or by its template. */
import type { Declaration, Host, Item, MeasureProperty, Path, Server, Vm } from '../generated/ast.ts';
import { isHost, isMeasureProperty, isReferenceProperty } from '../generated/ast.ts';
import { itemsWithTemplate, targetOf } from '../paths.ts';
import { classOf, quantityOf, type UnitClass } from '../vocabulary/index.ts';

/** The host that runs a VM at the start, where the text says so and it is one. */
export function hostOf(vm: Vm): Host | undefined {
  const host = targetOf(vm.host);
  return isHost(host) ? host : undefined;
}

/** The first property `key` of a machine, its own before its template's. */
export function statedMeasure(machine: Host | Server | Vm, key: string): MeasureProperty | undefined {
  return itemsWithTemplate(machine).find(
    (item): item is MeasureProperty => isMeasureProperty(item) && item.key === key,
  );
}

/** A quantity of a machine in the base unit of its class. */
export function statedQuantity(machine: Host | Server | Vm, key: string, unit: UnitClass): number | undefined {
  const quantity = quantityOf(statedMeasure(machine, key)?.value?.quantity);
  return quantity && classOf(quantity.unit) === unit ? quantity.value : undefined;
}

/** A number of a machine, without a unit. */
export function statedCount(machine: Host | Server | Vm, key: string): number | undefined {
  const value = statedMeasure(machine, key)?.value;
  return value?.number !== undefined && value.unknownUnit === undefined ? Number(value.number) : undefined;
}

/** The names after the first `key:` of a machine, its own before its template's; `undefined` where it states none. */
export function statedPaths(machine: Host | Server | Vm, key: string): readonly Path[] | undefined {
  return referencesOf(itemsWithTemplate(machine), key);
}

/** The names after the first `key:` among some items. */
export function referencesOf(items: readonly Item[], key: string): readonly Path[] | undefined {
  for (const item of items) if (isReferenceProperty(item) && item.key === key) return item.refs;
  return undefined;
}

/** The storage that a host sees, as far as its names resolve; `undefined` where one does not. */
export function seenStorage(host: Host): readonly Declaration[] | undefined {
  const paths = statedPaths(host, 'storage') ?? [];
  const seen = paths.map(targetOf);
  return seen.every((storage) => storage !== undefined) ? seen : undefined;
}
