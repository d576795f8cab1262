/** Rules of the author, of all files: their conditions as plain data. What is damaged makes no rule. */
import type { AuthorRule, Collection, Comparison, Expression } from '../../engine/topology/model.ts';
import { documentationOf } from '../documentation.ts';
import type { Document } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { itemsOf } from '../paths.ts';
import { sourceOf } from '../source.ts';
import { classOf, quantityOf } from '../vocabulary/units.ts';
import { oneOf } from './body.ts';
import type { Context } from './context.ts';
import { serviceModes } from './identify.ts';

export function buildRules({ files }: Context): AuthorRule[] {
  return files
    .flatMap((file) => itemsOf(file.parseResult.value as Document))
    .filter(ast.isAuthorRule)
    .flatMap((node) => {
      const condition = expression(node.condition);
      const severity = oneOf(node.severity, ['error', 'warning', 'info']);
      if (!condition || !severity || !node.name) return [];
      const documentation = documentationOf(node);
      return [
        Object.freeze({
          name: node.name,
          source: sourceOf(node),
          severity,
          message: node.message ?? '',
          ...(documentation !== undefined && { documentation }),
          condition,
        }),
      ];
    });
}

function expression(node: ast.Expression | undefined): Expression | undefined {
  switch (node?.$type) {
    case 'Quantified':
      return quantified(node);
    case 'Binary':
      return binary(node);
    case 'Not': {
      const operand = expression(node.operand);
      return operand && Object.freeze({ is: 'not', operand });
    }
    case 'Literal':
      return literal(node);
    case 'Access':
      return path(node);
    default:
      return undefined;
  }
}

function quantified({ quantifier, variable, collection, condition }: ast.Quantified): Expression | undefined {
  const through = collectionOf(collection);
  const body = expression(condition);
  if (!variable || !through || (condition && !body)) return undefined;
  // What must be true of all is still to be written.
  if (quantifier === 'all' && !body) return undefined;
  return Object.freeze({
    is: 'quantified',
    quantifier,
    variable,
    collection: through,
    ...(body && { condition: body }),
  });
}

function collectionOf(node: ast.Access | undefined): Collection | undefined {
  if (!isWhole(node)) return undefined;
  const words = node.arguments ?? [];
  const modes = words.flatMap((word) => oneOf(word, serviceModes) ?? []);
  if (modes.length < words.length) return undefined;
  return Object.freeze({ names: Object.freeze([...node.names]), modes: Object.freeze(modes) });
}

function binary({ left, operator, right }: ast.Binary): Expression | undefined {
  const [first, second] = [expression(left), expression(right)];
  if (!first || !second) return undefined;
  if (operator === 'and' || operator === 'or' || operator === 'implies')
    return Object.freeze({ is: operator, left: first, right: second });
  const by = oneOf<Comparison>(operator === '==' ? '=' : operator, ['=', '!=', '<', '<=', '>', '>=']);
  return by && Object.freeze({ is: 'compared', by, left: first, right: second });
}

function literal({ text, measure }: ast.Literal): Expression | undefined {
  if (text !== undefined) return Object.freeze({ is: 'text', text });
  if (measure?.quantity !== undefined) {
    const quantity = quantityOf(measure.quantity);
    if (!quantity) return undefined;
    const of = classOf(quantity.unit);
    return Object.freeze({ is: 'number', value: of === 'share' ? quantity.value / 100 : quantity.value, of });
  }
  const value = Number(measure?.number);
  return measure?.number === undefined || measure.unknownUnit !== undefined || !Number.isFinite(value)
    ? undefined
    : Object.freeze({ is: 'number', value });
}

function path(node: ast.Access): Expression | undefined {
  return isWhole(node) && !node.call ? Object.freeze({ is: 'path', names: Object.freeze([...node.names]) }) : undefined;
}

function isWhole(node: ast.Access | undefined): node is ast.Access {
  const names = node?.names ?? [];
  return names.length > 0 && names.every((name) => name);
}
