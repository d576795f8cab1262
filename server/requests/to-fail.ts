/** `hatopo/toFail`: what fails where the author says "this". */
import type { LangiumDocument } from 'langium';
import { elementAt } from '../../language/builder/index.ts';
import { nodeOf } from '../../language/source.ts';
import type { Position, ToFail } from '../protocol.ts';
import type { ServerServices } from '../services.ts';
import { wholeOf } from '../wholes.ts';

/** The innermost element declared there, in the whole that the file is part of. */
export function toFailAt(
  document: LangiumDocument,
  position: Position,
  { shared, server }: ServerServices,
): ToFail | undefined {
  const own = server.RuleFindings.topologyOf(document);
  const [id] = elementAt(document, document.textDocument.offsetAt(position));
  const element = id === undefined ? undefined : own.elements.get(id);
  if (!element) return undefined;
  const whole = wholeOf(document, shared);
  const node = nodeOf(element.source);
  for (const other of server.RuleFindings.topologyOf(whole).elements.values())
    if (nodeOf(other.source) === node) return { uri: whole.uri.toString(), id: other.id };
  return { uri: document.uri.toString(), id: element.id };
}
