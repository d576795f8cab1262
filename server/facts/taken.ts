import type { Affected } from '../../engine/analysis/loss.ts';
import type { Serving } from '../../engine/analysis/serving.ts';

/** What becomes of a service when what serves it at the start fails. */
export interface Taken {
  readonly affected: Affected;
  readonly serving: Serving;
}
