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
import type * as ast from '../generated/ast.ts';
import type { Declaration, Nic, Path } from '../generated/ast.ts';
import { describe } from './descriptions.ts';
import { type Resolution, resolveProduct, resolveSegment, resolveVia, viewOf } from './resolve.ts';

/** Why a name did not resolve. The words are made only when it is shown (messages.ts). */
export interface NameError extends LinkingError {
  /** More than one: ambiguous; none: there is no such name. */
  readonly choices: readonly Declaration[];
}

/** How many nodes are walked between two looks at the clock. */
const BREATH = 2000;
const DOLLAR = '$'.charCodeAt(0);
/** Statements without names of others in them: half of a file. */
const plain: ReadonlySet<string> = new Set<ast.Item['$type'] | 'Measure'>([
  'Measure',
  'MeasureProperty',
  'WordProperty',
  'TextProperty',
  'VersionProperty',
  'FlagProperty',
  'UnknownProperty',
]);
const unresolved: Resolution = { choices: [] };

export class HatopoLinker extends DefaultLinker {
  private readonly documents: LangiumDocuments;

  constructor(services: LangiumCoreServices) {
    super(services);
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  override async link(document: LangiumDocument, cancelToken = Cancellation.CancellationToken.None): Promise<void> {
    const pending: AstNode[] = [document.parseResult.value];
    let count = 0;
    for (let node = pending.pop(); node; node = pending.pop()) {
      if (++count % BREATH === 0) await interruptAndCheck(cancelToken);
      const properties = node as unknown as Record<string, unknown>;
      for (const key in properties) {
        if (key.charCodeAt(0) !== DOLLAR) this.visit(node, key, properties[key], pending, document);
      }
    }
  }

  private visit(node: AstNode, property: string, value: unknown, pending: AstNode[], document: LangiumDocument): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const each of value) this.visit(node, property, each, pending, document);
    } else if ('$refText' in value) {
      this.doLink({ reference: value as Reference, container: node, property }, document);
    } else if ('$type' in value && !plain.has((value as AstNode).$type)) {
      pending.push(value as AstNode);
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
