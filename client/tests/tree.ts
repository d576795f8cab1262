/** Where a file stands in the list of tests: under its folders. No editor in here. */

export interface Branch {
  /** The address of the folder. */
  readonly id: string;
  readonly label: string;
}

/** A folder of the workspace. */
export interface Root {
  readonly uri: string;
  readonly name: string;
}

/**
 * The folders between the workspace and a file, outermost first; the folder of the workspace itself only where there are
 * several. None for what stands in no folder of the workspace.
 */
export function branchesOf(file: string, roots: readonly Root[]): readonly Branch[] {
  const root = roots
    .filter(({ uri }) => file.startsWith(`${bare(uri)}/`))
    .reduce<Root | undefined>((found, one) => (found && found.uri.length >= one.uri.length ? found : one), undefined);
  if (!root) return [];
  const start = bare(root.uri);
  const names = file
    .slice(start.length + 1)
    .split('/')
    .slice(0, -1);
  const folders = names.map((name, index) => ({
    id: `${start}/${names.slice(0, index + 1).join('/')}`,
    label: decoded(name),
  }));
  return roots.length > 1 ? [{ id: start, label: root.name }, ...folders] : folders;
}

/** `main.hatopo` of an address. */
export function fileLabel(uri: string): string {
  return decoded(uri.slice(uri.lastIndexOf('/') + 1)).replace(/^untitled:/, '');
}

/** Ids of the scenarios of a file, by their titles; a title that is there twice is one test. */
export function scenarioIds(file: string, titles: readonly string[]): ReadonlyMap<string, string> {
  return new Map(titles.map((title) => [title, `${file}#${title}`]));
}

/** Sorts as a number does. */
export function lineKey(line: number): string {
  return String(line).padStart(8, '0');
}

function bare(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
