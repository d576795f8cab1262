import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from './harness/browser.ts';
import { startEditor, type TestEditor } from './harness/editor.ts';
import { describeInEditor } from './harness/rig.ts';
import { Workbench } from './harness/workbench.ts';

describeInEditor('the packaged extension in an editor', () => {
  let editor: TestEditor;
  let browser: Browser;

  beforeAll(async () => {
    [editor, browser] = await Promise.all([startEditor({ folder: 'examples' }), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await editor?.stop();
  });

  it('opens an example', async () => {
    const workbench = await Workbench.open(browser, editor);
    await workbench.openFile('avaya-duplication.hatopo');
    expect(await workbench.visibleText()).toContain('topology "Communication Manager duplication');
    await workbench.screenshot('example');
    await workbench.close();
  });
});
