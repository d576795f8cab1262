import { expect, it } from 'vitest';
import { describeWithEditor } from './harness/opened.ts';

const patience = { timeout: 30_000 };

describeWithEditor('a start', {}, (opened) => {
  it('is a copy of an example, which a refactoring changes and one undo brings back', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    await workbench.openFile('virtualcenter-mns.hatopo'); // the window knows our commands by then
    await workbench.runCommand('hatopo: New topology from example…');
    const choices = page.locator('.quick-input-list .monaco-list-row');
    await choices.filter({ hasText: 'Duplicated Communication Manager' }).waitFor(patience);
    expect(await choices.count()).toBe(6);
    await workbench.screenshot('new-from-example');
    await workbench.pick('Duplicated Communication Manager');
    await expect.poll(() => workbench.visibleText(), patience).toContain('topology "Communication Manager');
    const lines = opened.editor.read('avaya-duplication.hatopo').split('\n');
    await workbench.goTo(lines.findIndex((line) => line.startsWith('vm CMVM_01')) + 1, 6);
    await page.locator('.view-line', { hasText: 'vm CMVM_01 on Host1' }).first().waitFor(patience);

    await page.keyboard.press('Control+Shift+KeyR');
    const menu = page.locator('.action-widget .monaco-list-row');
    await menu.filter({ hasText: 'Extract a template from CMVM_01 and CMVM_02' }).first().waitFor(patience);
    await menu.filter({ hasText: 'Move CMVM_01 to Host3' }).first().waitFor(patience);
    await workbench.screenshot('refactor-menu');
    await menu.filter({ hasText: 'Extract a template' }).first().click();

    // the name is asked for
    const rename = page.locator('.rename-box input');
    await rename.waitFor(patience);
    await workbench.screenshot('refactor-rename');
    await page.keyboard.type('CmVm'); // the old name is selected
    await expect.poll(() => rename.inputValue(), patience).toBe('CmVm');
    await page.keyboard.press('Enter');
    await expect.poll(() => workbench.visibleText(), patience).toContain('vm CMVM_02 on Host4 : CmVm');
    expect(await workbench.visibleText()).toContain('template CmVm {');
    await workbench.screenshot('refactored');

    await page.keyboard.press('ControlOrMeta+KeyZ'); // the name
    await expect.poll(() => workbench.visibleText(), patience).toContain('vm CMVM_02 on Host4 : CMVMTemplate');
    await page.keyboard.press('ControlOrMeta+KeyZ'); // the template, all of it
    await expect.poll(() => workbench.visibleText(), patience).toContain('vm CMVM_02 on Host4 {');
    expect(await workbench.visibleText()).not.toContain('Template');
    await workbench.close();
  });

  it('is a file in the explorer that nobody opened: its menu shows the topology', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    await workbench.openFile('virtualcenter-mns.hatopo'); // the window knows our menus by then
    // until it is known what is found, nobody says that nothing is
    const status = page.locator('.statusbar-item').filter({ hasText: 'hatopo:' });
    const said = new Set<string>();
    const read = async () => said.add((await status.first().textContent()) ?? '') && [...said].at(-1);
    await expect.poll(read, { ...patience, interval: 20 }).toMatch(/hatopo: \d+ warning/);
    expect([...said].filter((words) => words.includes('no findings'))).toEqual([]);
    const file = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'mx-one-fault-tolerance.hatopo' });
    await file.first().click({ button: 'right', ...patience });
    const menu = page.locator('.monaco-menu .action-menu-item');
    await menu.filter({ hasText: 'Show topology' }).first().waitFor(patience);
    for (const title of ['Run scenario', 'Simulate failure of…', 'Fix all safe findings'])
      expect(await menu.filter({ hasText: title }).count(), title).toBe(1);
    await workbench.screenshot('explorer-menu');
    await menu.filter({ hasText: 'Show topology' }).first().click();
    await workbench.webview('MX-ONE');
    await workbench.close();
  });

  it('is explained in four steps, each with a picture', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    await workbench.runCommand('Welcome: Open Walkthrough...');
    await workbench.pick('High availability as code');
    const steps = page.locator('.gettingStartedDetailsContent .getting-started-step');
    await steps.first().waitFor(patience);
    expect(await steps.count()).toBe(4);
    await workbench.screenshot('walkthrough');
    for (const [index, name] of ['write', 'check', 'play', 'prove'].entries()) {
      await steps.nth(index).click();
      await page.locator('.getting-started-step.expanded').nth(0).waitFor(patience);
      await page.waitForTimeout(500); // the picture has no other sign
      await workbench.screenshot(`walkthrough-${name}`);
    }
    await workbench.close();
  });
});
