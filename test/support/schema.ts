/** Validates JSON against the schemas that ship. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** What is wrong with `value` by `schemas/<name>.schema.json`; empty where it is valid. */
export function schemaErrors(name: string, value: unknown): readonly string[] {
  const file = join(import.meta.dirname, '../../schemas', `${name}.schema.json`);
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  validate(value);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
