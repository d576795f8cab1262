/** What can be wrong with one number or quantity: its unit, its range. */
import type { Measure } from '../generated/ast.ts';
import {
  classOf,
  type Quantity,
  quantityOf,
  type Unit,
  type UnitClass,
  unitClassTitles,
  unitMeant,
  unitsOf,
  type Value,
} from '../vocabulary/index.ts';
import type { Finding } from './finding.ts';
import { code, or } from './words.ts';

const message = {
  noUnit: (p: { shown: string; choices: readonly string[] }) => `${code(p.shown)} needs a unit: ${or(p.choices)}.`,
  badUnit: (p: { unit: string; choices: readonly string[] }) => `${code(p.unit)} is no unit. Write ${or(p.choices)}.`,
  wrongUnit: (p: { name: string; takes: string; has: string; is: string; units: readonly string[] }) =>
    `${p.name} takes ${p.takes}; ${p.has} is ${p.is}. Write it in ${or(p.units)}.`,
  plain: (p: { name: string; counts: string; number: string }) =>
    `${p.name} counts ${p.counts}: write ${p.number}, without a unit.`,
  whole: (p: { name: string; counts: string; number: string }) =>
    `${p.name} counts ${p.counts}: ${p.number} is no whole number.`,
  range: (p: { name: string; has: string; must: string }) => `${p.name} is ${p.has}: it must be ${p.must}.`,
};

type Flaw = Pick<Finding, 'code' | 'message'> & { readonly choices?: readonly string[] };

/**
 * The flaw of a measure that is to be of a value class, or nothing.
 * @param name what it is, for the message: `` `memory` ``
 * @param unit the unit to offer first where one is missing
 */
export function flawOf(
  measure: Measure | undefined,
  value: Value,
  name: string,
  shown: string,
  unit?: Unit,
): Flaw | undefined {
  if (!measure) return undefined;
  if (value.is === 'number') return flawOfNumber(measure, value, name);
  if (value.is !== 'quantity') return undefined;
  const quantity = quantityOf(measure.quantity);
  if (quantity) return flawOfQuantity(quantity, measure.quantity ?? '', value, name);
  if (measure.number === undefined) return undefined;
  return flawOfUnit(measure.number, measure.unknownUnit, value.unit, name, shown, unit);
}

function flawOfUnit(
  number: string,
  written: string | undefined,
  unitClass: UnitClass,
  name: string,
  shown: string,
  first: Unit | undefined,
): Flaw {
  const with_ = (unit: Unit) => (unit === '%' ? `${number} %` : `${number} ${unit}`);
  const units = likely(unitClass, first);
  if (written === undefined) {
    const choices = units.map(with_);
    return { code: 'hatopo/missing-unit', message: message.noUnit({ shown: `${shown}${number}`, choices }), choices };
  }
  const meant = unitMeant(written);
  if (meant && classOf(meant) !== unitClass) {
    return wrongUnit(name, unitClass, with_(meant), classOf(meant));
  }
  const choices = (meant ? [meant] : units).map(with_);
  return { code: 'hatopo/unknown-unit', message: message.badUnit({ unit: written, choices }), choices };
}

function flawOfQuantity(
  quantity: Quantity,
  written: string,
  value: Extract<Value, { is: 'quantity' }>,
  name: string,
): Flaw | undefined {
  const has = classOf(quantity.unit);
  if (has !== value.unit) return wrongUnit(name, value.unit, written, has);
  const { least, most } = value;
  if (least && (least.exclusive ? quantity.value <= least.value : quantity.value < least.value)) {
    return range(name, written, least.exclusive ? `above ${least.text}` : `at least ${least.text}`);
  }
  if (most && quantity.value > most.value) return range(name, written, `at most ${most.text}`);
  return undefined;
}

function flawOfNumber(measure: Measure, value: Extract<Value, { is: 'number' }>, name: string): Flaw | undefined {
  const { counts, least, most } = value;
  const number = measure.number ?? String(quantityOf(measure.quantity)?.amount ?? '');
  if (number === '') return undefined;
  if (measure.quantity !== undefined || measure.unknownUnit !== undefined) {
    return { code: 'hatopo/wrong-unit', message: message.plain({ name, counts, number }), choices: [number] };
  }
  const amount = Number(number);
  if (!Number.isInteger(amount)) {
    return { code: 'hatopo/out-of-range', message: message.whole({ name, counts, number }) };
  }
  if (amount < least || (most !== undefined && amount > most)) {
    return range(name, number, most === undefined ? `${least} or more` : `${least} to ${most}`);
  }
  return undefined;
}

function wrongUnit(name: string, wanted: UnitClass, written: string, has: UnitClass): Flaw {
  return {
    code: 'hatopo/wrong-unit',
    message: message.wrongUnit({
      name,
      takes: unitClassTitles[wanted],
      has: written,
      is: unitClassTitles[has],
      units: likely(wanted),
    }),
  };
}

function range(name: string, has: string, must: string): Flaw {
  return { code: 'hatopo/out-of-range', message: message.range({ name, has, must }) };
}

/** Up to three units that an author is likely to mean, the likeliest first. */
function likely(unitClass: UnitClass, first?: Unit): readonly Unit[] {
  const usual: Record<UnitClass, readonly Unit[]> = {
    time: ['s', 'min', 'ms'],
    size: ['GB', 'MB', 'TB'],
    rate: ['Gbps', 'Mbps', 'Kbps'],
    share: ['%'],
    frequency: ['GHz', 'MHz'],
  };
  const units = first ? [first, ...usual[unitClass]] : [...usual[unitClass], ...unitsOf(unitClass)];
  return [...new Set(units)].slice(0, 3);
}
