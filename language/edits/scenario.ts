/** Where a scenario that is written into a file goes, and how it is laid out there. */
import type { LangiumDocument } from 'langium';
import { isScenario } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { isSound } from '../sound.ts';
import { atEnd } from './change.ts';
import { behindLine, indentation, indentStep, lineEnd, lineStop } from './layout.ts';
import type { Change } from './text-edit.ts';

/** A scenario with a time, a blank line, and what is expected then, as they are mostly written. */
export interface WrittenScenario {
  readonly title: string;
  /** Statements of its body in their order. */
  readonly lines: readonly string[];
}

/**
 * The change that writes a scenario behind the last one of a file, or at its end, with the blank lines and the
 * indentation that are usual in it. `undefined` where the text is damaged there.
 */
export function scenarioInsertion(document: LangiumDocument, { title, lines }: WrittenScenario): Change | undefined {
  const text = document.textDocument.getText();
  const root = document.parseResult.value;
  const last = itemsOf(root).filter(isScenario).at(-1);
  const isApart = !last?.$cstNode || /\n[ \t]*\r?\n[ \t]*expect\b/.test(last.$cstNode.text);
  const statement = [
    `scenario "${escaped(title)}" {`,
    ...lines.flatMap((line, index) => [...blankBefore(lines, index, isApart), `  ${line}`]),
    '}',
  ];
  const place = last && isSound(last) ? last.$cstNode : undefined;
  if (!place) {
    const outcome = atEnd(root, statement.join('\n'));
    return outcome && 'changes' in outcome ? outcome.changes[0] : undefined;
  }
  const eol = lineEnd(text);
  const step = indentStep(text);
  const around = indentation(text, place.offset);
  const laidOut = statement.map((line) =>
    line === '' ? '' : around + line.replace(/^( {2})+/, (blanks) => step.repeat(blanks.length / 2)),
  );
  const at = behindLine(text, place.end);
  return { start: at, end: at, newText: eol + eol + laidOut.join(eol) + gapBehind(text, at, eol) };
}

/** The same of several, one behind the other. */
export function scenariosInsertion(
  document: LangiumDocument,
  scenarios: readonly WrittenScenario[],
): Change | undefined {
  const changes = scenarios.map((scenario) => scenarioInsertion(document, scenario));
  const [first] = changes;
  if (!first || !changes.every((change) => change !== undefined)) return undefined;
  const feed = lineEnd(document.textDocument.getText());
  const parts = changes.map(({ newText }) => {
    const start = newText.indexOf('scenario "');
    const end = newText.lastIndexOf('}') + 1;
    return { before: newText.slice(0, start), said: newText.slice(start, end), behind: newText.slice(end) };
  });
  const indent = /[ \t]*$/.exec(parts[0]?.before ?? '')?.[0] ?? '';
  const said = parts.map((part) => part.said).join(feed + feed + indent);
  return { ...first, newText: `${parts[0]?.before}${said}${parts.at(-1)?.behind}` };
}

/** What stands behind begins on a line of its own, behind an empty one. */
function gapBehind(text: string, at: number, eol: string): string {
  if (text.slice(at).trim() === '') return '';
  const stop = lineStop(text, at);
  if (text.slice(at, stop).trim() !== '') return eol + eol;
  return /^\r?\n[ \t]*\r?\n/.test(text.slice(stop)) ? '' : eol;
}

/** An empty line where steps end and expectations begin, and between two such parts. */
function blankBefore(lines: readonly string[], index: number, isApart: boolean): readonly string[] {
  const isStep = (line: string | undefined) => line?.startsWith('at ') === true;
  const isBorder = index > 0 && isStep(lines[index - 1]) !== isStep(lines[index]);
  return isBorder && isApart && isBehindStep(lines, index) ? [''] : [];
}

function isBehindStep(lines: readonly string[], index: number): boolean {
  return lines.slice(0, index).some((line) => line.startsWith('at '));
}

function escaped(title: string): string {
  return title.replace(/["\\]/g, '\\$&').replace(/\s*[\n\r\t]\s*/g, ' ');
}
