import { describe, expect, test } from 'vitest';
import { exampleNames, exampleText } from '../support/topology.ts';
import { parseXml, type XmlElement } from '../support/xml.ts';
import { call } from './call.ts';
import { testFolder } from './folder.ts';

const example = 'examples/avaya-duplication.hatopo';
const title = "Active virtual machine's host fails";
const folder = testFolder();

const svgOf = async (...args: string[]): Promise<{ readonly svg: XmlElement; readonly text: string }> => {
  const { code, out, err } = await call(['draw', example, ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return { svg: parseXml(out), text: out };
};

describe('hatopo draw', { timeout: 60_000 }, () => {
  test('draws the topology as a picture by itself, light and dark as its reader prefers', async () => {
    const { svg, text } = await svgOf();
    expect(svg.name).toBe('svg');
    expect(svg.attributes.xmlns).toBe('http://www.w3.org/2000/svg');
    expect(svg.attributes['aria-label']).toBe('Communication Manager duplication over two HA clusters');
    expect(svg.children.map((child) => child.name)).toContain('style');
    expect(text).toContain('prefers-color-scheme: dark');
    expect(text).toContain('>CMVM_01</text>');
    // nothing from elsewhere
    expect(text).not.toMatch(/url\(|href|<script/);
  });

  test.each(exampleNames)('draws %s, and each of its runs, and their timelines', async (name) => {
    const file = `examples/${name}.hatopo`;
    const titles = [...exampleText(name).matchAll(/^scenario "([^"]+)"/gm)].map(([, found]) => found ?? '');
    expect(titles.length).toBeGreaterThan(0);
    for (const args of [
      [],
      ...titles.flatMap((run) => [
        ['--run', run],
        ['--run', run, '--timeline'],
      ]),
    ]) {
      const { code, out } = await call(['draw', file, ...args]);
      expect(code).toBe(0);
      expect(parseXml(out).name).toBe('svg');
    }
  });

  test('draws a run at its end, and at a time', async () => {
    const end = await svgOf('--run', title);
    expect(end.svg.attributes['aria-label']).toMatch(/: Active virtual machine's host fails, 5:30$/);
    expect(end.text).toContain('CMVM_01 ran here');
    for (const time of ['0:30', '30s', '0:30.000']) {
      const moment = await svgOf('--run', title, '--at', time);
      expect(moment.svg.attributes['aria-label']).toMatch(/, 0:30$/);
      expect(moment.text).toContain('booting');
    }
    const before = await svgOf('--fail', 'Host1@5min', '--at', '1min');
    expect(before.text).not.toContain('ran here');
  });

  test('draws what is lost on top of a scenario', async () => {
    const { text } = await svgOf('--run', title, '--fail', 'Host4@10min', '--timeline');
    expect(text).toContain('>Host1 fails</text>');
    expect(text).toContain('>Host4 fails</text>');
  });

  test('draws the timeline, and points out a moment in it', async () => {
    const { svg, text } = await svgOf('--run', title, '--timeline', '--at', '1:30', '--width', '700');
    expect(svg.attributes.width).toBe('700');
    expect(text).toContain('aria-label="CommunicationManager: out 0.2 s, calls kept, protected 5:30"');
    expect(text).toMatch(/class="moment-time"[^>]*>1:30</);
  });

  test('takes its colours from a theme, and its width from the call', async () => {
    for (const theme of ['light', 'dark']) {
      for (const args of [[], ['--run', title, '--timeline']]) {
        const { svg } = await svgOf('--theme', theme, ...args);
        expect(svg.attributes.class?.split(' ')).toContain(`in-${theme}`);
      }
    }
    const { svg } = await svgOf('--width', '640');
    expect(svg.attributes.width).toBe('640');
    const [, , width = 0, height = 0] = (svg.attributes.viewBox ?? '').split(' ').map(Number);
    expect(Number(svg.attributes.height)).toBeCloseTo((640 * height) / width, 0);
  });

  // `vitest run -u test/cli/draw` draws them anew
  test.each([
    ['timeline', ['--timeline', '--width', '900']],
    ['moment', ['--at', '30s']],
  ])('draws the picture of the docs: %s', async (name, args) => {
    const { text } = await svgOf('--run', title, ...args);
    await expect(text).toMatchFileSnapshot(`../../docs/images/${name}.svg`);
  });

  test('writes the topology for Mermaid and Graphviz', async () => {
    const mermaid = await call(['draw', example, '--format', 'mermaid']);
    expect(mermaid.out).toMatch(/^---\ntitle: "Communication Manager .*"\n---\nflowchart LR\n/);
    const dot = await call(['draw', example, '--format', 'dot']);
    expect(dot.out).toMatch(/^digraph hatopo \{\n/);
  });

  test.each([
    ['picture.svg', /^<svg /],
    ['graph.mmd', /^---\ntitle/],
    ['graph.dot', /^digraph/],
    ['graph.gv', /^digraph/],
  ])('writes %s as its ending says, and nothing on the standard output', async (name, content) => {
    folder.write('pair.hatopo', exampleText('avaya-duplication'));
    const { code, out, err } = await call(['draw', 'pair.hatopo', '--output', name], folder.path);
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' });
    expect(folder.read(name)).toMatch(content);
  });

  test('draws what could be built of a text with errors, and says so', async () => {
    folder.write('broken.hatopo', 'site S { host H1 }\nvm A on H1\nvm B on Nowhere\n');
    const { code, out, err } = await call(['draw', 'broken.hatopo'], folder.path);
    expect(code).toBe(0);
    expect(out).toContain('>A</text>');
    expect(err).toMatch(/^broken\.hatopo has \d+ errors?: what could be built was drawn\. See hatopo check\.$/m);
    expect(err).toMatch(/^Left out of the drawing: B: /m);
  });

  test.each<[readonly string[], string]>([
    [[], 'Name one file to draw.'],
    [[example, example], 'Name one file to draw.'],
    [['examples/none.hatopo'], 'There is no file or folder examples/none.hatopo.'],
    [[example, '--run', 'x'], `No scenario is called "x". There is: "${title}", "Duplication link is cut".`],
    [[example, '--fail', 'Hots1'], 'Nothing is called Hots1. Did you mean Host1'],
    [[example, '--timeline'], 'A timeline is of a run. Name what to play: --run SCENARIO or --fail NAME.'],
    [[example, '--at', '30s'], '--at is a time of a run. Name what to play'],
    [[example, '--fail', 'Host1', '--at', '30'], 'The time 30 needs a unit: 30s, 5min, 500ms, 1h.'],
    [[example, '--format', 'png'], 'There is no format png: svg, mermaid, dot, html.'],
    [[example, '--theme', 'blue'], 'There is no theme blue: auto, light, dark.'],
    [[example, '--width', '5'], '--width 5: a number of pixels from 200 to 20000.'],
    [[example, '--width', 'wide'], '--width wide: a number of pixels'],
    [[example, '--format', 'dot', '--fail', 'Host1'], 'dot writes the topology, not a run: draw runs as svg or html.'],
    [[example, '--format', 'mermaid', '--theme', 'dark'], '--theme is of pictures: it goes with --format svg.'],
    [[example, '--format', 'html'], 'The page replays a run. Name what to play'],
    [
      [example, '--output', 'no/such/folder/x.svg'],
      'no/such/folder/x.svg could not be written: there is no such folder.',
    ],
    [[example, '--what'], "Unknown option '--what'."],
  ])('%j: says what is off', async (args, message) => {
    const { code, out, err } = await call(['draw', ...args]);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
  });
});

describe('hatopo draw --format html', { timeout: 60_000 }, () => {
  const page = () => {
    folder.write('page/main.js', 'const text = "</script><!--";\n//# sourceMappingURL=main.js.map\n');
    folder.write('page/main.css', 'main { color: red }\n/*# sourceMappingURL=main.css.map */\n');
    return { page: `${folder.path}/page` };
  };

  test('writes the page of the panel with the run in it', async () => {
    const text = exampleText('avaya-duplication').replace(title, '</script><b>lost</b>');
    folder.write('pair.hatopo', text);
    const { code, out, err } = await call(
      ['draw', 'pair.hatopo', '--run', '</script><b>lost</b>', '--format', 'html'],
      folder.path,
      page(),
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    // three scripts end: none of a name, none of the page's own text
    expect(out.match(/<\/script/g)).toHaveLength(2);
    expect(out).toContain('const text = "\\x3C/script>\\x3C!--";');
    expect(out).not.toContain('sourceMappingURL');
    expect(out).toContain('&lt;/script&gt;&lt;b&gt;lost&lt;/b&gt;</title>');
    const nonce = /script-src 'nonce-(\w+)'/.exec(out)?.[1];
    expect(nonce).toMatch(/^\w{14}$/);
    expect(out).toContain(`<script nonce="${nonce}">`);
    expect(out).toContain("default-src 'none'");
    const [, json = ''] = /id="hatopo-replay">([^<]*)<\/script>/.exec(out) ?? [];
    const data = JSON.parse(json);
    expect(data.type).toBe('show');
    expect(data.view.uri).toBe('pair.hatopo');
    expect(data.view.run.title).toBe('</script><b>lost</b>');
    expect(data.view.run.events.length).toBeGreaterThan(5);
    expect(data.view.run.expectations[0].place.range.start.line).toBe(
      text.split('\n').findIndex((line) => line.includes('expect ')),
    );
    expect(data.shown.choice).toEqual({ scenario: '</script><b>lost</b>' });
    // of this machine the page tells nothing
    expect(out).not.toContain(folder.path);
  });

  test('is the same file for the same text', async () => {
    const args = ['draw', example, '--fail', 'Host1', '--format', 'html'];
    const [first, second] = [await call(args, undefined, page()), await call(args, undefined, page())];
    expect(first.code).toBe(0);
    expect(second.out).toBe(first.out);
  });

  test('says where the page is not built', async () => {
    const { code, err } = await call(['draw', example, '--fail', 'Host1', '--format', 'html'], undefined, {
      page: '/nowhere/webview',
    });
    expect(code).toBe(2);
    expect(err).toBe(
      'The page that replays is not built: there is no /nowhere/webview/main.js. npm run build makes it.\n',
    );
  });
});
