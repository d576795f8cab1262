/** Long work in pieces: a generator that gives way where it is due, and gives what it came to at last. */

/** Whether something else is to have its turn: asked now and then. */
export type IsDue = () => boolean;

export const neverDue: IsDue = () => false;

/** What all pieces together come to. */
export function atOnce<T>(pieces: Generator<void, T>): T {
  for (;;) {
    const piece = pieces.next();
    if (piece.done) return piece.value;
  }
}
