/** `hatopo.config.json`: severities of rules for a folder and what is below it. */
import { type FileSystemProvider, type URI, UriUtils } from 'langium';
import type { Severities, SeverityChoice } from '../engine/rules/check.ts';
import { rules } from '../engine/rules/index.ts';
import { message } from '../engine/rules/message.ts';
import { similarNames } from '../engine/topology/names.ts';

/** The name of the file, in the folder that it speaks of. */
export const configName = 'hatopo.config.json';

/** What a configuration says; `problems` are sentences on what in it was not understood and left out. */
export interface Config {
  /** The file it was read from; absent where there is none. */
  readonly uri?: string;
  readonly severities: Severities;
  readonly problems: readonly string[];
}

const says = {
  noJson: message`This is no JSON: ${'reason'}. Write for instance { "rules": { "vsphere/ha-min-hosts": "off" } }.`,
  noRules: message`"rules" must be an object of rule ids with severities, such as { "vsphere/ha-min-hosts": "off" }.`,
  severity: message`${'rule'} cannot be ${'value'}: a rule is "error", "warning", "info" or "off".`,
  misspelt: message`There is no rule ${'rule'}. Did you mean ${'meant'}?`,
};

const choices: readonly SeverityChoice[] = ['error', 'warning', 'info', 'off'];

/** Reads the text of a configuration. What it does not understand it leaves out; rules that are not known may come later. */
export function parseConfig(text: string): Config {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return { severities: {}, problems: [says.noJson({ reason: error instanceof Error ? error.message : '' })] };
  }
  const stated = isRecord(parsed) ? (parsed.rules ?? {}) : undefined;
  if (!isRecord(stated)) return { severities: {}, problems: [says.noRules({})] };
  const severities: Record<string, SeverityChoice> = {};
  const problems: string[] = [];
  const known = new Set(rules.map((rule) => rule.id));
  for (const [rule, value] of Object.entries(stated)) {
    const choice = choices.find((each) => each === value);
    const [meant] = known.has(rule) ? [] : similarNames(rule, known, 1);
    if (choice === undefined) problems.push(says.severity({ rule, value: JSON.stringify(value) }));
    else if (meant !== undefined) problems.push(says.misspelt({ rule, meant }));
    else severities[rule] = choice;
  }
  return { severities, problems };
}

/** The configuration of a file: of its folder, else of the nearest folder above that has one. */
export async function configFor(file: URI, files: FileSystemProvider): Promise<Config> {
  for (let folder = UriUtils.dirname(file); ; folder = UriUtils.dirname(folder)) {
    const uri = UriUtils.joinPath(folder, configName);
    const text = await read(uri, files);
    if (text !== undefined) return { uri: uri.toString(), ...parseConfig(text) };
    if (UriUtils.dirname(folder).toString() === folder.toString()) return { severities: {}, problems: [] };
  }
}

async function read(uri: URI, files: FileSystemProvider): Promise<string | undefined> {
  try {
    return await files.readFile(uri);
  } catch {
    // most folders have none
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
