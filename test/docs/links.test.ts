/** Links in the documentation lead somewhere: to a file of this repository, and to a heading in it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const repo = join(import.meta.dirname, '../..');

const skipped = new Set(['node_modules', 'out']);

function markdownBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith('.') || skipped.has(entry.name) ? [] : markdownBelow(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** A page without its code, where brackets are no links. */
const proseOf = (file: string) =>
  readFileSync(file, 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, 'code');

/** What links and pictures lead to, but for addresses on the web. */
function targetsIn(file: string): readonly string[] {
  const prose = proseOf(file);
  const inline = [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map((match) => match[1] ?? '');
  const named = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)].map((match) => match[1] ?? '');
  const written = [...prose.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
  return [...inline, ...named, ...written].filter((target) => !/^[a-z][a-z+.-]*:/i.test(target));
}

/** The marks of headings as GitHub gives them. */
function marksIn(file: string): ReadonlySet<string> {
  const marks = new Set<string>();
  const text = readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  for (const [, heading = ''] of text.matchAll(/^#{1,6} +(.+)$/gm)) {
    const mark = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let numbered = mark;
    for (let times = 1; marks.has(numbered); times++) numbered = `${mark}-${times}`;
    marks.add(numbered);
  }
  return marks;
}

function problemOf(file: string, target: string): string | undefined {
  const [path = '', mark] = target.split('#');
  const there = path === '' ? file : join(dirname(file), decodeURIComponent(path));
  const link = `${relative(repo, file)}: ${target}`;
  if (!existsSync(there)) return `${link}: no such file`;
  if (mark === undefined) return undefined;
  return statSync(there).isFile() && marksIn(there).has(decodeURIComponent(mark))
    ? undefined
    : `${link}: no such heading`;
}

const pages = markdownBelow(repo);

test('the links of all pages lead to files and headings that are there', () => {
  const targets = pages.flatMap((file) => targetsIn(file).map((target) => [file, target] as const));
  expect(targets.length).toBeGreaterThan(200);
  expect(targets.flatMap(([file, target]) => problemOf(file, target) ?? [])).toEqual([]);
});

test('every page of a rule is reached from the list of rules', () => {
  const index = join(repo, 'docs/rules/README.md');
  const reached = new Set(targetsIn(index).map((target) => join(dirname(index), target.split('#')[0] ?? '')));
  const missed = markdownBelow(join(repo, 'docs/rules')).filter((file) => file !== index && !reached.has(file));
  expect(missed).toEqual([]);
});

test('a link that leads nowhere is seen', () => {
  const page = join(repo, 'docs/command-line.md');
  expect(problemOf(page, 'configuration.md#mend')).toBeUndefined();
  expect(problemOf(page, '#hatopo-check')).toBeUndefined();
  expect(problemOf(page, 'nowhere.md')).toBe('docs/command-line.md: nowhere.md: no such file');
  expect(problemOf(page, '#nowhere')).toBe('docs/command-line.md: #nowhere: no such heading');
});
