/** Writes schemas/config.schema.json: what `hatopo.config.json` may say, with every rule that ships. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { objectiveCode } from '../../engine/rules/author/ids.ts';
import { rules } from '../../engine/rules/index.ts';
import { pageAddress } from '../../engine/rules/page.ts';
import type { Rule, RuleOption } from '../../engine/rules/rule.ts';

const file = path.join(import.meta.dirname, '..', '..', 'schemas', 'config.schema.json');

/** The schema as a text. JSON Schema draft 7: the newest that editors complete by. */
export function configSchema(known: readonly Rule[] = rules): string {
  const packs = [...new Set(known.map(packOf))];
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'urn:hatopo:schema:config:1',
    $comment: 'Generated from the rules by npm run docs.',
    title: 'hatopo.config.json',
    description: 'What a folder chooses for the rules of hatopo, for itself and for what is below it.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'The address of this schema.' },
      rules: {
        description: 'How severe a rule is here: by its id, or for a pack as a whole ("vsphere/*"). The id wins.',
        type: 'object',
        properties: {
          ...Object.fromEntries(packs.map((pack) => [`${pack}/*`, forPack(pack, known)])),
          ...Object.fromEntries(known.map((rule) => [rule.id, forRule(rule)])),
          'author/*': ofAuthor('All rules that authors write themselves: `rule NAME …` is author/NAME.'),
          [objectiveCode]: ofAuthor('Objectives that do not hold.'),
        },
        // Which rules authors write, their texts alone know.
        patternProperties: { '^author/[^*\\s]+$|^[a-z0-9-]+/([a-z0-9-]+|\\*)$': {} },
        additionalProperties: false,
      },
      exclude: {
        description:
          'Files and folders that are left out, from this folder: nothing in them is reported unless they are opened or named.',
        type: 'array',
        items: { type: 'string', minLength: 1, examples: ['drafts', '**/old-*.hatopo'] },
      },
    },
    definitions: {
      severity: {
        enum: ['error', 'warning', 'info', 'off'],
        enumDescriptions: ['An error', 'A warning', 'Information', 'The rule is left out'],
      },
      choice: {
        type: 'object',
        additionalProperties: false,
        properties: { severity: { $ref: '#/definitions/severity' } },
      },
    },
  };
  return `${JSON.stringify(schema, undefined, 2).replace(/\[\s+("[^[\]]*")\s+\]/g, onOneLine)}\n`;
}

/** Lists of words as the formatter of this project writes them. */
function onOneLine(_: string, words: string): string {
  return `[${words.replace(/,\s+/g, ', ')}]`;
}

/** As the file is now. */
export function writtenConfigSchema(): string {
  return readFileSync(file, 'utf8');
}

function forPack(pack: string, known: readonly Rule[]) {
  const count = known.filter((rule) => packOf(rule) === pack).length;
  return {
    description: count === 1 ? `The rule of ${pack}.` : `All ${count} rules of ${pack}.`,
    anyOf: [{ $ref: '#/definitions/severity' }, { $ref: '#/definitions/choice' }],
  };
}

function ofAuthor(description: string) {
  return { description, anyOf: [{ $ref: '#/definitions/severity' }, { $ref: '#/definitions/choice' }] };
}

function forRule(rule: Rule) {
  const { title, severity, options } = rule;
  return {
    description: `${title}.`,
    markdownDescription: `${title}. [The rule’s page](${pageAddress(rule)})`,
    default: severity,
    anyOf: [{ $ref: '#/definitions/severity' }, options ? withOptions(options) : { $ref: '#/definitions/choice' }],
  };
}

function withOptions(options: NonNullable<Rule['options']>) {
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      severity: { $ref: '#/definitions/severity' },
      ...Object.fromEntries(Object.entries(options).map(([name, option]) => [name, forOption(option)])),
    },
  };
}

function forOption({ summary, unit, default: value, least, most }: RuleOption) {
  return {
    type: 'number',
    description: unit === undefined ? summary : `${summary} (${unit})`,
    default: value,
    minimum: least,
    ...(most !== undefined && { maximum: most }),
  };
}

function packOf({ id }: Rule): string {
  return id.slice(0, id.indexOf('/'));
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(file, configSchema());
  console.log('schemas/config.schema.json is written');
}
