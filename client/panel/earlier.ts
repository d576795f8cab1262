/**
 * Texts as they were: as saved, or as committed last. The server reads them, and what they import, under addresses of
 * their own, each pick under new ones; a reader can open them too, read-only.
 */
import { type ExtensionContext, extensions, type TextDocumentContentProvider, type Uri, workspace } from 'vscode';

const earlierScheme = 'hatopo-earlier';

type Kind = 'saved' | 'head';

export interface Earlier {
  readonly uri: Uri;
  /** `as saved` */
  readonly words: string;
}

/** What is asked of VS Code's Git extension, where there is one. */
interface GitApi {
  getRepository(uri: Uri): { show(ref: string, path: string): Promise<string> } | null;
}

export function addEarlierTexts(context: ExtensionContext): EarlierTexts {
  const texts = new EarlierTexts();
  context.subscriptions.push(workspace.registerTextDocumentContentProvider(earlierScheme, texts));
  return texts;
}

export class EarlierTexts implements TextDocumentContentProvider {
  private readonly picks = new Map<string, { readonly kind: Kind; readonly now: Uri }>();
  /** Addresses that were read, by pick. */
  private readonly read = new Map<string, Set<string>>();

  /** Where an earlier text differs from what the editor has now. */
  async of(now: Uri): Promise<readonly Earlier[]> {
    const document = workspace.textDocuments.find((one) => String(one.uri) === String(now));
    const found: Earlier[] = [];
    if (document?.isDirty && !document.isUntitled) found.push({ uri: this.pick('saved', now), words: 'as saved' });
    const committed = await atHead(now);
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
    if (pick.kind === 'head') return await atHead(now);
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

async function atHead(uri: Uri): Promise<string | undefined> {
  try {
    const git = extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
    const api = (await git?.activate())?.getAPI(1);
    return await api?.getRepository(uri)?.show('HEAD', uri.fsPath);
  } catch {
    return undefined; // not in a repository, or not committed yet
  }
}
