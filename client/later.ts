/** Does something when it has been quiet for a while: once for all that asked meanwhile. */
export class Later {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** @param wait ms since this was last asked for */
  run(what: string, wait: number, work: () => Promise<void>): void {
    clearTimeout(this.timers.get(what));
    const timer = setTimeout(() => {
      this.timers.delete(what);
      void work();
    }, wait);
    this.timers.set(what, timer);
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
