/** Names of declarations that may stand at the cursor, filtered and limited here: files may have ten thousand. */

import { AstUtils } from 'langium';
import type { FuzzyMatcher } from 'langium/lsp';
import { kindOf } from '../../language/checks/words.ts';
import type { Declaration } from '../../language/generated/ast.ts';
import * as ast from '../../language/generated/ast.ts';
import { ownResources } from '../../language/scope/members.ts';
import { symbolsOf } from '../../language/scope/symbols.ts';
import { nameFrom, namesWithin } from '../../language/scope/visible.ts';
import type { ReferenceKind } from '../../language/vocabulary/index.ts';
import type { NamedChoice, Ranking, Wanted } from './choice.ts';
import { type Here, resolve } from './places.ts';

export interface Choices {
  readonly choices: readonly NamedChoice[];
  /** More would match. */
  readonly more: boolean;
}

/** At most so many names are sent; typing on narrows them. */
const MOST = 100;

export function namesFor(wanted: Wanted, here: Here, matcher: FuzzyMatcher): Choices {
  // a name may be written in several ways: `lan`, `Denver.lan`
  const taken = new Set(wanted.taken.map((name) => resolve(name.split('.'), here)));
  const found: Found[] = [];
  for (const { declaration, nameOf } of candidates(wanted, here)) {
    if (taken.has(declaration)) continue;
    if (!matcher.match(wanted.prefix, declaration.name) || !wanted.sieve(declaration)) continue;
    found.push({ declaration, nameOf, ranked: wanted.ranking(declaration) });
  }
  likeliestFirst(found, wanted.prefix);
  const choices: NamedChoice[] = [];
  for (const { declaration, nameOf, ranked } of found) {
    const name = nameOf();
    if (name === undefined || wanted.taken.includes(name)) continue;
    if (choices.length === MOST) return { choices, more: true };
    choices.push({ name, declaration, ...ranked });
  }
  return { choices, more: false };
}

type Found = Candidate & { readonly ranked: ReturnType<Ranking> };

/** What begins with what is typed, and is likely meant, first: the limit must not cut it off. */
function likeliestFirst(found: Found[], prefix: string): void {
  const start = prefix.toLowerCase();
  const place = ({ declaration, ranked }: Found) =>
    (declaration.name.toLowerCase().startsWith(start) ? 0 : 1000) + ranked.rank;
  const places = new Map(found.map((each) => [each, place(each)]));
  found.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

/** Behind what else a step may name. */
const afterOthers = 50;

/** The nodes of failover clusters, each behind its cluster. */
export function nodesOfClusters(here: Here): readonly NamedChoice[] {
  return [here.view.document, ...here.view.imports]
    .flatMap((document) => symbolsOf(document).declarations.filter(ast.isFailoverCluster))
    .flatMap((cluster) => {
      const name = cluster.name && nameFrom(here.node, cluster, here.view);
      if (!name) return [];
      return namesWithin(cluster).map((node) => ({
        name: `${name}.${node.name}`,
        declaration: node,
        rank: afterOthers,
        note: `the cluster service of ${node.name} alone`,
      }));
    })
    .slice(0, MOST);
}

interface Candidate {
  readonly declaration: Declaration;
  /** Worked out only for what matches: it costs a look-up. */
  readonly nameOf: () => string | undefined;
}

function* candidates({ kinds, qualifier }: Wanted, here: Here): Generator<Candidate> {
  const fits = (declaration: Declaration) => declaration.name && kinds.includes(kindOf(declaration));
  if (qualifier.length > 0) {
    const holder = resolve(qualifier, here);
    for (const declaration of holder ? namesWithin(holder) : []) {
      if (fits(declaration) || isMember(holder, declaration, kinds))
        yield { declaration, nameOf: () => declaration.name };
    }
    return;
  }
  const group = kinds.includes('resource') ? AstUtils.getContainerOfType(here.node, ast.isService) : undefined;
  if (group) for (const [name, declaration] of ownResources(group)) yield { declaration, nameOf: () => name };
  for (const document of [here.view.document, ...here.view.imports]) {
    for (const declaration of symbolsOf(document).declarations) {
      if (fits(declaration)) yield { declaration, nameOf: () => nameFrom(here.node, declaration, here.view) };
    }
  }
}

/** Nodes of a failover cluster may be named behind it (`fail F.node`), adapters behind their machine. */
function isMember(holder: Declaration | undefined, member: Declaration, kinds: readonly ReferenceKind[]): boolean {
  return ast.isFailoverCluster(holder) || (ast.isNic(member) && kinds.includes('nic'));
}
