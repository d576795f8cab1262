/** Draws a topology, a moment of a run, or its timeline. */
import { dotOf } from '../engine/diagram/export/dot.ts';
import { mermaidOf } from '../engine/diagram/export/mermaid.ts';
import { type Fields, type InputOf, readInput, schemaOf } from './input.ts';
import { timelinePicture, topologyPicture } from './pictures/pictures.ts';
import { titleOf } from './pictures/title.ts';
import { runFields } from './runs/inputs.ts';
import { chooseScenario } from './runs/scenarios.ts';
import { parseTime } from './runs/times.ts';
import { loadedText, textFields, troubleOf } from './texts.ts';
import type { Answer, Tool } from './tool.ts';
import { UsageError } from './usage-error.ts';

const fields = {
  ...textFields,
  ...runFields,
  at: { type: 'string', description: 'A time of the run, such as 30s or 4:30: drawn as it is then, else at the end.' },
  timeline: {
    type: 'boolean',
    description: 'Draws the timeline of the run instead: who was down for how long, and when it was protected again.',
  },
  format: {
    type: 'string',
    description:
      'mermaid or dot: the topology as a graph (mermaid unless said); svg: a picture, also of a run or its timeline (svg unless said, where something is played).',
    enum: ['mermaid', 'dot', 'svg'],
  },
  theme: { type: 'string', description: 'Colours of an svg; auto unless said.', enum: ['auto', 'light', 'dark'] },
  width: {
    type: 'integer',
    description: 'Width of an svg in pixels; it is arranged to be read there.',
    minimum: 200,
    maximum: 20_000,
  },
} as const satisfies Fields;

export const draw: Tool = {
  name: 'draw',
  title: 'Draw a topology',
  description:
    'Draws a high-availability topology written in the hatopo language: sites, clusters, hosts, VMs, networks, storage and services; as a Mermaid or Graphviz graph, or as an SVG picture, also as it is at a moment of a failure, or as the timeline of one.',
  input: schemaOf(fields),
  async answer(input, desk) {
    const { file, text, scenario: title, fail = [], ...wish } = readInput(input, fields);
    const plays = title !== undefined || fail.length > 0;
    const format = wish.format ?? (plays ? 'svg' : 'mermaid');
    refuseContradictions(wish, format, plays);
    const loaded = await loadedText({ ...(file !== undefined && { file }), ...(text !== undefined && { text }) }, desk);
    const { topology } = loaded;
    const notes = troubleOf(loaded, desk);
    if (format === 'mermaid') return graph('mermaid', mermaidOf(topology), notes);
    if (format === 'dot') return graph('dot', dotOf(topology), notes);
    const scenario = chooseScenario(topology, title, fail);
    const options = {
      ...(wish.theme !== undefined && wish.theme !== 'auto' && { theme: wish.theme }),
      ...(wish.width !== undefined && { width: wish.width }),
      ...(wish.at !== undefined && { at: parseTime(wish.at) }),
    };
    const content =
      wish.timeline && scenario
        ? timelinePicture(loaded, scenario, options)
        : topologyPicture(loaded, scenario, options);
    const what = `${titleOf(loaded)}${scenario ? `: ${scenario.title}` : ''}`;
    return {
      text: [...notes, `${what}, as SVG${wish.timeline ? ' (timeline)' : ''}.`].join('\n'),
      file: { name: `${fileName(what)}.svg`, mimeType: 'image/svg+xml', content },
    };
  },
};

/** What is asked for and cannot be in it is said, not left out. */
function refuseContradictions(wish: InputOf<typeof fields>, format: string, plays: boolean): void {
  const needs = 'name what to play with scenario or fail.';
  if (wish.timeline && !plays) throw new UsageError(`A timeline is of a run: ${needs}`);
  if (wish.at !== undefined && !plays) throw new UsageError(`at is a time of a run: ${needs}`);
  if (format === 'svg') return;
  if (plays) throw new UsageError(`${format} draws the topology, not a run: ask for svg.`);
  for (const name of ['theme', 'width'] as const)
    if (wish[name] !== undefined) throw new UsageError(`${name} is of pictures: ask for svg.`);
}

function graph(language: string, content: string, notes: readonly string[]): Answer {
  return { text: [...notes, `\`\`\`${language}\n${content.trimEnd()}\n\`\`\``].join('\n') };
}

/** `Failure of Host1` becomes `failure-of-host1`. */
function fileName(title: string): string {
  return (
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80) || 'topology'
  );
}
