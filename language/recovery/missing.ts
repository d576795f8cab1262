/** What a statement or property needs, by the place in the grammar at which it is missing. */
import { bodies, type PropertyEntry, type StatementEntry, statements, type Value } from '../vocabulary/index.ts';
import type { Slot } from './automaton.ts';

const template = 'the template that it takes, after `:`';
const title = 'a title in quotes';
const target = 'what it acts on';

/** Statements: completes "A NIC needs …". */
const needs: Readonly<Record<string, string>> = {
  'TopologyTitle.title': 'its words in quotes',
  'ImportStatement.path': 'the path of a file in quotes',
  'Link.between': '`between` and the two switches or networks that it joins',
  'Link.ends': 'the two switches or networks that it joins, after `between`',
  'Host.template': template,
  'Server.template': template,
  'Vm.template': template,
  'Vm.host': 'the host on which it starts, after `on`',
  'Vm.on': '`on` before the host on which it starts',
  'Host.:': template,
  'Server.:': template,
  'Vm.:': template,
  'Nic.->': '`->` before the network or switch that it is cabled to',
  'Nic.target': 'the network or switch that it is cabled to, after `->`',
  'Nic.via': 'the physical adapters of its host that it uses, after `via`',
  'Nic.uses': 'what it is used for, after `for`',
  'Service.:': 'its redundancy mode, after `:`',
  'Service.mode': 'its redundancy mode, after `:`',
  'Resource.:': 'its type, after `:`',
  'Resource.resourceType': 'its type, after `:`',
  'Endpoint.:': 'its kind, after `:`',
  'Endpoint.endpointKind': 'its kind, after `:`',
  'SettingsBlock.{': 'a body',
  'LimitsBlock.{': 'a body',
  'Setting.:': '`:` between its key and its value',
  'Setting.values': 'a value, after `:`',
  'KeepRule.kind': '`apart`, `together` or `on`',
  'KeepRule.members': 'the machines that it is about',
  'KeepRule.levels': 'what is to be different, after `across`',
  'KeepRule.hosts': 'the hosts on which they are kept, after `on`',
  'KeepRule.strength': '`must` or `should` at its end',
  'Scenario.title': title,
  'At.time': 'its time, after `at`',
  'SimpleInjection.verb': 'what happens: `fail`, `restore`, `crash`, …',
  'SimpleInjection.targets': target,
  'SimpleInjection.hosts': 'the host that loses it, after `for`',
  'SplitInjection.verb': 'what happens: `partition` or `heal`',
  'MoveInjection.verb': 'what happens: `move` or `migrate`',
  'SplitInjection.left': target,
  'SplitInjection.right': 'the other side, after `|`',
  'SplitInjection.|': '`|` between its two sides',
  'MoveInjection.subject': target,
  'MoveInjection.to': '`to` and where it goes',
  'MoveInjection.place': 'where it goes, after `to`',
  'Expect.subject': 'what it is about',
  'Expect.of': '`of` and the service that it is about',
  'Expect.state': 'a state, such as `up`, `down`, `active`',
  'Expect.aspect': '`calls` or `state`',
  'Expect.outcome': '`preserved`, `lost` or `dropped`',
  'Expect.place': 'the machine or host, after `on`',
  'Expect.comparison': 'a comparison: `<`, `<=`, `>`, `>=`',
  'Expect.limit': 'a time to compare with: `5 min`',
  'Expect.within': 'a time, after `within`: `15 min`',
  'Objective.title': title,
  'Objective.{': 'a body',
  'ObjectiveClause.simultaneous': 'how many fail at once, after `any`',
  'ObjectiveClause.of': '`of` between the number and what fails',
  'ObjectiveClause.kinds': 'the kind of what fails: `host`, `switch`, `site`, …',
  'ObjectiveClause.fails': '`fails` after what fails',
  'ObjectiveClause.fail': '`fails` after what fails',
  'ObjectiveClause.:': '`:` before what must hold',
  'ObjectiveClause.claims': 'what must hold, after `:`',
  'Claim.state': 'a state, such as `up`, `down`, `active`',
  'Claim.outcome': '`preserved`, `lost` or `dropped`',
  'Claim.comparison': 'a comparison: `<`, `<=`, `>`, `>=`',
  'Claim.limit': 'a time to compare with: `5 s`',
  'Claim.place': 'the machine or host, after `on`',
  'Claim.within': 'a time, after `within`: `15 min`',
  'AuthorRule.severity': 'a severity: `error`, `warning` or `info`',
  'AuthorRule.message': 'a message in quotes',
  'AuthorRule.{': 'its condition between `{` and `}`',
  'AdmissionProperty.policy': '`tolerate`, `reserve`, `dedicated` or `off`',
  'AdmissionProperty.hosts': 'the number of hosts that may fail, after `tolerate`',
  'AdmissionProperty.share': 'the share that is kept free, after `reserve`: `25 %`',
  'AdmissionProperty.failoverHosts': 'the failover hosts, after `dedicated`',
  'QuorumProperty.kind': '`disk` or `majority`',
  'QuorumProperty.disk': 'the quorum disk, after `disk`',
  'QuorumProperty.with': '`with witness` and a server',
  'QuorumProperty.witness': 'the server that is the witness',
  'MeasureProperty.min': 'the least value, after `from`',
  'MeasureProperty.to': '`to` and the greatest value',
  'MeasureProperty.max': 'the greatest value, after `to`',
  'MeasureProperty.note': 'the source in quotes',
};

