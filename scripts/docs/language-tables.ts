/** The tables of the language reference, as Markdown, made from the vocabulary. */
import { codes, otherCodes } from '../../language/checks/codes.ts';
import type { PropertyUse, StatementEntry, StatementId, Value, WordEntry } from '../../language/vocabulary/entry.ts';
import { injections } from '../../language/vocabulary/injections.ts';
import { innerWords } from '../../language/vocabulary/inner.ts';
import { limits } from '../../language/vocabulary/limits.ts';
import { modes } from '../../language/vocabulary/modes.ts';
import { aspects, outcomes, states } from '../../language/vocabulary/states.ts';
import { bodies, mode, statement, statements } from '../../language/vocabulary/table.ts';
import { unitClassTitles, unitsOf } from '../../language/vocabulary/units.ts';
import * as words from '../../language/vocabulary/words.ts';
import { code, sentences, table } from './markdown.ts';
import { shippedProducts } from './shipped-products.ts';

/** A block of the reference by its name: `statement host`, `mode duplication`, `states`, … @throws if there is none */
export function referenceBlock(name: string): string {
  const [kind = '', ...rest] = name.split(' ');
  const subject = rest.join(' ');
  switch (kind) {
    case 'statement':
      return statementBlock(statement(subject as StatementId));
    case 'mode':
      return modeBlock(subject);
    case 'words':
      return wordTable(wordLists[subject] ?? missing(name));
    default:
      return (blocks[name] ?? missing(name))();
  }
}

function missing(name: string): never {
  throw new Error(`the reference has no block ${name}`);
}

const wordLists: Readonly<Record<string, readonly WordEntry[]>> = {
  'adapter uses': words.adapterUses,
  'keep levels': words.keepLevels,
  'keep strengths': words.strengths,
  severities: words.severities,
  'endpoint kinds': words.endpointKinds,
  'resource types': words.resourceTypes,
  admission: words.admissionPolicies,
  quorum: words.quorumKinds,
};

const blocks: Readonly<Record<string, () => string>> = {
  overview: () =>
    table(
      ['statement', 'what it is', 'stands in'],
      statements.map((entry) => [code(entry.keyword), entry.summary, placesOf(entry)]),
    ),
  modes: () =>
    table(
      ['mode', 'members', 'what it does'],
      modes.map((entry) => [
        code(entry.mode),
        entry.properties
          .filter((use) => use.required)
          .map((use) => code(use.property.key))
          .join(', '),
        entry.summary,
      ]),
    ),
  product: () => propertyTables(fixedProductUses),
  'product times': () =>
    `${productUses
      .filter(({ property }) => isTime(property.value))
      .map(({ property }) => code(property.key))
      .join(', ')}\n`,
  'products that ship': () => shippedProducts(),
  limits: () =>
    table(
      ['limit', 'takes', 'what it says'],
      limits.map((entry) => [code(entry.key), takes(entry.value), sentences(entry.summary)]),
    ),
  injections: () =>
    table(
      ['injection', 'on', 'what happens'],
      injections.map((entry) => [code(entry.form), entry.applies, sentences(entry.summary, entry.details)]),
    ),
  states: () =>
    table(
      ['state', 'of', 'what it says', '`on`'],
      states.map((entry) => [code(entry.state), entry.of.join(', '), entry.summary, entry.on?.join(', ') ?? '']),
    ),
  aspects: () =>
    table(
      ['what', 'of'],
      Object.entries(aspects).map(([aspect, of]) => [code(aspect), of.join(', ')]),
    ),
  outcomes: () =>
    table(
      ['outcome', 'what it says'],
      outcomes.map((entry) => [code(entry.outcome), entry.summary]),
    ),
  units: () =>
    table(
      ['what', 'units'],
      (['time', 'size', 'rate', 'share', 'frequency'] as const).map((unitClass) => [
        unitClassTitles[unitClass],
        unitsOf(unitClass).map(code).join(', '),
      ]),
    ),
  'inner words': () =>
    table(
      ['word', 'in', 'what it says'],
      innerWords.map((entry) => [code(entry.word), entry.in, sentences(entry.summary)]),
    ),
  findings: () =>
    table(
      ['code', 'what it says'],
      [...Object.entries(otherCodes), ...Object.entries(codes)].map(([name, says]) => [code(name), says]),
    ),
};

