/** The outline of a file: every declaration with its kind and what tells it apart, as far as the text can be read. */
import type { AstNode, LangiumDocument } from 'langium';
import type { DocumentSymbolProvider as Symbols } from 'langium/lsp';
import type { DocumentSymbol } from 'vscode-languageserver-protocol';
import type { Item } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { featureNode, itemsOf, textOf } from '../../language/paths.ts';
import { rangeIn } from '../text.ts';
import { symbolKindOf } from './node-kinds.ts';

/** Blocks are left out, what stands in them is not named; properties speak for themselves in the text. */
export class DocumentSymbolProvider implements Symbols {
  getSymbols(document: LangiumDocument): DocumentSymbol[] {
    return symbolsIn(document.parseResult.value, document);
  }
}

function symbolsIn(body: AstNode, document: LangiumDocument): DocumentSymbol[] {
  return itemsOf(body)
    .map((item) => symbolOf(item, document))
    .filter((symbol) => symbol !== undefined);
}

function symbolOf(item: Item, document: LangiumDocument): DocumentSymbol | undefined {
  const feature = 'name' in item ? 'name' : ast.isScenario(item) || ast.isObjective(item) ? 'title' : undefined;
  const cst = item.$cstNode;
  if (!feature || !cst || ast.isUnknownStatement(item)) return undefined;
  const label = featureNode(cst, feature);
  const name = (item as { name?: string; title?: string })[feature];
  if (!label || !name) return undefined;
  const detail = detailOf(item);
  const children = symbolsIn(item, document);
  return {
    name,
    kind: symbolKindOf(item.$type),
    range: rangeIn(document, cst.offset, Math.max(cst.end, label.end)),
    selectionRange: rangeIn(document, label.offset, label.end),
    ...(detail && { detail }),
    ...(children.length > 0 && { children }),
  };
}

/** What stands behind the name: `host · Esxi`, `duplication`, `on Host1`. */
function detailOf(item: Item): string | undefined {
  switch (item.$type) {
    case 'Vm':
      return words('vm', item.host && `on ${textOf(item.host)}`, item.template && `: ${textOf(item.template)}`);
    case 'Host':
    case 'Server':
      return words(item.$type.toLowerCase(), item.template && `: ${textOf(item.template)}`);
    case 'Nic':
      return words(
        '→',
        textOf(item.target),
        item.via.length > 0 && `via ${item.via.map((via) => via.$refText).join(', ')}`,
      );
    case 'Service':
      return item.mode;
    case 'Resource':
      return item.resourceType;
    case 'Endpoint':
      return item.endpointKind;
    case 'Link':
      return item.ends.map(textOf).join(' – ');
    case 'FailoverCluster':
      return 'failover-cluster';
    case 'AuthorRule':
      return words('rule', item.severity);
    default:
      return item.$type.toLowerCase();
  }
}

function words(...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}
