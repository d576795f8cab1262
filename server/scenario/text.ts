/** `hatopo/scenarioText`: writes what somebody did by hand into the text, with what came of it as expectations. */
import { type LangiumDocument, URI } from 'langium';
import { writtenTime } from '../../engine/rules/facts/written.ts';
import { simulate } from '../../engine/simulation/index.ts';
import type { Expectation, Injection, Scenario, Topology } from '../../engine/topology/model.ts';
import { scenarioInsertion, type WrittenScenario } from '../../language/edits/scenario.ts';
import { applied } from '../../language/edits/text-edit.ts';
import type { RunChoice, ScenarioText } from '../protocol.ts';
import { scenarioOf } from '../requests/choice.ts';
import { Refusal } from '../requests/refusal.ts';
import type { ServerServices } from '../services.ts';
import { rangeIn } from '../text.ts';
import { type Part, partsOf, scenarioOfParts, windowsOf } from './draft.ts';
import { proposalsFor, untouched } from './outcome.ts';
import { flawsOf } from './proof.ts';
import { type Deed, titleFor } from './title.ts';
import { Writer } from './written.ts';

/** A run ends after a day unless its text says otherwise. */
const day = 86_400_000;
/** How often lines that do not stand the test are taken out before it is given up. */
const mostRounds = 4;

/** @throws {Refusal} where the choice is not in the text any more, or cannot be written into it */
export async function scenarioText(
  document: LangiumDocument,
  topology: Topology,
  choice: RunChoice,
  services: ServerServices,
): Promise<ScenarioText> {
  const written = await writtenScenario(document, topology, choice, services);
  const change = scenarioInsertion(document, written);
  if (!change) throw new Refusal(unreadable);
  const version = services.shared.workspace.TextDocuments.get(document.uri.toString())?.version;
  return {
    title: written.title,
    ...(version !== undefined && { version }),
    edit: { range: rangeIn(document, change.start, change.end), newText: change.newText },
  };
}

const unreadable = 'The text cannot be read to its end: mend that first, then the scenario finds its place.';

/**
 * The same as lines, each proven.
 * @param taken titles that others have, beside those of the text
 */
export async function writtenScenario(
  document: LangiumDocument,
  topology: Topology,
  choice: RunChoice,
  services: ServerServices,
  taken: readonly string[] = [],
): Promise<WrittenScenario> {
  if ((choice.steps ?? []).length === 0)
    throw new Refusal('Nothing was done by hand: there is nothing to write into the text.');
  const scenario = scenarioOf(topology, choice);
  const base = topology.scenarios.find(({ title }) => title === choice.scenario);
  const writer = new Writer(topology, document, services);
  const parts = withOutcome(namedParts(partsOf(scenario), base, writer), scenario, topology, writer);
  const title = titleFor(
    deedsOf(parts, base, topology),
    base?.title,
    new Set([...topology.scenarios.map((one) => one.title), ...taken]),
  );
  const { horizon } = scenarioOfParts(scenario, parts);
  const lines = [
    ...(horizon === day ? [] : [`horizon: ${writtenTime(horizon)}`]),
    ...parts.flatMap(({ time, injections, expectations }) => [
      ...injections.map(({ text }) => `at ${time === 0 ? '0 s' : writtenTime(time)} ${text}`),
      ...expectations.map(({ text }) => `expect ${text}`),
    ]),
  ];
  return await proven(document, { title, lines }, services);
}

/** What was done by hand, as the file has to write it; failures of one time in one step. */
function namedParts(parts: readonly Part[], base: Scenario | undefined, writer: Writer): readonly Part[] {
  const written = new Set<unknown>((base?.steps ?? []).map(({ source }) => source));
  return parts.map((part) => {
    const injections: Injection[] = [];
    for (const injection of part.injections) {
      const last = injections.at(-1);
      if (written.has(injection.source)) injections.push(injection);
      else if (injection.kind !== 'restore' && last?.kind === injection.kind && !written.has(last.source))
        injections.splice(-1, 1, { ...last, targets: [...last.targets, ...injection.targets] });
      else injections.push(injection);
    }
    return {
      ...part,
      injections: injections.map((injection) =>
        written.has(injection.source) ? injection : { ...injection, text: byHand(injection, writer) },
      ),
    };
  });
}

