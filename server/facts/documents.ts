/** Public documents that times come from, with where they can be read. */
import { ipOfficeResilience, survivableServerGuide, switchoverForUsers } from '../../engine/rules/facts/sources.ts';
import { webLinksIn } from '../../language/links.ts';

/** How the documents are named behind `source` and in the table of times. */
const documents: readonly (readonly [RegExp, string])[] = [
  [/ESS User Guide/, survivableServerGuide.url],
  [/IP Office Resilience/, ipOfficeResilience.url],
  [/(help\.genesys\.com|Genesys).*Switchover/, switchoverForUsers.url],
];

/** Where a document can be read: as it is written behind `source`, else where it is known to be. */
export function addressOf(document: string): string | undefined {
  return webLinksIn(document)[0]?.url ?? documents.find(([name]) => name.test(document))?.[1];
}
