/** Products whose own redundancy and VMware HA exclude each other. */
import type { Service } from '../../topology/model.ts';
import { ipOffice } from './aura.ts';
import { serviceNode } from './products.ts';

/** True where the documents of the product say that HA must not restart the members of this service. */
export function excludesHa({ product, mode }: Service): boolean {
  return (
    (product?.name === ipOffice && mode !== 'standalone') || (product?.name === serviceNode && mode === 'n-plus-one')
  );
}
