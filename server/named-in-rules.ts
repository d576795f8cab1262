/** What names in the rules of authors declare or mean, where an editor asks for a declaration. */
import { AstUtils, type CstNode, DefaultReferences, type LangiumDocument, type LangiumDocuments } from 'langium';
import { authorId } from '../engine/rules/author/ids.ts';
import type { AuthorRule, Declaration } from '../language/generated/ast.ts';
import { filesAround, meantBy, mentionAt, mentionsIn } from '../language/rule-names.ts';
import { suppressionsOf } from '../language/suppressions.ts';

/** A name with which a path is compared leads to what is called so. */
export class ReferencesAndMentions extends DefaultReferences {
  override findDeclarations(leaf: CstNode): ReturnType<DefaultReferences['findDeclarations']> {
    const mention = mentionAt(leaf);
    if (!mention) return super.findDeclarations(leaf);
    return [...meantBy(mention, AstUtils.getDocument(leaf.astNode), this.documents)];
  }
}

/** Where the rules of a file name one of the declarations. */
export function mentionsOf(
  declarations: Iterable<Declaration>,
  document: LangiumDocument,
  documents: LangiumDocuments,
): readonly CstNode[] {
  const wanted = new Set(declarations);
  const names = new Set([...wanted].map(({ name }) => name));
  return mentionsIn(document)
    .filter((mention) => names.has(mention.name))
    .filter((mention) => meantBy(mention, document, documents).some((each) => wanted.has(each)))
    .map(({ node }) => node);
}

/** A stretch of a text, in UTF-16 units. */
export interface SilencedAt {
  readonly document: LangiumDocument;
  readonly start: number;
  readonly end: number;
}

/** The name of a rule in the comments that silence it. */
export function silencedAt(rule: AuthorRule, documents: LangiumDocuments): readonly SilencedAt[] {
  const id = authorId(rule);
  return filesAround(AstUtils.getDocument(rule), documents).flatMap((document) =>
    suppressionsOf(document)
      .flatMap(({ rules }) => rules)
      .filter((each) => each.id === id)
      .map(({ end }) => ({ document, start: end - rule.name.length, end })),
  );
}
