/** The list of tests: every scenario of the workspace under its file and folders, as the server reads them. */
import {
  type Disposable,
  Position,
  Range,
  type TestController,
  type TestItem,
  type TestItemCollection,
  type TextDocument,
  tests,
  Uri,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type Place, Requests, type Scenarios, type ScenariosParams } from '../../server/protocol.ts';
import { hatopoFiles } from '../language/find-files.ts';
import { languageId } from '../language/options.ts';
import { branchesOf, fileLabel, lineKey, scenarioIds } from './tree.ts';

/** A scenario as a test. */
export interface Leaf {
  readonly item: TestItem;
  /** The file, as the server names it. */
  readonly uri: string;
  readonly title: string;
}

interface File {
  readonly item: TestItem;
  /** Everything that decides what its runs come to, as the server names it. */
  readonly reads: ReadonlySet<string>;
  readonly leaves: readonly Leaf[];
}

/** Files that are asked about at once when a whole workspace is read. */
const atOnce = 8;

export class Explorer implements Disposable {
  readonly controller: TestController;
  private readonly client: BaseLanguageClient;
  /** By the address that the server uses. */
  private readonly files = new Map<string, File>();
  /** The last question about each file: answers to earlier ones are dropped. */
  private readonly turns = new Map<string, number>();
  private turn = 0;

  constructor(client: BaseLanguageClient) {
    this.client = client;
    this.controller = tests.createTestController('hatopo', 'hatopo');
    this.controller.refreshHandler = () => this.readAll();
  }

  dispose(): void {
    this.controller.dispose();
  }

  /** Whether scenarios of a text are tests: not those of an earlier state of it, or of the products that ship. */
  holds({ languageId: language, uri }: TextDocument): boolean {
    return (
      language === languageId &&
      (uri.scheme === 'file' || uri.scheme === 'untitled' || workspace.getWorkspaceFolder(uri) !== undefined)
    );
  }

  /** Reads which scenarios there are, in files that are open and in all others. */
  async readAll(): Promise<void> {
    const found = [
      ...(await hatopoFiles()),
      ...workspace.textDocuments.filter((document) => this.holds(document)).map(({ uri }) => uri),
    ];
    const wanted = new Map(found.map((uri) => [this.addressOf(uri), uri]));
    for (const known of [...this.files.keys()]) if (!wanted.has(known)) this.remove(known);
    const left = [...wanted.values()].sort((one, other) => (String(one) < String(other) ? -1 : 1));
    const reading = Array.from({ length: atOnce }, async () => {
      for (let uri = left.shift(); uri; uri = left.shift()) await this.read(uri);
    });
    await Promise.all(reading);
  }

  /** Reads which scenarios a file has now. */
  async read(uri: Uri): Promise<void> {
    const address = this.addressOf(uri);
    const turn = ++this.turn;
    this.turns.set(address, turn);
    const params: ScenariosParams = { uri: address };
    const answer = await this.client.sendRequest<Scenarios>(Requests.scenarios, params).catch(() => undefined);
    if (this.turns.get(address) !== turn) return;
    this.turns.delete(address);
    if (answer && answer.scenarios.length > 0) this.put(address, uri, answer);
    else this.remove(address);
  }

  /** The same of a file and of what reads it: what it imports may be another too. */
  async readFrom(uri: Uri): Promise<void> {
    const readers = new Set(this.leavesThatRead(uri).flatMap(({ item }) => item.uri ?? []));
    await Promise.all([uri, ...[...readers].filter((one) => String(one) !== String(uri))].map((one) => this.read(one)));
  }

  /** A file is gone, or is to be a test no more. */
  forget(uri: Uri): void {
    const address = this.addressOf(uri);
    this.turns.delete(address);
    this.remove(address);
  }

  /** The tests in these items, or all; without those in others. In the order of the list. */
  leavesIn(items: readonly TestItem[] | undefined, without: readonly TestItem[] = []): readonly Leaf[] {
    const left = new Set(without);
    const isLeft = (item: TestItem): boolean => left.has(item) || (item.parent !== undefined && isLeft(item.parent));
    const wanted = items && new Set(items);
    const isWanted = (item: TestItem): boolean =>
      !wanted || wanted.has(item) || (item.parent !== undefined && isWanted(item.parent));
    return [...this.files]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([, { leaves }]) => leaves.filter(({ item }) => isWanted(item) && !isLeft(item)));
  }

  /** The tests whose outcome may be another when a file is. */
  leavesThatRead(uri: Uri): readonly Leaf[] {
    const address = this.addressOf(uri);
    return [...this.files.values()].filter(({ reads }) => reads.has(address)).flatMap(({ leaves }) => leaves);
  }

  leafOf(item: TestItem): Leaf | undefined {
    return this.leavesIn([item]).find((leaf) => leaf.item === item);
  }

  addressOf(uri: Uri): string {
    return this.client.code2ProtocolConverter.asUri(uri);
  }

  private put(address: string, uri: Uri, { scenarios, files }: Scenarios): void {
    const siblings = this.folderOf(uri);
    const { controller } = this;
    const known = this.files.get(address)?.item;
    const item = known ?? controller.createTestItem(String(uri), fileLabel(String(uri)), uri);
    if (!known) siblings.add(item);
    const places = new Map<string, Place>();
    for (const { title, place } of scenarios) if (!places.has(title)) places.set(title, place);
    const ids = scenarioIds(String(uri), [...places.keys()]);
    const leaves: Leaf[] = [];
    for (const [title, place] of places) {
      const id = ids.get(title) ?? title;
      const leaf = item.children.get(id) ?? controller.createTestItem(id, title, uri);
      leaf.range = rangeOf(place);
      leaf.sortText = lineKey(place.range.start.line);
      item.children.add(leaf);
      leaves.push({ item: leaf, uri: address, title });
    }
    const there = new Set(leaves.map((leaf) => leaf.item.id));
    item.children.forEach(({ id }, all) => {
      if (!there.has(id)) all.delete(id);
    });
    this.files.set(address, { item, reads: new Set(files), leaves });
  }

  private remove(address: string): void {
    const item = this.files.get(address)?.item;
    this.files.delete(address);
    for (let gone = item; gone; ) {
      const { parent, id } = gone;
      (parent?.children ?? this.controller.items).delete(id);
      // a folder without tests is none of the list
      gone = parent && parent.children.size === 0 ? parent : undefined;
    }
  }

  /** Where a file is to stand. */
  private folderOf(uri: Uri): TestItemCollection {
    const roots = (workspace.workspaceFolders ?? []).map((folder) => ({ uri: String(folder.uri), name: folder.name }));
    let items = this.controller.items;
    for (const { id, label } of branchesOf(String(uri), roots)) {
      const known = items.get(id);
      const folder = known ?? this.controller.createTestItem(id, label, Uri.parse(id));
      // folders stand above files
      folder.sortText = ` ${label}`;
      if (!known) items.add(folder);
      items = folder.children;
    }
    return items;
  }
}

function rangeOf({ range: { start, end } }: Place): Range {
  return new Range(new Position(start.line, start.character), new Position(end.line, end.character));
}
