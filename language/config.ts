/** `hatopo.config.json`: what a folder chooses for its rules, for itself and for what is below it. */
import { type FileSystemProvider, type URI, UriUtils } from 'langium';
import { isAuthorId, objectiveCode, openPacks } from '../engine/rules/author/ids.ts';
import type { Choices, SeverityChoice } from '../engine/rules/check.ts';
import { rules } from '../engine/rules/index.ts';
import { message } from '../engine/rules/message.ts';
import type { OptionValues, Rule, RuleOption } from '../engine/rules/rule.ts';
import { similarNames } from '../engine/topology/names.ts';
import { globProblem, matchesGlob } from './globs.ts';
import { type JsonEntry, JsonError, type JsonNode, type JsonPlace, parseJson } from './json.ts';

/** The name of the file, in the folder that it speaks of. */
export const configName = 'hatopo.config.json';

/** What a configuration says. What in it was not understood is left out. */
export interface Config extends Required<Choices> {
  /** The file it was read from; absent where there is none. */
  readonly uri?: string;
  /** Patterns of the files and folders that are left out, from its folder. */
  readonly exclude: readonly string[];
  /** The lines, from 1, on which the severity of a rule is chosen, by rule id or open pack. */
  readonly lines: Readonly<Record<string, number>>;
  readonly problems: readonly ConfigProblem[];
}

/** Something in a configuration that was not understood. */
export interface ConfigProblem extends JsonPlace {
  /** A sentence or two. */
  readonly message: string;
  /** Where it starts and ends, from 1; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What holds where there is no configuration. */
export const noConfig: Config = { severities: {}, options: {}, exclude: [], lines: {}, problems: [] };

const says = {
  noJson: message`This is no JSON: ${'reason'}. Write for instance { "rules": { "vsphere/ha-min-hosts": "off" } }.`,
  noObject: message`A configuration is an object, such as { "rules": { "vsphere/ha-min-hosts": "off" } }.`,
  unknownKey: message`There is no setting ${'key'}: a configuration has "rules" and "exclude".`,
  misspeltKey: message`There is no setting ${'key'}. Did you mean ${'meant'}?`,
  twice: message`${'key'} is stated twice: what is stated last counts. Remove one.`,
  noRules: message`"rules" must be an object of rule ids with severities, such as { "vsphere/ha-min-hosts": "off" }.`,
  severity: message`${'rule'} cannot be ${'value'}: a rule is "error", "warning", "info" or "off".`,
  misspelt: message`There is no rule ${'rule'}. Did you mean ${'meant'}?`,
  noId: message`${'rule'} is no id of a rule: that is PACK/RULE, such as vsphere/ha-min-hosts.`,
  ofLanguage: message`${'rule'} is a finding of the language, not of a rule: its severity cannot be chosen. Mend what it says.`,
  packOption: message`${'option'} cannot be chosen for all of ${'pack'}: an option belongs to one rule. Choose it at the rule.`,
  noOptions: message`${'rule'} has no option ${'option'}: only "severity" can be chosen for it.`,
  unknownOption: message`${'rule'} has no option ${'option'}: it has ${'options'}.`,
  misspeltOption: message`${'rule'} has no option ${'option'}. Did you mean ${'meant'}?`,
  noNumber: message`${'option'} of ${'rule'} must be a number, such as ${'default'}.`,
  range: message`${'option'} of ${'rule'} cannot be ${'value'}: it is ${'range'}.`,
  noExclude: message`"exclude" must be a list of files and folders, such as ["drafts", "**/old-*.hatopo"].`,
  noPattern: message`${'pattern'} leaves out nothing: ${'reason'}. Write for instance "drafts" or "**/old-*.hatopo".`,
};

const choices: readonly SeverityChoice[] = ['error', 'warning', 'info', 'off'];
const keys: readonly string[] = ['rules', 'exclude', '$schema'];

/**
 * Reads the text of a configuration. Rules that are not known may come with a later version.
 * @param known the rules that there are
 */
export function parseConfig(text: string, known: readonly Rule[] = rules): Config {
  return new Reader(text, known).read();
}

class Reader {
  private readonly text: string;
  private readonly known: ReadonlyMap<string, Rule>;
  private readonly packs: ReadonlySet<string>;
  private readonly problems: ConfigProblem[] = [];
  private readonly severities: Record<string, SeverityChoice> = {};
  private readonly options: Record<string, OptionValues> = {};
  private readonly lines: Record<string, number> = {};

