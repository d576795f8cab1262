/** What the rules find in a document and its imports: worked out once for each state of its topology. */
import type { LangiumDocument } from 'langium';
import type { Severities } from '../../engine/rules/check.ts';
import type { Topology } from '../../engine/topology/model.ts';
import { buildTopology } from '../../language/builder/index.ts';
import { checkDocument, type PlacedFinding } from '../../language/findings.ts';
import type { Document } from '../../language/generated/ast.ts';
import { importClosure } from '../../language/scope/imports.ts';
import type { RuleFindings, ServerServices } from '../services.ts';
import { openDocuments } from '../workspace/open-documents.ts';

/** What was found, and by which severities. */
interface Found {
  readonly severities: Severities;
  readonly findings: readonly PlacedFinding[];
}

export class MemoizedRuleFindings implements RuleFindings {
  private readonly services: ServerServices;
  private readonly byTopology = new WeakMap<Topology, Found>();

  constructor(services: ServerServices) {
    this.services = services;
  }

  topologyOf(root: LangiumDocument): Topology {
    return buildTopology(root as LangiumDocument<Document>, this.services);
  }

  of(root: LangiumDocument): readonly PlacedFinding[] {
    const topology = this.topologyOf(root);
    const { severities } = this.services.shared.server.Configurations.of(root.uri);
    let found = this.byTopology.get(topology);
    if (found?.severities !== severities) {
      found = { severities, findings: checkDocument(root, this.services, { severities }) };
      this.byTopology.set(topology, found);
    }
    return found.findings;
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
