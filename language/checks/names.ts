/** Names that are given twice where one may be given once. */

import type { AstNode } from 'langium';
import * as ast from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { type NameTable, symbolsOf } from '../scope/symbols.ts';
import type { Check, Context } from './check.ts';
import { aKindOf, code } from './words.ts';

const message = {
  name: (p: { name: string; what: string; where: string; unique: string }) =>
    `${p.name} names ${p.what} ${p.where} already: a name is unique ${p.unique}. Rename one of them.`,
  title: (p: { title: string; what: string }) =>
    `Another ${p.what} is called ${code(p.title)} already: a title is unique in its file. Rename one of them.`,
  first: (p: { name: string }) => `The first ${p.name}`,
};

export const names: Check = {
  Document: (root, context) => {
    const symbols = symbolsOf(context.document);
    table(symbols.top, 'at top level', 'at top level', context);
    for (const [site, inner] of symbols.sites) table(inner, `in ${site.name}`, 'in its site', context);
    for (const same of symbols.products.values()) reportSame(same, 'in this file', 'in its file', context);
    unique(itemsOf(root).filter(ast.isAuthorRule), 'in this file', 'in its file', context);
    titles(itemsOf(root).filter(ast.isScenario), 'scenario', context);
    titles(itemsOf(root).filter(ast.isObjective), 'objective', context);
  },
  Host: adapters,
  Server: adapters,
  Vm: adapters,
  Template: adapters,
  Service: (service, context) =>
    unique(itemsOf(service).filter(ast.isResource), `of ${service.name}`, 'in its group', context),
};

function adapters(machine: ast.Host | ast.Server | ast.Vm | ast.Template, context: Context): void {
  unique(itemsOf(machine).filter(ast.isNic), `of ${machine.name}`, 'in its machine', context);
}

function table(names: NameTable, where: string, scope: string, context: Context): void {
  for (const same of names.values()) reportSame(same, where, scope, context);
}

function unique(declarations: readonly ast.Declaration[], where: string, scope: string, context: Context): void {
  const byName = new Map<string, ast.Declaration[]>();
  for (const declaration of declarations) {
    if (!declaration.name) continue;
    const same = byName.get(declaration.name);
    if (same) same.push(declaration);
    else byName.set(declaration.name, [declaration]);
  }
  for (const same of byName.values()) reportSame(same, where, scope, context);
}

function reportSame(same: readonly ast.Declaration[], where: string, scope: string, { report }: Context): void {
  const [first, ...others] = same;
  if (!first) return;
  for (const other of others) {
    report({
      code: 'hatopo/duplicate-name',
      message: message.name({ name: other.name, what: aKindOf(first), where, unique: scope }),
      place: { node: other, feature: 'name' },
      related: [{ node: first, message: message.first({ name: first.name }) }],
    });
  }
}

function titles(titled: readonly (ast.Scenario | ast.Objective)[], what: string, { report, damage }: Context): void {
  const first = new Map<string, AstNode>();
  for (const each of titled) {
    if (!each.title || damage.isDamaged(each)) continue;
    const before = first.get(each.title);
    if (!before) first.set(each.title, each);
    else {
      report({
        code: 'hatopo/duplicate-title',
        message: message.title({ title: each.title, what }),
        place: { node: each, feature: 'title' },
        related: [{ node: before, message: message.first({ name: what }) }],
      });
    }
  }
}
