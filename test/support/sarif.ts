/** Validates SARIF logs against the schema of SARIF 2.1.0. */

import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';

/**
 * What is wrong with a log; empty where it is valid. The schema is the one of the standard before its errata; the only
 * demand that these add is made here too: a region says where it starts.
 */
export function sarifErrors(log: unknown): readonly string[] {
  validate(log);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const validate = compiled();

function compiled() {
  const { id, $schema: _, ...rest } = schema;
  const { region } = rest.definitions;
  const starts = ['startLine', 'charOffset', 'byteOffset'].map((feature) => ({ required: [feature] }));
  // the pattern of language tags is none that the newer form of expressions knows
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  ajv.addFormat('uri', (text) => URL.canParse(text));
  ajv.addFormat('uri-reference', (text) => URL.canParse(text, 'file:///root/') && !/[\s\\<>"{}|^`]/.test(text));
  ajv.addFormat('date-time', (text) => !Number.isNaN(Date.parse(text)));
  return ajv.compile({
    ...rest,
    $id: id,
    definitions: { ...rest.definitions, region: { ...region, anyOf: starts } },
  });
}
