/** Scopes for completion and the like. Linking does not come by here. */
import {
  type AstNodeDescription,
  AstUtils,
  type LangiumCoreServices,
  type LangiumDocuments,
  type ReferenceInfo,
  type Scope,
  type ScopeProvider,
  type Stream,
  stream,
} from 'langium';
import * as ast from '../generated/ast.ts';
import { describe, describeAs } from './descriptions.ts';
import { expectedTypes } from './expected.ts';
import { viewOf } from './resolve.ts';
import { namesAfter, viaNames, visibleNames } from './visible.ts';

export class HatopoScopeProvider implements ScopeProvider {
  private readonly documents: LangiumDocuments;

  constructor(services: LangiumCoreServices) {
    this.documents = services.shared.workspace.LangiumDocuments;
  }

  getScope(context: ReferenceInfo): Scope {
    return new ListedScope(() => this.elements(context));
  }

  private *elements({ container, property }: ReferenceInfo): Generator<AstNodeDescription> {
    const documents = this.documents;
    if (ast.isProductProperty(container)) {
      for (const table of viewOf(AstUtils.getDocument(container), documents).products) {
        for (const [product] of table.values()) if (product) yield describe(product);
      }
    } else if (ast.isNic(container) && property === 'via') {
      for (const nic of viaNames(container)) yield describe(nic);
    } else if (ast.isPath(container)) {
      if ((container.segments?.length ?? 0) > 0) {
        for (const member of namesAfter(container)) yield describe(member);
      } else {
        for (const { name, declaration } of visibleNames(container, expectedTypes(container), documents)) {
          yield describeAs(declaration, name);
        }
      }
    }
  }
}

/** A scope over a list that is made when it is first asked for. */
class ListedScope implements Scope {
  private readonly list: () => Iterable<AstNodeDescription>;

  constructor(list: () => Iterable<AstNodeDescription>) {
    this.list = list;
  }

  getElement(name: string): AstNodeDescription | undefined {
    return this.getAllElements().find((element) => element.name === name);
  }

  getElements(name: string): Stream<AstNodeDescription> {
    return this.getAllElements().filter((element) => element.name === name);
  }

  getAllElements(): Stream<AstNodeDescription> {
    return stream(this.list());
  }
}
