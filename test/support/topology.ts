/** Topologies from text, as the language builds them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Topology } from '../../engine/topology/model.ts';
import { loadText } from '../../language/load.ts';

const examples = join(import.meta.dirname, '../../examples');

/** The names of the examples that ship. */
export const exampleNames = [
  'avaya-duplication',
  'avaya-geo-redundancy',
  'mx-one-fault-tolerance',
  'pureconnect-switchover',
  'virtualcenter-mns',
  'virtualcenter-mscs',
] as const;

/** The text of an example, by its name without the ending. */
export function exampleText(name: string): string {
  return readFileSync(join(examples, `${name}.hatopo`), 'utf8');
}

/** The topology of a text; `files` are what it may import, by relative path. */
export async function topologyOf(text: string, files: Readonly<Record<string, string>> = {}): Promise<Topology> {
  return (await loadText(text, { files })).topology;
}
