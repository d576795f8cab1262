/** The tools that the manifest offers to assistants are those that the server has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toolIds } from '../../client/tools/ids.ts';
import { tools } from '../../tools/index.ts';

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));

test('each tool is contributed as it is, with the same words and inputs', () => {
  const contributed = manifest.contributes.languageModelTools as readonly Record<string, unknown>[];
  expect(
    contributed.map(({ name, displayName, modelDescription, inputSchema }) => ({
      name: toolIds[name as keyof typeof toolIds],
      title: displayName,
      description: modelDescription,
      input: inputSchema,
    })),
  ).toEqual(tools.map(({ name, title, description, input }) => ({ name, title, description, input })));
  expect(Object.keys(toolIds)).toEqual(contributed.map(({ name }) => name));
});

test('each can be named in a prompt, under a name that the documentation tells', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/assistants.md'), 'utf8');
  for (const { toolReferenceName, canBeReferencedInPrompt, userDescription } of manifest.contributes
    .languageModelTools) {
    expect(canBeReferencedInPrompt).toBe(true);
    expect(userDescription.length).toBeGreaterThan(20);
    expect(page).toContain(`#${toolReferenceName}\``);
  }
});
