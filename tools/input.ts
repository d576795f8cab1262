/** What a tool is given: described as JSON schema, and read so that whoever asks learns what is off. */
import { similarNames } from '../engine/topology/names.ts';
import { UsageError } from './usage-error.ts';

/** One value that may be given. */
export type Field =
  | { readonly type: 'string'; readonly description: string; readonly enum?: readonly string[] }
  | { readonly type: 'boolean'; readonly description: string }
  | {
      readonly type: 'integer';
      readonly description: string;
      readonly minimum: number;
      readonly maximum: number;
    }
  | { readonly type: 'array'; readonly description: string; readonly items: { readonly type: 'string' } };

export type Fields = Readonly<Record<string, Field>>;

/** JSON schema of an object with these fields. */
export interface InputSchema {
  readonly type: 'object';
  readonly properties: Fields;
  readonly required?: readonly string[];
  readonly additionalProperties: false;
}

type ValueOf<F> = F extends { readonly type: 'string'; readonly enum: readonly (infer Choice)[] }
  ? Choice
  : F extends { readonly type: 'string' }
    ? string
    : F extends { readonly type: 'boolean' }
      ? boolean
      : F extends { readonly type: 'integer' }
        ? number
        : readonly string[];

/** What can be read by a description of fields. */
export type InputOf<All extends Fields> = { readonly [Name in keyof All]?: ValueOf<All[Name]> };

export function schemaOf(properties: Fields, required: readonly string[] = []): InputSchema {
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

/**
 * What was given, as described. A value of `null` counts as not given.
 * @throws {UsageError} for a name that is unknown or missing, and for a value of another type
 */
export function readInput<All extends Fields>(
  given: unknown,
  fields: All,
  required: readonly (keyof All & string)[] = [],
): InputOf<All> {
  if (given !== undefined && given !== null && (typeof given !== 'object' || Array.isArray(given)))
    throw new UsageError(`An object with ${namesOf(fields)} is expected.`);
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given ?? {})) {
    if (!Object.hasOwn(fields, name)) throw unknownName(name, fields);
    const field = fields[name];
    if (value === undefined || value === null || !field) continue;
    refuseOther(name, value, field);
    read[name] = value;
  }
  for (const name of required) if (!Object.hasOwn(read, name)) throw new UsageError(`${name} is missing.`);
  return read as InputOf<All>;
}

function unknownName(name: string, fields: Fields): UsageError {
  const [meant] = similarNames(name, Object.keys(fields), 1);
  return new UsageError(
    `There is no input ${name}. ${meant === undefined ? `There is: ${namesOf(fields)}.` : `Did you mean ${meant}?`}`,
  );
}

const namesOf = (fields: Fields) => Object.keys(fields).join(', ');

function refuseOther(name: string, value: unknown, field: Field): void {
  const told = JSON.stringify(value);
  if (field.type === 'array') {
    if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return;
    throw new UsageError(`${name} is a list of texts, and ${told} is none.`);
  }
  if (field.type === 'integer') {
    const { minimum, maximum } = field;
    if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum) return;
    throw new UsageError(`${name} is a whole number from ${minimum} to ${maximum}, and ${told} is none.`);
  }
  if (field.type === 'boolean') {
    if (typeof value !== 'boolean') throw new UsageError(`${name} is true or false, and ${told} is neither.`);
    return;
  }
  if (typeof value !== 'string') throw new UsageError(`${name} is a text, and ${told} is none.`);
  if (field.enum && !field.enum.includes(value))
    throw new UsageError(`${name} is ${field.enum.join(' or ')}, not ${told}.`);
}
