/** The tables of the language reference, as Markdown, made from the vocabulary. */
import { codes, otherCodes } from '../../language/checks/codes.ts';
import type { PropertyUse, StatementEntry, StatementId, Value, WordEntry } from '../../language/vocabulary/entry.ts';
import { injections } from '../../language/vocabulary/injections.ts';
import { modes, serviceProperties } from '../../language/vocabulary/modes.ts';
import { outcomes, states } from '../../language/vocabulary/states.ts';
import { bodies, mode, statement, statements } from '../../language/vocabulary/table.ts';
import { unitClassTitles, unitsOf } from '../../language/vocabulary/units.ts';
import * as words from '../../language/vocabulary/words.ts';

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
  'restart priorities': words.restartPriorities,
  'endpoint kinds': words.endpointKinds,
  'resource types': words.resourceTypes,
  'synchronized items': words.synchronizedItems,
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
  service: () => propertyTable(serviceProperties),
  product: () =>
    propertyTable(bodies.get('product')?.properties.filter(({ property }) => !isTime(property.value)) ?? []),
  injections: () =>
    table(
      ['injection', 'on', 'what happens'],
      injections.map((entry) => [code(entry.form), entry.applies, sentences(entry.summary, entry.details)]),
    ),
  states: () =>
    table(
      ['state', 'of', 'what it says'],
      states.map((entry) => [code(entry.state), entry.of.join(', '), entry.summary]),
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
  findings: () =>
    table(
      ['code', 'what it says'],
      [...Object.entries(otherCodes), ...Object.entries(codes)].map(([name, says]) => [code(name), says]),
    ),
};

function statementBlock(entry: StatementEntry): string {
  const said = `${code(entry.form)}\n\n${sentences(entry.summary, entry.details)}\n`;
  return entry.properties.length > 0 ? `${said}\n${propertyTable(entry.properties)}` : said;
}

function modeBlock(name: string): string {
  const entry = mode(name) ?? missing(`mode ${name}`);
  return `${sentences(entry.summary, entry.details)}\n\n${propertyTable(entry.properties)}`;
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
  return standard.assumption ? `${standard.text} (an assumption)` : `${standard.text} (${standard.source})`;
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

/** One line and more, each ended with a full stop. */
function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.flatMap((part) => (part ? [/[.!?]$/.test(part) ? part : `${part}.`] : [])).join(' ');
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return `${line(heads)}${line(heads.map(() => '---'))}${rows.map(line).join('')}`;
}
