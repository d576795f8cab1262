/** Has a step done when it may be: at once, or when what is more urgent has been done. */
export type Turn = (step: () => void) => void;

/** Work that nobody waits for: a step, then whatever came in between, then the next. Who wants to know is told. */
export class Background {
  private readonly step: () => void;
  private readonly turn: Turn;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(step: () => void, turn: Turn = (now) => now()) {
    this.step = step;
    this.turn = turn;
  }

  /** Has a step done after `delay` ms; one that is due already stays as it is. */
  schedule(delay: number): void {
    if (this.timer) return;
    const timer = setTimeout(() => {
      this.turn(() => {
        // it may have been given up while it waited
        if (this.timer !== timer) return;
        this.timer = undefined;
        this.step();
      });
    }, delay);
    this.timer = timer;
    // A command line or a test that is done need not wait for what nobody will read.
    (timer as { unref?: () => void }).unref?.();
  }

  onReady(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** Something is known now that was not. */
  tell(): void {
    for (const listener of this.listeners) listener();
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = undefined;
    this.listeners.clear();
  }
}
