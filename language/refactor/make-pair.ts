/** Turn a standalone VM into a pair: a second VM on a host that breaks no rule, and a mode by which one stands in for the other. */
import { type AstNode, AstUtils, type LangiumCoreServices, type LangiumDocument } from 'langium';
import { breaksNothing, canStartOn, hostsByDistance, withElements } from '../../engine/rules/facts/changes.ts';
import { findRule } from '../../engine/rules/index.ts';
import type { Finding, ModelEdit, Trial } from '../../engine/rules/rule.ts';
import { find, membersOf, virtualAdaptersOf } from '../../engine/topology/lookup.ts';
import type { Host, Id, Network, Service, Source, Topology, VirtualAdapter, Vm } from '../../engine/topology/model.ts';
import { removal } from '../edits/change.ts';
import { textEditsOf } from '../edits/index.ts';
import { applied } from '../edits/text-edit.ts';
import * as ast from '../generated/ast.ts';
import { featureNode, itemsOf } from '../paths.ts';
import { viewOf } from '../scope/resolve.ts';
import { nameFrom } from '../scope/visible.ts';
import { isSound } from '../sound.ts';
import { nodeOf } from '../source.ts';
import { type Budget, isSpent } from './budget.ts';
import { namesAround } from './names-around.ts';
import { later, type Outcome, type Refactoring } from './refactoring.ts';
import { tidied } from './tidied.ts';

const apart = 'vsphere/drs-anti-affinity';

/** How a mode names its two members. */
const positions = {
  duplication: ['active', 'standby'],
  switchover: ['primary', 'backup'],
  'active-active': ['members', 'members'],
} as const;
type PairMode = keyof typeof positions;

interface Pair {
  readonly service: Service;
  readonly vm: Vm;
  readonly mode: PairMode;
  /** What carries the duplication, where the VM has an adapter on it. */
  readonly link?: Network;
}

/** The pairs that a standalone service on a VM of its own can become, one for each mode that its product allows. */
export function pairsOf(
  service: Service,
  topology: Topology,
  trial: Trial,
  services: LangiumCoreServices,
  budget: Budget,
): readonly Refactoring[] {
  if (service.mode !== 'standalone') return [];
  const vm = find(topology, 'vm', service.member);
  if (!vm || vm.ft || !isAlone(topology, service, vm)) return [];
  const node = nodeOf(vm.source);
  if (!isSound(node) || !isSound(nodeOf(service.source)) || !inOneTopology(node, nodeOf(service.source))) return [];
  return modesFor(topology, service, vm).flatMap((pair) => paired(pair, topology, trial, services, budget) ?? []);
}

/** Files that both are imported need not see what is new in the other. */
function inOneTopology(one: AstNode, other: AstNode): boolean {
  return AstUtils.getDocument(one) === AstUtils.getDocument(other);
}

function isAlone(topology: Topology, service: Service, vm: Vm): boolean {
  return topology.services.every((other) => other.id === service.id || !membersOf(other).includes(vm.id));
}

function modesFor(topology: Topology, service: Service, vm: Vm): readonly Pair[] {
  const networks = virtualAdaptersOf(topology, vm).flatMap(({ network }) => find(topology, 'network', network) ?? []);
  const link = networks.find(({ dedicated }) => dedicated);
  const allowed = service.product?.modes ?? [];
  return (Object.keys(positions) as PairMode[])
    .filter((mode) => allowed.length === 0 || allowed.includes(mode))
    .filter((mode) => mode !== 'duplication' || link !== undefined)
    .map((mode) => ({ service, vm, mode, ...(mode === 'duplication' && link && { link }) }));
}

