/** The services of the server: those of the language, Langium's for the protocol, and a few of its own. */
import type { Cancellation, LangiumDocument, URI } from 'langium';
import type {
  CodeLensProvider,
  CompletionProvider,
  DocumentUpdateHandler,
  Formatter,
  LangiumServices,
  LangiumSharedServices,
} from 'langium/lsp';
import type {
  CodeLens,
  CompletionItem,
  Diagnostic,
  DocumentRangesFormattingParams,
  LinkedEditingRangeParams,
  LinkedEditingRanges,
  SelectionRange,
  SelectionRangeParams,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type { Loss } from '../engine/analysis/loss.ts';
import type { Id, Service, Topology } from '../engine/topology/model.ts';
import type { PlacedFinding } from '../language/placed-finding.ts';
import type { Client } from './client.ts';
import type { Configurations } from './diagnostics/configurations.ts';
import type { Taken } from './facts/taken.ts';
import type { FixAllAnswer, FixAllParams, Fixable, FixableParams } from './protocol.ts';
import type { ScenarioResults } from './scenario/results.ts';
import type { Trouble } from './trouble.ts';

export interface OwnSharedServices {
  readonly server: {
    readonly Client: Client;
    readonly Trouble: Trouble;
    readonly Configurations: Configurations;
    readonly Losses: Losses;
    readonly Scope: Scope;
  };
}

/**
 * What losses come to. Nobody waits for a run: what is not known and takes longer than a moment is worked out later, and
 * listeners hear when there is more. `text` is the address of the text that asks: what is wanted for an earlier state of it
 * is dropped.
 */
export interface Losses {
  /** What the loss of an element comes to; `undefined` where it is not known yet, or the topology is too large. */
  get(text: string, topology: Topology, id: Id): Loss | undefined;
  /** Who needs an element in order to work, itself included; `undefined` where that is still to be worked out. */
  dependentsOf(text: string, topology: Topology, id: Id): ReadonlySet<Id> | undefined;
  /** What becomes of a service when what serves it at the start fails; likewise, and where nothing serves it. */
  ofServing(text: string, topology: Topology, service: Service): Taken | undefined;
  /** A run takes so long that it is only done where somebody asks for it by name. */
  isTooLarge(topology: Topology): boolean;
  onReady(listener: () => void): void;
  /** Nothing more is worked out. */
  dispose(): void;
}

/** Brings changes into the workspace. */
export interface UpdateHandler extends DocumentUpdateHandler {
  /** What follows when all files are built after a change, such as publishing what was found. */
  afterUpdate: (cancelToken: Cancellation.CancellationToken) => Promise<void>;
  /** Builds what a change concerns; never rejects. */
  update(changed: URI[], deleted: URI[]): Promise<void>;
  /** Resolves when every change that was told so far is known to the workspace, built or not. */
  known(): Promise<void>;
}

export type ServerSharedServices = LangiumSharedServices &
  OwnSharedServices & { readonly lsp: { readonly DocumentUpdateHandler: UpdateHandler } };

/** What the rules find. */
export interface RuleFindings {
  /** The topology that a linked document describes together with its imports. */
  topologyOf(root: LangiumDocument): Topology;
  /** The findings of a linked document and of the files that it imports. */
  of(root: LangiumDocument): readonly PlacedFinding[];
  /** What several roots say together, each finding once. What fails is told as trouble. */
  together(roots: readonly LangiumDocument[]): readonly PlacedFinding[];
  /** The opened files, or wholes of the workspace, that a file is part of; the file itself where none is. */
  rootsOf(document: LangiumDocument): readonly LangiumDocument[];
  /** The findings that a file shows: those of every opened file that it is part of, each once. */
  inFile(document: LangiumDocument): readonly PlacedFinding[];
}

/** What becomes of the objectives that authors state. They are played while nobody waits; listeners hear when there is more. */
export interface Objectives {
  /** What is known so far of a linked document. */
  of(root: LangiumDocument): readonly PlacedFinding[];
  /** From now on these texts are looked after, as they are now. */
  plan(roots: readonly LangiumDocument[]): void;
  onReady(listener: () => void): void;
  /** Nothing more is played. */
  dispose(): void;
}

/** What a fix of a whole file is to mend: the findings of one code, or all with a safe fix. */
export interface FixAllInFile {
  readonly uri: string;
  readonly code?: string;
}

/** Mends whole files and folders. */
export interface FixAll {
  /**
   * Mends the findings that a file shows. Those of one code as their quick fixes do, in whichever files; all of them, as
   * on save, with safe fixes of the file itself alone.
   */
  inFile(document: LangiumDocument, what: FixAllInFile): Promise<WorkspaceEdit>;
  /** Mends these files and no others, nor what their configurations leave out. */
  inFiles(params: FixAllParams): Promise<FixAllAnswer>;
  /** The codes of what could be mended in these files, with the number of findings of each. */
  fixableIn(params: FixableParams): Promise<Fixable>;
}

/** What a file shows. */
export interface ShownInFile {
  /** Of the text where it is open. */
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Another one where it shows something else. */
  readonly id: string;
}

/** Shows what was found. */
export interface Publisher {
  /** Publishes what changed. To be called when all watched documents are validated. */
  publish(cancelToken: Cancellation.CancellationToken): Promise<void>;
  /** What a file shows since it was last worked out; `undefined` where it shows nothing. */
  shownIn(uri: string): ShownInFile | undefined;
  /** The same of all files that show something, by address. */
  shownInAll(): ReadonlyMap<string, ShownInFile>;
}

/** Of which files findings are shown: those that somebody looks at, or all of the workspace. */
export interface Scope {
  /** Reads the setting, now and whenever it changes. */
  start(): void;
  /** All of the workspace from now on: somebody asks for it. Waits until it is worked out. */
  widen(): Promise<void>;
  /** The files that are checked, each once. */
  watched(): ReadonlySet<LangiumDocument>;
  /** The files that are read as wholes: those that are open, and those of the workspace that nobody imports. */
  roots(): readonly LangiumDocument[];
}

/** Grows a selection. */
export interface SelectionRangeProvider {
  /** For every position what is around it, inside first; `undefined` only where it failed. */
  getRanges(document: LangiumDocument, params: SelectionRangeParams): SelectionRange[] | undefined;
}

/** Names that are typed together. */
/** Lays texts out, several ranges at once too: what an author changed since the last commit. */
export interface RangesFormatter extends Formatter {
  formatDocumentRanges(document: LangiumDocument, params: DocumentRangesFormattingParams): TextEdit[];
}

export interface LinkedEditingProvider {
  getRanges(document: LangiumDocument, params: LinkedEditingRangeParams): LinkedEditingRanges | undefined;
}

/** Items that say more when somebody looks at them. */
export interface Completions extends CompletionProvider {
  /** An item of the last list with its documentation. */
  resolve(item: CompletionItem): CompletionItem;
}

/** Lenses that say more when they come into view. */
export interface CodeLenses extends CodeLensProvider {
  /** What a lens says now. */
  resolve(document: LangiumDocument, lens: CodeLens, cancelToken: Cancellation.CancellationToken): Promise<CodeLens>;
}

export interface OwnServices {
  readonly server: {
    readonly RuleFindings: RuleFindings;
    readonly Objectives: Objectives;
    readonly Publisher: Publisher;
    readonly FixAll: FixAll;
    readonly Results: ScenarioResults;
    readonly CodeLenses: CodeLenses;
    readonly Completions: Completions;
    readonly SelectionRanges: SelectionRangeProvider;
    readonly LinkedEditing: LinkedEditingProvider;
    readonly Formatting: RangesFormatter;
  };
}
export type ServerServices = Omit<LangiumServices, 'shared'> & OwnServices & { readonly shared: ServerSharedServices };
