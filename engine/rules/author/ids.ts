/** The ids of what authors demand: rules, and objectives. */

/** Their pack. */
export const authorPack = 'author';

/** `author/separate-racks`. */
export function authorId({ name }: { readonly name: string }): string {
  return `${authorPack}/${name}`;
}

/** Whether an id, or a pattern such as `author/*`, may be that of a rule which an author wrote. */
export function isAuthorId(id: string): boolean {
  return id.startsWith(`${authorPack}/`);
}

/** The code of a finding on an objective, whichever it is. */
export const objectiveCode = 'analysis/objective';

/** What a finding of that code says. */
export const objectiveSays = 'A failure breaks what an objective states, or nobody knows whether one does';

/** Whether what is found has been demanded by the author: it can be silenced as a shipped rule can, and has no page. */
export function isOfAuthor(code: string): boolean {
  return isAuthorId(code) || code === objectiveCode;
}

/** Packs of which the rules that ship know nothing: what is chosen for one is kept for the pack. */
export const openPacks: readonly string[] = [authorPack, 'analysis'];