function paired(
  pair: Pair,
  topology: Topology,
  trial: Trial,
  services: LangiumCoreServices,
  budget: Budget,
): Refactoring | undefined {
  const { vm } = pair;
  const document = AstUtils.getDocument(nodeOf(vm.source));
  const name = nextName(vm.name, namesAround(document, services));
  const rules = new Set(
    trial(topology)
      .filter(({ source }) => source === vm.source)
      .map(({ rule }) => rule),
  );
  // what the text says of the one VM and a rule minds, it says of its twin too; what keeps both apart comes next
  const isTolerable = ({ rule, source }: Finding) =>
    rule === apart || (rules.has(rule) && source !== undefined && isNew(source));
  // one service on one VM may hang on much that a pair shares still: better than one VM all the same
  const isAdvice = (finding: Finding) =>
    isTolerable(finding) || (finding.severity !== 'error' && findRule(finding.rule)?.advisory === true);
  for (const tolerates of [isTolerable, isAdvice])
    for (const host of hostsByDistance(topology, vm)) {
      if (isSpent(budget)) return undefined;
      const on = nameOf(nodeOf(vm.source), host, services);
      if (on === undefined || !canStartOn(topology, { ...vm, id: `${vm.id} ${name}` }, host)) continue;
      const changed = withPair(topology, pair, name, host);
      if (!breaksNothing(topology, changed, trial, tolerates)) continue;
      const made = written(pair, name, on, keptApart(changed, pair, trial), services);
      const title = `Make ${pair.service.name} ${titles[pair.mode]} with ${name} on ${on}`;
      if (made) return later({ kind: 'refactor.rewrite', title }, made);
    }
  return undefined;
}

const titles: Readonly<Record<PairMode, string>> = {
  duplication: 'a duplication pair',
  switchover: 'a switchover pair',
  'active-active': 'active-active',
};

/** Sources of what is not in the text yet. */
const fresh = new WeakSet<object>();
const isNew = (source: Source) => fresh.has(source as unknown as object);

function newSource(): Source {
  const source = Object.freeze({});
  fresh.add(source);
  return source as unknown as Source;
}

/** The topology with the second VM, and the service as the pair of both. */
function withPair(topology: Topology, { service, vm, mode, link }: Pair, name: string, host: Host): Topology {
  const id = vm.id.slice(0, vm.id.length - vm.name.length) + name;
  const order = Math.max(...[...topology.elements.values()].map((element) => element.order)) + 1;
  const adapters = virtualAdaptersOf(topology, vm).map(
    (nic, index): VirtualAdapter => ({
      ...nic,
      id: `${id}.${nic.name}`,
      machine: id,
      source: newSource(),
      order: order + 1 + index,
    }),
  );
  const { licensed: _, address: __, ...same } = vm;
  const twin: Vm = {
    ...same,
    ...{ id, name, order, host: host.id, source: newSource() },
    adapters: adapters.map((nic) => nic.id),
  };
  return withElements(topology, twin, ...adapters, inMode(service, mode, vm.id, id, link?.id));
}

function inMode(service: Service, mode: PairMode, one: Id, two: Id, link: Id | undefined): Service {
  const { member: _, ...base } = service as Extract<Service, { mode: 'standalone' }>;
  switch (mode) {
    case 'duplication':
      return { ...base, mode, active: one, standby: two, ...(link !== undefined && { link }) };
    case 'switchover':
      return { ...base, mode, primary: one, backup: two };
    case 'active-active':
      return { ...base, mode, members: [one, two], needsAtLeast: 1 };
  }
}

/** What the rule that wants the two kept apart would change of what the text has. */
function keptApart(changed: Topology, { service }: Pair, trial: Trial): readonly ModelEdit[] {
  const wanted = trial(changed).find(
    ({ rule, related }) => rule === apart && related.some(({ source }) => source === service.source),
  );
  const edits = wanted?.fixes[0]?.edits ?? [];
  return edits.every(({ element }) => !isNew(element)) ? edits : [];
}

