/** What the rules find in a text, and texts that mark it: `// ^^^ rule-id` below the place. */
import { URI } from 'langium';
import { expect } from 'vitest';
import { rules } from '../../engine/rules/index.ts';
import type { Rule } from '../../engine/rules/rule.ts';
import { applied } from '../../language/edits/text-edit.ts';
import { type CheckDocumentOptions, checkDocument } from '../../language/findings.ts';
import { diagnosticsOf, type LanguageDiagnostic } from '../../language/load.ts';
import { MemoryFiles } from '../../language/memory-files.ts';
import { createHatopoServices } from '../../language/module.ts';
import type { PlacedFinding } from '../../language/placed-finding.ts';

const { shared, hatopo } = createHatopoServices({ fileSystemProvider: () => new MemoryFiles() });
let texts = 0;

export interface Checked {
  readonly text: string;
  readonly findings: readonly PlacedFinding[];
  /** The language's own. */
  readonly diagnostics: readonly LanguageDiagnostic[];
}

/**
 * Reads and checks one text, and keeps it open while `use` runs: until then the fixes of findings can be read, each worked
 * out when it is. Services are shared between calls, so that many texts are quick.
 */
export async function whileOpen<T>(
  text: string,
  options: CheckDocumentOptions,
  use: (found: Checked) => T | Promise<T>,
): Promise<T> {
  const uri = URI.parse(`file:///checked/${texts++}.hatopo`);
  const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = shared.workspace;
  const document = LangiumDocumentFactory.fromString(text, uri);
  LangiumDocuments.addDocument(document);
  await DocumentBuilder.build([document], { validation: true });
  try {
    return await use({
      text,
      findings: checkDocument(document, hatopo, options),
      diagnostics: diagnosticsOf(document),
    });
  } finally {
    await DocumentBuilder.update([], [uri]);
  }
}

/** What is found in one text, its fixes included. */
export function checked(text: string, options: CheckDocumentOptions = {}): Promise<Checked> {
  return whileOpen(text, options, (found) => {
    for (const finding of found.findings) void finding.fixes;
    return found;
  });
}

/** The rules that an example of `rule` is read with: all but those that nearly every short text breaks. */
export function besides(rule: Rule): readonly Rule[] {
  return rules.filter((each) => each === rule || !each.advisory);
}

/** A finding as a marker shows it: line from 0, columns, rule id. */
export interface Mark {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly code: string;
}

/** The markers of a text: each on a comment line below the line that it speaks of. */
export function marksOf(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  let line = 0;
  for (const [index, content] of text.split('\n').entries()) {
    const match = /^\s*\/\/ *(\^+) (\S+)$/.exec(content);
    if (!match) line = index;
    else {
      const start = content.indexOf('^');
      marks.push({ line, start, end: start + (match[1] ?? '').length, code: match[2] ?? '' });
    }
  }
  return sorted(marks);
}

/** Findings as markers would show them; what goes on behind its first line ends with it. */
export function marksFor({ text, findings }: Checked): readonly Mark[] {
  return sorted(
    findings.map(({ start, end, code }) => {
      const lineStart = text.lastIndexOf('\n', start - 1) + 1;
      const feed = text.indexOf('\n', start);
      const stop = Math.min(end, feed === -1 ? text.length : feed);
      const line = text.slice(0, lineStart).split('\n').length - 1;
      return { line, start: start - lineStart, end: stop - lineStart, code };
    }),
  );
}

function sorted(marks: readonly Mark[]): readonly Mark[] {
  return [...marks].sort(
    (one, other) => one.line - other.line || one.start - other.start || (one.code < other.code ? -1 : 1),
  );
}

/**
 * Checks that a text reports exactly what its markers say, and nothing of the language's own.
 * Returns what was found, in the order of the text.
 */
export async function expectMarked(
  text: string,
  options: CheckDocumentOptions = {},
): Promise<readonly PlacedFinding[]> {
  const found = await checked(text, options);
  expect(found.diagnostics).toEqual([]);
  expect(marksFor(found)).toEqual(marksOf(text));
  return found.findings;
}

/** The text after the first fix of its first finding, which must have one. */
export async function firstFixed(text: string, options: CheckDocumentOptions = {}): Promise<string> {
  const fix = (await checked(text, options)).findings[0]?.fixes[0];
  if (!fix) throw new Error('there is no fix');
  return applied(text, fix.edits);
}
