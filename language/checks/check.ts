/** What a check is, and what it can ask. */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import type { Document, HatopoAstType, Service } from '../generated/ast.ts';
import type { Damage } from '../recovery/damage.ts';
import type { Finding, Severity } from './finding.ts';
import type { Memberships, StatedMember } from './memberships.ts';

/** What every check is given. */
export interface Context {
  readonly document: LangiumDocument<Document>;
  readonly documents: LangiumDocuments;
  /** What was damaged in the text, and is reported already. */
  readonly damage: Damage;
  /** The members that a service names, in order of the text. */
  readonly membersOf: (service: Service) => readonly StatedMember[];
  /** Which services have a machine or service as member. Made at the first question. */
  readonly memberships: () => Memberships;
  report(finding: Omit<Finding, 'severity'> & { readonly severity?: Severity }): void;
}

/** What a check looks at: statements and properties by their type in the tree, in order of the text. */
export type Check = {
  readonly [Type in keyof HatopoAstType]?: (node: HatopoAstType[Type], context: Context) => void;
};