function written(
  { service, vm, mode, link }: Pair,
  name: string,
  host: string,
  further: readonly ModelEdit[],
  services: LangiumCoreServices,
): (() => Outcome) | undefined {
  const text = twinText(nodeOf(vm.source) as ast.Vm, name, host);
  const [first, second] = positions[mode];
  const member = memberText(nodeOf(service.source));
  if (text === undefined || member === undefined) return undefined;
  const element = service.source;
  const at = nodeOf(service.source);
  const site = member.includes('.') ? `${member.slice(0, member.lastIndexOf('.'))}.` : '';
  const over =
    link &&
    nameFrom(
      at,
      nodeOf(link.source) as ast.Declaration,
      viewOf(AstUtils.getDocument(at), services.shared.workspace.LangiumDocuments),
    );
  if (link && over === undefined) return undefined;
  const documents = services.shared.workspace.LangiumDocuments;
  const own: readonly ModelEdit[] = [
    { edit: 'follow', element: vm.source, item: text },
    { edit: 'set', element, property: 'mode', value: mode },
    ...(first === second
      ? [
          { edit: 'rename', element, property: 'member', to: first } as const,
          { edit: 'set', element, property: 'member', value: `${member}, ${site}${name}` } as const,
        ]
      : [
          { edit: 'rename', element, property: 'member', to: first } as const,
          { edit: 'add', element, item: `${second}: ${site}${name}` } as const,
        ]),
    ...(over === undefined ? [] : [{ edit: 'add', element, item: `link: ${over}` } as const]),
  ];
  const edits = textEditsOf([...own, ...further], documents) ?? textEditsOf(own, documents);
  if (!edits) return undefined;
  const files = new Map<string, LangiumDocument>(
    [vm, service].map(({ source }) => AstUtils.getDocument(nodeOf(source))).map((file) => [file.uri.toString(), file]),
  );
  const [document] = files.values();
  if (!document) return undefined;
  const inFile = edits.filter(({ uri }) => uri === document.uri.toString());
  return () => ({
    edits: [...tidied(document, inFile, services).edits, ...edits.filter((edit) => !inFile.includes(edit))],
  });
}

/** The statement of a VM for another on another host; its own address and licence stay its own. */
function twinText(vm: ast.Vm, name: string, host: string): string | undefined {
  const { $cstNode: cst } = vm;
  const [named, placed] = [featureNode(cst, 'name'), vm.host?.$cstNode];
  if (!cst || !named || !placed) return undefined;
  const own = itemsOf(vm).filter((item) => 'key' in item && (item.key === 'address' || item.key === 'licensed'));
  const cuts = own.map(removal);
  if (!cuts.every((cut) => cut !== undefined)) return undefined;
  const changes = [
    { start: named.offset, end: named.end, newText: name },
    { start: placed.offset, end: placed.end, newText: host },
    ...cuts,
  ].map(({ start, end, newText }) => ({ start: start - cst.offset, end: end - cst.offset, newText }));
  if (changes.some(({ start, end }) => start < 0 || end > cst.length)) return undefined;
  const indent = /[ \t]*$/.exec(AstUtils.getDocument(vm).textDocument.getText().slice(0, cst.offset))?.[0] ?? '';
  return applied(cst.text, changes)
    .split(/\r?\n/)
    .map((line, index) => (index > 0 && line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}

function memberText(service: AstNode): string | undefined {
  const item = itemsOf(service).find((each) => ast.isReferenceProperty(each) && each.key === 'member');
  return ast.isReferenceProperty(item) && item.refs.length === 1 ? item.refs[0]?.$cstNode?.text : undefined;
}

function nameOf(from: AstNode, host: Host, services: LangiumCoreServices): string | undefined {
  const view = viewOf(AstUtils.getDocument(from), services.shared.workspace.LangiumDocuments);
  return nameFrom(from, nodeOf(host.source) as ast.Declaration, view);
}

/** `CMVM_01` is followed by `CMVM_02`, `SessionMgr` by `SessionMgr2`. */
function nextName(name: string, taken: ReadonlySet<string>): string {
  const digits = /\d+$/.exec(name)?.[0] ?? '';
  const word = name.slice(0, name.length - digits.length);
  for (let number = digits === '' ? 2 : Number(digits) + 1; ; number++) {
    const next = word + String(number).padStart(digits.length, '0');
    if (!taken.has(next)) return next;
  }
}
