/** Values that may stand behind a property: the product's own, the default, what others of the file state. */
import { CompletionItemKind } from 'vscode-languageserver-protocol';
import { suits } from '../../language/checks/templates.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf } from '../../language/paths.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import type { PropertyEntry } from '../../language/vocabulary/index.ts';
import { propertyMarkdown } from '../hover/words.ts';
import type { Expected, Frame } from './expected.ts';
import { type Item, order } from './item.ts';
import type { Here } from './places.ts';
import { productTimings, timingWords } from './product-timings.ts';

/** So many declarations are asked what they state, and so many of their values are offered. */
const asked = 500;
const offered = 4;

export function valueItems({ property, frame }: Extract<Expected, { is: 'value' }>, here: Here): Item[] {
  const items = new Map<string, string>();
  const add = (value: string | undefined, detail: string) => {
    if (value && isValue(value, property) && !items.has(value)) items.set(value, detail);
  };
  const timing = productTimings(here.nodeOf(frame)).get(property.key);
  if (timing) add(timing.value, timingWords(timing));
  if (property.default) add(property.default.text, `what counts where nothing is written (${property.default.source})`);
  for (const value of statedElsewhere(property, frame, here)) add(value, 'as others of this file state it');
  for (const value of [exampleOf(property), ...(property.usual ?? [])]) add(value, 'an example');
  return [...items].map(([label, detail], index) => ({
    label,
    kind: CompletionItemKind.Value,
    detail,
    documentation: () => propertyMarkdown(property),
    sortText: `0${order(index)}`,
  }));
}

/** Amounts that people write there: times of steps and expectations, hosts of admission control. */
export function amountItems({ amounts, what, help }: Extract<Expected, { is: 'amount' }>): Item[] {
  return amounts.map((label, index) => ({
    label,
    kind: CompletionItemKind.Value,
    detail: what,
    documentation: () => `${what}. ${help}`,
    sortText: `0${order(index)}`,
  }));
}

/** A default may be told in words: `all nodes of the cluster`. */
function isValue(text: string, { value }: PropertyEntry): boolean {
  switch (value.is) {
    case 'quantity':
      return /^\d[\d.]*\s*[A-Za-z%]+$/.test(text);
    case 'number':
      return /^\d+$/.test(text);
    case 'text':
      return /^"[^"]*"$/.test(text);
    case 'version':
      return /^("[^"]*"|[\d.]+)$/.test(text);
    default:
      return false;
  }
}

function exampleOf({ form }: PropertyEntry): string | undefined {
  const text = form.slice(form.indexOf(':') + 1).trim();
  return /^"[A-Z]+"$/.test(text) ? undefined : text;
}

function isTaker(id: Frame['id']): id is 'host' | 'server' | 'vm' {
  return id === 'host' || id === 'server' || id === 'vm';
}

/** What declarations of the same kind state for it, the most usual first. */
function statedElsewhere({ key }: PropertyEntry, frame: Frame, here: Here): readonly string[] {
  const type = here.nodeOf(frame)?.$type;
  const counts = new Map<string, number>();
  const add = (declaration: Declaration) => {
    for (const item of itemsOf(declaration)) {
      if (!ast.isProperty(item) || item.key !== key) continue;
      const text = item.$cstNode?.text.replace(/\s+/g, ' ') ?? '';
      const value = text.slice(text.indexOf(':') + 1).trim();
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  };
  let left = asked;
  for (const declaration of symbolsOf(here.document).declarations) {
    if (
      declaration.$type !== type &&
      !(ast.isTemplate(declaration) && isTaker(frame.id) && suits(declaration, frame.id))
    )
      continue;
    if (declaration === here.nodeOf(frame)) continue;
    if (left-- <= 0) break;
    add(declaration);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, offered)
    .map(([value]) => value);
}
