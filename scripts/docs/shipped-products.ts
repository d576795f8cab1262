/** The products that ship, as a table of the language reference. */
import { EmptyFileSystem } from 'langium';
import { treeOf } from '../../language/format/index.ts';
import { isProduct, isTextProperty, isWordProperty, type Product } from '../../language/generated/ast.ts';
import { libraryFiles } from '../../language/library/index.ts';
import { createHatopoServices } from '../../language/module.ts';
import { itemsOf } from '../../language/paths.ts';
import { code, table } from './markdown.ts';

/** Name, title and modes of each. */
export function shippedProducts(): string {
  const { hatopo } = createHatopoServices(EmptyFileSystem);
  const products = libraryFiles().flatMap(({ text }) => treeOf(text, hatopo).items.filter(isProduct));
  return table(
    ['product', 'what it is', 'modes'],
    products.map((product) => [code(product.name), titleOf(product), modesOf(product).map(code).join(', ') || 'any']),
  );
}

function titleOf(product: Product): string {
  return (
    itemsOf(product)
      .filter(isTextProperty)
      .find(({ key }) => key === 'title')?.value ?? ''
  );
}

function modesOf(product: Product): readonly string[] {
  return itemsOf(product)
    .filter(isWordProperty)
    .filter(({ key }) => key === 'modes')
    .flatMap(({ values }) => values);
}
