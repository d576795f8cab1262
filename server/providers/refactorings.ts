/** Refactorings as actions of the editor: the language works them out, here they become edits of the protocol. */
import { type AstNode, type Cancellation, type LangiumDocument, TextDocument, URI } from 'langium';
import type { CodeActionParams } from 'vscode-languageserver';
import {
  type CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { trialFor } from '../../engine/rules/index.ts';
import type { Service, Topology, Vm } from '../../engine/topology/model.ts';
import { bodyLayout } from '../../language/edits/layout.ts';
import { applied, type TextEdit } from '../../language/edits/text-edit.ts';
import { isService, isVm } from '../../language/generated/ast.ts';
import { type Budget, isSpent } from '../../language/refactor/budget.ts';
import { extractTemplate } from '../../language/refactor/extract-template.ts';
import { inlineTemplate } from '../../language/refactor/inline-template.ts';
import { pairsOf } from '../../language/refactor/make-pair.ts';
import { movesOf } from '../../language/refactor/move-vm.ts';
import { organizeImports } from '../../language/refactor/organize-imports.ts';
import type { Refactoring } from '../../language/refactor/refactoring.ts';
import { splitSite } from '../../language/refactor/split-site.ts';
import { nodeAround } from '../../language/refactor/takers.ts';
import { importClosure } from '../../language/scope/imports.ts';
import { nodeOf } from '../../language/source.ts';
import { fileChanges, fileCreation, workspaceEdit } from '../fixes/workspace-edit.ts';
import { ActionCommands } from '../protocol.ts';
import { type ScenariosWanted, scenariosForMembers, untriedHosts } from '../scenario/members.ts';
import type { ServerServices } from '../services.ts';
import { topsOf } from '../wholes.ts';

const MOVE = 'refactor.move';

/** What is offered, for editors that ask for some kinds alone. */
export const refactoringKinds = [
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
  CodeActionKind.RefactorRewrite,
  MOVE,
  CodeActionKind.SourceOrganizeImports,
];

/** ms within which hosts are tried: an editor asks at every move of the cursor, a person once. */
const patience = { unasked: 250, asked: 2_000 };
/** Of larger topologies a check takes so long that hosts are tried only where a person asks. */
const mostUnasked = 3_000;

/** A refactoring whose edit is worked out when it is chosen: what is called so at the same place. */
export interface RefactoringWanted {
  readonly uri: string;
  readonly range: Range;
  readonly refactoring: string;
  readonly title: string;
}

export async function refactoringsAt(
  document: LangiumDocument,
  params: CodeActionParams,
  isAsked: (kind: CodeActionKind) => boolean,
  services: ServerServices,
  cancelToken?: Cancellation.CancellationToken,
): Promise<CodeAction[]> {
  const { only } = params.context;
  const actions: CodeAction[] = [];
  if (only && isAsked(CodeActionKind.SourceOrganizeImports)) actions.push(...organized(document, services));
  const found = await foundAt(document, params, isAsked, services, cancelToken);
  lastOffered.set(document, { state: stateOf(document, services), found });
  actions.push(...found.flatMap((each) => offered(each, document, params.range, services) ?? []));
  if (isAsked(CodeActionKind.RefactorRewrite))
    actions.push(...(await scenarios(document, document.textDocument.offsetAt(params.range.start), services)));
  return actions;
}

interface Offered {
  readonly state: string;
  readonly found: readonly Refactoring[];
}
/** What was offered last of a file: mostly one of these is chosen. */
const lastOffered = new WeakMap<LangiumDocument, Offered>();

/** Which texts a refactoring was found in: a topology may outlive texts that say the same, the places in them do not. */
function stateOf(document: LangiumDocument, services: ServerServices): string {
  const documents = services.shared.workspace.LangiumDocuments;
  return topsOf(document, services.shared)
    .flatMap((whole) => importClosure(whole, documents))
    .map(({ textDocument }) => textDocument.version)
    .join(' ');
}

/** What was chosen, with its edit; as it was where the text has changed so that it is not offered any more. */
export async function resolvedRefactoring(
  action: CodeAction,
  { uri, range, refactoring, title }: RefactoringWanted,
  document: LangiumDocument,
  services: ServerServices,
): Promise<CodeAction> {
  const isChosen = (each: Refactoring) => each.title === title && each.kind === refactoring;
  const last = lastOffered.get(document);
  const known = last?.state === stateOf(document, services) ? last.found.find(isChosen) : undefined;
  const context = { diagnostics: [], triggerKind: CodeActionTriggerKind.Invoked };
  const params: CodeActionParams = { textDocument: { uri }, range, context };
  const found = known ? [known] : await foundAt(document, params, (kind) => kind === refactoring, services);
  const chosen = found.find(isChosen);
  return chosen ? { ...action, ...actionOf(chosen, services) } : action;
}

async function foundAt(
  document: LangiumDocument,
  params: CodeActionParams,
  isAsked: (kind: CodeActionKind) => boolean,
  services: ServerServices,
  cancelToken?: Cancellation.CancellationToken,
): Promise<readonly Refactoring[]> {
  const [extracts, inlines, moves, rewrites] = [
    CodeActionKind.RefactorExtract,
    CodeActionKind.RefactorInline,
    MOVE,
    CodeActionKind.RefactorRewrite,
  ].map(isAsked);
  const start = document.textDocument.offsetAt(params.range.start);
  const end = document.textDocument.offsetAt(params.range.end);
  const found: (Refactoring | undefined)[] = [];
  if (extracts) found.push(extractTemplate(document, { start, end }, services));
  if (inlines) found.push(...inlineTemplate(document, start, services));
  if (moves && services.shared.server.Client.createsFiles) found.push(await siteFile(document, start, services));
  if (moves || rewrites) {
    const tried = triedAt(document, start, params, services, cancelToken);
    found.push(...tried.filter(({ kind }) => isAsked(kind)));
  }
  return found.filter((each) => each !== undefined);
}

function offered(
  refactoring: Refactoring,
  document: LangiumDocument,
  range: Range,
  services: ServerServices,
): CodeAction | undefined {
  const { kind, title } = refactoring;
  const { Client } = services.shared.server;
  const names = kind === CodeActionKind.RefactorExtract && Client.commands.has(ActionCommands.renameAt);
  if (names ? Client.resolvesCommands : Client.resolvesActions) {
    const data: RefactoringWanted = { uri: document.uri.toString(), range, refactoring: kind, title };
    return { title, kind, data };
  }
  return refactoring.edits.length > 0 ? actionOf(refactoring, services) : undefined;
}

function organized(document: LangiumDocument, services: ServerServices): CodeAction[] {
  const edits = organizeImports(document, services);
  if (edits.length === 0) return [];
  return [
    {
      title: 'Organize imports',
      kind: CodeActionKind.SourceOrganizeImports,
      edit: workspaceEdit(fileChanges(edits, services.shared.workspace), services.shared.server.Client),
    },
  ];
}

async function siteFile(
  document: LangiumDocument,
  offset: number,
  services: ServerServices,
): Promise<Refactoring | undefined> {
  const { LangiumDocuments, FileSystemProvider } = services.shared.workspace;
  const taken = new Set<string>();
  // a name that is taken on disk alone is known only when it is asked for
  for (;;) {
    const found = splitSite(
      document,
      offset,
      services,
      (uri) => taken.has(uri.toString()) || LangiumDocuments.hasDocument(uri),
    );
    const [created] = found?.creates ?? [];
    if (!created || taken.has(created.uri)) return found;
    if (!(await FileSystemProvider.exists(URI.parse(created.uri)).catch(() => false))) return found;
    taken.add(created.uri);
  }
}

const triedBefore = new WeakMap<Topology, Map<object, Offered>>();

/** In so many topologies at most something is tried. */
const mostWholes = 4;

/** What tries hosts: moves of the VM here, pairs of the service here or on the VM here. Offered is what breaks nothing in any topology. */
function triedAt(
  document: LangiumDocument,
  offset: number,
  { context }: CodeActionParams,
  services: ServerServices,
  cancelToken: Cancellation.CancellationToken | undefined,
): readonly Refactoring[] {
  const vmNode = nodeAround(document, offset, isVm);
  const serviceNode = nodeAround(document, offset, isService);
  const node = [vmNode, serviceNode].find(
    (each) => each && offset <= (bodyLayout(each)?.start ?? each.$cstNode?.end ?? -1),
  );
  if (!node) return [];
  const isUnasked = context.triggerKind === CodeActionTriggerKind.Automatic;
  const budget = {
    until: performance.now() + (isUnasked ? patience.unasked : patience.asked),
    isCancelled: () => cancelToken?.isCancellationRequested === true,
  };
  const [first = document, ...others] = topsOf(document, services.shared).slice(0, mostWholes);
  const state = stateOf(document, services);
  const tried = (whole: LangiumDocument) => triedIn(whole, node, state, isUnasked, budget, services);
  return others.reduce((found, whole) => {
    if (found.length === 0) return found;
    const titles = new Set(tried(whole).map(({ title }) => title));
    return found.filter(({ title }) => titles.has(title));
  }, tried(first));
}

function triedIn(
  whole: LangiumDocument,
  node: AstNode,
  state: string,
  isUnasked: boolean,
  budget: Budget,
  services: ServerServices,
): readonly Refactoring[] {
  const topology = services.server.RuleFindings.topologyOf(whole);
  if (isUnasked && topology.elements.size > mostUnasked) return [];
  const element = [...topology.vms, ...topology.services].find(({ source }) => nodeOf(source) === node);
  if (!element) return [];
  const before = triedBefore.get(topology)?.get(node);
  if (before?.state === state) return before.found;
  const trial = trialFor(topology, services.shared.server.Configurations.of(whole.uri));
  const found =
    element.kind === 'vm'
      ? [...movesOf(element, topology, trial, services, budget), ...pairsOn(element)]
      : pairsOf(element, topology, trial, services, budget);
  if (!isSpent(budget)) {
    const known = triedBefore.get(topology) ?? new Map<object, Offered>();
    triedBefore.set(topology, known.set(node, { state, found }));
  }
  return found;

  function pairsOn(vm: Vm): readonly Refactoring[] {
    return topology.services
      .filter((service: Service) => service.mode === 'standalone' && service.member === vm.id)
      .flatMap((service) => pairsOf(service, topology, trial, services, budget));
  }
}

/** A scenario for each member of the service in whose head the cursor stands. */
async function scenarios(document: LangiumDocument, offset: number, services: ServerServices): Promise<CodeAction[]> {
  const node = nodeAround(document, offset, isService);
  if (!node || offset > (bodyLayout(node)?.start ?? -1)) return [];
  const topology = services.server.RuleFindings.topologyOf(document);
  const service = topology.services.find(({ source }) => nodeOf(source) === node);
  const count = service ? untriedHosts(service, topology).length : 0;
  if (!service || count === 0) return [];
  const title =
    count === 1
      ? `Add a scenario for the one host of ${service.name} that none fails`
      : `Add a scenario for every member of ${service.name}`;
  const data: ScenariosWanted = { uri: document.uri.toString(), service: service.id };
  const action: CodeAction = { title, kind: CodeActionKind.RefactorRewrite };
  if (services.shared.server.Client.resolvesActions) return [{ ...action, data }];
  return [{ ...action, edit: await scenariosForMembers(document, data, services) }];
}

function actionOf(refactoring: Refactoring, services: ServerServices): CodeAction {
  const { kind, title, edits, creates = [], named } = refactoring;
  const { Client } = services.shared.server;
  const changes = workspaceEdit(fileChanges(edits, services.shared.workspace), Client);
  const edit: WorkspaceEdit =
    creates.length === 0
      ? changes
      : {
          documentChanges: [
            ...creates.flatMap(({ uri, text }) => fileCreation(uri, text)),
            ...(changes.documentChanges ?? []),
          ],
        };
  const asks = named && Client.commands.has(ActionCommands.renameAt);
  const position = named && positionAfter(named, edits, services);
  return {
    title,
    kind,
    edit,
    ...(asks &&
      position && {
        command: { title: 'Choose the name', command: ActionCommands.renameAt, arguments: [named.uri, position] },
      }),
  };
}

function positionAfter(
  { uri, offset }: NonNullable<Refactoring['named']>,
  edits: readonly TextEdit[],
  services: ServerServices,
) {
  const document = services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri));
  if (!document) return undefined;
  const ofFile = edits.filter((edit) => edit.uri === uri);
  return TextDocument.create(uri, 'hatopo', 0, applied(document.textDocument.getText(), ofFile)).positionAt(offset);
}
