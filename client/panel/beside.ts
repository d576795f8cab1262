/** The run that is held beside the one that is shown. One of a text follows it; one of an earlier text stays as it is. No editor in here. */
import type { PanelView, Shown, ToPanel } from '../../server/protocol.ts';
import type { Comparable } from './comparable.ts';
import { Newest } from './newest.ts';

/** A view, `undefined` where it is the one whose id is `known`; rejects where there is none. */
type Ask = (shown: Shown, known: string | undefined) => Promise<PanelView | undefined>;

export class Beside {
  private readonly ask: Ask;
  private readonly post: (message: ToPanel) => void;
  private readonly newest = new Newest(() => this.refresh());
  private run: Comparable | undefined;
  private view: PanelView | undefined;
  private isOld = false;

  constructor(ask: Ask, post: (message: ToPanel) => void) {
    this.ask = ask;
    this.post = post;
  }

  /**
   * Holds this run and no other.
   * @throws where there is no such run
   */
  async hold(run: Comparable): Promise<void> {
    const view = await this.ask(run.shown, undefined);
    if (!view) return;
    this.run = run;
    this.show(view, {});
  }

  /** A text is another now, perhaps the one that it is of. */
  async again(): Promise<void> {
    if (this.run && !this.run.isEarlier) await this.newest.again();
  }

  /** A new page shows nothing yet. */
  showAgain(): void {
    if (this.view) this.show(this.view, { again: true });
  }

  end(): void {
    this.run = undefined;
    this.view = undefined;
  }

  private async refresh(): Promise<void> {
    const { run } = this;
    if (!run) return;
    try {
      const view = await this.ask(run.shown, this.view?.id);
      if (this.run === run && (view || this.isOld)) this.show(view ?? this.view, { again: true });
    } catch (error) {
      const old = error instanceof Error ? error.message : String(error);
      if (this.run === run) this.show(this.view, { again: true, old });
    }
  }

  private show(view: PanelView | undefined, how: { readonly again?: boolean; readonly old?: string }): void {
    const { run } = this;
    if (!run || !view) return;
    this.view = view;
    this.isOld = how.old !== undefined;
    // its scenario may have another title now
    if (view.choice) this.run = { ...run, shown: { ...run.shown, choice: view.choice } };
    const { shown, words, isEarlier } = this.run ?? run;
    const named = view.run && words !== undefined ? `${view.run.title}, ${words}` : undefined;
    const told = view.run && named ? { ...view, run: { ...view.run, title: named } } : view;
    this.post({ type: 'compare', view: told, shown, ...(isEarlier && { before: true }), ...how });
  }
}
