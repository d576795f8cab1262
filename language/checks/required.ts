/** Properties that a statement cannot do without. */
import type { AstNode } from 'langium';
import { insertion } from '../edits/insert.ts';
import type { Vm } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import type { PlacedFix } from '../placed-finding.ts';
import type { DeclarationType } from '../scope/expected.ts';
import { visibleNames } from '../scope/visible.ts';
import { isSound } from '../sound.ts';
import { bodyOf, type PropertyEntry, type ReferenceKind, type StatementId, statement } from '../vocabulary/index.ts';
import type { Check, Context } from './check.ts';
import { fixed } from './fixes.ts';
import { spanOf } from './places.ts';
import { and, code, codes, sentence, similar } from './words.ts';

const message = {
  missing: (p: { name: string; title: string; keys: readonly string[]; summary: string }) =>
    p.keys.length === 1
      ? `${subject(p.name, p.title)} needs ${and(codes(p.keys))}: ${p.summary}.`
      : `${subject(p.name, p.title)} needs ${and(codes(p.keys))}.`,
  host: (p: { name: string }) => `${p.name} needs a host to run on: ${code(`vm ${p.name} on HOST`)}.`,
  add: (p: { item: string }) => `Add ${code(p.item)}`,
};

export const required: Check = {
  Service: checkBody,
  Endpoint: checkBody,
  FailoverCluster: checkBody,
  SynchronizeBlock: checkBody,
  Vm: checkHost,
};

function checkBody(
  node: ast.Service | ast.Endpoint | ast.FailoverCluster | ast.SynchronizeBlock,
  context: Context,
): void {
  const around = bodyOf(node);
  if (!around || context.damage.lacksItems(node)) return;
  const items = itemsOf(node);
  const stated = new Set(items.map((item) => (ast.isProperty(item) ? item.key : '')));
  const missing = around.properties.filter((use) => use.required && !stated.has(use.property.key));
  // What stands there under a misspelt key is not missing: the key is reported.
  const taken = new Set(around.properties.map((use) => use.property.key));
  const strange = items.flatMap((item) => strangeWord(item, taken));
  const absent = missing.map((use) => use.property).filter(({ key }) => similar(key, strange).length === 0);
  const first = absent[0];
  if (!first) return;
  context.report({
    code: 'hatopo/missing-property',
    message: message.missing({
      name: 'name' in node ? node.name : '',
      title: around.title,
      keys: absent.map(({ key }) => key),
      summary: `${first.summary.charAt(0).toLowerCase()}${first.summary.slice(1)}`,
    }),
    place: { node },
    // Where something beside it is damaged, nobody knows where it goes.
    fixes: absent.length === 1 && isSound(node) ? additions(node, first, context) : [],
  });
}

/** The word before what stands in a body and is none of its properties. */
function strangeWord(item: ast.Item, taken: ReadonlySet<string>): readonly string[] {
  if (ast.isUnknownStatement(item)) return [item.keyword];
  return 'key' in item && item.key && !taken.has(item.key) ? [item.key] : [];
}

function checkHost(vm: Vm, { report, documents }: Context): void {
  if (vm.host || !vm.name) return;
  const { end } = spanOf({ node: vm, feature: 'name' });
  const names = candidates(vm, ['host'], documents, new Set());
  report({
    code: 'hatopo/missing-property',
    message: message.host({ name: vm.name }),
    place: { node: vm, feature: 'name' },
    fixes: names.flatMap((name) =>
      fixed(message.add({ item: `on ${name}` }), vm, { start: end, end, newText: ` on ${name}` }),
    ),
  });
}

/** Up to three ways to add a property that takes a name: with names that the statement does not use yet. */
function additions(node: AstNode, property: PropertyEntry, { documents }: Context): readonly PlacedFix[] {
  if (property.value.is !== 'reference') return [];
  const used = new Set(
    itemsOf(node)
      .filter(ast.isReferenceProperty)
      .flatMap(({ refs }) => refs.map((path) => path.segments.at(-1)?.$refText ?? '')),
  );
  if ('name' in node) used.add(String(node.name));
  return candidates(node, property.value.kinds, documents, used).flatMap((name) => {
    const item = `${property.key}: ${name}`;
    return fixed(message.add({ item }), node, insertion(node, [item]));
  });
}

function candidates(
  from: AstNode,
  kinds: readonly ReferenceKind[],
  documents: Context['documents'],
  used: ReadonlySet<string>,
): string[] {
  const names: string[] = [];
  for (const kind of kinds) {
    const type = statement(kind as StatementId).type as DeclarationType;
    for (const visible of visibleNames(from, [type], documents)) {
      if (!used.has(visible.declaration.name)) names.push(visible.name);
      if (names.length === 3) return names;
    }
    // The likeliest kind first: a service is offered only where there is no machine.
    if (names.length > 0) return names;
  }
  return names;
}

function subject(name: string, title: string): string {
  return name ? `${name} is ${title} and` : sentence(title).slice(0, -1);
}
