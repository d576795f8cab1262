/** A declaration in Markdown: how it is written, what its author says of it, what counts for it. */
import { AstUtils } from 'langium';
import { documentationOf } from '../../language/documentation.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf } from '../../language/paths.ts';
import { siteOf } from '../../language/scope/visible.ts';
import { modeOf, statementOf } from '../../language/vocabulary/index.ts';
import { addressOf } from '../facts/documents.ts';
import { linkToNode } from '../facts/links.ts';
import type { ResolvedValue } from './values.ts';

/** @param effects what hangs on it, as Markdown */
export function declarationMarkdown(declaration: Declaration, values: readonly ResolvedValue[], effects = ''): string {
  const parts = [
    `\`\`\`hatopo\n${headOf(declaration)}\n\`\`\``,
    summaryOf(declaration),
    documentationOf(declaration),
    effects,
    ast.isProduct(declaration) ? productFacts(declaration) : valueTable(values),
  ];
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

/** The statement up to its body: `vm CMVM_01 on Host1`. */
export function headOf(declaration: Declaration): string {
  const text = declaration.$cstNode?.text ?? declaration.name;
  const open = text.indexOf('{');
  const head = (open < 0 ? text : text.slice(0, open)).replace(/\s+/g, ' ').trim();
  return ast.isAuthorRule(declaration) ? `rule ${declaration.name}` : head;
}

/** Where it stands, and what its mode does. */
function summaryOf(declaration: Declaration): string | undefined {
  const mode = ast.isService(declaration) ? modeOf(declaration) : undefined;
  const places = placesOf(declaration);
  const title = ast.isProduct(declaration) ? productTitle(declaration) : undefined;
  const where = places.length > 0 ? `In ${places.join(', ')}.` : undefined;
  const what = title ? undefined : (mode?.summary ?? statementOf(declaration)?.summary);
  return [title && `**${title}**`, what && `${what}.`, where].filter(Boolean).join(' ') || undefined;
}

function placesOf(declaration: Declaration): string[] {
  const holder = declaration.$container;
  const places: string[] = [];
  if (ast.isDeclaration(holder) && !ast.isSite(holder))
    places.push(`${statementOf(holder)?.keyword ?? ''} ${holder.name}`.trim());
  const site = siteOf(declaration);
  if (site?.name) places.push(`site ${site.name}`);
  return places;
}

function productTitle(product: ast.Product): string | undefined {
  return itemsOf(product)
    .filter(ast.isTextProperty)
    .find(({ key }) => key === 'title')?.value;
}

/** What a product states, as it states it, with ranges and sources; those that can be read with a link. */
function productFacts(product: ast.Product): string | undefined {
  const lines = itemsOf(product)
    .filter(
      (item) => (ast.isProperty(item) && item.key !== 'title') || ast.isLimitsBlock(item) || ast.isSettingsBlock(item),
    )
    .map((item) => (item.$cstNode?.text ?? '').replace(/\s+/g, ' '))
    .map((text) => `- \`${text}\`${readable(text)}`);
  const library = AstUtils.getDocument(product).uri.scheme !== 'file' ? 'Ships with hatopo.' : undefined;
  return [lines.join('\n'), library].filter(Boolean).join('\n\n');
}

function readable(text: string): string {
  const address = addressOf(text);
  return address === undefined ? '' : ` ([read](${address}))`;
}

/** A table of values and where each is from. */
export function valueTable(values: readonly ResolvedValue[]): string | undefined {
  if (values.length === 0) return undefined;
  const rows = values.map((each) => `| \`${each.property}\` | ${cell(each.value)} | ${originMarkdown(each)} |`);
  return ['| property | value | from |', '|---|---|---|', ...rows].join('\n');
}

/** Where a value is from: a link to the statement, or to the document where that can be read. */
export function originMarkdown({ from, at }: ResolvedValue): string {
  const address = addressOf(from);
  if (address !== undefined) return `[${cell(from)}](${address})`;
  return at ? linkToNode(cell(from), at) : cell(from);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
