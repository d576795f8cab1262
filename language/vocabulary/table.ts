/** The table of the language, put together: every statement, mode and body, in the order of the reference. */
import { optional, property, words } from './define.ts';
import type { BodyEntry, BodyId, ModeEntry, PropertyUse, StatementEntry, StatementId } from './entry.ts';
import { modes, serviceProperties } from './modes.ts';
import { clusterStatements } from './statements/clusters.ts';
import { componentStatements } from './statements/components.ts';
import { fileStatements } from './statements/file.ts';
import { machineStatements } from './statements/machines.ts';
import { scenarioStatements } from './statements/scenarios.ts';
import { productProperties, serviceStatements } from './statements/services.ts';

export const statements: readonly StatementEntry[] = [
  ...fileStatements,
  ...componentStatements,
  ...clusterStatements,
  ...machineStatements,
  ...serviceStatements,
  ...scenarioStatements,
];

const statementIndex = new Map<StatementId, StatementEntry>(statements.map((entry) => [entry.id, entry]));
const modeIndex = new Map<string, ModeEntry>(modes.map((entry) => [entry.mode, entry]));

/** @throws if there is none: the ids are ours. */
export function statement(id: StatementId): StatementEntry {
  const entry = statementIndex.get(id);
  if (!entry) throw new Error(`the vocabulary has no statement ${id}`);
  return entry;
}

export function mode(name: string | undefined): ModeEntry | undefined {
  return name === undefined ? undefined : modeIndex.get(name);
}

/** Times that are no timings of a product. */
const notOfProducts: ReadonlySet<StatementId> = new Set(['link', 'scenario']);

/** Every body of the language by its id. */
export const bodies: ReadonlyMap<BodyId, BodyEntry> = new Map(allBodies().map((body) => [body.id, body]));

/** @throws if there is none: the ids are ours. */
export function body(id: BodyId): BodyEntry {
  const entry = bodies.get(id);
  if (!entry) throw new Error(`the vocabulary has no body ${id}`);
  return entry;
}

function allBodies(): BodyEntry[] {
  const ofStatements = statements
    .filter((entry) => entry.hasBody && entry.id !== 'service')
    .map((entry) => bodyEntry(entry.id as BodyId, entry.title, propertiesOf(entry)));
  const ofModes = modes.map((entry) => bodyEntry(entry.mode, entry.title, [...entry.properties, ...serviceProperties]));
  return [
    bodyEntry('file', 'the top level of a file', []),
    ...ofStatements,
    ...ofModes,
    bodyEntry('service', 'a service', union(ofModes.map((entry) => entry.properties))),
  ];
}

function bodyEntry(id: BodyId, title: string, properties: readonly PropertyUse[]): BodyEntry {
  const byKey = new Map(properties.map((use) => [use.property.key, use]));
  return Object.freeze({ id, title, properties, byKey, statements: statements.filter((entry) => standsIn(entry, id)) });
}

function standsIn(entry: StatementEntry, id: BodyId): boolean {
  if (entry.standsIn.includes(id)) return true;
  // What stands in a service stands in one of any mode; while the mode is unknown, so does what stands in one mode.
  if (modeIndex.has(id)) return entry.standsIn.includes('service');
  return id === 'service' && entry.standsIn.some((place) => modeIndex.has(place));
}

function propertiesOf(entry: StatementEntry): readonly PropertyUse[] {
  if (entry.id === 'template')
    return union(['host', 'server', 'vm'].map((id) => statement(id as StatementId).properties));
  if (entry.id === 'product') return [...fixedProductProperties(), ...timings()];
  return entry.properties;
}

/** All properties of several bodies, none of them required, the first of a key winning. */
function union(bodies: readonly (readonly PropertyUse[])[]): PropertyUse[] {
  const byKey = new Map<string, PropertyUse>();
  for (const use of bodies.flat()) {
    if (!byKey.has(use.property.key)) byKey.set(use.property.key, { property: use.property, required: false });
  }
  return [...byKey.values()];
}

function fixedProductProperties(): readonly PropertyUse[] {
  const modeWords = modes.map((entry) => ({ word: entry.mode, summary: `${entry.summary}.` }));
  const allowed = property(
    'modes: standalone, duplication',
    words(modeWords, { list: true }),
    'The redundancy modes that it allows; any where nothing is written',
  );
  return [...productProperties, ...optional(allowed)];
}

/** What a product may state about time: the timings of services first, then those of what runs them. */
function timings(): readonly PropertyUse[] {
  const all = union([
    serviceProperties,
    ...modes.map((entry) => entry.properties),
    ...statements.filter((entry) => !notOfProducts.has(entry.id)).map((entry) => entry.properties),
  ]);
  return all.filter(({ property: { value } }) => value.is === 'quantity' && value.unit === 'time');
}
