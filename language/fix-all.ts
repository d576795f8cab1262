/** Applies the fixes of what the rules find to whole files and folders, in rounds, each on the text that the last one left. */
import { type FileSystemProvider, type LangiumDocument, URI } from 'langium';
import { rules } from '../engine/rules/index.ts';
import type { SeverityOrigin } from '../engine/rules/rule.ts';
import { EditSet, joined } from './edits/edit-set.ts';
import { Pieces } from './edits/pieces.ts';
import { type TextEdit, withoutOverlaps } from './edits/text-edit.ts';
import { type CheckDocumentOptions, checkDocument } from './findings.ts';
import { isLibrary } from './library/index.ts';
import { diagnosticsOf } from './load.ts';
import { createHatopoServices, type HatopoServices } from './module.ts';
import { OverlaidFiles } from './overlaid-files.ts';
import type { PlacedFinding, PlacedFix } from './placed-finding.ts';
import { importClosure } from './scope/imports.ts';
import { codesThatFollow, together } from './together.ts';

export interface FixAllOptions {
  /** By which severities and options a file is checked together with its imports; `undefined` leaves it out. */
  readonly choicesFor?: (file: URI) => CheckDocumentOptions | undefined | Promise<CheckDocumentOptions | undefined>;
  /** The rules, or other codes of findings, that are to be mended; all where absent. */
  readonly codes?: ReadonlySet<string>;
  /** Addresses of the files whose findings are to be mended; all where absent. */
  readonly inFiles?: ReadonlySet<string>;
  /** Only fixes that nobody minds being applied unseen; true where absent. With `false`, else the first fix of each finding. */
  readonly safeOnly?: boolean;
  /** Which files may be changed; the product files that ship never are. All others where absent. */
  readonly mayChange?: (uri: string) => boolean;
}

/** A file that came out changed. */
export interface FixedFile {
  readonly uri: string;
  readonly before: string;
  readonly after: string;
  /** From `before` to `after`: in the order of the text, without overlaps. */
  readonly edits: readonly TextEdit[];
}

/** A fix that was applied. Offsets are those of the round in which it was. */
export interface AppliedFix {
  readonly code: string;
  readonly uri: string;
  readonly message: string;
  readonly title: string;
}

export interface FixAllResult {
  /** Ordered by address. */
  readonly files: readonly FixedFile[];
  readonly applied: readonly AppliedFix[];
  /** Findings that could have been mended, but not without breaking something else, or not in ten rounds. */
  readonly left: readonly PlacedFinding[];
}

/** Fixes that overlap are applied one after another: at most in so many rounds. */
const MOST_ROUNDS = 10;
/** At most so many attempts a group of files: where many fixes spoil one another, each costs some. */
const MOST_ATTEMPTS = 200;

/**
 * Mends what the rules find in these files and in what they import. Reads them anew from `files`, which is to give
 * each text as it is now, also where it is not saved; writes nothing.
 *
 * A round applies all fixes at once that do not overlap, and what they add at one place one behind the other. It counts only if it ends findings of theirs and adds none, of
 * any rule or of the language, but for advice and for what the text does not state: else half of it is tried, down to a
 * single fix, which is then left alone.
 * @throws what `files` throws where one of the files itself cannot be read
 */
export async function fixAll(
  uris: readonly URI[],
  files: FileSystemProvider,
  options: FixAllOptions = {},
): Promise<FixAllResult> {
  const { texts, services, roots } = await read(uris, files, options);
  const applied: AppliedFix[] = [];
  const left: PlacedFinding[] = [];
  const changed = new Map<string, Pieces>();
  for (const group of groupsOf(roots, services)) {
    const mending = new Mending(group, services, texts, options);
    await mending.run();
    applied.push(...mending.applied);
    left.push(...mending.left);
    for (const [uri, pieces] of mending.texts) changed.set(uri, pieces);
  }
  return { files: fixedFiles(changed), applied, left };
}

/**
 * How many findings of each code `fixAll` would try to mend in its first round, by code in the order of the text.
 * @throws what `files` throws where one of the files itself cannot be read
 */
export async function fixable(
  uris: readonly URI[],
  files: FileSystemProvider,
  options: FixAllOptions = {},
): Promise<ReadonlyMap<string, number>> {
  const { texts, services, roots } = await read(uris, files, options);
  return countsOf(new Mending(roots, services, texts, options).mendable());
}

interface Read {
  readonly texts: OverlaidFiles;
  readonly services: HatopoServices;
  readonly roots: readonly Root[];
}

async function read(uris: readonly URI[], files: FileSystemProvider, options: FixAllOptions): Promise<Read> {
  const texts = new OverlaidFiles(files);
  const { shared, hatopo } = createHatopoServices({ fileSystemProvider: () => texts });
  const documents = shared.workspace.LangiumDocuments;
  const roots: Root[] = [];
  for (const uri of uris) {
    const choices = options.choicesFor ? await options.choicesFor(uri) : {};
    if (choices) roots.push({ document: await documents.getOrCreateDocument(uri), choices });
  }
  await shared.workspace.DocumentBuilder.build(
    roots.map(({ document }) => document),
    { validation: true },
  );
  return { texts, services: hatopo, roots };
}

