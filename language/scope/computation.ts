/** Langium's symbol tables are not used: scope/symbols.ts has maps. What is exported serves the search for symbols. */
import {
  type AstNode,
  type AstNodeDescription,
  DefaultScopeComputation,
  type LangiumDocument,
  type LocalSymbols,
  MultiMap,
} from 'langium';
import { describe } from './descriptions.ts';
import { symbolsOf } from './symbols.ts';

export class HatopoScopeComputation extends DefaultScopeComputation {
  override async collectExportedSymbols(document: LangiumDocument): Promise<AstNodeDescription[]> {
    return symbolsOf(document)
      .declarations.filter((declaration) => declaration.name)
      .map(describe);
  }

  override async collectLocalSymbols(): Promise<LocalSymbols> {
    return empty;
  }
}

const empty: LocalSymbols = new MultiMap<AstNode, AstNodeDescription>() as unknown as LocalSymbols;
