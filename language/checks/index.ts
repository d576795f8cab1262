/**
 * The language's own findings. One check on the root: the tree is walked once, and every statement
 * and property is shown to the checks that look at its type.
 */
import type { LangiumCoreServices, LangiumDocument, LangiumDocuments, ValidationAcceptor } from 'langium';
import type { Document, Item } from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { damageOf } from '../recovery/damage.ts';
import { isIntact } from '../reparse/intact.ts';
import { importClosure } from '../scope/imports.ts';
import { isHolder, meaningOf } from '../scope/units.ts';
import type { Check, Context } from './check.ts';
import { checks } from './checks.ts';
import type { Finding, FindingData, Related } from './finding.ts';
import { collectMemberships, type Memberships, memberReader } from './memberships.ts';
import { spanOf } from './places.ts';

export type { Finding } from './finding.ts';

/** At most so many findings a file: past some 100,000 all would be lost on their way to the editor. */
const MOST_FINDINGS = 1000;

type Visit = (node: object, context: Context) => void;
const visitsByType = byType(checks);

/** Adds the checks of the language to its services; to be called once for every set of services. */
export function registerChecks(services: LangiumCoreServices): void {
  const documents = services.shared.workspace.LangiumDocuments;
  services.validation.ValidationRegistry.register({
    Document: (root: Document, accept: ValidationAcceptor) => {
      const document = root.$document as LangiumDocument<Document> | undefined;
      if (!document) return;
      for (const finding of findingsOf(document, documents)) show(finding, document, accept);
    },
  });
}

/** The findings of one file, in order of the text; at most 1,000 and a note that there are more. */
export function findingsOf(document: LangiumDocument<Document>, documents: LangiumDocuments): readonly Finding[] {
  const root = document.parseResult.value;
  const findings: Finding[] = [];
  let more = 0;
  let memberships: Memberships | undefined;
  const membersOf = memberReader();
  const context: Context = {
    document,
    documents,
    damage: damageOf(root),
    membersOf,
    memberships: () => (memberships ??= collectMemberships(document, documents, membersOf)),
    report: (finding) => {
      if (findings.length < MOST_FINDINGS) findings.push({ severity: 'error', ...finding });
      else more++;
    },
  };
  const look: Look = {
    context,
    isDamaged: context.damage.flaws.length > 0,
    isIntact: importClosure(document, documents).every((file) => isIntact(file.parseResult.value)),
    reported: () => findings.length + more,
  };
  visitSelf(root, look);
  visitUnits(root, look);
  if (more > 0) {
    findings.push({
      code: 'hatopo/more-findings',
      severity: 'info',
      message: `${more} more findings are not shown: mend these first.`,
      place: { node: root.items[0] ?? root },
    });
  }
  return findings;
}

/**
 * Statements of which nothing is said but for what they say themselves and what they name: while that stays the same, what
 * was in order is in order. Damage elsewhere only has less said.
 */
const selfContained: ReadonlySet<string> = new Set<Item['$type']>([
  'Rack',
  'Circuit',
  'Switch',
  'Network',
  'Link',
  'Storage',
  'Host',
  'Server',
  'Vm',
  'Template',
  'Service',
  'Endpoint',
]);

/** Units in which nothing was found, with what they meant then. */
const inOrder = new WeakMap<Item, object>();

/** Shows the items of the file, or of a unit that holds units, to the checks. */
function visitUnits(holder: Document | Item, look: Look): void {
  for (const unit of itemsOf(holder)) {
    if (isHolder(unit)) {
      visitSelf(unit, look);
      visitUnits(unit, look);
    } else if (!selfContained.has(unit.$type)) visit(unit, look);
    else if (inOrder.get(unit) !== meaningOf(unit)) {
      const before = look.reported();
      visit(unit, look);
      if (look.isIntact && look.reported() === before) inOrder.set(unit, meaningOf(unit));
    }
  }
}

/** What a look at one state of a file needs. */
interface Look {
  readonly context: Context;
  readonly isDamaged: boolean;
  /** Nothing is damaged or unknown, in the file or in what it imports. */
  readonly isIntact: boolean;
  /** How much was reported so far. */
  readonly reported: () => number;
}

function visit(node: Document | Item, look: Look): void {
  visitSelf(node, look);
  const items = itemsOf(node);
  for (let i = 0; i < items.length; i++) visit(items[i] as Item, look);
}

function visitSelf(node: Document | Item, { context, isDamaged }: Look): void {
  const visits = visitsByType.get(node.$type);
  // What was mended has its message already; what stands in it is checked all the same.
  if (visits && !(isDamaged && context.damage.isDamaged(node))) {
    for (let i = 0; i < visits.length; i++) visits[i]?.(node, context);
  }
}

function byType(all: readonly Check[]): ReadonlyMap<string, readonly Visit[]> {
  const visits = new Map<string, Visit[]>();
  for (const check of all) {
    for (const [type, each] of Object.entries(check)) {
      const same = visits.get(type);
      if (same) same.push(each as Visit);
      else visits.set(type, [each as Visit]);
    }
  }
  return visits;
}

function show(finding: Finding, document: LangiumDocument, accept: ValidationAcceptor): void {
  const data: FindingData = {
    code: finding.code,
    ...(finding.choices && finding.choices.length > 0 && { choices: finding.choices }),
    ...(finding.fixes && finding.fixes.length > 0 && { fixes: finding.fixes }),
  };
  const related = finding.related?.map(relatedInformation).filter((each) => each !== undefined);
  accept(finding.severity, finding.message, {
    node: finding.place.node,
    range: rangeOf(finding.place, document),
    code: finding.code,
    data,
    ...(related && related.length > 0 && { relatedInformation: related }),
  });
}

function rangeOf(place: Finding['place'], document: LangiumDocument) {
  const { start, end } = spanOf(place);
  return { start: document.textDocument.positionAt(start), end: document.textDocument.positionAt(end) };
}

function relatedInformation({ node, message }: Related) {
  const document = documentOf(node);
  return document && { location: { uri: document.uri.toString(), range: rangeOf({ node }, document) }, message };
}

function documentOf(node: Related['node']): LangiumDocument | undefined {
  let root = node;
  while (root.$container) root = root.$container;
  return root.$document;
}