/** The words of a property that say more than their name; those of `modes` have a table and a section each. */
function wordsOf({ key, value }: PropertyUse['property']): readonly WordEntry[] {
  return value.is === 'words' && value.words !== words.onOff && key !== 'modes' ? value.words : [];
}

const productUses = bodies.get('product')?.properties ?? [];
const fixedProductUses = productUses.filter(({ property }) => !isTime(property.value));

/** The properties among which a word is explained: the first that take it. */
const firstUse = new Map<WordEntry, readonly PropertyUse[]>();
for (const uses of [
  ...statements.map(({ properties }) => properties),
  ...modes.map(({ properties }) => properties),
  fixedProductUses,
])
  for (const { property } of uses)
    for (const entry of wordsOf(property)) if (!firstUse.has(entry)) firstUse.set(entry, uses);

function statementBlock(entry: StatementEntry): string {
  const said = `${code(entry.form)}\n\n${sentences(entry.summary, entry.details)}\n`;
  return entry.properties.length > 0 ? `${said}\n${propertyTables(entry.properties)}` : said;
}

function modeBlock(name: string): string {
  const entry = mode(name) ?? missing(`mode ${name}`);
  return `${sentences(entry.summary, entry.details)}\n\n${propertyTables(entry.properties)}`;
}

/** What a body takes, and below it what the words mean that properties take, each where the page has it first. */
function propertyTables(uses: readonly PropertyUse[]): string {
  const rows = uses.flatMap(({ property }) =>
    wordsOf(property)
      .filter((entry) => firstUse.get(entry) === uses)
      .map((entry) => [code(`${property.key}: ${entry.word}`), entry.summary]),
  );
  return `${propertyTable(uses)}${rows.length > 0 ? `\n${table(['value', 'what it says'], rows)}` : ''}`;
}

function propertyTable(uses: readonly PropertyUse[]): string {
  return table(
    ['property', 'takes', 'what it says', 'unless written'],
    uses.map(({ property, required }) => [
      code(property.form),
      takes(property.value),
      sentences(property.summary, property.details),
      required ? '**required**' : defaultOf(property),
    ]),
  );
}

function defaultOf({ default: standard }: PropertyUse['property']): string {
  if (!standard) return '';
  if (standard.source === 'the language') return standard.text;
  if (!standard.assumption) return `${standard.text} (${standard.source})`;
  const reason = standard.source.replace(/^assumption(?:[:,] )?/, '');
  return `${standard.text} (an assumption${reason ? `: ${reason}` : ''})`;
}

function takes(value: Value): string {
  switch (value.is) {
    case 'reference':
      return `${value.list ? 'names of: ' : ''}${value.kinds.join(', ')}`;
    case 'quantity':
      return unitClassTitles[value.unit].replace(/^an? /, '');
    case 'number':
      return 'number';
    case 'words':
      return `${value.list ? 'some of: ' : ''}${value.words.map((entry) => code(entry.word)).join(', ')}${value.open ? ', or another' : ''}`;
    case 'text':
      return 'text';
    case 'version':
      return 'version';
    case 'flag':
      return 'nothing: a flag';
    case 'form':
      return 'see below';
  }
}

function isTime(value: Value): boolean {
  return value.is === 'quantity' && value.unit === 'time';
}

function placesOf(entry: StatementEntry): string {
  return entry.standsIn
    .map((id) => (id === 'file' ? 'top level' : (bodies.get(id)?.title ?? id).replace(/^an? /, '')))
    .join(', ');
}

function wordTable(entries: readonly WordEntry[]): string {
  return table(
    ['word', 'what it says'],
    entries.map((entry) => [code(entry.word), entry.summary]),
  );
}
