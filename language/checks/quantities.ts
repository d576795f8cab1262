/** Units and ranges of every number and quantity in the text. */
import type { AstNode } from 'langium';
import type * as ast from '../generated/ast.ts';
import { isHost, isReferenceProperty, isService } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { bodyOf, propertyOf, quantityOf, type Unit, unitMeant, type Value } from '../vocabulary/index.ts';
import type { Check, Context } from './check.ts';
import { flawOf } from './measures.ts';
import { WHOLE } from './places.ts';
import { code, meant, similar } from './words.ts';

const message = {
  slip: (p: { word: string; title: string; choices: readonly string[] }) =>
    `${code(p.word)} is no property of ${p.title}.${meant(p.choices)}`,
  documentedRange: (p: { key: string; value: string; from: string; to: string }) =>
    `${code(p.key)} is ${p.value}, which is not from ${p.from} to ${p.to}.`,
  tolerate: (p: { hosts: string }) => `${code(`tolerate ${p.hosts}`)} must name 1 host or more, as a whole number.`,
  tolerateAll: (p: { lost: number; hosts: number; cluster: string }) =>
    `${p.cluster} has ${p.hosts} hosts: it cannot tolerate the loss of ${p.lost}. At most ${p.hosts - 1} may be lost.`,
  needs: (p: { needs: string; members: number; service: string }) =>
    `${p.service} has ${p.members} members: it cannot need at least ${p.needs}. Lower the number or add members.`,
  simultaneous: (p: { count: string }) => `${code(`any ${p.count} of`)} must name 1 or more, as a whole number.`,
};

const time: Value = { is: 'quantity', unit: 'time' };
const reserved: Value = {
  is: 'quantity',
  unit: 'share',
  least: { text: '0 %', value: 0, exclusive: true },
  most: { text: '100 %', value: 100 },
};

export const quantities: Check = {
  MeasureProperty: (property, context) => {
    const entry = propertyOf(property);
    if (!entry || isSlip(property, context)) return;
    const check = (measure: ast.Measure | undefined, shown: string) =>
      checkMeasure(measure, entry.value, code(entry.key), shown, context, entry.unit);
    const sound = check(property.value, `${entry.key}: `);
    if (property.min || property.max) {
      check(property.min, 'from ');
      check(property.max, 'to ');
      if (sound) checkDocumentedRange(property, context);
    }
    if (entry.key === 'needs-at-least') checkNeeds(property, context);
  },
  AdmissionProperty: (property, context) => {
    checkMeasure(property.share, reserved, code('reserve'), 'reserve ', context, '%');
    checkTolerated(property, context);
  },
  At: (step, context) => {
    checkMeasure(step.time, time, code('at'), 'at ', context, 's');
  },
  Expect: (expectation, context) => checkClaim(expectation, context),
  Objective: (objective, context) => {
    for (const clause of objective.clauses ?? []) {
      if (clause.simultaneous !== undefined && !isCount(clause.simultaneous)) {
        context.report({
          code: 'hatopo/out-of-range',
          message: message.simultaneous({ count: clause.simultaneous }),
          place: { node: clause, feature: 'simultaneous' },
        });
      }
      for (const claim of clause.claims ?? []) checkClaim(claim, context);
    }
  },
};

/** Reports a word behind a number that is no unit but nearly a property: `vlan: 102 dedicted`. */
function isSlip({ value, $container }: ast.MeasureProperty, { report }: Context): boolean {
  const body = value?.unknownUnit === undefined ? undefined : bodyOf($container);
  if (!body || value?.unknownUnit === undefined || unitMeant(value.unknownUnit)) return false;
  const choices = similar(value.unknownUnit, [...body.byKey.keys()]);
  if (choices.length === 0) return false;
  report({
    code: 'hatopo/unknown-property',
    message: message.slip({ word: value.unknownUnit, title: body.title, choices }),
    place: { node: value, feature: 'unknownUnit' },
    choices,
  });
  return true;
}

function checkClaim(claim: ast.Expect | ast.Claim, context: Context): void {
  checkMeasure(claim.within, time, code('within'), 'within ', context, 's');
  checkMeasure(claim.limit, time, 'An outage', `${claim.comparison ?? '<'} `, context, 's');
}

/** True where there is nothing to report. */
function checkMeasure(
  measure: ast.Measure | undefined,
  value: Value,
  name: string,
  shown: string,
  { report }: Context,
  unit?: Unit,
): boolean {
  const flaw = flawOf(measure, value, name, shown, unit);
  if (!flaw || !measure) return true;
  report({ ...flaw, place: { node: measure as AstNode, feature: WHOLE } });
  return false;
}

function checkDocumentedRange(property: ast.MeasureProperty, { report }: Context): void {
  const [value, min, max] = [property.value, property.min, property.max].map((each) => quantityOf(each?.quantity));
  if (!value || !min || !max || (min.value <= value.value && value.value <= max.value)) return;
  report({
    code: 'hatopo/out-of-range',
    message: message.documentedRange({
      key: property.key,
      value: property.value.quantity ?? '',
      from: property.min?.quantity ?? '',
      to: property.max?.quantity ?? '',
    }),
    place: { node: property.value, feature: WHOLE },
  });
}

function checkNeeds(property: ast.MeasureProperty, { report }: Context): void {
  const service = property.$container;
  if (!isService(service)) return;
  const members = itemsOf(service)
    .filter(isReferenceProperty)
    .find(({ key }) => key === 'members')?.refs.length;
  const needs = property.value?.number;
  if (members === undefined || needs === undefined || Number(needs) <= members) return;
  report({
    code: 'hatopo/out-of-range',
    message: message.needs({ needs, members, service: service.name }),
    place: { node: property.value, feature: WHOLE },
  });
}

function checkTolerated(property: ast.AdmissionProperty, { report, damage }: Context): void {
  if (property.policy !== 'tolerate' || property.hosts === undefined) return;
  const place = { node: property, feature: 'hosts' };
  if (!isCount(property.hosts)) {
    report({ code: 'hatopo/out-of-range', message: message.tolerate({ hosts: property.hosts }), place });
    return;
  }
  const cluster = property.$container?.$container;
  if (cluster?.$type !== 'Cluster' || damage.lacksItems(cluster)) return;
  const hosts = itemsOf(cluster).filter(isHost).length;
  const lost = Number(property.hosts);
  // A cluster of one host is a finding of its own.
  if (hosts < 2 || lost < hosts) return;
  report({
    code: 'hatopo/out-of-range',
    message: message.tolerateAll({ lost, hosts, cluster: (cluster as ast.Cluster).name }),
    place,
  });
}

function isCount(number: string): boolean {
  return Number.isInteger(Number(number)) && Number(number) >= 1;
}
