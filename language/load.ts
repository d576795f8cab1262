/** Reads a topology from text or from a file, with all that it imports. */
import { type FileSystemProvider, type LangiumDocument, URI, UriUtils } from 'langium';
import type { Topology } from '../engine/topology/model.ts';
import { buildTopology } from './builder/index.ts';
import type { FindingData } from './checks/finding.ts';
import type { Document } from './generated/ast.ts';
import { MemoryFiles } from './memory-files.ts';
import { createHatopoServices, type HatopoServices } from './module.ts';
import type { PlacedFix } from './placed-finding.ts';
import { importClosure } from './scope/imports.ts';
import type { Location } from './source.ts';

/** A finding of the language itself: reading, names, checks. Rules of vendors are none of these. */
export interface LanguageDiagnostic {
  readonly severity: 'error' | 'warning' | 'info';
  /** `hatopo/unresolved-name`, `hatopo/syntax`, … */
  readonly code: string;
  readonly message: string;
  readonly uri: string;
  /** Offsets in the file, UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Other places that belong to it, with what each says; lines and columns as the protocol counts them, from 0. */
  readonly related: readonly { readonly uri: string; readonly range: Range; readonly message: string }[];
  /** What may be done about it, the best first. None is safe to be done unseen. */
  readonly fixes: readonly PlacedFix[];
}

export interface Loaded {
  readonly services: HatopoServices;
  readonly document: LangiumDocument<Document>;
  readonly topology: Topology;
  /** Findings of the file first, then those of the files that it imports. */
  readonly diagnostics: readonly LanguageDiagnostic[];
}

export interface LoadOptions {
  /** Address of the text; `file:///main.hatopo` unless said. */
  readonly uri?: string;
  /** Further files by their path, relative to the text's: `./denver.hatopo`. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Reads a text that is in memory; it may import the `files` given with it. */
export async function loadText(text: string, options: LoadOptions = {}): Promise<Loaded> {
  const uri = URI.parse(options.uri ?? 'file:///main.hatopo');
  const files = new MemoryFiles();
  files.set(uri, text);
  for (const [path, content] of Object.entries(options.files ?? {})) {
    files.set(UriUtils.resolvePath(UriUtils.dirname(uri), path), content);
  }
  return loadUri(uri, files);
}

/**
 * Reads the file at `path` (absolute) and what it imports.
 * @throws what the file system throws where the file itself cannot be read
 */
export async function loadFile(path: string, fileSystemProvider: FileSystemProvider): Promise<Loaded> {
  return loadUri(URI.file(path), fileSystemProvider);
}

/** The same of a file at an address, as `files` gives it and what it imports. */
export async function loadUri(uri: URI, files: FileSystemProvider): Promise<Loaded> {
  const { shared, hatopo } = createHatopoServices({ fileSystemProvider: () => files });
  const documents = shared.workspace.LangiumDocuments;
  const document = (await documents.getOrCreateDocument(uri)) as LangiumDocument<Document>;
  await shared.workspace.DocumentBuilder.build([document], { validation: true });
  return {
    services: hatopo,
    document,
    topology: buildTopology(document, hatopo),
    diagnostics: importClosure(document, documents).flatMap(diagnosticsOf),
  };
}

/** The findings on a document that was built with validation, in offsets. */
export function diagnosticsOf(document: LangiumDocument): LanguageDiagnostic[] {
  return (document.diagnostics ?? []).map((diagnostic) => {
    const place = {
      uri: document.uri.toString(),
      start: document.textDocument.offsetAt(diagnostic.range.start),
      end: document.textDocument.offsetAt(diagnostic.range.end),
    };
    return {
      ...place,
      severity: severityOf(diagnostic),
      code: codeOf(diagnostic),
      message: textOf(diagnostic.message),
      related: (diagnostic.relatedInformation ?? []).map(({ location, message }) => ({
        ...location,
        message: textOf(message),
      })),
      fixes: fixesOf(diagnostic, place),
    };
  });
}

type Diagnostic = NonNullable<LangiumDocument['diagnostics']>[number];
type Range = Diagnostic['range'];

function textOf(message: Diagnostic['message']): string {
  return typeof message === 'string' ? message : message.value;
}

function fixesOf({ data }: Diagnostic, place: Location): readonly PlacedFix[] {
  const { choices = [], fixes = [] } = (data ?? {}) as Partial<FindingData>;
  return [
    ...choices.map((choice) => ({
      title: `Change to ${choice}`,
      safe: false,
      edits: [{ ...place, newText: choice }],
    })),
    ...fixes,
  ];
}

function severityOf(diagnostic: Diagnostic): LanguageDiagnostic['severity'] {
  return diagnostic.severity === 2
    ? 'warning'
    : diagnostic.severity === 3 || diagnostic.severity === 4
      ? 'info'
      : 'error';
}

function codeOf(diagnostic: Diagnostic): string {
  const code = (diagnostic.data as { code?: unknown } | undefined)?.code ?? diagnostic.code;
  return code === undefined ? 'hatopo/syntax' : String(code);
}
