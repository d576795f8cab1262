/** What the rules find in a document and its imports: worked out once for each state of its topology. */
import type { LangiumDocument } from 'langium';
import type { Topology } from '../../engine/topology/model.ts';
import { buildTopology } from '../../language/builder/index.ts';
import { checkDocument, type PlacedFinding } from '../../language/findings.ts';
import type { Document } from '../../language/generated/ast.ts';
import { importClosure } from '../../language/scope/imports.ts';
import type { RuleFindings, ServerServices } from '../services.ts';
import { openDocuments } from '../workspace/open-documents.ts';

export class MemoizedRuleFindings implements RuleFindings {
  private readonly services: ServerServices;
  private readonly byTopology = new WeakMap<Topology, readonly PlacedFinding[]>();

  constructor(services: ServerServices) {
    this.services = services;
  }

  topologyOf(root: LangiumDocument): Topology {
    return buildTopology(root as LangiumDocument<Document>, this.services);
  }

  of(root: LangiumDocument): readonly PlacedFinding[] {
    const topology = this.topologyOf(root);
    let findings = this.byTopology.get(topology);
    if (!findings) {
      findings = checkDocument(root, this.services);
      this.byTopology.set(topology, findings);
    }
    return findings;
  }

  inFile(document: LangiumDocument): readonly PlacedFinding[] {
    const { workspace } = this.services.shared;
    const uri = document.uri.toString();
    const roots = openDocuments(workspace).filter((root) =>
      importClosure(root, workspace.LangiumDocuments).includes(document),
    );
    const found = new Map<string, PlacedFinding>();
    for (const root of roots.length > 0 ? roots : [document]) {
      for (const finding of this.of(root)) {
        const key = JSON.stringify([finding.start, finding.end, finding.code, finding.message]);
        if (finding.uri === uri && !found.has(key)) found.set(key, finding);
      }
    }
    return [...found.values()];
  }
}
