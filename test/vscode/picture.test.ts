import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from './harness/browser.ts';
import { startEditor, type TestEditor } from './harness/editor.ts';
import { PanelPage } from './harness/panel.ts';
import { describeInEditor } from './harness/rig.ts';
import { Workbench } from './harness/workbench.ts';

// `npm run pictures` copies what this makes to docs/images.
describeInEditor('the picture of the README', () => {
  let editor: TestEditor;
  let browser: Browser;

  beforeAll(async () => {
    [editor, browser] = await Promise.all([startEditor({ folder: 'examples' }), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await editor?.stop();
  });

  it('shows what takes over when a host fails', async () => {
    const workbench = await Workbench.open(browser, editor);
    await workbench.page.setViewportSize({ width: 1680, height: 1050 });
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    const { frame } = await PanelPage.failHost(workbench, 'avaya-duplication.hatopo', 'Host1');
    expect(await frame.locator('.summary').first().innerText()).toContain('protected again at 5:30');
    await workbench.screenshot('simulate-host-failure');
    await workbench.close();
  });
});
