/** The tools that an assistant has, by their names. */
import { check } from './check.ts';
import { draw } from './draw.ts';
import { explainRule } from './explain-rule.ts';
import { simulate } from './simulate.ts';
import type { Tool } from './tool.ts';
import { UsageError } from './usage-error.ts';

export const tools: readonly Tool[] = [check, simulate, explainRule, draw];

/** @throws {UsageError} where there is none of this name */
export function toolNamed(name: string): Tool {
  const tool = tools.find((each) => each.name === name);
  if (!tool) throw new UsageError(`There is no tool ${name}. There is: ${tools.map((each) => each.name).join(', ')}.`);
  return tool;
}
