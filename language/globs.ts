/** Patterns of paths: `drafts`, `old-*.hatopo`, `sites/{denver,boston}`. */

/**
 * Whether a pattern means a path, both relative to one folder and with `/` between their parts. `*` and `?` stand for
 * any characters of one part, `**` for any parts or none, `{a,b}` for one of several. What means a folder means all in it.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  let known = patterns.get(pattern);
  if (!known) {
    known = new RegExp(`^${expressionOf(pattern)}(?:/.*)?$`, 'u');
    patterns.set(pattern, known);
  }
  return known.test(path);
}

const patterns = new Map<string, RegExp>();

/** Why a text is no such pattern, as the end of a sentence; `undefined` where it is one. */
export function globProblem(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'it is empty';
  if (pattern.includes('\\')) return 'folders are parted by /';
  if (/^\/|^[a-z]:/i.test(pattern)) return 'it is to start from the folder of this file';
  if (pattern.split('/').includes('..')) return 'it speaks of what is outside of the folder of this file';
  let depth = 0;
  for (const sign of pattern) {
    depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
    if (depth < 0 || depth > 1) return 'its braces do not match';
  }
  return depth === 0 ? undefined : 'its braces do not match';
}

function expressionOf(pattern: string): string {
  const parts = pattern.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  let expression = '';
  let inBraces = false;
  for (let at = 0; at < parts.length; at++) {
    const sign = parts[at] ?? '';
    const rest = parts.slice(at);
    if (/^\*\*(?:\/|$)/.test(rest) && (at === 0 || parts[at - 1] === '/')) {
      const last = rest === '**';
      expression += last ? '.*' : '(?:[^/]+/)*';
      at += last ? 1 : 2;
    } else if (sign === '*') expression += '[^/]*';
    else if (sign === '?') expression += '[^/]';
    else if (sign === '{' || sign === '}') {
      inBraces = sign === '{';
      expression += inBraces ? '(?:' : ')';
    } else if (sign === ',' && inBraces) expression += '|';
    else expression += sign.replace(/[.+^$()|[\]]/u, '\\$&');
  }
  return expression;
}
