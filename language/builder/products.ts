/** Products: what a service takes from the one that it names. */
import type { Preserves, Product } from '../../engine/topology/model.ts';
import * as ast from '../generated/ast.ts';
import { sourceOf } from '../source.ts';
import { type Body, oneOf, ownBody, text, word, words, written } from './body.ts';
import { serviceModes } from './identify.ts';

/** A product as the model has it, and its body for timings and resources. */
export interface ReadProduct {
  readonly node: ast.Product;
  readonly body: Body;
  readonly product: Product;
}

const products = new WeakMap<ast.Product, ReadProduct>();

/** The product that a body names, where it is declared. */
export function productOf(body: Body): ReadProduct | undefined {
  const property = body.get('product');
  const node = ast.isProductProperty(property) ? property.product?.ref : undefined;
  if (!node) return undefined;
  let read = products.get(node);
  if (!read) {
    read = readProduct(node);
    products.set(node, read);
  }
  return read;
}

function readProduct(node: ast.Product): ReadProduct {
  const body = ownBody(node);
  const preserves = word<Preserves>(body, 'preserves', ['calls', 'state', 'nothing']);
  return {
    node,
    body,
    product: Object.freeze({
      name: node.name,
      title: text(body, 'title') ?? node.name,
      source: sourceOf(node),
      modes: Object.freeze(
        words(body, 'modes')
          .map((mode) => oneOf(mode, serviceModes))
          .filter((mode) => mode !== undefined),
      ),
      ...(preserves !== undefined && { preserves }),
      limits: settings(body, 'limits'),
    }),
  };
}

/** A `settings` or `limits` block as text by key; of several values the first, as the one that holds. */
export function settings(body: Body, keyword: 'settings' | 'limits'): Readonly<Record<string, string>> {
  const block = body.get(keyword);
  const found: Record<string, string> = {};
  if (ast.isSettingsBlock(block) || ast.isLimitsBlock(block)) {
    for (const setting of block.settings ?? []) {
      const value = setting.values?.[0];
      if (setting.key && value) found[setting.key] ??= value.word ?? value.text ?? written(value.measure);
    }
  }
  return Object.freeze(found);
}
