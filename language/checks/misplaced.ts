/** Statements and properties where they may not stand: one message for a run of them. */
import type { AstNode } from 'langium';
import type { Item } from '../generated/ast.ts';
import { isProperty } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import {
  type BodyEntry,
  type BodyId,
  bodiesWith,
  body,
  bodyOf,
  type StatementEntry,
  statementOf,
  typesWithBody,
} from '../vocabulary/index.ts';
import type { Check, Context } from './check.ts';
import { HEAD } from './places.ts';
import { code, meant, or, sentence, similar, within } from './words.ts';

const message = {
  property: (p: { key: string; place: string; owners: string; choices: readonly string[]; also: string }) =>
    `${code(p.key)} does not belong ${p.place}${p.owners && `: it is a property of ${p.owners}`}.${meant(p.choices)}${p.also}`,
  statement: (p: { title: string; place: string; home: string; also: string }) =>
    `${sentence(`${p.title} does not belong ${p.place}: it stands ${p.home}`)}${p.also}`,
  also: (count: number) => (count === 1 ? ' Nor does the item after it.' : ` Nor do the ${count} items after it.`),
};

export const misplaced: Check = Object.fromEntries(typesWithBody.map((type) => [type, checkBody]));

function checkBody(container: AstNode, context: Context): void {
  const around = bodyOf(container);
  // Where a body is not closed, or an opening line is gone, all that follows only seems misplaced.
  if (!around || context.damage.lacksItems(container)) return;
  const items = itemsOf(container);
  for (let at = 0; at < items.length; at++) {
    if (fits(items[at], around, context)) continue;
    const first = items[at] as Item;
    let count = 0;
    while (at + 1 < items.length && !fits(items[at + 1], around, context)) {
      at++;
      count++;
    }
    reportRun(first, count, around, context);
  }
}

function fits(item: Item | undefined, around: BodyEntry, { damage }: Context): boolean {
  if (!item || item.$type === 'UnknownProperty' || item.$type === 'UnknownStatement') return true;
  if ('key' in item) return around.byKey.has(item.key) || damage.isDamaged(item);
  const statement = statementOf(item);
  return !statement || allows(around, statement) || damage.isDamaged(item);
}

function allows(around: BodyEntry, statement: StatementEntry): boolean {
  if (around.statements.includes(statement)) return true;
  // A template may hold adapters of both kinds; which one it is, is told by who takes it.
  return around.id === 'template' && statement.keyword === 'nic';
}

function reportRun(first: Item, more: number, around: BodyEntry, { report }: Context): void {
  const place = within(around);
  const also = more > 0 ? message.also(more) : '';
  if (isProperty(first)) {
    const choices = similar(
      first.key,
      around.properties.map((use) => use.property.key),
    );
    report({
      code: 'hatopo/misplaced',
      message: message.property({ key: first.key, place, owners: ownersOf(first.key, around), choices, also }),
      place: { node: first, feature: 'key' },
      choices,
    });
    return;
  }
  const statement = statementOf(first);
  if (!statement) return;
  report({
    code: 'hatopo/misplaced',
    message: message.statement({ title: statement.title, place, home: homeOf(statement), also }),
    place: { node: first, feature: HEAD },
  });
}

/** Bodies that stand for others, and so say nothing about where a property belongs. */
const general: ReadonlySet<BodyId> = new Set(['service', 'template', 'product']);

function ownersOf(key: string, around: BodyEntry): string {
  const owners = bodiesWith(key).filter((owner) => !general.has(owner.id) && owner.id !== around.id);
  return or(owners.map((owner) => owner.title));
}

function homeOf(statement: StatementEntry): string {
  const homes = statement.standsIn.filter((id) => id !== 'template').map((id) => within(body(id)));
  return or(homes);
}