function byHand({ kind, targets }: Injection, writer: Writer): string {
  const ids = [...new Set(targets.map(({ id }) => id))];
  return `${kind} ${writer.targets(kind, ids).join(', ')}`;
}

/** The parts with what was stated and holds, and what else came of each. */
function withOutcome(parts: readonly Part[], scenario: Scenario, topology: Topology, writer: Writer): readonly Part[] {
  const stated = onlyTrue(parts, scenario, topology);
  const run = simulate(topology, scenarioOfParts(scenario, stated));
  const windows = windowsOf(stated);
  const found = windows.map((window) => (window.end === window.start ? [] : proposalsFor(run, topology, window)));
  const proposed = found.every((proposals) => proposals.length === 0)
    ? windows.map((_, index) => (index === windows.length - 1 ? untouched(topology) : []))
    : found;
  const all = windows.map(({ part }, index): Part => {
    const known = new Set(part.expectations.map(whatIsSaid));
    const source = part.injections[0]?.source;
    const further = (proposed[index] ?? []).flatMap(({ subject, claim, within }): Expectation[] => {
      const text = writer.expectation({ subject, claim, ...(within !== undefined && { within }) });
      if (text === undefined || !source) return [];
      const subjectRef = { id: subject, text: subject };
      const further: Expectation = {
        ...{ source, text, subject: subjectRef, claim },
        ...(within !== undefined && { within }),
      };
      return known.has(whatIsSaid(further)) ? [] : [further];
    });
    return { ...part, expectations: [...part.expectations, ...further] };
  });
  return onlyTrue(all, scenario, topology);
}

/** Whatever the time within which it comes to be. */
function whatIsSaid({ subject, claim }: Expectation): string {
  return JSON.stringify([subject.id, subject.node, claim]);
}

function onlyTrue(parts: readonly Part[], scenario: Scenario, topology: Topology): readonly Part[] {
  const { expectations } = simulate(topology, scenarioOfParts(scenario, parts));
  let index = 0;
  return parts.map((part) => ({ ...part, expectations: part.expectations.filter(() => expectations[index++]?.holds) }));
}

function deedsOf(parts: readonly Part[], base: Scenario | undefined, topology: Topology): readonly Deed[] {
  const written = new Set<unknown>((base?.steps ?? []).map(({ source }) => source));
  return parts.flatMap(({ injections }) =>
    injections
      .filter(({ source }) => !written.has(source))
      .map(
        ({ kind, targets }): Deed => ({
          verb: kind === 'restore' ? 'restore' : 'fail',
          names: [...new Set(targets.map(({ id }) => topology.elements.get(id)?.name ?? id))],
        }),
      ),
  );
}

/** What is written, after it was read as the language reads it, without what does not hold there. */
async function proven(
  document: LangiumDocument,
  written: WrittenScenario,
  services: ServerServices,
): Promise<WrittenScenario> {
  const text = document.textDocument.getText();
  let { lines } = written;
  for (let round = 0; round < mostRounds; round++) {
    const change = scenarioInsertion(document, { ...written, lines });
    if (!change) throw new Refusal(unreadable);
    const flaws = await flawsOf(
      written.title,
      change,
      URI.parse(document.uri.toString()),
      applied(text, [change]),
      services,
    );
    if (flaws.length === 0) return { ...written, lines };
    const left = lines.filter((line) => !flaws.includes(line));
    if (left.length === lines.length) break;
    lines = left;
    if (!lines.some((line) => line.startsWith('at ')))
      throw new Refusal('Nothing failed before that could be restored.');
  }
  throw new Refusal('This cannot be written as a scenario of this text.');
}
