/**
 * Frames a second while a panel plays a run with about 1,000 nodes drawn, in a browser; beside it what the browser draws of
 * a page on which nothing happens. And how long a step takes until it is drawn.
 */
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { layout } from '../../engine/diagram/layout.ts';
import { runView } from '../../engine/diagram/run-view.ts';
import { simulate } from '../../engine/simulation/index.ts';
import { loadText } from '../../language/load.ts';
import { findBrowser } from '../../scripts/vscode/chromium.ts';
import type { ToPanel } from '../../server/protocol.ts';
import type { Measure } from '../report.ts';
import { median } from '../sample.ts';
import { oneHostLost } from '../topologies.ts';

/** Hosts, ten VMs on each, so that the picture has about 1,000 nodes. */
const hosts = 30;
/** ms of playing that are counted. */
const span = 6000;
const address = 'http://panel.test/';

export const frames: Measure = {
  name: 'frames',
  async *run({ quick }) {
    const program = findBrowser();
    if ('unavailable' in program) {
      yield { what: 'frames while a run plays', reason: program.unavailable };
      return;
    }
    const { message, nodes } = await shown(quick ? 5 : hosts);
    const browser = await chromium.launch({
      executablePath: program.path,
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-proxy-server'],
    });
    try {
      const empty = await framesOf(await opened(browser, '<!DOCTYPE html><title>empty</title>'), quick);
      const page = await opened(browser, await pageOf(message));
      await page.locator('.sheet svg').waitFor();
      await page.keyboard.press('Home');
      // at rest, as somebody finds it who reads before they press a key
      await page.waitForTimeout(2000);
      const steps = await stepsOf(page);
      await page.keyboard.press('Home');
      await page.keyboard.press('Space');
      const playing = await framesOf(page, quick);
      const peer = { name: 'an empty page', value: empty };
      yield {
        what: `frames while a run plays, ${nodes} nodes drawn`,
        value: playing,
        unit: 'a second',
        goal: 50,
        peer,
      };
      yield { what: `a step of a run until it is drawn, ${nodes} nodes`, value: median(steps), unit: 'ms', goal: 50 };
    } finally {
      await browser.close();
    }
  },
};

/** What the extension would say to the panel. */
async function shown(count: number): Promise<{ readonly message: ToPanel; readonly nodes: number }> {
  const { topology } = await loadText(oneHostLost(count));
  const [scenario] = topology.scenarios;
  if (!scenario) throw new Error('The topology has no scenario.');
  const uri = 'file:///bench.hatopo';
  const nowhere = { uri, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };
  const scene = layout(topology, { most: Number.POSITIVE_INFINITY });
  const run = runView(simulate(topology, scenario), topology, () => nowhere);
  const view = { uri, version: 1, title: 'Bench', scene, run, problems: [] };
  return {
    message: { type: 'show', view, shown: { uri, choice: { scenario: scenario.title } } },
    nodes: scene.boxes.length + scene.seats.length,
  };
}

/** The page that replays a run by itself, with what it replays. */
async function pageOf(message: ToPanel): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['client/webview/main.ts'],
    outdir: 'out',
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    loader: { '.svg': 'text' },
    mainFields: ['browser', 'module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const text = (extension: string) => outputFiles.find((file) => file.path.endsWith(extension))?.text ?? '';
  const json = JSON.stringify(message).replaceAll('<', '\\u003c');
  const script = text('.js').replaceAll('</script', '<\\/script');
  return `<!DOCTYPE html><html lang="en"><title>Bench</title><style>${text('.css')}</style><main id="app"></main>
<script type="application/json" id="hatopo-replay">${json}</script><script>${script}</script>`;
}

async function opened(browser: Browser, html: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(address);
  return page;
}

/** Frames a second. */
function framesOf(page: Page, quick: boolean): Promise<number> {
  return page.evaluate(
    (length) =>
      new Promise<number>((done) => {
        const begin = performance.now();
        let count = 0;
        const next = (now: number) => {
          count++;
          if (now - begin < length) requestAnimationFrame(next);
          else done((1000 * count) / (now - begin));
        };
        requestAnimationFrame(next);
      }),
    quick ? span / 4 : span,
  );
}

/** ms from a key to the picture after it, of twenty steps. */
function stepsOf(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const times: number[] = [];
    for (let step = 0; step < 20; step++) {
      const begin = performance.now();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      times.push(performance.now() - begin);
    }
    return times;
  });
}
