/** `hatopo/scenarios`: the scenarios of a file with their places. From the tree alone: nothing is built for it. */
import type { LangiumDocument, LangiumDocuments } from 'langium';
import { isScenario } from '../../language/generated/ast.ts';
import { isLibrary } from '../../language/library/index.ts';
import { itemsOf } from '../../language/paths.ts';
import { importClosure } from '../../language/scope/imports.ts';
import type { Scenarios } from '../protocol.ts';
import { rangeIn } from '../text.ts';

/**
 * Those without a title, which are being written, are left out. The place is the whole scenario.
 * @param isLeftOut by a configuration: then it has none to play
 */
export function scenariosIn(document: LangiumDocument, documents: LangiumDocuments, isLeftOut: boolean): Scenarios {
  const uri = document.uri.toString();
  return {
    scenarios: (isLeftOut ? [] : itemsOf(document.parseResult.value))
      .filter(isScenario)
      .flatMap(({ title, $cstNode: cst }) =>
        title && cst ? [{ title, place: { uri, range: rangeIn(document, cst.offset, cst.end) } }] : [],
      ),
    files: importClosure(document, documents)
      .filter((file) => !isLibrary(file.uri))
      .map((file) => file.uri.toString()),
  };
}