interface Root {
  readonly document: LangiumDocument;
  readonly choices: CheckDocumentOptions;
}

/** What is known of a group of files at one state of their texts. */
interface State {
  readonly findings: readonly PlacedFinding[];
  /** How many findings there are by code, the language's own included. */
  readonly counts: ReadonlyMap<string, number>;
  /** How many of them may not become more, whatever is mended. */
  readonly grave: ReadonlyMap<string, number>;
}

interface Candidate {
  readonly finding: PlacedFinding;
  readonly fix: PlacedFix;
}

/** Files that are mended together, because some of them are checked with others. */
class Mending {
  readonly applied: AppliedFix[] = [];
  left: readonly PlacedFinding[] = [];
  /** The texts that were changed. */
  texts: ReadonlyMap<string, Pieces> = new Map();
  private readonly roots: readonly Root[];
  private readonly services: HatopoServices;
  private readonly files: OverlaidFiles;
  private readonly options: FixAllOptions;
  /** Rules that ask nearly every text for more. */
  private readonly advice: ReadonlySet<string>;
  /** Fixes that would break something else. */
  private readonly refused = new Set<string>();
  private attempts = 0;

  constructor(roots: readonly Root[], services: HatopoServices, files: OverlaidFiles, options: FixAllOptions) {
    this.roots = roots;
    this.services = services;
    this.files = files;
    this.options = options;
    const asked = roots.flatMap(({ choices }) => choices.rules ?? rules);
    this.advice = new Set(asked.filter(({ advisory }) => advisory).map(({ id }) => id));
  }

  async run(): Promise<void> {
    let state = this.check();
    for (let round = 0; round < MOST_ROUNDS; ) {
      const candidates = this.candidates(state).filter(({ finding, fix }) => !this.refused.has(keyOf(finding, fix)));
      if (candidates.length === 0) break;
      const next = await this.best(candidates, state);
      if (next) {
        state = next;
        round++;
      } else if (this.attempts >= MOST_ATTEMPTS) break;
    }
    this.left = this.candidates(state).map(({ finding }) => finding);
  }

  /** The findings that have a fix which may be applied. */
  mendable(): readonly PlacedFinding[] {
    return this.candidates(this.check()).map(({ finding }) => finding);
  }

  /**
   * Applies as many as can be at once. What is added at one place, such as statements to one body, mostly stands well one
   * behind the other, but for two bodies of one statement and the like: then it comes one after another.
   */
  private async best(candidates: readonly Candidate[], before: State): Promise<State | undefined> {
    const apart = compatible(candidates, false);
    const behind = compatible(candidates, true);
    const found = behind.length > apart.length ? await this.attempt(behind, before, apart.length + 1) : undefined;
    return found ?? (this.attempts < MOST_ATTEMPTS ? await this.attempt(apart, before, 1) : undefined);
  }

  /** Applies as many of these as make nothing worse; the state after it, `undefined` where not so many could be. */
  private async attempt(batch: readonly Candidate[], before: State, least: number): Promise<State | undefined> {
    for (let tried = batch; tried.length >= least; tried = tried.slice(0, Math.ceil(tried.length / 2))) {
      const earlier = this.texts;
      await this.write(this.withFixes(tried));
      this.attempts++;
      const after = this.check();
      if (isBetter(before, after, tried)) {
        this.applied.push(
          ...tried.map(({ finding: { code, uri, message }, fix: { title } }) => ({ code, uri, message, title })),
        );
        return after;
      }
      await this.write(earlier);
      const [only, ...others] = tried;
      if (only && others.length === 0) {
        this.refused.add(keyOf(only.finding, only.fix));
        return undefined;
      }
      if (this.attempts >= MOST_ATTEMPTS) return undefined;
    }
    return undefined;
  }

  private withFixes(batch: readonly Candidate[]): ReadonlyMap<string, Pieces> {
    const byFile = new Map<string, TextEdit[]>();
    for (const edit of withoutOverlaps(joined(batch.flatMap(({ fix }) => fix.edits))) ?? []) {
      const edits = byFile.get(edit.uri);
      if (edits) edits.push(edit);
      else byFile.set(edit.uri, [edit]);
    }
    const texts = new Map(this.texts);
    for (const [uri, edits] of byFile) {
      const pieces = texts.get(uri) ?? Pieces.of(this.textOf(uri));
      texts.set(uri, pieces.changed(edits));
    }
    return texts;
  }

  private textOf(uri: string): string {
    return this.services.shared.workspace.LangiumDocuments.getDocument(URI.parse(uri))?.textDocument.getText() ?? '';
  }

