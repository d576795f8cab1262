/**
 * Texts as they were: as saved, or as committed last. The server reads them, and what they import, under addresses of
 * their own, each pick under new ones; a reader can open them too, read-only.
 */
import { type ExtensionContext, extensions, type TextDocumentContentProvider, Uri, workspace } from 'vscode';

const earlierScheme = 'hatopo-earlier';

type Kind = 'saved' | 'head';

export interface Earlier {
  readonly uri: Uri;
  /** `as saved` */
  readonly words: string;
}

interface Repository {
  show(ref: string, path: string): Promise<string>;
}
/** What is asked of VS Code's Git extension, where there is one. */
interface GitApi {
  getRepository(uri: Uri): Repository | null;
  /** Looks for one that was not found yet; `null` where there is none. */
  openRepository?(folder: Uri): Promise<Repository | null>;
}

export function addEarlierTexts(context: ExtensionContext): EarlierTexts {
  const texts = new EarlierTexts();
  context.subscriptions.push(workspace.registerTextDocumentContentProvider(earlierScheme, texts));
  return texts;
}

export class EarlierTexts implements TextDocumentContentProvider {
  /** Why nobody knows whether the last one that was asked about was committed, where nobody does. */
  unknown: string | undefined;
  private readonly picks = new Map<string, { readonly kind: Kind; readonly now: Uri }>();
  /** Addresses that were read, by pick. */
  private readonly read = new Map<string, Set<string>>();

  /** Where an earlier text differs from what the editor has now. */
  async of(now: Uri): Promise<readonly Earlier[]> {
    const document = workspace.textDocuments.find((one) => String(one.uri) === String(now));
    const found: Earlier[] = [];
    if (document?.isDirty && !document.isUntitled) found.push({ uri: this.pick('saved', now), words: 'as saved' });
    const git = await gitOf(now);
    this.unknown = typeof git === 'string' ? git : undefined;
    if (typeof git === 'string') return found;
    const committed = await atHead(git, now);
    if (committed !== undefined && committed !== document?.getText())
      found.push({ uri: this.pick('head', now), words: 'as committed last' });
    return found;
  }

  /** The text of an address of these; `undefined` where there is none. */
  async textOf(uri: Uri): Promise<string | undefined> {
    const pick = this.picks.get(uri.authority);
    if (!pick) return undefined;
    this.read.get(uri.authority)?.add(String(uri));
    const now = uri.with({ scheme: pick.now.scheme, authority: pick.now.authority });
    if (pick.kind === 'head') {
      const git = await gitOf(now);
      return typeof git === 'string' ? undefined : await atHead(git, now);
    }
    return await Promise.resolve(workspace.fs.readFile(now)).then(
      (bytes) => new TextDecoder().decode(bytes),
      () => undefined,
    );
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    return (await this.textOf(uri)) ?? '';
  }

  /** What the server has read of a pick, and need not keep. */
  readOf(uri: Uri): readonly string[] {
    const read = [...(this.read.get(uri.authority) ?? [])];
    this.read.get(uri.authority)?.clear();
    return read;
  }

  private pick(kind: Kind, now: Uri): Uri {
    const authority = `${kind}-${this.picks.size}`;
    this.picks.set(authority, { kind, now });
    this.read.set(authority, new Set());
    return now.with({ scheme: earlierScheme, authority });
  }
}

/** The repository in which a file lies, `null` where it lies in none, or why nobody knows. */
async function gitOf(uri: Uri): Promise<Repository | null | string> {
  const git = extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  if (!git) return 'needs the Git extension of VS Code, which is not here or is disabled';
  try {
    const api = (await git.activate()).getAPI(1);
    return api.getRepository(uri) ?? (await api.openRepository?.(Uri.joinPath(uri, '..'))) ?? null;
  } catch {
    return 'needs Git, which VS Code does not find or is told not to use (git.enabled)';
  }
}

async function atHead(repository: Repository | null, uri: Uri): Promise<string | undefined> {
  try {
    return await repository?.show('HEAD', uri.fsPath);
  } catch {
    return undefined; // not committed yet
  }
}