  constructor(text: string, known: readonly Rule[]) {
    this.text = text;
    this.known = new Map(known.map((rule) => [rule.id, rule]));
    this.packs = new Set([...known.map(({ id }) => packOf(id)), ...openPacks]);
  }

  read(): Config {
    const exclude: string[] = [];
    const root = this.json();
    if (root && root.kind !== 'object') this.problem(root, says.noObject({}));
    for (const { key, keyPlace, value } of root ? this.entriesOf(root) : []) {
      if (key === 'rules') this.rules(value);
      else if (key === 'exclude') exclude.push(...this.patterns(value));
      else if (!keys.includes(key)) {
        const [meant] = similarNames(key, keys, 1);
        const name = quoted(key);
        this.problem(
          keyPlace,
          meant ? says.misspeltKey({ key: name, meant: quoted(meant) }) : says.unknownKey({ key: name }),
        );
      }
    }
    const { severities, options, lines, problems } = this;
    return { severities, options, exclude, lines, problems };
  }

  private json(): JsonNode | undefined {
    try {
      return parseJson(this.text);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      this.problem(error.place, says.noJson({ reason: error.message }));
      return undefined;
    }
  }

  /** What is chosen for packs first: what is chosen for a rule wins, wherever it stands. */
  private rules(node: JsonNode): void {
    if (node.kind !== 'object') {
      this.problem(node, says.noRules({}));
      return;
    }
    const entries = this.entriesOf(node);
    for (const entry of entries) if (isPack(entry.key)) this.pack(entry);
    for (const entry of entries) if (!isPack(entry.key)) this.rule(entry);
  }

  private pack({ key, keyPlace, value }: JsonEntry): void {
    const pack = packOf(key);
    const [meant] = this.packs.has(pack) ? [] : similarNames(pack, this.packs, 1);
    if (meant) this.problem(keyPlace, says.misspelt({ rule: key, meant: `${meant}/*` }));
    const choice = this.choice(key, value);
    for (const id of this.known.keys()) if (choice && packOf(id) === pack) this.choose(id, choice, keyPlace);
    if (choice && openPacks.includes(pack)) this.choose(key, choice, keyPlace);
    for (const entry of value.kind === 'object' ? this.entriesOf(value) : [])
      if (entry.key !== 'severity')
        this.problem(entry.keyPlace, says.packOption({ option: quoted(entry.key), pack: key }));
  }

  private rule({ key, keyPlace, value }: JsonEntry): void {
    if (key.startsWith('hatopo/')) {
      this.problem(keyPlace, says.ofLanguage({ rule: key }));
      return;
    }
    const choice = this.choice(key, value);
    const rule = this.known.get(key);
    // Which rules authors write, their texts alone know.
    const isKnown = rule !== undefined || isAuthorId(key) || key === objectiveCode;
    const [meant] = isKnown ? [] : similarNames(key, [...this.known.keys(), objectiveCode], 1);
    if (!isKnown && !meant && !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(key))
      this.problem(keyPlace, says.noId({ rule: quoted(key) }));
    else if (meant) this.problem(keyPlace, says.misspelt({ rule: key, meant }));
    else if (choice) this.choose(key, choice, keyPlace);
    if (rule && value.kind === 'object') this.optionsOf(rule, value);
  }

  private choose(rule: string, choice: SeverityChoice, { start }: JsonPlace): void {
    this.severities[rule] = choice;
    this.lines[rule] = this.positionOf(start).line;
  }

  /** The severity that a value states, itself or as an object; `undefined` where it states none that there is. */
  private choice(rule: string, value: JsonNode): SeverityChoice | undefined {
    const stated =
      value.kind === 'object' ? this.entriesOf(value, false).find(({ key }) => key === 'severity')?.value : value;
    if (!stated) return undefined;
    const choice = choices.find((each) => stated.kind === 'value' && each === stated.value);
    if (!choice) this.problem(stated, says.severity({ rule, value: this.textOf(stated) }));
    return choice;
  }

  private optionsOf(rule: Rule, value: JsonNode): void {
    const values: Record<string, number> = {};
    for (const entry of this.entriesOf(value)) {
      if (entry.key === 'severity') continue;
      const option = rule.options?.[entry.key];
      if (!option) this.unknownOption(rule, entry);
      else {
        const number = this.number(rule, entry, option);
        if (number !== undefined) values[entry.key] = number;
      }
    }
    if (Object.keys(values).length > 0) this.options[rule.id] = values;
  }