/** What is missing at a place in the grammar; nothing where only the kind of statement can be told. */
export function needAt({ path }: Slot): string | undefined {
  for (const step of path.toReversed()) {
    if (/\.(name|variable)$/.test(step)) return 'a name';
    const need = needs[step];
    if (need) return need;
  }
  return undefined;
}

/** The vocabulary's entry for a statement of the grammar, as it stands in a body of `owner`. */
export function statementCalled(rule: string, owner: string | undefined): StatementEntry | undefined {
  const entries = statements.filter(({ type }) => type === rule);
  return entries.find(({ standsIn }) => standsIn.some((place) => place === owner)) ?? entries[0];
}

/** What is no statement of the vocabulary. */
export const clauses: Readonly<Record<string, { readonly title: string; readonly form: string }>> = {
  Setting: { title: 'a setting', form: 'KEY: value' },
  ObjectiveClause: { title: 'a clause of an objective', form: 'any host fails: SERVICE outage < 5 s' },
};

/** The vocabulary's entry for a property as a body of `owner` understands it. */
export function propertyCalled(key: string, owner: string | undefined): PropertyEntry | undefined {
  const all = [...bodies.values()].flatMap(({ id, properties }) =>
    properties.filter(({ property }) => property.key === key).map(({ property }) => ({ id, property })),
  );
  return (all.find(({ id }) => id === owner) ?? all[0])?.property;
}

/** What the value of a property has to be: completes "`vcpu` takes …". */
export function valueWanted({ value }: PropertyEntry): string {
  return wanted[value.is](value as never);
}

function oneOf(kinds: readonly string[]): string {
  const words = kinds.map((kind) => (kind === 'vm' ? 'a VM' : `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`));
  const last = words.pop();
  return words.length > 0 ? `${words.join(', ')} or ${last}` : `${last}`;
}

const wanted: { readonly [Kind in Value['is']]: (value: Extract<Value, { is: Kind }>) => string } = {
  reference: ({ kinds, list }) => (list ? 'names' : `the name of ${oneOf(kinds.slice(0, 3))}`),
  quantity: () => 'a number with its unit',
  number: () => 'a number',
  words: ({ words, list }) => `${list ? 'words' : 'one'} of ${words.map(({ word }) => `\`${word}\``).join(', ')}`,
  text: () => 'a text in quotes',
  version: () => 'a version',
  flag: () => 'no value',
  form: () => 'a value',
};
