/** Properties, blocks and settings that a body states twice. */
import type { AstNode } from 'langium';
import { removal } from '../edits/change.ts';
import type * as ast from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { statementOf, typesWithBody } from '../vocabulary/index.ts';
import type { Check, Context } from './check.ts';
import { fixed } from './fixes.ts';
import { code } from './words.ts';

const message = {
  double: (p: { key: string }) => `${code(p.key)} is stated twice: the first counts. Keep one of them.`,
  first: (p: { key: string }) => `The first ${code(p.key)}`,
  remove: (p: { key: string }) => `Remove this ${code(p.key)}`,
};

export const doubles: Check = {
  ...Object.fromEntries(
    typesWithBody.map((type) => [type, (node: AstNode, context: Context) => once(itemsOf(node), context)]),
  ),
  SettingsBlock: (block, context) => once(block.settings ?? [], context),
  LimitsBlock: (block, context) => once(block.settings ?? [], context),
};

function once(items: readonly (ast.Item | ast.Setting)[], { report, damage }: Context): void {
  const first = new Map<string, AstNode>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined || damage.isDamaged(item)) continue;
    const before = first.get(key);
    if (!before) {
      first.set(key, item);
      continue;
    }
    report({
      code: 'hatopo/duplicate-property',
      message: message.double({ key }),
      place: { node: item },
      related: [{ node: before, message: message.first({ key }) }],
      fixes: fixed(message.remove({ key }), item, removal(item)),
    });
  }
}

function keyOf(item: ast.Item | ast.Setting): string | undefined {
  if (item.$type === 'UnknownProperty') return undefined;
  if (item.$type === 'AfterProperty') return (item as ast.AfterProperty).any ? 'after any' : 'after';
  if ('key' in item) return item.key;
  const statement = statementOf(item);
  return statement?.once ? statement.keyword : undefined;
}
