/** What an editor never shows stays out of its bundles: the texts that break and keep a rule. */
import { readFile } from 'node:fs/promises';
import { type ModuleItem, type ObjectExpression, parse, print } from '@swc/core';
import type { Plugin } from 'esbuild';

/** Rules are files in the folders of their packs. */
const ruleFiles = /[\\/]engine[\\/]rules[\\/][\w-]+[\\/][\w-]+\.ts$/;

/** Leaves `examples` out of every `export default rule({ … })`; they are for pages and tests. */
export const withoutExamples: Plugin = {
  name: 'without examples',
  setup(build) {
    build.onLoad({ filter: ruleFiles }, async ({ path }) => {
      const module = await parse(await readFile(path, 'utf8'), { syntax: 'typescript', target: 'es2022' });
      for (const item of module.body) {
        const object = ruleObject(item);
        if (object) object.properties = object.properties.filter((property) => keyOf(property) !== 'examples');
      }
      return { contents: (await print(module)).code, loader: 'ts' };
    });
  },
};

function ruleObject(item: ModuleItem): ObjectExpression | undefined {
  if (item.type !== 'ExportDefaultExpression' || item.expression.type !== 'CallExpression') return undefined;
  const { callee, arguments: given } = item.expression;
  const [first] = given;
  if (callee.type !== 'Identifier' || callee.value !== 'rule') return undefined;
  return first?.expression.type === 'ObjectExpression' ? first.expression : undefined;
}

function keyOf(property: ObjectExpression['properties'][number]): string | undefined {
  return property.type === 'KeyValueProperty' && property.key.type === 'Identifier' ? property.key.value : undefined;
}
