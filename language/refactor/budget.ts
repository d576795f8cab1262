/** How long something may be looked for that an editor asks for at every move of the cursor. */
export interface Budget {
  /** As `performance.now` counts. */
  readonly until: number;
  readonly isCancelled?: () => boolean;
}

export function isSpent({ until, isCancelled }: Budget): boolean {
  return performance.now() >= until || isCancelled?.() === true;
}
