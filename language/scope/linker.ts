/** Links references directly to declarations: no scope is built for a reference. */
import {
  type AstNode,
  type AstNodeDescription,
  AstUtils,
  Cancellation,
  DefaultLinker,
  interruptAndCheck,
  type LangiumCoreServices,
  type LangiumDocument,
  type LangiumDocuments,
  type LinkingError,
  type Reference,
  type ReferenceInfo,
} from 'langium';
import type { Declaration, Item, Nic, Path } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { describe } from './descriptions.ts';
import { LinkedDocuments } from './linked.ts';
import { type Resolution, resolveProduct, resolveSegment, resolveVia, viewOf } from './resolve.ts';
import { eachReference, eachUnit } from './units.ts';

/** Why a name did not resolve. The words are made only when it is shown (messages.ts). */
export interface NameError extends LinkingError {
  /** More than one: ambiguous; none: there is no such name. */
  readonly choices: readonly Declaration[];
}

/** How many references are linked between two looks at the clock. */
const BREATH = 2000;
const unresolved: Resolution = { choices: [] };

export class HatopoLinker extends DefaultLinker {
  private readonly documents: LangiumDocuments;
  private readonly linked: LinkedDocuments;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.documents = services.shared.workspace.LangiumDocuments;
    this.linked = new LinkedDocuments(() => this.documents);
  }

  override async link(document: LangiumDocument, cancelToken = Cancellation.CancellationToken.None): Promise<void> {
    let count = 0;
    const link = (reference: Reference, container: AstNode, property: string) => {
      count++;
      this.doLink({ reference, container, property }, document);
    };
    const pending = this.linked.pendingIn(document);
    const units = pending ?? new Set<AstNode>();
    if (!pending) {
      units.add(document.parseResult.value);
      eachUnit(itemsOf(document.parseResult.value), (unit) => units.add(unit));
    }
    for (const unit of units) {
      eachReference(unit, link);
      if (pending) units.delete(unit as Item);
      if (count < BREATH) continue;
      count = 0;
      await interruptAndCheck(cancelToken);
    }
    if (!pending) this.linked.note(document);
  }

  /** What is linked stays so until it is known what changed: `takeBack`. */
  override unlink(document: LangiumDocument): void {
    if (!this.linked.isKnown(document)) super.unlink(document);
  }

  /** To be called when documents are read and about to be linked: takes back what may mean something else now. */
  takeBack(documents: readonly LangiumDocument[]): void {
    if (this.linked.takeBack(documents)) return;
    for (const document of documents) {
      this.linked.forget(document);
      super.unlink(document);
    }
  }

  override getCandidate(info: ReferenceInfo): AstNodeDescription | LinkingError {
    const resolution = this.resolve(info);
    if (resolution.found) return describe(resolution.found);
    const error: NameError = { info, message: info.reference.$refText, choices: resolution.choices };
    return error;
  }

  private resolve({ container, property, reference }: ReferenceInfo): Resolution {
    const view = viewOf(AstUtils.getDocument(container), this.documents);
    switch (container.$type) {
      case 'Path': {
        const path = container as Path;
        return resolveSegment(path, path.segments.indexOf(reference as Reference<Declaration>), view);
      }
      case 'ProductProperty':
        return resolveProduct(reference.$refText, view);
      case 'Nic':
        return property === 'via' ? resolveVia(container as Nic, reference.$refText, view) : unresolved;
      default:
        return unresolved;
    }
  }

  /** A name that is asked for while it is being resolved (a cluster that is its own node): none, never an exception. */
  protected override resolveReference(
    reference: Parameters<DefaultLinker['resolveReference']>[0],
    node: AstNode,
    property: string,
  ): AstNode | undefined {
    return typeof reference._ref === 'symbol' ? undefined : super.resolveReference(reference, node, property);
  }
}
