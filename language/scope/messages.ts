/** What is said of a name that did not resolve, in the author's words. */
import { type AstNode, AstUtils, type LangiumDocuments, type Reference } from 'langium';
import { similarNames } from '../../engine/topology/names.ts';
import type { Declaration, Path } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { targetOf } from '../paths.ts';
import { damageOf } from '../recovery/damage.ts';
import { isSound } from '../sound.ts';
import { type DeclarationType, expectedTypes } from './expected.ts';
import type { NameError } from './linker.ts';
import { nicsOf } from './members.ts';
import { viewOf } from './resolve.ts';
import { symbolsOf } from './symbols.ts';
import { nameFrom, namesWithin, siteOf, visibleNames } from './visible.ts';

export const UNRESOLVED_NAME = 'hatopo/unresolved-name';
export const AMBIGUOUS_NAME = 'hatopo/ambiguous-name';

/** `data` of a diagnostic on a name. `choices` are texts that may stand there instead, the best first. */
export interface NameData {
  readonly code: typeof UNRESOLVED_NAME | typeof AMBIGUOUS_NAME;
  readonly name: string;
  readonly choices: readonly string[];
  /** Types that were expected, such as `Host`; empty: any. */
  readonly types: readonly string[];
}

const words: Record<DeclarationType, string> = {
  Site: 'site',
  Rack: 'rack',
  Circuit: 'circuit',
  Switch: 'switch',
  Network: 'network',
  Link: 'link',
  Storage: 'storage',
  Cluster: 'cluster',
  Host: 'host',
  Server: 'server',
  Vm: 'VM',
  Nic: 'adapter',
  Template: 'template',
  Service: 'service',
  Resource: 'resource',
  FailoverCluster: 'failover cluster',
  Endpoint: 'endpoint',
  Product: 'product',
  AuthorRule: 'rule',
};

/** What a declaration is, in a word: `host`, `failover cluster`. */
export function kindOf(declaration: Declaration): string {
  return words[declaration.$type];
}

/** A message on a name and what goes with it. */
export interface NameFinding {
  readonly message: string;
  readonly data: NameData;
}

/**
 * The message for a name that did not resolve; `undefined` where there is nothing to say: the name
 * is empty, or what it stands in did not resolve itself.
 */
export function nameFinding(error: NameError, documents: LangiumDocuments): NameFinding | undefined {
  const name = error.info.reference.$refText;
  if (!name) return undefined;
  const { container, property } = error.info;
  if (isLost(name, container, documents)) return undefined;
  switch (container.$type) {
    case 'ProductProperty':
      return unknownProduct(name, container, documents);
    case 'Nic':
      return property === 'via' ? unknownAdapter(name, container as ast.Nic) : undefined;
    case 'Path': {
      const path = container as Path;
      const index = path.segments.indexOf(error.info.reference as Reference<Declaration>);
      if (index > 0) return unknownMember(name, path.segments[index - 1]?.ref);
      return error.choices.length > 0
        ? ambiguous(name, path, error.choices, documents)
        : unknownName(name, path, documents);
    }
    default:
      return undefined;
  }
}

function unknownName(name: string, path: Path, documents: LangiumDocuments): NameFinding {
  const types = path.segments.length > 1 ? [] : expectedTypes(path);
  // What the name stands in is not meant by it: a service is no member of itself.
  const around = AstUtils.getContainerOfType(path.$container, ast.isService);
  const choices = closest(
    name,
    [...visibleNames(path, types, documents)].flatMap((visible) =>
      visible.declaration === around ? [] : visible.name,
    ),
  );
  return unresolved(`${noneOf(types)} is called ${name}.`, name, choices, types);
}

function unknownMember(name: string, holder: Declaration | undefined): NameFinding | undefined {
  if (!holder || lacksItems(holder)) return undefined; // reported already
  const members = namesWithin(holder);
  const choices = closest(
    name,
    members.map((member) => member.name),
  );
  const what = ast.isFailoverCluster(holder) ? 'no node' : ast.isService(holder) ? 'no resource' : 'no adapter';
  const has =
    ast.isSite(holder) || ast.isCluster(holder)
      ? `Nothing in ${holder.name} is called ${name}.`
      : `${holder.name} has ${what} ${name}.`;
  return unresolved(has, name, choices, []);
}

function unknownProduct(name: string, from: AstNode, documents: LangiumDocuments): NameFinding {
  const known = viewOf(AstUtils.getDocument(from), documents).products.flatMap((table) => [...table.keys()]);
  return unresolved(`No product is called ${name}.`, name, closest(name, known), ['Product']);
}