  private unknownOption({ id, options = {} }: Rule, { key, keyPlace }: JsonEntry): void {
    const names = Object.keys(options);
    const [meant] = similarNames(key, [...names, 'severity'], 1);
    const at = { rule: id, option: quoted(key) };
    if (meant) this.problem(keyPlace, says.misspeltOption({ ...at, meant: quoted(meant) }));
    else if (names.length === 0) this.problem(keyPlace, says.noOptions(at));
    else this.problem(keyPlace, says.unknownOption({ ...at, options: names.map(quoted).join(', ') }));
  }

  private number({ id }: Rule, { key, value }: JsonEntry, option: RuleOption): number | undefined {
    const at = { rule: id, option: quoted(key) };
    if (value.kind !== 'value' || typeof value.value !== 'number') {
      this.problem(value, says.noNumber({ ...at, default: option.default }));
      return undefined;
    }
    const { least, most = Number.POSITIVE_INFINITY } = option;
    if (value.value >= least && value.value <= most) return value.value;
    this.problem(value, says.range({ ...at, value: value.value, range: rangeOf(option) }));
    return undefined;
  }

  private patterns(node: JsonNode): string[] {
    const found: string[] = [];
    if (node.kind !== 'array') this.problem(node, says.noExclude({}));
    for (const item of node.kind === 'array' ? node.items : []) {
      const pattern = item.kind === 'value' ? item.value : undefined;
      const reason = typeof pattern === 'string' ? globProblem(pattern) : 'it is no text';
      if (reason) this.problem(item, says.noPattern({ pattern: this.textOf(item), reason }));
      else if (typeof pattern === 'string') found.push(pattern);
    }
    return found;
  }

  /** The entries of an object, of those with the same key the last. */
  private entriesOf(node: JsonNode, tell = true): readonly JsonEntry[] {
    const entries = new Map<string, JsonEntry>();
    for (const entry of node.kind === 'object' ? node.entries : []) {
      if (tell && entries.has(entry.key)) this.problem(entry.keyPlace, says.twice({ key: quoted(entry.key) }));
      entries.set(entry.key, entry);
    }
    return [...entries.values()];
  }

  private textOf({ start, end }: JsonPlace): string {
    const text = this.text.slice(start, end).replaceAll(/\s+/g, ' ');
    return text.length > 40 ? `${text.slice(0, 39)}…` : text;
  }

  private problem({ start, end }: JsonPlace, text: string): void {
    const last = this.positionOf(end);
    const place = { ...this.positionOf(start), endLine: last.line, endColumn: last.column };
    this.problems.push({ message: text, start, end, ...place });
  }

  private positionOf(offset: number): { readonly line: number; readonly column: number } {
    const before = this.text.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
}

/** The configuration of a file: of its folder, else of the nearest folder above that has one. */
export async function configFor(file: URI, files: FileSystemProvider): Promise<Config> {
  for (let folder = UriUtils.dirname(file); ; folder = UriUtils.dirname(folder)) {
    const uri = UriUtils.joinPath(folder, configName);
    const text = await read(uri, files);
    if (text !== undefined) return { uri: uri.toString(), ...parseConfig(text) };
    if (UriUtils.dirname(folder).toString() === folder.toString()) return noConfig;
  }
}

/**
 * True where a configuration leaves a file out: then nothing in it is reported and nothing in it changed by fixes over
 * folders, unless somebody opened it or named it. What imports it still reads it.
 */
export function leavesOut({ uri, exclude }: Config, file: URI): boolean {
  if (uri === undefined || exclude.length === 0) return false;
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const address = file.toString();
  if (!address.startsWith(folder)) return false;
  const path = decodeURIComponent(address.slice(folder.length));
  return exclude.some((pattern) => matchesGlob(pattern, path));
}

async function read(uri: URI, files: FileSystemProvider): Promise<string | undefined> {
  try {
    return await files.readFile(uri);
  } catch {
    // most folders have none
    return undefined;
  }
}

function packOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}

const isPack = (key: string) => key.endsWith('/*');

const quoted = (text: string) => JSON.stringify(text);

function rangeOf({ least, most, unit }: RuleOption): string {
  const range = most === undefined ? `${least} or more` : `${least} to ${most}`;
  return unit ? `${range} ${unit}` : range;
}
