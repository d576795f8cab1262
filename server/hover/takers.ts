/** Who takes a template, and which services run a product: what depends on what is no part of a topology itself. */
import type { LangiumDocuments } from 'langium';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf } from '../../language/paths.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import { takersOf } from '../adapters.ts';
import { linkToNode } from '../facts/links.ts';

/** So many are named. */
const named = 6;

/** Markdown, of templates and products; `undefined` of anything else. */
export function takersMarkdown(declaration: Declaration, documents: LangiumDocuments): string | undefined {
  if (ast.isTemplate(declaration)) return told('Taken by', 'nothing takes it', takersOf(declaration, documents));
  if (ast.isProduct(declaration)) return told('Run by', '', servicesOf(declaration, documents));
  return undefined;
}

function servicesOf(product: ast.Product, documents: LangiumDocuments): readonly Declaration[] {
  return documents.all
    .toArray()
    .flatMap((document) => symbolsOf(document).declarations)
    .filter(ast.isService)
    .filter((service) => itemsOf(service).find(ast.isProductProperty)?.product?.ref === product);
}

function told(verb: string, none: string, takers: readonly Declaration[]): string {
  if (takers.length === 0) return none && `**${verb}:** ${none}.`;
  const names = takers.slice(0, named).map((taker) => linkToNode(taker.name, taker));
  const more = takers.length > named ? ` and ${takers.length - named} more` : '';
  return `**${verb}** ${names.join(', ')}${more}.`;
}
