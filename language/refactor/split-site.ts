/** Split a site into a file of its own, which the files that name it import. */
import { AstUtils, type LangiumCoreServices, type LangiumDocument, type URI, UriUtils } from 'langium';
import { removal, withBlankLines } from '../edits/change.ts';
import { importChange, importPath } from '../edits/imports.ts';
import { bodyLayout, lineEnd, lineStart, lineStop } from '../edits/layout.ts';
import type { Change, TextEdit } from '../edits/text-edit.ts';
import { formatText } from '../format/index.ts';
import { type Document, isImportStatement, isSite, isTopologyTitle, type Site } from '../generated/ast.ts';
import { isLibrary } from '../library/index.ts';
import { itemsOf } from '../paths.ts';
import { isSound } from '../sound.ts';
import { later, type NewFile, type Refactoring } from './refactoring.ts';
import { nodeAround } from './takers.ts';
import { tidied } from './tidied.ts';

/**
 * A file for the site in whose head an offset stands, beside the file where it is declared. `undefined` where there is
 * nothing else to leave behind, or the text is damaged.
 * @param isTaken whether there is a file at an address
 */
export function splitSite(
  document: LangiumDocument,
  offset: number,
  services: LangiumCoreServices,
  isTaken: (uri: URI) => boolean,
): Refactoring | undefined {
  const site = nodeAround(document, offset, isSite);
  const body = site && bodyLayout(site);
  if (!site?.name || !body || offset > body.start || !isSplittable(site, document)) return undefined;
  const text = document.textDocument.getText();
  const cut = removal(site);
  const uri = freeFile(document, site.name, isTaken);
  if (!cut || !uri) return undefined;
  const stretch = withComments(site, text);
  const gone = stretch.start < cut.start ? withBlankLines(text, stretch.start, cut.end) : cut;
  const changes: Change[] = [{ ...gone, newText: '' }];
  const eol = lineEnd(text);
  const imports = [...outside(site, document, services)].map((file) => `import "${importPath(uri, file)}"`).sort();
  const head = imports.length > 0 ? imports.join(eol) + eol + eol : '';
  const own = importChange(document, uri);
  if (!own) return undefined;
  const created: NewFile = {
    uri: uri.toString(),
    get text() {
      return formatted(`${head}${text.slice(stretch.start, stretch.end)}${eol}`, text, services);
    },
  };
  const title = `Move site ${site.name} to ${UriUtils.basename(uri)}`;
  return later({ kind: 'refactor.move', title, creates: [created] }, () => {
    const edits: TextEdit[] = [...tidied(document, [...changes, own], services).edits];
    for (const other of othersThatName(site, document, services)) {
      const change = importChange(other, uri);
      if (change) edits.push({ uri: other.uri.toString(), ...change });
    }
    return { edits };
  });
}

/** A sound site at the top of a file that holds something beside it. */
function isSplittable(site: Site, document: LangiumDocument): boolean {
  const root = document.parseResult.value as Document;
  const { lexerErrors, parserErrors } = document.parseResult;
  return (
    site.$container === root &&
    lexerErrors.length + parserErrors.length === 0 &&
    isSound(site) &&
    itemsOf(root).some((item) => item !== site && !isImportStatement(item) && !isTopologyTitle(item))
  );
}

/** `denver.hatopo`, or `denver-2.hatopo` where there is one. */
function freeFile(document: LangiumDocument, name: string, isTaken: (uri: URI) => boolean): URI | undefined {
  const folder = UriUtils.dirname(document.uri);
  const word = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  for (let number = 1; number < 100; number++) {
    const uri = UriUtils.joinPath(folder, `${word}${number === 1 ? '' : `-${number}`}.hatopo`);
    if (!isTaken(uri)) return uri;
  }
  return undefined;
}

/** The site with the comments right above it, and the one behind it on its line. */
function withComments(site: Site, text: string): { readonly start: number; readonly end: number } {
  const { offset = 0, end = 0 } = site.$cstNode ?? {};
  let start = lineStart(text, offset);
  if (text.slice(start, offset).trim() !== '') return { start: offset, end };
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!/^[ \t]*\/\//.test(text.slice(above, start))) break;
    start = above;
  }
  const stop = lineStop(text, end);
  return { start, end: /^[ \t]*(\/\/.*)?$/.test(text.slice(end, stop)) ? stop : end };
}

function formatted(created: string, before: string, services: LangiumCoreServices): string {
  return formatText(before, services) === before ? formatText(created, services) : created;
}

/** The files that declare what the site names and does not hold. */
function outside(site: Site, document: LangiumDocument, services: LangiumCoreServices): ReadonlySet<URI> {
  const files = new Map<string, URI>();
  for (const { uri, isInside } of references(site, document, services))
    if (!isInside && !isLibrary(uri)) files.set(uri.toString(), uri);
  return new Set(files.values());
}

function* references(site: Site, document: LangiumDocument, services: LangiumCoreServices) {
  for (const node of AstUtils.streamAst(site))
    for (const { reference } of AstUtils.streamReferences(node)) {
      const target = 'ref' in reference ? reference.ref : undefined;
      if (!target) continue;
      const file = AstUtils.getDocument(target);
      if (services.shared.workspace.LangiumDocuments.hasDocument(file.uri) || file === document)
        yield { uri: file.uri, isInside: isWithin(target, site) };
    }
}

function isWithin(node: { readonly $container?: object }, site: Site): boolean {
  for (let at: object | undefined = node; at; at = (at as { readonly $container?: object }).$container)
    if (at === site) return true;
  return false;
}

/** The other files that name the site or what it holds: an import of an import is not seen. */
function othersThatName(
  site: Site,
  document: LangiumDocument,
  services: LangiumCoreServices,
): readonly LangiumDocument[] {
  return services.shared.workspace.LangiumDocuments.all
    .filter((other) => other !== document && !isLibrary(other.uri))
    .filter((other) =>
      other.references.some((reference) => {
        const target = 'ref' in reference ? reference.ref : undefined;
        return target !== undefined && isWithin(target, site);
      }),
    )
    .toArray();
}
