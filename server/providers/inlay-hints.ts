/** Computed facts beside what they are about: votes, headroom, takeovers, hosts for a restart. */
import { type AstNode, type Cancellation, GrammarUtils, interruptAndCheck, type LangiumDocument } from 'langium';
import type { InlayHintProvider as InlayHints } from 'langium/lsp';
import type { InlayHintParams } from 'vscode-languageserver';
import type { InlayHint } from 'vscode-languageserver-protocol';
import { elementsMadeOf } from '../../language/builder/index.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import { itemsOf } from '../../language/paths.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import { statementOf } from '../../language/source.ts';
import { type Hint, type HintKind, hintKinds, hintOf } from '../facts/hints.ts';
import { widestRoot } from '../facts/root.ts';
import type { ServerServices } from '../services.ts';
import { isCurrent } from '../text.ts';

/** So many declarations are looked at before others have their turn. */
const atOnce = 50;

export class InlayHintProvider implements InlayHints {
  private readonly services: ServerServices;

  constructor(services: ServerServices) {
    this.services = services;
    const { server, lsp, workspace } = services.shared;
    const refresh = () => {
      if (server.Client.refreshesHints) void lsp.Connection?.languages.inlayHint.refresh().catch(() => undefined);
    };
    server.Losses.onReady(refresh);
    workspace.ConfigurationProvider.onConfigurationSectionUpdate(refresh);
  }

  async getInlayHints(
    document: LangiumDocument,
    { range }: InlayHintParams,
    cancelToken?: Cancellation.CancellationToken,
  ): Promise<InlayHint[] | undefined> {
    // Offsets of an older tree are places of another text: the editor asks again.
    if (isLibrary(document.uri) || !isCurrent(document)) return undefined;
    const wanted = await this.wanted();
    if (wanted.size === 0) return [];
    const { RuleFindings } = this.services.server;
    const root = widestRoot(document, RuleFindings);
    const topology = RuleFindings.topologyOf(root);
    const [from, to] = [document.textDocument.offsetAt(range.start), document.textDocument.offsetAt(range.end)];
    const hints: InlayHint[] = [];
    let looked = 0;
    for (const declaration of symbolsOf(document).declarations) {
      const cst = declaration.$cstNode;
      if (!cst || cst.offset > to || cst.end < from) continue;
      if (cancelToken && ++looked % atOnce === 0) await interruptAndCheck(cancelToken);
      const [id] = elementsMadeOf(declaration, root);
      const element = id === undefined ? undefined : topology.elements.get(id);
      const { Losses } = this.services.shared.server;
      const hint = element && hintOf(element, topology, wanted, Losses, root.uri.toString());
      if (hint) hints.push(shown(hint, declaration, document));
    }
    return hints;
  }

  /** All but those that are switched off. */
  private async wanted(): Promise<ReadonlySet<HintKind>> {
    const settings: unknown = await this.services.shared.workspace.ConfigurationProvider.getConfiguration(
      'hatopo',
      'inlayHints',
    ).catch(() => undefined);
    const chosen = (typeof settings === 'object' && settings !== null ? settings : {}) as Record<string, unknown>;
    return new Set(hintKinds.filter((kind) => chosen[kind] !== false));
  }
}

function shown({ label, tooltip, property }: Hint, declaration: Declaration, document: LangiumDocument): InlayHint {
  const item = property === undefined ? undefined : statementOf(itemsOf(declaration), property);
  return {
    position: document.textDocument.positionAt(item?.$cstNode?.end ?? endOfHead(declaration)),
    label,
    tooltip: { kind: 'markdown', value: tooltip },
    paddingLeft: true,
    paddingRight: true,
  };
}

/** Behind the last word before a body. */
function endOfHead(node: AstNode): number {
  const cst = node.$cstNode;
  if (!cst) return 0;
  const open = GrammarUtils.findNodeForKeyword(cst, '{');
  const head = open ? cst.text.slice(0, open.offset - cst.offset) : cst.text;
  return cst.offset + head.trimEnd().length;
}
