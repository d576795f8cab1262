/** Hover: what a name, a word or a value means, where it is from, and which rule speaks of it. */
import { AstUtils, type CstNode, type LangiumDocument } from 'langium';
import type { HoverProvider as Hovers } from 'langium/lsp';
import type { Hover, HoverParams } from 'vscode-languageserver';
import { elementsMadeOf } from '../../language/builder/index.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import { importedUri } from '../../language/scope/imports.ts';
import { contentsOf, titleOf } from '../facts/contents.ts';
import { linkToElement } from '../facts/links.ts';
import { widestRoot } from '../facts/root.ts';
import type { ServerServices } from '../services.ts';
import { leafAt } from '../text.ts';
import { declarationMarkdown } from './declaration.ts';
import { effectsMarkdown } from './effects.ts';
import { ruleMarkdown } from './rule.ts';
import { severityMarkdown } from './severity.ts';
import { takersMarkdown } from './takers.ts';
import { resolvedValues, type Valued } from './values.ts';
import { wordMarkdown } from './words.ts';

export class HoverProvider implements Hovers {
  private readonly services: ServerServices;

  constructor(services: ServerServices) {
    this.services = services;
  }

  getHoverContent(document: LangiumDocument, params: HoverParams): Hover | undefined {
    const offset = document.textDocument.offsetAt(params.position);
    const leaf = leafAt(document, offset);
    // What is wrong comes first: that is why a person looks here.
    const parts = [...this.rulesAt(document, offset), leaf && this.meaning(leaf, document)].filter(
      (part) => part !== undefined,
    );
    if (parts.length === 0) return undefined;
    return {
      contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') },
      ...(leaf && { range: leaf.range }),
    };
  }

  private meaning(leaf: CstNode, document: LangiumDocument): string | undefined {
    if (ast.isImportStatement(leaf.astNode) && leaf.text.startsWith('"'))
      return this.importedFile(leaf.astNode, document);
    const [target] = this.services.references.References.findDeclarations(leaf);
    if (!target || !ast.isDeclaration(target)) return wordMarkdown(leaf, (node) => this.valuesOf(node));
    return declarationMarkdown(target, this.valuesOf(target), this.effectsOf(target, document));
  }

  private importedFile(statement: ast.ImportStatement, document: LangiumDocument): string | undefined {
    const uri = importedUri(statement, document.uri);
    const file = uri && this.services.shared.workspace.LangiumDocuments.getDocument(uri);
    if (!file) return undefined;
    const title = titleOf(file);
    return [title && `**${title}**`, contentsOf(file)].filter(Boolean).join('\n\n');
  }

  /** Of what a declaration became in the topology that the file is part of; of templates and products, who takes them. */
  private effectsOf(declaration: Declaration, document: LangiumDocument): string {
    if (isLibrary(document.uri)) return '';
    const takers = takersMarkdown(declaration, this.services.shared.workspace.LangiumDocuments);
    if (takers !== undefined) return takers;
    const { RuleFindings } = this.services.server;
    const root = widestRoot(document, RuleFindings);
    const topology = RuleFindings.topologyOf(root);
    const element = topology.elements.get(elementsMadeOf(declaration, root)[0] ?? '');
    if (!element) return '';
    return effectsMarkdown(element, {
      topology,
      text: root.uri.toString(),
      losses: this.services.shared.server.Losses,
      linkTo: (id) => linkToElement(topology, id, this.services.shared.workspace.LangiumDocuments),
    });
  }

  private valuesOf(node: Valued) {
    const document = AstUtils.getDocument(node);
    const topology = isLibrary(document.uri) ? undefined : this.services.server.RuleFindings.topologyOf(document);
    return resolvedValues(node, document, topology);
  }

  /** The gist of each rule that has a finding here, read without a network, and why it is as grave as it is. */
  private rulesAt(document: LangiumDocument, offset: number): string[] {
    if (isLibrary(document.uri)) return [];
    const { RuleFindings } = this.services.server;
    const topologies = () => RuleFindings.rootsOf(document).map((root) => RuleFindings.topologyOf(root));
    const here = RuleFindings.inFile(document).filter(({ start, end }) => start <= offset && offset <= end);
    return [...new Set(here.map(({ code }) => code))].flatMap((code) => {
      const rule = ruleMarkdown(code, topologies);
      if (rule === undefined) return [];
      const severities = here.filter((finding) => finding.code === code).map(severityMarkdown);
      return [[rule, ...new Set(severities)].join('\n\n')];
    });
  }
}
