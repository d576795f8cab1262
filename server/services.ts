/** The services of the server: those of the language, Langium's for the protocol, and a few of its own. */
import type { Cancellation, LangiumDocument, URI } from 'langium';
import type { DocumentUpdateHandler, LangiumServices, LangiumSharedServices } from 'langium/lsp';
import type { Topology } from '../engine/topology/model.ts';
import type { PlacedFinding } from '../language/findings.ts';
import type { Client } from './client.ts';
import type { Configurations } from './diagnostics/configurations.ts';
import type { FixAll } from './fixes/fix-all.ts';
import type { Trouble } from './trouble.ts';

export interface OwnSharedServices {
  readonly server: {
    readonly Client: Client;
    readonly Trouble: Trouble;
    readonly Configurations: Configurations;
  };
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
  /** The opened files that a file is part of; the file itself where none is. */
  rootsOf(document: LangiumDocument): readonly LangiumDocument[];
  /** The findings that a file shows: those of every opened file that it is part of, each once. */
  inFile(document: LangiumDocument): readonly PlacedFinding[];
}

/** Shows what was found. */
export interface Publisher {
  /** Publishes what changed. To be called when all watched documents are validated. */
  publish(cancelToken: Cancellation.CancellationToken): Promise<void>;
}

export interface OwnServices {
  readonly server: {
    readonly RuleFindings: RuleFindings;
    readonly Publisher: Publisher;
    readonly FixAll: FixAll;
  };
}
export type ServerServices = Omit<LangiumServices, 'shared'> & OwnServices & { readonly shared: ServerSharedServices };
