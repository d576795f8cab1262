/** What the paths of an author's rule go through: `p.active.host.rack`. */
import { componentKinds } from '../../engine/topology/kinds.ts';
import {
  type BodyId,
  bodies,
  modes,
  type StatementEntry,
  type StatementId,
  statement,
  statements,
  type Value,
} from '../vocabulary/index.ts';

/** What a name of a path stands for: things of some kinds, or a value. */
export type Meaning = { readonly kinds: readonly BodyId[] } | { readonly value: Value | undefined };

/** The kinds that a rule can go through. */
const collected: readonly StatementId[] = [
  ...componentKinds,
  'server',
  'vm',
  'service',
  'failover-cluster',
  'endpoint',
];

const kindByPlural = new Map(
  statements
    .filter(({ id }) => collected.includes(id))
    .map(({ id, keyword }) => [plural(keyword), id as BodyId] as const),
);

/** What a rule can go through: everything that has a name, in the plural, in the order of the reference. */
export const collections: readonly string[] = [...kindByPlural.keys()];

/** The kinds of what is in a collection; of `services(…)` those of these modes. */
export function kindsIn(collection: string, modeWords: readonly string[]): readonly BodyId[] {
  const kind = kindByPlural.get(collection);
  if (kind !== 'service') return kind ? [kind] : [];
  const named = modes.map(({ mode }) => mode).filter((mode) => modeWords.includes(mode));
  return named.length > 0 ? named : ['service'];
}

/** What `name` means of things of these kinds; nothing where none of them has it. */
export function meaningIn(kinds: readonly BodyId[], name: string): Meaning | undefined {
  const found = kinds.flatMap((kind) => membersOf(kind).get(name) ?? []);
  const reached = found.flatMap((meaning) => ('kinds' in meaning ? meaning.kinds : []));
  return reached.length > 0 ? { kinds: [...new Set(reached)] } : found[0];
}

/** What the variables around a place go through; no kinds where that is not known. */
export type Bound = ReadonlyMap<string, readonly BodyId[]>;

/** What a path leads to that begins with a variable, as far as it can be known. */
export function meaningOf([variable = '', ...rest]: readonly string[], bound: Bound): Meaning | undefined {
  let meaning: Meaning | undefined = { kinds: bound.get(variable) ?? [] };
  for (const name of rest) meaning = meaningIn(kindsOf(meaning), name);
  return meaning;
}

/** The kinds of what a path leads to; none where it leads to a value or nowhere. */
export function kindsOf(meaning: Meaning | undefined): readonly BodyId[] {
  return meaning && 'kinds' in meaning ? meaning.kinds : [];
}

/** What a variable stands for that goes through a path, or through a collection of the topology with its modes. */
export function kindsThrough(path: readonly string[], modeWords: readonly string[], bound: Bound): readonly BodyId[] {
  const [first = ''] = path;
  return path.length > 1 || bound.has(first) ? kindsOf(meaningOf(path, bound)) : kindsIn(first, modeWords);
}

/** All that things of these kinds have, in the order of the reference. */
export function namesOf(kinds: readonly BodyId[]): readonly string[] {
  return [...new Set(kinds.flatMap((kind) => [...membersOf(kind).keys()]))];
}

const known = new Map<BodyId, ReadonlyMap<string, Meaning>>();

function membersOf(kind: BodyId): ReadonlyMap<string, Meaning> {
  let members = known.get(kind);
  if (!members) {
    members = new Map([...stated(kind), ...inside(kind), ...around(kind), ['name', { value: undefined }]]);
    known.set(kind, members);
  }
  return members;
}

/** Of a product what it is; its times are those of the service that takes it. */
const ofProducts: readonly string[] = ['title', 'preserves', 'modes'];

/** What only helps to write others, or has no more than words of its own. */
const unseen: readonly StatementId[] = ['template', 'limits'];

/** Its properties. */
function stated(kind: BodyId): [string, Meaning][] {
  const own = (bodies.get(kind)?.properties ?? [])
    .filter(({ property }) => kind !== 'product' || ofProducts.includes(property.key))
    .map(({ property }): [string, Meaning] => [
      property.key,
      property.value.is === 'reference'
        ? { kinds: property.value.kinds.filter((each) => each !== 'rule') as BodyId[] }
        : { value: property.value },
    ]);
  // A NIC names its network, a link its ends, a service its mode in front of the body.
  if (kind === 'nic' || kind === 'virtual nic') own.push(['network', { kinds: ['network'] }]);
  if (kind === 'nic') own.push(['uses', anyValue]);
  if (kind === 'link') own.push(['ends', { kinds: ['network', 'switch'] }]);
  if (isService(kind)) own.push(['mode', anyValue], ['members', { kinds: ['vm', 'server', 'service'] }]);
  return own;
}

/** What stands in its body: blocks by their keyword, what has a name in the plural. */
function inside(kind: BodyId): [string, Meaning][] {
  if (kind === 'product') return [];
  return (bodies.get(kind)?.statements ?? [])
    .filter(({ id }) => !unseen.includes(id))
    .map((entry): [string, Meaning] => [
      isBlock(entry) ? entry.keyword : plural(entry.keyword),
      { kinds: [entry.id as BodyId] },
    ]);
}

/** What it stands or runs in. */
function around(kind: BodyId): [string, Meaning][] {
  const places: [string, Meaning][] = [];
  const id: StatementId | undefined = isService(kind) ? 'service' : kind === 'file' ? undefined : (kind as StatementId);
  if (id && statement(id).standsIn.includes('site')) places.push(['site', { kinds: ['site'] }]);
  if (kind === 'vm') places.push(['host', { kinds: ['host'] }]);
  if (kind === 'vm' || kind === 'host') places.push(['cluster', { kinds: ['cluster'] }]);
  if (kind === 'host' || kind === 'cluster') places.push(['vms', { kinds: ['vm'] }]);
  return places;
}

const anyValue: Meaning = { value: undefined };

function isService(kind: BodyId): boolean {
  return kind === 'service' || modes.some(({ mode }) => mode === kind);
}

function isBlock({ form }: StatementEntry): boolean {
  return !/^\S+ (NAME|VENDOR)/.test(form);
}

function plural(word: string): string {
  if (word === 'storage') return 'storages';
  return /(s|x|ch)$/.test(word) ? `${word}es` : `${word}s`;
}
