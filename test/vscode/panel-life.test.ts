import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { describeWithEditor } from './harness/opened.ts';
import { PanelPage } from './harness/panel.ts';

const patience = { timeout: 30_000 };

describeWithEditor('the panel over its life', {}, (opened) => {
  it('is there again after a reload of the window, at the same event', async () => {
    const workbench = await opened.window();
    const before = await PanelPage.failHost(workbench, 'avaya-duplication.hatopo', 'Host1');
    await before.selectEvent('HA of DataClusterA declares Host1 dead');
    expect(await before.heardNow()).toBe('0:18, event 7 of 13');
    await workbench.runCommand('Developer: Reload Window');
    await expect.poll(() => before.frame.isDetached(), patience).toBe(true);
    const after = new PanelPage(await workbench.webview('Failure of Host1'));
    await expect.poll(() => after.heardNow(), patience).toBe('0:18, event 7 of 13');
    await after.tab('events');
    expect(await after.frame.locator('.event[aria-selected="true"]').innerText()).toContain('declares Host1 dead');
    await workbench.screenshot('panel-reloaded');
    await workbench.close();
  });

  it('says what it shows when the text has lost what was to fail, and goes on when it is back', async () => {
    const workbench = await opened.window();
    const { frame } = await PanelPage.failHost(workbench, 'pureconnect-switchover.hatopo', 'HostC');
    await workbench.openFile('pureconnect-switchover.hatopo');
    await workbench.goTo(
      opened.editor
        .read('pureconnect-switchover.hatopo')
        .split('\n')
        .findIndex((line) => line.includes('host HostC')) + 1,
    );
    await workbench.page.keyboard.press('Control+Slash');
    await frame.getByText(/has no .*HostC any more/).waitFor(patience);
    expect(await frame.locator('body').getAttribute('class')).toContain('is-stale');
    await workbench.screenshot('panel-stale');
    await workbench.page.keyboard.press('Control+KeyZ');
    await frame.locator('.trouble').waitFor({ state: 'hidden', ...patience });
    await workbench.close();
  });

  it('goes with its file to another name, and says so when the file is deleted', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    const panel = await PanelPage.failHost(workbench, 'mx-one-fault-tolerance.hatopo', 'Esx1');
    const { frame } = panel;
    const file = (name: string) => page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name });
    await file('mx-one-fault-tolerance').click();
    await page.keyboard.press('F2');
    await page.locator('.explorer-folders-view input').fill('renamed.hatopo');
    await page.keyboard.press('Enter');
    await file('renamed.hatopo').waitFor(patience);
    await panel.selectEvent('HA selects Esx3 for a new secondary of SN1');
    const tab = page.locator('.tab.active[data-resource-name="renamed.hatopo"]');
    await tab.waitFor(patience);
    expect(await frame.locator('.trouble').isVisible()).toBe(false);

    // an editor would keep the text of its file; without one the panel has the window to itself, in a new frame
    await tab.click(); // the panel has the focus
    await workbench.runCommand('View: Close Editor');
    rmSync(path.join(opened.editor.folder, 'renamed.hatopo'));
    const gone = await workbench.webview(/renamed\.hatopo (cannot be read|is gone)/);
    expect(await gone.locator('.trouble').isVisible()).toBe(true);
    await workbench.close();
  });

  it('stays in view when a file is opened while it has the focus', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    const { frame } = await PanelPage.failHost(workbench, 'avaya-duplication.hatopo', 'Host1');
    await frame.locator('h1').click();
    await page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ hasText: 'pureconnect-switchover' })
      .dblclick();
    await page.locator('.tab.active[data-resource-name="pureconnect-switchover.hatopo"]').waitFor(patience);
    expect(await page.locator('.editor-group-container').count()).toBe(2);
    expect(await frame.locator('h1').isVisible()).toBe(true);
    await workbench.goToTab('Failure of Host1');
    await workbench.openFile('virtualcenter-mscs.hatopo');
    expect(await page.locator('.editor-group-container').count()).toBe(2);
    expect(await frame.locator('h1').isVisible()).toBe(true);
    await workbench.close();
  });

  it('stacks sites where it is narrow', async () => {
    const workbench = await opened.window();
    await workbench.openFile('avaya-geo-redundancy.hatopo');
    await workbench.runCommand('hatopo: Show topology');
    const frame = await workbench.webview('wan · 95 ms · 1 Gbps');
    const top = async (site: string) => (await frame.locator(`.sheet [data-id="${site}"]`).boundingBox())?.y ?? 0;
    await workbench.page.setViewportSize({ width: 1000, height: 900 });
    await expect.poll(async () => (await top('Paris')) - (await top('Denver')), patience).toBeGreaterThan(200);
    await workbench.screenshot('panel-narrow');
    await workbench.page.setViewportSize({ width: 3600, height: 1000 });
    await expect.poll(async () => (await top('Paris')) - (await top('Denver')), patience).toBe(0);
    await workbench.close();
  });
});
