/** Hover: what a name, a word or a value means, where it is from, and which rule speaks of it. */
import { AstUtils, type CstNode, type LangiumDocument } from 'langium';
import type { HoverProvider as Hovers } from 'langium/lsp';
import type { Hover, HoverParams } from 'vscode-languageserver';
import { findRule } from '../../engine/rules/index.ts';
import { hoverOf } from '../../engine/rules/page.ts';
import { isDeclaration } from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import type { ServerServices } from '../services.ts';
import { leafAt } from '../text.ts';
import { declarationMarkdown } from './declaration.ts';
import { severityMarkdown } from './severity.ts';
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
    const parts = [...this.rulesAt(document, offset), leaf && this.meaning(leaf)].filter((part) => part !== undefined);
    if (parts.length === 0) return undefined;
    return {
      contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') },
      ...(leaf && { range: leaf.range }),
    };
  }

  private meaning(leaf: CstNode): string | undefined {
    const [target] = this.services.references.References.findDeclarations(leaf);
    if (!target || !isDeclaration(target)) return wordMarkdown(leaf, (node) => this.valuesOf(node));
    return declarationMarkdown(target, this.valuesOf(target));
  }

  private valuesOf(node: Valued) {
    const document = AstUtils.getDocument(node);
    const topology = isLibrary(document.uri) ? undefined : this.services.server.RuleFindings.topologyOf(document);
    return resolvedValues(node, document, topology);
  }

  /** The gist of each rule that has a finding here, read without a network, and why it is as grave as it is. */
  private rulesAt(document: LangiumDocument, offset: number): string[] {
    if (isLibrary(document.uri)) return [];
    const here = this.services.server.RuleFindings.inFile(document).filter(
      ({ start, end }) => start <= offset && offset <= end,
    );
    return [...new Set(here.map(({ code }) => code))].flatMap((code) => {
      const rule = findRule(code);
      if (!rule) return [];
      const severities = here.filter((finding) => finding.code === code).map(severityMarkdown);
      return [[hoverOf(rule), ...new Set(severities)].join('\n\n')];
    });
  }
}