  /** Gives the files these texts, those that are not among them their first. */
  private async write(texts: ReadonlyMap<string, Pieces>): Promise<void> {
    const changed: URI[] = [];
    for (const uri of new Set([...this.texts.keys(), ...texts.keys()])) {
      const [now, then] = [texts.get(uri), this.texts.get(uri)];
      if (now === then) continue;
      this.files.overlay.set(uri, now?.text ?? then?.first ?? '');
      changed.push(URI.parse(uri));
    }
    this.texts = texts;
    await this.services.shared.workspace.DocumentBuilder.update(changed, []);
  }

  private check(): State {
    const documents = this.services.shared.workspace.LangiumDocuments;
    const files = new Map<string, LangiumDocument>();
    const findings = together(
      this.roots.map(({ document, choices }) => {
        const closure = importClosure(document, documents);
        for (const file of closure) files.set(file.uri.toString(), file);
        return {
          files: new Set(closure.map((file) => file.uri.toString())),
          findings: checkDocument(document, this.services, choices),
        };
      }),
    );
    const all = [...findings, ...[...files.values()].flatMap(diagnosticsOf)];
    const grave = all.filter((each) => !this.advice.has(each.code) && !isTolerable(each));
    return { findings, counts: countsOf(all), grave: countsOf(grave) };
  }

  /** The fix of each finding that may be applied. */
  private candidates({ findings }: State): readonly Candidate[] {
    const { codes, inFiles, safeOnly = true, mayChange = () => true } = this.options;
    return findings
      .filter(({ code, uri }) => (!codes || codes.has(code)) && (!inFiles || inFiles.has(uri)))
      .filter(({ mayBeSafe }) => mayBeSafe || !safeOnly)
      .flatMap((finding) => {
        const fix = finding.fixes.find(
          ({ safe, edits }) =>
            (safe || !safeOnly) && edits.every(({ uri }) => !isLibrary(URI.parse(uri)) && mayChange(uri)),
        );
        return fix ? [{ finding, fix }] : [];
      });
  }
}

/** Of these the first ones that can be applied at once. */
function compatible(candidates: readonly Candidate[], atOnePlace: boolean): readonly Candidate[] {
  const chosen: Candidate[] = [];
  const edits = new EditSet(atOnePlace);
  for (const candidate of candidates) if (edits.add(candidate.fix.edits)) chosen.push(candidate);
  return chosen;
}

/**
 * True where findings of the kinds that were to be mended are fewer, none of these kinds more, and of all others none
 * that is not tolerable.
 */
function isBetter(before: State, after: State, batch: readonly Candidate[]): boolean {
  const isMore = (counts: 'counts' | 'grave', code: string) =>
    (after[counts].get(code) ?? 0) > (before[counts].get(code) ?? 0);
  const codes = new Set(batch.map(({ finding }) => finding.code));
  return (
    [...after.grave.keys()].every((code) => codes.has(code) || !isMore('grave', code)) &&
    [...codes].every((code) => !isMore('counts', code)) &&
    [...codes].some((code) => (after.counts.get(code) ?? 0) < (before.counts.get(code) ?? 0))
  );
}

/**
 * What may come with a fix, beside advice on what a system could have more of: that the text does not state a fact, and
 * that a comment silences nothing any more. What is mended may give reason to ask for more.
 */
function isTolerable({ code, severityFrom }: Pick<PlacedFinding, 'code'> & { readonly severityFrom?: SeverityOrigin }) {
  return codesThatFollow.has(code) || severityFrom === 'not-stated';
}

function countsOf(findings: readonly { readonly code: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

/** Names a fix also when its finding has moved. */
function keyOf({ code, uri, message }: PlacedFinding, { title }: PlacedFix): string {
  return JSON.stringify([code, uri, message, title]);
}

/** Roots that share a file, directly or through others, are one group. */
function groupsOf(roots: readonly Root[], services: HatopoServices): readonly (readonly Root[])[] {
  const documents = services.shared.workspace.LangiumDocuments;
  let groups: { readonly roots: readonly Root[]; readonly files: ReadonlySet<LangiumDocument> }[] = [];
  for (const root of roots) {
    const files = importClosure(root.document, documents).filter(({ uri }) => !isLibrary(uri));
    const sharing = groups.filter((group) => files.some((file) => group.files.has(file)));
    groups = [
      ...groups.filter((group) => !sharing.includes(group)),
      {
        roots: [...sharing.flatMap((group) => group.roots), root],
        files: new Set([...sharing.flatMap((group) => [...group.files]), ...files]),
      },
    ];
  }
  return groups.map((group) => group.roots);
}

function fixedFiles(texts: ReadonlyMap<string, Pieces>): readonly FixedFile[] {
  return [...texts]
    .map(([uri, pieces]) => ({
      uri,
      before: pieces.first,
      after: pieces.text,
      edits: pieces.changes().map((change) => ({ uri, ...change })),
    }))
    .filter(({ edits }) => edits.length > 0)
    .sort((one, other) => (one.uri < other.uri ? -1 : 1));
}
