/** Where elements are declared, asked once for each state of the text. */
import type { Place, Places } from '../../server/protocol.ts';

export type AskPlaces = (uri: string, ids: readonly string[]) => Promise<Places>;

export class KnownPlaces {
  private readonly ask: AskPlaces;
  private state = '';
  private known = new Map<string, Place | undefined>();

  constructor(ask: AskPlaces) {
    this.ask = ask;
  }

  /** In the text that has this state all may stand elsewhere all the same: lines went and came back. */
  forget(): void {
    this.state = '';
  }

  /** @param version of the text: in another one all may stand elsewhere */
  async of(uri: string, version: number, ids: readonly string[]): Promise<ReadonlyMap<string, Place | undefined>> {
    const state = `${version} ${uri}`;
    if (state !== this.state) {
      this.state = state;
      this.known = new Map();
    }
    const { known } = this;
    const unknown = ids.filter((id) => !known.has(id));
    if (unknown.length > 0) {
      const places = await this.ask(uri, unknown);
      for (const id of unknown) known.set(id, places[id]);
    }
    return known;
  }
}
