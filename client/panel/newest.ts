/** Does something again whenever what it depends on is another: at once, one at a time, and once more for all that came meanwhile. */
export class Newest {
  private readonly work: () => Promise<void>;
  private running: Promise<void> | undefined;
  private isOld = false;

  /** @param work never rejects */
  constructor(work: () => Promise<void>) {
    this.work = work;
  }

  /** Resolves when it was done for what is so now. */
  again(): Promise<void> {
    this.isOld = true;
    this.running ??= this.run();
    return this.running;
  }

  private async run(): Promise<void> {
    try {
      while (this.isOld) {
        this.isOld = false;
        await this.work();
      }
    } finally {
      this.running = undefined;
    }
  }
}
