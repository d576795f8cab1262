/**
 * What a rule is: its id, its words, its check and the examples that prove it, in one file a rule.
 * Pages, hovers, tests and the settings schema come from these objects.
 */
import type { ElementBase, Source, Topology } from '../topology/model.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Where a rule comes from. `reference` is a document with its place; marks as in the project's facts. */
export interface RuleSource {
  readonly document: string;
  /** Section, figure or step. */
  readonly place?: string;
  readonly quote?: string;
  /** Statement ids that the rule covers, such as `S0-8`. */
  readonly statements: readonly string[];
  readonly url?: string;
}

/**
 * One change of the model. `language/` turns it into text; rules never see text.
 *
 * `owner` names the element that is meant where `element` may stand in a template that others share
 * too: then the change is made in the owner's own body and the template stays as it is.
 */
export type ModelEdit =
  /**
   * Sets a property of an element to a value as it is written (`4 GB`, `Host3`, `"text"`); of a NIC also `via`, `for`
   * and `target`, of a service also `mode` and `settings KEY`, of a resource also `type`.
   */
  | {
      readonly edit: 'set';
      readonly element: Source;
      readonly property: string;
      readonly value: string;
      readonly owner?: Source;
    }
  /** Adds an item (`nic vmnic2 -> duplication`) to the body of an element; to a list that is there (`storage: san`) it appends. */
  | { readonly edit: 'add'; readonly element: Source; readonly item: string }
  /** Removes the element's whole statement, or one property of it. */
  | { readonly edit: 'remove'; readonly element: Source; readonly property?: string; readonly owner?: Source }
  /** Moves a VM: sets the host after `on`. */
  | { readonly edit: 'move'; readonly element: Source; readonly host: string }
  /** Puts a statement (`vm CM2 on Host4 { … }`) in the place of the element's own. */
  | { readonly edit: 'replace'; readonly element: Source; readonly item: string }
  /** Puts a statement behind the element's own, beside it. */
  | { readonly edit: 'follow'; readonly element: Source; readonly item: string }
  /** Puts statements (`scenario "…" { … }`) at the end of the file in which the element stands. */
  | { readonly edit: 'append'; readonly element: Source; readonly item: string }
  /** Gives a property of an element another name, with the value that it has: `member: A` becomes `primary: A`. */
  | { readonly edit: 'rename'; readonly element: Source; readonly property: string; readonly to: string };

export interface Fix {
  /** `Move CMVM_02 to Host4`. */
  readonly title: string;
  readonly edits: readonly ModelEdit[];
  /** Safe to apply without looking (*Fix all*, *fix on save*). */
  readonly safe: boolean;
}

/**
 * Who decided the severity of a finding: the rule, the release that the text states (or the newest, where
 * it states none), that a fact is not stated, or the configuration of a folder.
 */
export type SeverityOrigin = 'rule' | 'release' | 'not-stated' | 'configuration';

/** `unnecessary`: may be left out without loss; `deprecated`: a vendor has withdrawn it. */
export type FindingTag = 'unnecessary' | 'deprecated';

/** Another place that belongs to a finding. */
export interface Related {
  readonly source: Source;
  readonly property?: string;
  readonly message: string;
}

/** What a finding follows from: as long as the text is damaged there, nobody knows. */
export interface Basis {
  readonly source: Source;
  readonly property?: string;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Undefined only for `hatopo/internal-error`, which speaks of the whole file. */
  readonly source: Source | undefined;
  /** The property of the element at which it is shown; its name where absent. */
  readonly property?: string | undefined;
  readonly related: readonly Related[];
  /** Further places that it follows from, and that are not shown. */
  readonly basis: readonly Basis[];
  /** Who decided the severity. */
  readonly severityFrom: SeverityOrigin;
  /** How an editor shows it beside its severity: faded, struck through. */
  readonly tags: readonly FindingTag[];
  /** False where it has no fix for sure, which is known before one is looked for. */
  readonly mayHaveFix: boolean;
  /** False where none of its fixes is safe, which is known too. */
  readonly mayBeSafe: boolean;
  /** Found when first read: looking for a host that breaks no rule takes longer than the check. */
  readonly fixes: readonly Fix[];
}

/** What the rules say of a changed topology: how a fix makes sure that it breaks nothing. */
export type Trial = (changed: Topology) => readonly Finding[];

export interface ReportOptions {
  readonly property?: string;
  readonly related?: readonly Related[];
  /** Further places that it follows from, and that are not shown: adapters whose reach was asked, nodes that were counted. */
  readonly basis?: readonly Basis[];
  /** The fixes, best first; a function is asked when they are first read. */
  readonly fix?: Fix | readonly Fix[] | ((trial: Trial) => Fix | readonly Fix[] | undefined);
  /** Where a release decides: the severity of this finding instead of the rule's. */
  readonly severity?: Severity;
  /** Where the case decides: a severity of the rule's own for what is graver or lighter than the rest that it finds. */
  readonly caseSeverity?: Severity;
  /**
   * True where the finding says that the text does not state a fact which the rule needs: information, whatever
   * severity is chosen for the rule, and gone with `off`. Unknown is not wrong.
   */
  readonly notStated?: true;
  readonly tags?: readonly FindingTag[];
}

export type Report = (element: Pick<ElementBase, 'source'>, message: string, options?: ReportOptions) => void;

/** A topology that breaks the rule, one that keeps it, and what the fix makes of the first. All are executed by tests. */
export interface RuleExamples {
  readonly breaks: string;
  readonly keeps: string;
  /** The text of `breaks` after the first fix; absent where the rule has none. */
  readonly fixed?: string;
}

/** A number that a folder may set for a rule: `{ "severity": "warning", "hosts": 2 }`. */
export interface RuleOption {
  /** One line, what it decides. */
  readonly summary: string;
  /** With its unit, where it has one: `hosts`. */
  readonly unit?: string;
  readonly default: number;
  /** The range that it may be set to, ends included. */
  readonly least: number;
  readonly most?: number;
}

/** The values that hold for one run of a rule, by the names of its options. */
export type OptionValues = Readonly<Record<string, number>>;

/** How a rule settles a point on which the sources disagree. */
export interface Decision {
  /** Its number in the list of contradictions: `C1`. */
  readonly contradiction: string;
  /** What the documents say, and what counts here. Markdown. */
  readonly text: string;
}

export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** One line: what must hold. */
  readonly title: string;
  /** Why it matters: what happens to users when it is broken. Markdown. */
  readonly why: string;
  readonly sources: readonly RuleSource[];
  /** Everything that it says, by a short name; `check` makes its messages of these alone. */
  readonly messages: Readonly<Record<string, { readonly template: string }>>;
  readonly options?: Readonly<Record<string, RuleOption>>;
  readonly decides?: readonly Decision[];
  /**
   * True where it speaks of what a system could have more of, which short texts nearly always lack: the examples of
   * *other* rules are read without it. It is on like every other rule.
   */
  readonly advisory?: true;
  /**
   * True where it speaks of what scenarios try rather than of the system: a fix of another rule is not held back because
   * a scenario would no longer fail what it moves.
   */
  readonly ofScenarios?: true;
  /**
   * True where fixes of it are safe, some at least. Of other rules none is, whatever it says itself: who applies fixes
   * unseen need not look for them, which takes as long as a check for each.
   */
  readonly safeFixes?: true;
  readonly check: (topology: Topology, report: Report, options: OptionValues) => void;
  readonly examples: RuleExamples;
}

/** Declares a rule; gives the object its type and freezes it. */
export function rule(definition: Rule): Rule {
  return Object.freeze(definition);
}