function unknownAdapter(name: string, nic: ast.Nic): NameFinding | undefined {
  const vm = nic.$container;
  if (!ast.isVm(vm)) {
    // Which host a template means is known only where it is used; what stands elsewhere is misplaced.
    return ast.isHost(vm) || ast.isServer(vm)
      ? unresolved(`${name}: only an adapter of a VM runs via an adapter of its host.`, name, [], ['Nic'])
      : undefined;
  }
  const host = targetOf(vm.host);
  if ((!ast.isHost(host) && !ast.isServer(host)) || lacksItems(host)) return undefined;
  const adapters = nicsOf(host).map((adapter) => adapter.name);
  const has = adapters.length > 0 ? `it has ${list(adapters, 'and')}` : 'it has none';
  return unresolved(
    `${host.name}, which runs ${vm.name}, has no adapter ${name}: ${has}.`,
    name,
    closest(name, adapters),
    ['Nic'],
  );
}

function ambiguous(
  name: string,
  path: Path,
  choices: readonly Declaration[],
  documents: LangiumDocuments,
): NameFinding {
  const view = viewOf(AstUtils.getDocument(path), documents);
  const places = choices.map(placeOf);
  const texts = choices.map((choice) => nameFrom(path, choice, view)).filter((text) => text !== undefined);
  const where = `${name} is in ${list(places, 'and')}`;
  const message =
    texts.length === choices.length
      ? `${where}: write ${list(texts, 'or')}.`
      : `${where}: rename one of them, so that it is clear which is meant.`;
  return { message, data: { code: AMBIGUOUS_NAME, name, choices: texts, types: expectedTypes(path) } };
}

/** The site in which a declaration stands, else its file. */
function placeOf(declaration: Declaration): string {
  const site = siteOf(declaration);
  if (site?.name) return site.name;
  const path = AstUtils.getDocument(declaration).uri.path;
  return path.slice(path.lastIndexOf('/') + 1);
}

function unresolved(text: string, name: string, choices: readonly string[], types: readonly string[]): NameFinding {
  const message = choices.length > 0 ? `${text} Did you mean ${list(choices, 'or')}?` : text;
  return { message, data: { code: UNRESOLVED_NAME, name, choices, types } };
}

/** `No host`, `No VM or server`; `Nothing` where almost everything may stand. */
function noneOf(types: readonly DeclarationType[]): string {
  if (types.length === 0 || types.length > 4) return 'Nothing';
  return `No ${list(
    types.map((type) => words[type]),
    'or',
  )}`;
}

/** The names nearest to a misspelt one; of `Denver.lan` what is behind the dot counts as well. */
function closest(name: string, known: readonly string[]): readonly string[] {
  const byLast = new Map<string, string[]>();
  for (const each of known) {
    const last = each.slice(each.lastIndexOf('.') + 1);
    byLast.set(last, [...(byLast.get(last) ?? []), each]);
  }
  const near = similarNames(name, [...known, ...byLast.keys()]).flatMap((each) => byLast.get(each) ?? [each]);
  return [...new Set(near)].slice(0, 3);
}

/** Whether a name is unknown only because of damage: its declaration was cut out or is no statement, or its own statement is mended. */
function isLost(name: string, from: AstNode, documents: LangiumDocuments): boolean {
  const view = viewOf(AstUtils.getDocument(from), documents);
  for (const file of [view.document, ...view.imports]) {
    if (damageOf(file.parseResult.value).isLost(name) || symbolsOf(file).doubtful.has(name)) return true;
  }
  const damage = damageOf(from);
  let item: AstNode | undefined = from;
  for (; item && item.$containerProperty !== 'items'; item = item.$container) if (damage.isDamaged(item)) return true;
  if (item && damage.isDamaged(item)) return true;
  // What stands in a statement that is none cannot be understood; of a damaged group not all resources are known.
  if (AstUtils.getContainerOfType(from, ast.isUnknownStatement)) return true;
  const group =
    ast.isPath(from) && expectedTypes(from).includes('Resource') && AstUtils.getContainerOfType(from, ast.isService);
  return group ? !isSound(group) : false;
}

/** Whether something of a body, or of its template's, may be lost: what it has is not all known. */
function lacksItems(holder: Declaration): boolean {
  // In a site only what is cut out may have the name: names of what is damaged are known.
  if (ast.isSite(holder) || ast.isCluster(holder)) return damageOf(holder).lacksItems(holder);
  return !isSound(holder);
}

/** `a, b and c` */
function list(items: readonly string[], last: 'and' | 'or'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}
