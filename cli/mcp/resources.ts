/** What assistants can read over MCP besides asking: the language as its reference tells it, and the rules. */
import type { ReadResourceResult, Resource, ResourceTemplate } from '@modelcontextprotocol/sdk/types.js';
import { rules } from '../../engine/rules/index.ts';
import { languageReference } from '../../language/generated/reference.ts';
import { explained } from '../../tools/findings/codes.ts';
import { pageOn } from '../../tools/findings/page.ts';
import { UsageError } from '../../tools/usage-error.ts';

const mimeType = 'text/markdown';
const language = 'hatopo:///language';
const list = 'hatopo:///rules';

export const resources: Resource[] = [
  {
    uri: language,
    name: 'language',
    title: 'The hatopo language',
    description: 'Every statement, property, unit and default, with examples. Read it before you write a topology.',
    mimeType,
  },
  {
    uri: list,
    name: 'rules',
    title: 'The rules',
    description: 'Every rule that is checked, with its severity and what it says.',
    mimeType,
  },
];

export const resourceTemplates: ResourceTemplate[] = [
  {
    uriTemplate: `${list}/{pack}/{name}`,
    name: 'rule',
    title: 'A rule',
    description: 'The page of a rule, such as hatopo:///rules/avaya/dup-link-present: why, who says so, examples.',
    mimeType,
  },
];

/** The ids of rules that begin as what is typed, for `pack` and `name`. */
export function completionsOf(argument: string, typed: string, pack: string | undefined): readonly string[] {
  const ids = rules.map(({ id }) => id.split('/'));
  const words = ids.flatMap(([first = '', second = '']) => {
    if (argument === 'pack') return [first];
    return argument === 'name' && (pack === undefined || pack === first) ? [second] : [];
  });
  return [...new Set(words)].filter((word) => word.startsWith(typed));
}

/** @throws {UsageError} where there is no such resource */
export function read(uri: string): ReadResourceResult {
  const text = textOf(uri);
  return { contents: [{ uri, mimeType, text }] };
}

function textOf(uri: string): string {
  if (uri === language) return languageReference;
  if (uri === list) return ruleList();
  if (uri.startsWith(`${list}/`)) return pageOn(explained(uri.slice(list.length + 1), []));
  return unknown(uri);
}

function ruleList(): string {
  const rows = rules.map(({ id, severity, title }) => `- \`${id}\` (${severity}): ${title}.`);
  return `# The rules\n\n${rows.join('\n')}\n`;
}

function unknown(uri: string): never {
  throw new UsageError(`There is no resource ${uri}. There is: ${language}, ${list}, ${list}/PACK/NAME.`);
}
