/** Whether all that a statement says can be read, so that what it lacks is lacking indeed. */
import { type AstNode, AstUtils } from 'langium';
import * as ast from './generated/ast.ts';
import { itemsOf, targetOf } from './paths.ts';
import { damageOf } from './recovery/damage.ts';
import { isIntact } from './reparse/intact.ts';
import { propertyOf } from './vocabulary/index.ts';

/**
 * False where a statement, something in its body, or the template that it takes is damaged, unknown or missing: the
 * language has said so there, and until that is mended nothing can be said of what the statement lacks.
 */
export function isSound(statement: AstNode): boolean {
  if (!isReadable(statement)) return false;
  if (!('template' in statement) || statement.template === undefined) return true;
  const template = targetOf(statement.template as ast.Path);
  return ast.isTemplate(template) && isReadable(template);
}

/** Of statements with a body in texts without damage: there nothing but the body itself decides. */
const readable = new WeakMap<AstNode, boolean>();

function isReadable(statement: AstNode): boolean {
  if (!hasBody(statement) || !isIntact(AstUtils.findRootNode(statement))) return isReadableNow(statement);
  const known = readable.get(statement) ?? isReadableNow(statement);
  readable.set(statement, known);
  return known;
}

function isReadableNow(statement: AstNode): boolean {
  const damage = damageOf(statement);
  if (damage.isDamaged(statement) || damage.lacksItems(statement) || isCutShort(statement)) return false;
  return itemsOf(statement).every((item) => !isUnknown(item) && !damage.isDamaged(item) && !lacksName(item));
}

function hasBody(statement: AstNode): boolean {
  return 'hasBody' in statement && statement.hasBody === true;
}

/** Whether what stands behind a statement without a body, on its line, may be the rest of it: `host H1 ; Esxi { … }`. */
function isCutShort(statement: AstNode): boolean {
  const { $container: around, $containerIndex: index, $cstNode: cst } = statement;
  if (!around || index === undefined || !cst || hasBody(statement)) return false;
  const next = itemsOf(around)[index + 1];
  const isBeside = next?.$cstNode?.range.start.line === cst.range.end.line;
  return isBeside && (isUnknown(next) || lacksName(next) || isStray(next));
}

/** A property that does not belong where it stands. */
function isStray(item: ast.Item): boolean {
  return ast.isProperty(item) && propertyOf(item) === undefined;
}

function isUnknown(item: ast.Item): boolean {
  return ast.isUnknownProperty(item) || ast.isUnknownStatement(item);
}

function lacksName(item: ast.Item): boolean {
  return (ast.isNic(item) || ast.isResource(item) || ast.isHost(item)) && !item.name;
}
