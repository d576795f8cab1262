/** The icons under which declarations are listed. */
import { type AstNode, type AstNodeDescription, isAstNode } from 'langium';
import type { NodeKindProvider as Kinds } from 'langium/lsp';
import { CompletionItemKind, SymbolKind } from 'vscode-languageserver-protocol';

const symbols: Readonly<Record<string, SymbolKind>> = {
  Site: SymbolKind.Namespace,
  Rack: SymbolKind.Package,
  Circuit: SymbolKind.Key,
  Switch: SymbolKind.Interface,
  Network: SymbolKind.Interface,
  Link: SymbolKind.Interface,
  Storage: SymbolKind.Array,
  Cluster: SymbolKind.Module,
  Host: SymbolKind.Class,
  Server: SymbolKind.Class,
  Vm: SymbolKind.Object,
  Nic: SymbolKind.Field,
  Template: SymbolKind.TypeParameter,
  Service: SymbolKind.Function,
  Resource: SymbolKind.Property,
  FailoverCluster: SymbolKind.Module,
  Endpoint: SymbolKind.Event,
  Product: SymbolKind.Package,
  AuthorRule: SymbolKind.Operator,
  Scenario: SymbolKind.Event,
  Objective: SymbolKind.Event,
};

const completions: Readonly<Record<string, CompletionItemKind>> = {
  Site: CompletionItemKind.Module,
  Rack: CompletionItemKind.Module,
  Circuit: CompletionItemKind.Constant,
  Switch: CompletionItemKind.Interface,
  Network: CompletionItemKind.Interface,
  Link: CompletionItemKind.Interface,
  Storage: CompletionItemKind.Struct,
  Cluster: CompletionItemKind.Module,
  Host: CompletionItemKind.Class,
  Server: CompletionItemKind.Class,
  Vm: CompletionItemKind.Variable,
  Nic: CompletionItemKind.Field,
  Template: CompletionItemKind.TypeParameter,
  Service: CompletionItemKind.Function,
  Resource: CompletionItemKind.Property,
  FailoverCluster: CompletionItemKind.Module,
  Endpoint: CompletionItemKind.Event,
  Product: CompletionItemKind.Module,
};

export function symbolKindOf(type: string): SymbolKind {
  return symbols[type] ?? SymbolKind.Property;
}

export function completionKindOf(type: string): CompletionItemKind {
  return completions[type] ?? CompletionItemKind.Reference;
}

export class NodeKindProvider implements Kinds {
  getSymbolKind(node: AstNode | AstNodeDescription): SymbolKind {
    return symbolKindOf(typeOf(node));
  }

  getCompletionItemKind(node: AstNode | AstNodeDescription): CompletionItemKind {
    return completionKindOf(typeOf(node));
  }
}

function typeOf(node: AstNode | AstNodeDescription): string {
  return isAstNode(node) ? node.$type : node.type;
}
