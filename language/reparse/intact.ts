/** Trees of texts in which nothing was damaged or unknown: from these a change can be gone on. */
import type { AstNode } from 'langium';

const intact = new WeakSet<AstNode>();

/** To be called by the parser: the whole text of `root` was read as it is. */
export function noteIntact(root: AstNode): void {
  intact.add(root);
}

export function isIntact(root: AstNode): boolean {
  return intact.has(root);
}
