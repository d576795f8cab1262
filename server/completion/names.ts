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
import type { NamedChoice, Wanted } from './choice.ts';
import { type Here, resolve } from './places.ts';

export interface Choices {
  readonly choices: readonly NamedChoice[];
  /** More would match. */
  readonly more: boolean;
}

/** At most so many names are sent; typing on narrows them. */
const MOST = 100;

export function namesFor(wanted: Wanted, here: Here, matcher: FuzzyMatcher): Choices {
  const choices: NamedChoice[] = [];
  // a name may be written in several ways: `lan`, `Denver.lan`
  const taken = new Set(wanted.taken.map((name) => resolve(name.split('.'), here)));
  for (const { declaration, nameOf } of candidates(wanted, here)) {
    if (taken.has(declaration)) continue;
    if (!matcher.match(wanted.prefix, declaration.name) || !wanted.sieve(declaration)) continue;
    const name = nameOf();
    if (name === undefined || wanted.taken.includes(name)) continue;
    if (choices.length === MOST) return { choices, more: true };
    choices.push({ name, declaration, ...wanted.ranking(declaration) });
  }
  return { choices, more: false };
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

function* candidates({ kinds, qualifier, prefix }: Wanted, here: Here): Generator<Candidate> {
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
    for (const declaration of startingFirst(symbolsOf(document).declarations, prefix)) {
      if (fits(declaration)) yield { declaration, nameOf: () => nameFrom(here.node, declaration, here.view) };
    }
  }
}

/** Nodes of a failover cluster may be named behind it (`fail F.node`), adapters behind their machine. */
function isMember(holder: Declaration | undefined, member: Declaration, kinds: readonly ReferenceKind[]): boolean {
  return ast.isFailoverCluster(holder) || (ast.isNic(member) && kinds.includes('nic'));
}

/** Names that begin with what is typed before those that only contain it: the limit must not cut them off. */
function* startingFirst(declarations: readonly Declaration[], prefix: string): Generator<Declaration> {
  if (prefix === '') {
    yield* declarations;
    return;
  }
  const start = prefix.toLowerCase();
  const begins = ({ name }: Declaration) => name?.toLowerCase().startsWith(start) ?? false;
  for (const declaration of declarations) if (begins(declaration)) yield declaration;
  for (const declaration of declarations) if (!begins(declaration)) yield declaration;
}
