/** Where reading begins: at the start of the file, or, in a large one, at the top-level statement before the cursor. */
import type { AstNode, LangiumDocument } from 'langium';
import { isSite } from '../../language/generated/ast.ts';
import { itemsOf } from '../../language/paths.ts';
import { isCurrent } from '../text.ts';
import type { Frame } from './expected.ts';
import { fileFrame } from './reader.ts';
import type { Token } from './tokens.ts';

/** Up to so many characters are read anew for every completion: some milliseconds. */
const FEW = 40_000;

export interface Beginning {
  readonly offset: number;
  /** Bodies that are open there. */
  readonly frames: readonly Frame[];
}

export function openAt(document: LangiumDocument, cursor: number): Beginning {
  const root = document.parseResult.value;
  let beginning: Beginning = { offset: 0, frames: [fileFrame] };
  if (!isCurrent(document)) return beginning;
  let body: AstNode = root;
  while (cursor - beginning.offset > FEW) {
    const item = lastBefore(body, cursor);
    const offset = item?.$cstNode?.offset;
    if (!item || offset === undefined || offset <= beginning.offset) break;
    const first = isSite(item) && item.hasBody ? itemsOf(item)[0]?.$cstNode?.offset : undefined;
    if (isSite(item) && first !== undefined && first < cursor && cursor <= (item.$cstNode?.end ?? 0)) {
      beginning = { offset: first, frames: [...beginning.frames, siteFrame(offset, item.name)] };
      body = item;
    } else return { offset, frames: beginning.frames };
  }
  return beginning;
}

/** The last statement of a body that begins before an offset. */
function lastBefore(body: AstNode, offset: number): AstNode | undefined {
  const items = itemsOf(body);
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.$cstNode?.offset ?? Number.POSITIVE_INFINITY) < offset) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}

function siteFrame(start: number, name: string): Frame {
  const word = (text: string, at: number): Token => ({
    text,
    start: at,
    end: at + text.length,
    kind: 'ID',
    word: true,
    first: at === start,
    indent: 0,
  });
  return { id: 'site', head: [word('site', start), word(name, start + 5)], present: new Set() };
}
