/**
 * What client, panel and server say to each other, typed for both ends. Types and names only.
 * Positions are those of the language server protocol: zero-based lines and UTF-16 columns.
 */
import type { InlineMark as InlineMarkOf } from '../engine/diagram/inline.ts';
import type { Tone } from '../engine/diagram/look.ts';
import type { Room } from '../engine/diagram/room.ts';
import type { EventView, RunView as RunViewOf, Verdict } from '../engine/diagram/run-view.ts';
import type { Scene } from '../engine/diagram/scene.ts';

export type { EventView, Room, Tone, Verdict };

export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface Place {
  readonly uri: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

/** `hatopo/outline`: what can be picked in a document. */
export interface OutlineParams {
  readonly uri: string;
  /** Where the cursor stands, to preselect. */
  readonly position?: Position;
}
export interface Outline {
  readonly title: string;
  readonly components: readonly ComponentItem[];
  readonly scenarios: readonly { readonly title: string; readonly place: Place }[];
  /** The component whose declaration holds the cursor, innermost first. */
  readonly atCursor: readonly string[];
  /** The title of the scenario that holds the cursor. */
  readonly scenarioAtCursor?: string;
}
export interface ComponentItem {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** `site DataCenter, cluster DataClusterA` */
  readonly detail: string;
}

/** What somebody does to an element by hand, `at` ms from the start of the run. */
export interface HandStep {
  readonly at: number;
  readonly verb: 'fail' | 'restore';
  readonly id: string;
}

/** What to run: a scenario of the file by its title, what is done by hand, or the one with the other added. */
export interface RunChoice {
  readonly scenario?: string;
  readonly steps?: readonly HandStep[];
  /** What to run while the text has no such scenario: what was done by hand and written into the text under that title. */
  readonly otherwise?: Omit<RunChoice, 'otherwise'>;
}

/** `hatopo/simulate`: a run; `null` where it would be the one that the panel has. */
export interface SimulateParams extends DrawParams {
  readonly choice: RunChoice;
}
/** `hatopo/draw`: the topology without a run; `null` where it would be the one that the panel has. */
export interface DrawParams {
  readonly uri: string;
  /** The id of the view that the panel has. */
  readonly known?: string;
  /** Where it will be shown: the scene is arranged to be read there. */
  readonly room?: Room;
  /**
   * Ids of boxes that were opened: in a large topology counts stand in for what is in hosts, clusters, sites and modes of
   * services (`Box.folded`), and these show what is in them. All, not a change. Ids that are gone do no harm.
   */
  readonly expanded?: readonly string[];
}

/** What the panel shows. `run` is absent where only the topology is drawn. */
export interface PanelView {
  /** Another one is another view; for asking whether there is a newer one. */
  readonly id?: string;
  readonly uri: string;
  readonly version: number;
  readonly title: string;
  readonly scene: Scene;
  readonly run?: RunView;
  /** What was run, where that is not what was asked: the scenario has another title now, or is not in the text. */
  readonly choice?: RunChoice;
  /** What the text names but could not be built, and errors of the text, as sentences with their places. */
  readonly problems: readonly { readonly message: string; readonly place: Place }[];
}

export type RunView = RunViewOf<Place>;

/** `hatopo/locate`: where an element is declared now. */
export interface LocateParams {
  readonly uri: string;
  readonly id: string;
}

/** `hatopo/library`: the text of a product library file, read-only. */
export interface LibraryParams {
  readonly uri: string;
}

/** `hatopo/fixable`: what could be mended in these files. */
export interface FixableParams {
  readonly files: readonly string[];
}
export interface Fixable {
  /** Rules, or codes of the language, with the number of their findings that have a fix. */
  readonly codes: readonly { readonly code: string; readonly title: string; readonly count: number }[];
}

/** `hatopo/fixAll`: mends these files and no others; what is safe, or with `code` the findings of one rule. */
export interface FixAllParams {
  readonly files: readonly string[];
  readonly code?: string;
}
export interface FixAllAnswer {
  /** `version` is that of an opened text which the edits belong to. */
  readonly files: readonly {
    readonly uri: string;
    readonly version?: number;
    readonly edits: readonly { readonly range: Place['range']; readonly newText: string }[];
  }[];
  /** How many findings were mended. */
  readonly fixed: number;
  /** How many could not be without breaking something else. */
  readonly left: number;
}

/** `hatopo/scenarioText`: the edit that writes a choice into the file as a scenario, with what came of it as expectations. */
export interface ScenarioTextParams {
  readonly uri: string;
  readonly choice: RunChoice;
}
export interface ScenarioText {
  readonly title: string;
  /** `version` is that of an opened text which the edit belongs to. */
  readonly version?: number;
  readonly edit: { readonly range: Place['range']; readonly newText: string };
}

/** `hatopo/dependencies`: what an element needs in order to work, itself included. */
export interface DependenciesParams {
  readonly uri: string;
  readonly id: string;
}

/** `hatopo/elementAt`: the id of the innermost element whose declaration holds a position, or `null`. */
export interface ElementAtParams {
  readonly uri: string;
  readonly position: Position;
}

/** `hatopo/places`: where each of these is declared now; those that are declared no more are left out. */
export interface PlacesParams {
  readonly uri: string;
  readonly ids: readonly string[];
}
export type Places = Readonly<Record<string, Place>>;

/** `hatopo/scenarios`: the scenarios that a file itself has, as its text says now, built or not. */
export interface ScenariosParams {
  readonly uri: string;
}
export interface Scenarios {
  readonly scenarios: readonly { readonly title: string; readonly place: Place }[];
  /** Every file that decides what a run comes to: the file and what it imports. */
  readonly files: readonly string[];
}

/** `hatopo/playScenario`: plays a scenario as a test, once nothing else is to be done. */
export interface PlayScenarioParams {
  readonly uri: string;
  readonly scenario: string;
}
/** What a scenario came to: `errored` where the text cannot be built as it is written, so that nothing was played. */
export type Outcome = 'passed' | 'failed' | 'errored';
export interface Played {
  readonly outcome: Outcome;
  /** How many expectations it has. */
  readonly expectations: number;
  /** Expectations that do not hold. */
  readonly failures: readonly Failure[];
  /** Why nothing was played. */
  readonly problems: readonly { readonly message: string; readonly place: Place }[];
  /** The run as `hatopo simulate` prints it. */
  readonly output: string;
  /** How long playing it took. */
  readonly milliseconds: number;
}
export interface Failure {
  /** As written: `Pair active on two within 1 s`. */
  readonly expectation: string;
  /** The same without whom it is about: `active on two within 1 s`. */
  readonly expected: string;
  /** What was seen: `down since 0:18`. */
  readonly actual: string;
  readonly place: Place;
}

/** `hatopo/toFail`: what to let fail where a declaration is pointed at; `null` where it is no part of what could be built. */
export interface ToFailParams {
  readonly uri: string;
  readonly position: Position;
}
export interface ToFail {
  /** The whole that it is part of: the file itself, or one that imports it. */
  readonly uri: string;
  readonly id: string;
}

/** `hatopo/tool`: what an assistant asks by the name of a tool; `input` is as it was given, not yet looked at. */
export interface ToolParams {
  readonly name: string;
  readonly input: unknown;
}
export interface ToolAnswer {
  /** Sentences, made for reading. */
  readonly text: string;
  /** What was made. */
  readonly file?: { readonly name: string; readonly mimeType: string; readonly content: string };
}

/** Names of the requests and of the notification that a document's topology changed. */
export const Requests = {
  outline: 'hatopo/outline',
  simulate: 'hatopo/simulate',
  draw: 'hatopo/draw',
  locate: 'hatopo/locate',
  places: 'hatopo/places',
  elementAt: 'hatopo/elementAt',
  dependencies: 'hatopo/dependencies',
  scenarioText: 'hatopo/scenarioText',
  library: 'hatopo/library',
  fixable: 'hatopo/fixable',
  fixAll: 'hatopo/fixAll',
  scenarios: 'hatopo/scenarios',
  playScenario: 'hatopo/playScenario',
  toFail: 'hatopo/toFail',
  tool: 'hatopo/tool',
} as const;

/** What the server asks of the client: where it has no file system of its own (in a browser). */
export const FromServer = {
  readFile: 'hatopo/readFile',
  findFiles: 'hatopo/findFiles',
} as const;
export interface ReadFileParams {
  readonly uri: string;
}
/** Answer to `hatopo/readFile`; `null` where there is no such file. */
export interface FileText {
  readonly text: string;
}
export interface FindFilesParams {
  /** The folder in which files of the language are looked for, at any depth. */
  readonly uri: string;
}
/** Answer to `hatopo/findFiles`: the addresses of the files. */
export type FoundFiles = readonly string[];

export const TopologyChanged = 'hatopo/topologyChanged';
export interface TopologyChangedParams {
  readonly uri: string;
  readonly version: number;
}

/** Notification of the last results of a file's scenarios, played by whichever hand. All of them, not a change. */
export const ResultsChanged = 'hatopo/resultsChanged';
export interface ResultsChangedParams {
  readonly uri: string;
  readonly results: readonly ScenarioResult[];
}
export interface ScenarioResult {
  readonly scenario: string;
  readonly outcome: Outcome;
  readonly expectations: number;
  readonly failures: number;
}

/** What a code lens is about: settings of the editor turn each on and off. */
export type LensKind = 'scenarios' | 'failures' | 'services';
/** Commands that the server puts into the text; an editor that has them says so in `experimental.commands`. */
export const LensCommands = {
  /** (uri, title) */
  runScenario: 'hatopo.runScenario',
  /** (uri, position) */
  failHere: 'hatopo.failHere',
  /** (uri, position, places) */
  peek: 'hatopo.peek',
} as const;

/** Commands that an action of the server ends with, told in the same way. */
export const ActionCommands = {
  /** (uri, position): asks for another name for what stands there */
  renameAt: 'hatopo.renameAt',
} as const;

/** The scheme under which product library files open read-only. */
export const LibraryScheme = 'hatopo-library';

/** What the panel shows, so that it can be shown again when the window is reloaded. */
export interface Shown {
  readonly uri: string;
  /** Absent where only the topology is drawn. */
  readonly choice?: RunChoice;
  /** What was opened of what is folded; see `DrawParams`. */
  readonly expanded?: readonly string[];
}

/** What the editor shows behind a declaration, or behind an expectation that does not hold, at the moment of the run. */
export type InlineMark = InlineMarkOf<Place>;

/** A picture, a timeline or a page that somebody takes away. */
export interface SavedFile {
  /** Proposed name, with extension: `failure-of-host1.svg`. */
  readonly name: string;
  /** Text, or base64 where `binary`. */
  readonly content: string;
  readonly binary?: boolean;
}

/** From the panel to the client. The panel says `ready` first. */
export type FromPanel =
  | { readonly type: 'ready'; readonly room: Room }
  /** The place for the picture is another now. */
  | { readonly type: 'room'; readonly room: Room }
  /** What is open now of what is folded: the picture is wanted anew with these. All ids, not a change. */
  | { readonly type: 'expanded'; readonly ids: readonly string[] }
  /** `focus`: the keyboard goes there too. */
  | { readonly type: 'reveal'; readonly id: string; readonly focus?: boolean }
  | { readonly type: 'revealPlace'; readonly place: Place; readonly focus?: boolean }
  /** Shows another run of the same text; without a choice the topology alone. */
  | { readonly type: 'run'; readonly choice?: RunChoice }
  /** Lets the reader pick a scenario of the file. */
  | { readonly type: 'pickScenario' }
  /** Writes what was done by hand into the text. */
  | { readonly type: 'insertScenario'; readonly choice: RunChoice }
  /** Lets the reader pick a run, of this text or another, to hold beside this one. */
  | { readonly type: 'pickComparison' }
  /** The run that was picked is not held any more. */
  | { readonly type: 'endComparison' }
  /** The moment moved: what the editor shows now. All marks, not a change. */
  | { readonly type: 'marks'; readonly marks: readonly InlineMark[] }
  | { readonly type: 'dependencies'; readonly id: string }
  | { readonly type: 'save'; readonly file: SavedFile }
  /** Saves what is shown as a page that replays it without an editor. */
  | { readonly type: 'saveReplay' }
  /** Opens a source in the browser. */
  | { readonly type: 'openLink'; readonly url: string };
/** What a command has the page do, as if somebody pressed it there. */
export type PanelDeed = 'play' | 'search' | 'takeAway';
/** From the client to the panel. */
export type ToPanel =
  | { readonly type: 'show'; readonly view: PanelView; readonly shown: Shown }
  | { readonly type: 'trouble'; readonly message: string }
  /**
   * A run to hold beside the one that is shown. `before`: the same run in an earlier text; `again`: it is held already, and
   * its text is another now; `old`: why it is what the text said before.
   */
  | {
      readonly type: 'compare';
      readonly view: PanelView;
      readonly shown: Shown;
      readonly before?: boolean;
      readonly again?: boolean;
      readonly old?: string;
    }
  | { readonly type: 'dependencies'; readonly id: string; readonly ids: readonly string[] }
  /** The cursor went to the declaration of an element. */
  | { readonly type: 'pointAt'; readonly id: string }
  | { readonly type: 'do'; readonly what: PanelDeed };
