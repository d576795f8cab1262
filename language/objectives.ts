/** What became of the objectives of a document, at its place: the runs are played by those who ask. */
import type { LangiumCoreServices, LangiumDocument } from 'langium';
import { objectiveCode } from '../engine/rules/author/ids.ts';
import { type Choices, chosenFor } from '../engine/rules/check.ts';
import type { Finding } from '../engine/rules/rule.ts';
import type { Source } from '../engine/topology/model.ts';
import { buildTopology } from './builder/index.ts';
import { type CheckDocumentOptions, isWhole, placed } from './findings.ts';
import type { DocumentFindings } from './placed-finding.ts';
import { importClosure } from './scope/imports.ts';

/** What is said of an objective, as `engine/analysis` says it. */
interface Said {
  /** `unknown`: nobody knows whether it holds, which is not wrong. */
  readonly is: 'broken' | 'unknown';
  readonly source: Source;
  readonly message: string;
  readonly related: readonly { readonly source: Source; readonly message: string }[];
}

/**
 * Whether the objectives of a document are to be played: there are some, nobody switched them off, and all of the text can
 * be read. Of a half-written text nobody knows what it will survive.
 */
export function hasObjectives(document: LangiumDocument, services: LangiumCoreServices, choices: Choices): boolean {
  if (!asksForObjectives(choices)) return false;
  const { objectives, unbuilt } = buildTopology(document, services);
  const files = importClosure(document, services.shared.workspace.LangiumDocuments);
  return objectives.length > 0 && unbuilt.length === 0 && isWhole(files);
}

/** False where a folder has switched them off. */
export function asksForObjectives({ severities }: Choices): boolean {
  return chosenFor(objectiveCode, severities) !== 'off';
}

/** Findings of what is said, but for what the author silences; a suppression that silences nothing is one too. */
export function objectiveFindings(
  said: readonly Said[],
  document: LangiumDocument,
  services: LangiumCoreServices,
  options: CheckDocumentOptions,
): DocumentFindings {
  const chosen = chosenFor(objectiveCode, options.severities);
  if (chosen === 'off') return { findings: [], silenced: [] };
  const findings = said.map(({ is, ...rest }): Finding => {
    // An author who says that something must hold means it.
    const severity = is === 'unknown' ? 'info' : (chosen ?? 'error');
    return {
      rule: objectiveCode,
      ...rest,
      severity,
      severityFrom: is === 'unknown' ? 'not-stated' : chosen ? 'configuration' : 'rule',
      basis: [],
      tags: [],
      mayHaveFix: false,
      mayBeSafe: false,
      fixes: [],
    };
  });
  return placed(findings, document, services, options, { asked: [objectiveCode] });
}
