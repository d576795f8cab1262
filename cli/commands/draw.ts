/** `hatopo draw`: a topology, a moment of a run or its timeline as a file that shows it anywhere. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { NodeFileSystem } from 'langium/node';
import { dotOf } from '../../engine/diagram/export/dot.ts';
import { mermaidOf } from '../../engine/diagram/export/mermaid.ts';
import { type Loaded, loadFile } from '../../language/load.ts';
import { type PictureOptions, timelinePicture, topologyPicture } from '../../tools/pictures/pictures.ts';
import { chooseScenario } from '../../tools/runs/scenarios.ts';
import { parseTime } from '../../tools/runs/times.ts';
import { choice } from '../choice.ts';
import { type Command, InputError, type Io, UsageError } from '../command.ts';
import { replay } from '../draw/replay.ts';
import { hatopoFile, reasonOf, shown } from '../files.ts';

const help = `Usage: hatopo draw FILE [--run SCENARIO] [--fail NAME[@TIME]]… [--at TIME] [--timeline]
                   [--format svg|mermaid|dot|html] [--theme light|dark|auto] [--width PX] [--output FILE]

Draws the topology of FILE as SVG, on the standard output or into a file. With --run or --fail (or both: the
loss comes on top) it is drawn as it is at the end of the run, or at a time: --at 30s, --at 4:30. --timeline
draws who was down for how long, and when it was protected again; --at points out a moment in it.

--format  mermaid and dot write the topology as a graph for Mermaid and Graphviz, html a page that replays
          the run in any browser, without a network. Without it the ending of --output decides, else svg.
--theme   the colours of an SVG; auto follows the reader's system.
--width   how wide an SVG is, in pixels; it is arranged to be read there.

Exit codes: 0 it is drawn, 2 it could not be.
`;

const formats = ['svg', 'mermaid', 'dot', 'html'] as const;
type Format = (typeof formats)[number];
const themes = ['auto', 'light', 'dark'] as const;

const endings: readonly (readonly [RegExp, Format])[] = [
  [/\.svg$/i, 'svg'],
  [/\.(mmd|mermaid)$/i, 'mermaid'],
  [/\.(dot|gv)$/i, 'dot'],
  [/\.html?$/i, 'html'],
];

interface Wish extends PictureOptions {
  readonly format: Format;
  readonly run: string | undefined;
  readonly fail: readonly string[];
  readonly timeline: boolean;
}

export const draw: Command = {
  name: 'draw',
  summary: 'draws a topology, a moment of a run, its timeline; as SVG, Mermaid, DOT or a page that replays',
  help,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        run: { type: 'string' },
        fail: { type: 'string', multiple: true, default: [] },
        at: { type: 'string' },
        timeline: { type: 'boolean', default: false },
        format: { type: 'string' },
        theme: { type: 'string', default: 'auto' },
        width: { type: 'string' },
        output: { type: 'string', short: 'o' },
      },
    });
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) throw new UsageError('Name one file to draw.');
    const theme = choice('theme', values.theme, themes);
    const wish: Wish = {
      format: formatOf(values.format, values.output),
      run: values.run,
      fail: values.fail,
      timeline: values.timeline,
      ...(theme !== 'auto' && { theme }),
      ...(values.width !== undefined && { width: widthOf(values.width) }),
      ...(values.at !== undefined && { at: parseTime(values.at) }),
    };
    refuseContradictions(wish);
    const path = await hatopoFile(name, io.cwd);
    const loaded = await loadFile(path, NodeFileSystem.fileSystemProvider());
    const drawn = await drawing(loaded, wish, io);
    tellTrouble(loaded, shown(path, io.cwd), io);
    if (values.output === undefined) io.out(drawn);
    else await write(drawn, values.output, io);
    return 0;
  },
} satisfies Command;

function formatOf(given: string | undefined, output: string | undefined): Format {
  if (given === undefined) return endings.find(([ending]) => output !== undefined && ending.test(output))?.[1] ?? 'svg';
  return choice('format', given, formats);
}

function widthOf(text: string): number {
  const width = Number(text);
  if (!/^\d+$/.test(text) || width < 200 || width > 20_000)
    throw new UsageError(`--width ${text}: a number of pixels from 200 to 20000.`);
  return width;
}

/** What is asked for and cannot be in it is said, not left out. */
function refuseContradictions({ format, run, fail, timeline, at, theme, width }: Wish): void {
  const plays = run !== undefined || fail.length > 0;
  const needs = 'Name what to play: --run SCENARIO or --fail NAME.';
  if (timeline && !plays) throw new UsageError(`A timeline is of a run. ${needs}`);
  if (at !== undefined && !plays) throw new UsageError(`--at is a time of a run. ${needs}`);
  if (format === 'html' && !plays) throw new UsageError(`The page replays a run. ${needs}`);
  if ((format === 'mermaid' || format === 'dot') && plays)
    throw new UsageError(`${format} writes the topology, not a run: draw runs as svg or html.`);
  if (format !== 'svg') {
    const options = { timeline: timeline || undefined, at, theme, width };
    for (const [option, value] of Object.entries(options))
      if (value !== undefined) throw new UsageError(`--${option} is of pictures: it goes with --format svg.`);
  }
}

async function drawing(loaded: Loaded, wish: Wish, io: Io): Promise<string> {
  const { topology } = loaded;
  if (wish.format === 'mermaid') return mermaidOf(topology);
  if (wish.format === 'dot') return dotOf(topology);
  const scenario = chooseScenario(topology, wish.run, wish.fail);
  if (wish.format === 'html' && scenario) return replay(loaded, scenario, io.page, { scenario: wish.run });
  return wish.timeline && scenario ? timelinePicture(loaded, scenario, wish) : topologyPicture(loaded, scenario, wish);
}

/** What is wrong with the text stops no drawing, but it is not silent. */
function tellTrouble({ diagnostics, topology }: Loaded, file: string, io: Io): void {
  const errors = diagnostics.filter((finding) => finding.severity === 'error').length;
  if (errors > 0)
    io.err(`${file} has ${errors} error${errors > 1 ? 's' : ''}: what could be built was drawn. See hatopo check.\n`);
  for (const left of topology.unbuilt) io.err(`Left out of the drawing: ${left.name}: ${left.reason}\n`);
}

async function write(text: string, output: string, { cwd }: Io): Promise<void> {
  await writeFile(resolve(cwd, output), text, 'utf8').catch((error: unknown) => {
    // of a file that is written, what is not there is its folder
    const noFolder = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new InputError(`${output} could not be written: ${noFolder ? 'there is no such folder' : reasonOf(error)}.`);
  });
}
