/** What a product says of its timings: the defaults of a service that runs it. */
import type { AstNode } from 'langium';
import * as ast from '../../language/generated/ast.ts';
import { itemsOf } from '../../language/paths.ts';

export interface ProductTiming {
  readonly product: string;
  /** `4100 ms` */
  readonly value: string;
  /** `40 s to 60 s` */
  readonly range?: string;
  /** The document; absent where the number is an assumption. */
  readonly source?: string;
  /** Why it was assumed. */
  readonly assumed?: string;
}

/** `hang: 4100 ms from 4 s to 5 s source "…"`, as a product writes it. */
const written =
  /^[a-z-]+\s*:\s*(\d[\d.]*\s*[A-Za-z%]+)(?:\s+from\s+(.+?\s+to\s+\d[\d.]*\s*[A-Za-z%]+))?(?:\s+(source|assumed)\s+"((?:[^"\\]|\\.)*)")?/;

/** The timings of the product of a service, by property; none where the node is no service, or names no product. */
export function productTimings(service: AstNode | undefined): ReadonlyMap<string, ProductTiming> {
  const found = new Map<string, ProductTiming>();
  if (!ast.isService(service)) return found;
  const product = itemsOf(service).find(ast.isProductProperty)?.product?.ref;
  for (const item of itemsOf(product)) {
    if (!product || !ast.isProperty(item)) continue;
    const match = written.exec(item.$cstNode?.text.replace(/\s+/g, ' ') ?? '');
    const [, value, range, word, document] = match ?? [];
    if (value === undefined) continue;
    found.set(item.key, {
      product: product.name,
      value,
      ...(range !== undefined && { range }),
      ...(document !== undefined && (word === 'source' ? { source: document } : { assumed: document })),
    });
  }
  return found;
}

/** `avaya.communication-manager: 50 s (40 s to 60 s), “H248 Link Recovery”` */
export function timingWords({ product, value, range, source, assumed }: ProductTiming): string {
  const from = source ?? (assumed === undefined ? undefined : `assumption: ${assumed}`);
  return `${product}: ${value}${range === undefined ? '' : ` (${range})`}${from === undefined ? '' : `, ${from}`}`;
}
