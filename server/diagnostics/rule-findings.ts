/** What the rules find in a document and its imports: worked out once for each state of its topology. */
import { type LangiumDocument, URI } from 'langium';
import type { Topology } from '../../engine/topology/model.ts';
import { buildTopology } from '../../language/builder/index.ts';
import type { Config } from '../../language/config.ts';
import { checkDocument } from '../../language/findings.ts';
import type { Document } from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import type { PlacedFinding } from '../../language/placed-finding.ts';
import { importClosure } from '../../language/scope/imports.ts';
import { codesThatFollow, together } from '../../language/together.ts';
import type { RuleFindings, ServerServices } from '../services.ts';

/** What was found, and by which configuration. */
interface Found {
  readonly config: Config;
  readonly findings: readonly PlacedFinding[];
  /** The same with what is known of objectives; worked out anew when that is another. */
  all?: { readonly objectives: readonly PlacedFinding[]; readonly findings: readonly PlacedFinding[] };
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
    const config = this.services.shared.server.Configurations.of(root.uri);
    let found = this.byTopology.get(topology);
    if (found?.config !== config) {
      found = { config, findings: checkDocument(root, this.services, config) };
      this.byTopology.set(topology, found);
    }
    const objectives = this.services.server.Objectives.of(root);
    if (objectives.length === 0) return found.findings;
    if (found.all?.objectives !== objectives) found.all = { objectives, findings: [...found.findings, ...objectives] };
    return found.all.findings;
  }

  together(roots: readonly LangiumDocument[]): readonly PlacedFinding[] {
    const found = roots.flatMap((root) => {
      try {
        return [{ files: new Set(this.filesOf(root).map(({ uri }) => uri.toString())), findings: this.of(root) }];
      } catch (error) {
        this.services.shared.server.Trouble.report(error, `checking the rules of ${root.uri.path}`);
        return [];
      }
    });
    return together(found).filter(({ code, uri }) => !codesThatFollow.has(code) || !this.isReadElsewhere(uri, roots));
  }

  /** Whether a file that nobody opened imports this one: what silences nothing here may be there for it. */
  private isReadElsewhere(address: string, roots: readonly LangiumDocument[]): boolean {
    const { LangiumDocuments: documents } = this.services.shared.workspace;
    const file = documents.getDocument(URI.parse(address));
    return documents.all.some(
      (other) =>
        other !== file &&
        !isLibrary(other.uri) &&
        !roots.includes(other) &&
        file !== undefined &&
        this.filesOf(other).includes(file),
    );
  }

  private filesOf(root: LangiumDocument): LangiumDocument[] {
    return importClosure(root, this.services.shared.workspace.LangiumDocuments);
  }

  rootsOf(document: LangiumDocument): readonly LangiumDocument[] {
    const roots = this.services.shared.server.Scope.roots().filter((root) => this.filesOf(root).includes(document));
    return roots.length > 0 ? roots : [document];
  }

  inFile(document: LangiumDocument): readonly PlacedFinding[] {
    const uri = document.uri.toString();
    return this.together(this.rootsOf(document)).filter((finding) => finding.uri === uri);
  }
}
