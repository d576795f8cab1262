import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open } from './documents.ts';
import { test } from './runner.ts';

/** The part of the API that is newer than the lowest VS Code that we run in. */
interface Tools {
  readonly tools: readonly { readonly name: string }[];
  invokeTool(
    name: string,
    options: { readonly input: object; readonly toolInvocationToken: undefined },
  ): Promise<{ readonly content: readonly { readonly value: string }[] }>;
}

const lm = vscode.lm as unknown as Partial<Tools> | undefined;

async function ask(name: string, input: object): Promise<readonly string[]> {
  const { content } = (await lm?.invokeTool?.(name, { input, toolInvocationToken: undefined })) ?? { content: [] };
  return content.map(({ value }) => value);
}

test('an assistant checks, simulates, explains and draws, where the editor has tools', async () => {
  if (!lm?.invokeTool) return;
  await open('avaya-duplication.hatopo');
  const names = (lm.tools ?? []).map(({ name }) => name);
  for (const name of ['hatopo_check', 'hatopo_simulate', 'hatopo_explain_rule', 'hatopo_draw'])
    assert.ok(names.includes(name), names.join());
  const file = 'avaya-duplication.hatopo';
  const [checked = ''] = await ask('hatopo_check', { file });
  assert.match(checked, /^0 errors/m);
  const [played = ''] = await ask('hatopo_simulate', { file });
  assert.match(played, /All \d+ expectations hold\.$/);
  const [page = ''] = await ask('hatopo_explain_rule', { rule: 'pair-same-host' });
  assert.match(page, /# topology\/pair-same-host/);
  const [said = '', svg = ''] = await ask('hatopo_draw', { file, fail: ['Host1'] });
  assert.match(said, /as SVG\.$/);
  assert.match(svg, /^<svg/);
  await assert.rejects(ask('hatopo_check', { file: 'gone.hatopo' }), /There is no file gone\.hatopo/);
});
