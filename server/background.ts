/** Work that nobody waits for: a step, then whatever came in between, then the next. Who wants to know is told. */
export class Background {
  private readonly step: () => void;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(step: () => void) {
    this.step = step;
  }

  /** Has a step done after `delay` ms; one that is due already stays as it is. */
  schedule(delay: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.step();
    }, delay);
    // A command line or a test that is done need not wait for what nobody will read.
    (this.timer as { unref?: () => void }).unref?.();
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
