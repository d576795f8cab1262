/** What stands for all of a topology that a run can depend on. */
import type { Topology } from '../../engine/topology/model.ts';

/** Equal where all elements are, but for their documentation and where they stand in the text. */
export function fingerprint({ elements }: Topology): string {
  let high = 0;
  let low = 0x811c9dc5;
  for (const element of elements.values()) {
    const text = JSON.stringify({ ...element, documentation: undefined });
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      low = Math.imul(low ^ code, 0x01000193);
      high = Math.imul(high + code, 0x85ebca6b) ^ (low >>> 13);
    }
  }
  return `${elements.size}:${high >>> 0}:${low >>> 0}`;
}
