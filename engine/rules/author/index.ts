/** The rules that the author of a topology writes, as rules like those that ship. */
import type { AuthorRule, Topology } from '../../topology/model.ts';
import { append } from '../facts/memo.ts';
import { listed, listedNames, message } from '../message.ts';
import { type Report, type Rule, rule } from '../rule.ts';
import { aroundIn } from './around.ts';
import type { Missing } from './evaluation.ts';
import { authorId } from './ids.ts';
import { type Item, idOf, isIdOf } from './values.ts';
import { type Doubt, judge } from './violations.ts';

const says = {
  nothing: message`The rule ${'rule'} does not hold.`,
  rule: message`The rule ${'rule'} asks for it.`,
  other: message`${'variable'} is ${'name'}.`,
  unknown: message`Whether ${'rule'} holds is not known: the text does not state ${'facts'}.`,
  unknownOf: message`Whether ${'rule'} holds is not known of ${'places'}: the text does not state ${'facts'}.`,
  fact: message`${'property'} of ${'names'}`,
  missing: message`${'name'} does not state ${'property'}.`,
  unheard: message`${'rule'} compares with ${'names'}, and nothing is called so.`,
};

/** So many places are named beside a finding. */
const mostRelated = 5;

const known = new WeakMap<readonly AuthorRule[], readonly Rule[]>();

/** The rules that the texts of a topology hold, in their order. */
export function authorRules({ rules }: Topology): readonly Rule[] {
  let made = known.get(rules);
  if (!made) {
    made = rules.map(ruleOf);
    known.set(rules, made);
  }
  return made;
}

/** A rule of an author as one that can be run, shown and silenced like all. It has neither examples nor a page on the web. */
function ruleOf(written: AuthorRule): Rule {
  const [title = '', ...rest] = (written.documentation ?? '').trim().split('\n');
  return rule({
    id: authorId(written),
    severity: written.severity,
    title: title || written.message || written.name,
    why: rest.join('\n').trim(),
    sources: [],
    messages: { broken: { template: written.message } },
    examples: { breaks: '', keeps: '' },
    check: (topology, report) => check(written, topology, report),
  });
}

function check(written: AuthorRule, topology: Topology, report: Report): void {
  const { violations, doubts, named } = judge(written, aroundIn(topology));
  const byRule = { source: written.source, message: says.rule({ rule: written.name }) };
  for (const { at, message: text, others, basis } of violations) {
    report(at ?? written, text || says.nothing({ rule: written.name }), {
      related: [
        ...(at ? [byRule] : []),
        ...others.slice(0, mostRelated).map(({ variable, item }) => ({
          source: item.source,
          message: says.other({ variable, name: item.name }),
        })),
      ],
      basis,
    });
  }
  if (doubts.length > 0) reportDoubts(written, doubts, report);
  if (named.size > 0) reportUnheard(written, named, topology, report);
}

/** Misspelt, or of another topology that the rule is for too: whichever, here it compares with nothing. */
function reportUnheard(written: AuthorRule, named: ReadonlySet<string>, topology: Topology, report: Report): void {
  const left = new Set(named);
  for (const { name } of topology.unbuilt) left.delete(name);
  for (const { id, name } of topology.elements.values()) {
    left.delete(name);
    for (const each of left) if (isIdOf(each, id)) left.delete(each);
    if (left.size === 0) return;
  }
  if (left.size > 0)
    report(written, says.unheard({ rule: written.name, names: listed([...left]) }), { notStated: true });
}

/** Once a rule, at the rule: what the text does not state is often so of many. */
function reportDoubts(written: AuthorRule, doubts: readonly Doubt[], report: Report): void {
  const missing = unique(doubts.flatMap((doubt) => doubt.missing));
  const places = [...new Map(doubts.flatMap(({ at }) => (at ? [[idOf(at), at] as const] : []))).values()];
  const facts = factsOf(missing);
  const text =
    places.length > 0
      ? says.unknownOf({ rule: written.name, places: listedNames(places), facts })
      : says.unknown({ rule: written.name, facts });
  report(written, text, {
    notStated: true,
    related: missing.slice(0, mostRelated).map(({ item, property }) => ({
      source: item.source,
      message: says.missing({ name: item.name, property }),
    })),
    basis: missing.map(({ item, property }) => ({ source: item.source, property })),
  });
}

function unique(missing: readonly Missing[]): readonly Missing[] {
  const seen = new Map<unknown, Set<string>>();
  return missing.filter(({ item, property }) => {
    const properties = seen.get(idOf(item)) ?? new Set();
    seen.set(idOf(item), properties);
    return !properties.has(property) && properties.add(property);
  });
}

/** `rack of Host1 and Host2, memory of Host3`. */
function factsOf(missing: readonly Missing[]): string {
  const byProperty = new Map<string, Item[]>();
  for (const { item, property } of missing) append(byProperty, property, item);
  return listed([...byProperty].map(([property, items]) => says.fact({ property, names: listedNames(items) })));
}
