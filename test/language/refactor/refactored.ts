/** Texts on which refactorings are tried, and what is said of them before and after. */
import { type LangiumDocument, URI } from 'langium';
import { trialFor } from '../../../engine/rules/index.ts';
import { applied } from '../../../language/edits/text-edit.ts';
import { checkDocument } from '../../../language/findings.ts';
import { type Loaded, loadText } from '../../../language/load.ts';
import { extractTemplate } from '../../../language/refactor/extract-template.ts';
import { inlineTemplate } from '../../../language/refactor/inline-template.ts';
import { pairsOf } from '../../../language/refactor/make-pair.ts';
import { movesOf } from '../../../language/refactor/move-vm.ts';
import type { Refactoring } from '../../../language/refactor/refactoring.ts';
import { splitSite } from '../../../language/refactor/split-site.ts';

export type Files = Readonly<Record<string, string>>;

const main = 'file:///main.hatopo';
const unlimited = { until: Number.POSITIVE_INFINITY };

/** The texts after a refactoring, by their path without slash. */
export function textsAfter(loaded: Loaded, { edits, creates = [] }: Refactoring): Record<string, string> {
  const { LangiumDocuments } = loaded.services.shared.workspace;
  const texts: Record<string, string> = {};
  for (const document of LangiumDocuments.all)
    if (document.uri.scheme === 'file') texts[nameOf(document)] = document.textDocument.getText();
  for (const uri of new Set(edits.map((edit) => edit.uri))) {
    const document = LangiumDocuments.getDocument(URI.parse(uri));
    if (!document) throw new Error(`${uri} is not there`);
    const before = document.textDocument.getText();
    texts[nameOf(document)] = applied(
      before,
      edits.filter((edit) => edit.uri === uri),
    );
  }
  for (const { uri, text } of creates) texts[URI.parse(uri).path.slice(1)] = text;
  return texts;
}

function nameOf(document: LangiumDocument): string {
  return document.uri.path.slice(1);
}

export async function reloaded(texts: Files): Promise<Loaded> {
  const { 'main.hatopo': text = '', ...files } = texts;
  return loadText(text, { uri: main, files });
}

/** All errors, of the language and of the rules. */
export function errorsOf(loaded: Loaded): readonly string[] {
  return [...loaded.diagnostics, ...checkDocument(loaded.document, loaded.services)]
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message)
    .sort();
}

export function extracted(loaded: Loaded, start: number, end = start): Refactoring | undefined {
  return extractTemplate(loaded.document, { start, end }, loaded.services);
}

export function inlinings(loaded: Loaded, offset: number): readonly Refactoring[] {
  return inlineTemplate(loaded.document, offset, loaded.services);
}

export function split(loaded: Loaded, offset: number): Refactoring | undefined {
  const { LangiumDocuments } = loaded.services.shared.workspace;
  return splitSite(loaded.document, offset, loaded.services, (uri) => LangiumDocuments.hasDocument(uri));
}

export function moves(loaded: Loaded, name: string): readonly Refactoring[] {
  const { topology, services } = loaded;
  const vm = topology.vms.find((each) => each.name === name);
  return vm ? movesOf(vm, topology, trialFor(topology), services, unlimited) : [];
}

export function pairs(loaded: Loaded, name: string): readonly Refactoring[] {
  const { topology, services } = loaded;
  const service = topology.services.find((each) => each.name === name);
  return service ? pairsOf(service, topology, trialFor(topology), services, unlimited) : [];
}

/** Everything that is offered at an offset. */
export function everything(loaded: Loaded, offset: number): readonly Refactoring[] {
  return [extracted(loaded, offset), ...inlinings(loaded, offset), split(loaded, offset)].filter(
    (each) => each !== undefined,
  );
}
