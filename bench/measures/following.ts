/**
 * From a keystroke to what the panel shows of the new text: a run by hand, in a real server over stdio, asked as the
 * extension asks, and passed on as the editor passes it to the page. The page's own drawing is not in it.
 */
import { Newest } from '../../client/panel/newest.ts';
import { loadText } from '../../language/load.ts';
import { type Outline, type PanelView, Requests, type SimulateParams, TopologyChanged } from '../../server/protocol.ts';
import type { Measure, Row } from '../report.ts';
import { median } from '../sample.ts';
import { Editor } from '../server.ts';
import { oneFile } from '../topologies.ts';

const uri = 'file:///bench/main.hatopo';
const goal = 100;
const room = { width: 1200, height: 700 };

export const following: Measure = {
  name: 'following',
  async *run({ quick }) {
    for (const vms of [200, 1000]) yield* followingOf(vms, quick);
  },
};

async function* followingOf(vms: number, quick: boolean): AsyncGenerator<Row> {
  const text = oneFile(vms);
  const { topology } = await loadText(text);
  const size = vms === 1000 ? '1000 VMs' : `${topology.elements.size} elements`;
  const editor = await Editor.open(uri, text);
  try {
    const panel = await Panel.open(editor);
    const middle = Math.floor(text.length / 2);
    const [panels, findings]: [number[], number[]] = [[], []];
    const strokes = quick ? 8 : 20;
    for (let i = -4; i < strokes; i++) {
      const [old, by] = i % 2 === 0 ? ['memory: 4 GB', 'memory: 40 GB'] : ['memory: 40 GB', 'memory: 4 GB'];
      const finding = new Promise<number>((resolve) => {
        void editor.replace(old, by, middle).then(resolve);
      });
      const shown = await panel.follows(editor.typed);
      const found = await finding;
      if (i < 0) continue;
      panels.push(shown);
      findings.push(found);
    }
    await panel.settled();
    const peer = { name: 'keystroke → diagnostics', value: median(findings) };
    yield { what: `panel follows an edit, ${size}`, value: median(panels), unit: 'ms', goal, peer };
    yield { what: `what is sent to the panel then, ${size}`, value: panel.bytes / 1024, unit: 'KiB' };
  } finally {
    await editor.close();
  }
}

/** What the extension does for its panel. */
class Panel {
  bytes = 0;
  private readonly editor: Editor;
  private readonly params: SimulateParams;
  private readonly newest: Newest;
  private version = 0;
  private known: string | undefined;
  private wake = () => {};

  private constructor(editor: Editor, id: string) {
    this.editor = editor;
    this.params = { uri, choice: { steps: [{ at: 0, verb: 'fail', id }] }, room };
    this.newest = new Newest(() => this.refresh());
    editor.client.connection.onNotification(TopologyChanged, () => void this.newest.again());
  }

  static async open(editor: Editor): Promise<Panel> {
    const { components } = await editor.client.request<Outline>(Requests.outline, { uri });
    const panel = new Panel(editor, components.find(({ kind }) => kind === 'host')?.id ?? '');
    await panel.newest.again();
    return panel;
  }

  /** Asks what is to be shown, and waits until that is a version of the text; ms from now. */
  async follows(version: number): Promise<number> {
    const begin = performance.now();
    void this.newest.again();
    while (this.version < version) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return performance.now() - begin;
  }

  /** Waits for what it still asks. */
  async settled(): Promise<void> {
    await this.newest.again();
  }

  private async refresh(): Promise<void> {
    const params = { ...this.params, ...(this.known !== undefined && { known: this.known }) };
    const view = await this.editor.client.request<PanelView | null>(Requests.simulate, params);
    if (!view) return;
    this.known = view.id;
    const message = JSON.stringify({ type: 'show', view });
    JSON.parse(message); // as on its way into the page
    this.bytes = message.length;
    this.version = view.version;
    this.wake();
  }
}
