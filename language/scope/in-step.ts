/** How an element is named in a step or an expectation of a scenario of a file. */
import type { AstNode, LangiumCoreServices, LangiumDocument } from 'langium';
import type { Element, Topology } from '../../engine/topology/model.ts';
import type { Declaration, Scenario, Target } from '../generated/ast.ts';
import * as ast from '../generated/ast.ts';
import { itemsOf, targetOf } from '../paths.ts';
import { nodeOf } from '../source.ts';
import { typesByKind } from './expected.ts';
import { viewOf } from './resolve.ts';
import { nameFrom } from './visible.ts';

/**
 * The shortest way to name an element where `statement` has the name: its name, with its kind or its site before it where
 * the name alone means something else there. `undefined` where the file cannot name it: one that is imported by an import.
 * @param statement the whole statement around the name: `at 0 s fail ${name}`
 */
export function nameInStep(
  element: Element,
  topology: Topology,
  document: LangiumDocument,
  services: LangiumCoreServices,
  statement: (name: string) => string,
): string | undefined {
  const names = waysTo(element, topology, document, services);
  const kind = Object.entries(typesByKind).find(([, type]) => type === nodeOf(element.source).$type)?.[0];
  const candidates = names.flatMap((name) => (kind === undefined ? [name] : [name, `${kind} ${name}`]));
  return candidates.find((name) => means(statement(name), name, nodeOf(element.source), document, services));
}

/** Its name alone, and behind its site; of an adapter or a resource behind what has it. */
function waysTo(
  element: Element,
  topology: Topology,
  document: LangiumDocument,
  services: LangiumCoreServices,
): readonly string[] {
  const holder = holderOf(element, topology);
  if (holder) return waysTo(holder, topology, document, services).map((way) => `${way}.${element.name}`);
  const view = viewOf(document, services.shared.workspace.LangiumDocuments);
  const name = nameFrom(document.parseResult.value, nodeOf(element.source) as Declaration, view);
  if (name === undefined) return [];
  const site = element.site === undefined ? undefined : topology.elements.get(element.site);
  return [...new Set([name, ...(site ? [`${site.name}.${element.name}`] : [])])];
}

function holderOf(element: Element, topology: Topology): Element | undefined {
  if (element.kind === 'adapter' || element.kind === 'virtual-adapter') return topology.elements.get(element.machine);
  return element.kind === 'resource' ? topology.elements.get(element.group) : undefined;
}

/** Whether a statement of a scenario of this file means a node by the last name in it. */
function means(
  statement: string,
  name: string,
  node: AstNode,
  document: LangiumDocument,
  services: LangiumCoreServices,
): boolean {
  const parser = services.parser.LangiumParser;
  const { value, lexerErrors, parserErrors } = parser.parse<Scenario>(`scenario "" { ${statement} }`, {
    rule: 'Scenario',
  });
  if (lexerErrors.length + parserErrors.length > 0) return false;
  const [item, ...more] = itemsOf(value);
  if (!item || more.length > 0) return false;
  // it reads names as a statement of the file does
  Object.assign(value, { $container: document.parseResult.value });
  const targets = targetsOf(item);
  return targets.some((target) => target.$cstNode?.text === name && targetOf(target.path) === node);
}

function targetsOf(item: AstNode): readonly Target[] {
  if (ast.isExpect(item)) return [item.subject, item.place].filter((target) => target !== undefined);
  const injection = ast.isAt(item) ? item.injection : undefined;
  return ast.isSimpleInjection(injection) ? injection.targets : [];
}
