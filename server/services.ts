/** The services of the server: those of the language, Langium's for the protocol, and a few of its own. */
import type { LangiumServices, LangiumSharedServices } from 'langium/lsp';
import type { Client } from './client.ts';
import type { Publisher } from './diagnostics/publisher.ts';
import type { RuleFindings } from './diagnostics/rule-findings.ts';
import type { Trouble } from './trouble.ts';
import type { ServerUpdateHandler } from './workspace/update-handler.ts';

export interface OwnSharedServices {
  readonly server: {
    readonly Client: Client;
    readonly Trouble: Trouble;
  };
}
export type ServerSharedServices = LangiumSharedServices &
  OwnSharedServices & { readonly lsp: { readonly DocumentUpdateHandler: ServerUpdateHandler } };

export interface OwnServices {
  readonly server: {
    readonly RuleFindings: RuleFindings;
    readonly Publisher: Publisher;
  };
}
export type ServerServices = Omit<LangiumServices, 'shared'> & OwnServices & { readonly shared: ServerSharedServices };
