/** Templates that state what their taker cannot have. */
import type { Host, Item, Server, Template, Vm } from '../generated/ast.ts';
import { isNic, isProperty } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { templateOf } from '../scope/members.ts';
import { type BodyEntry, bodies, bodyOf, statementOf } from '../vocabulary/index.ts';
import type { Check, Context } from './check.ts';
import { aKindOf, and, code, codes } from './words.ts';

const message = {
  foreign: (p: { template: string; states: readonly string[]; taker: string }) =>
    `Template ${p.template} states ${and(p.states)}, which ${p.taker} does not take.`,
};

export const templates: Check = { Host: checkTaker, Server: checkTaker, Vm: checkTaker };

function checkTaker(taker: Host | Server | Vm, { report }: Context): void {
  const template = templateOf(taker);
  if (!template) return;
  const foreign = itemsOf(template).filter((item) => !takes(bodyOf(taker), item));
  if (foreign.length === 0) return;
  const states = [...new Set(foreign.map(said))];
  report({
    code: 'hatopo/template-mismatch',
    message: message.foreign({ template: template.name, states, taker: aKindOf(taker) }),
    place: { node: taker, feature: 'template' },
    related: foreign.slice(0, 3).map((item) => ({ node: item, message: `${said(item)} is stated here` })),
  });
}

/** Whether a template states nothing that such a statement cannot have. */
export function suits(template: Template, taker: 'host' | 'server' | 'vm'): boolean {
  const body = bodies.get(taker);
  return itemsOf(template).every((item) => takes(body, item));
}

function takes(body: BodyEntry | undefined, item: Item): boolean {
  if (isNic(item)) return body?.id === 'vm' ? !item.uses?.length : !item.via?.length;
  if (isProperty(item)) {
    const known = bodyOf(item.$container)?.properties.some((use) => use.property.key === item.key);
    // What no template may state is reported there.
    return !known || body?.properties.some((use) => use.property.key === item.key) === true;
  }
  const statement = statementOf(item);
  if (!statement?.standsIn.includes('template')) return true;
  return body?.statements.includes(statement) === true;
}

function said(item: Item): string {
  if (isNic(item)) return `${code(item.uses?.length ? 'for' : 'via')} of adapter ${item.name}`;
  return codes([isProperty(item) ? item.key : (statementOf(item)?.keyword ?? '')]).join('');
}
