import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from './harness/browser.ts';
import { startEditor, type TestEditor } from './harness/editor.ts';
import { describeInEditor } from './harness/rig.ts';
import { Workbench } from './harness/workbench.ts';

const events = (frame: Frame) => frame.locator('.event .said');

const patience = { timeout: 20_000 };

/** The line of the text in which the cursor stands, wherever the keyboard is. */
function currentLine(workbench: Workbench): Promise<string | undefined> {
  return workbench.page
    .locator('.monaco-editor')
    .first()
    .evaluate((element) => {
      const number = element.querySelector<HTMLElement>('.active-line-number');
      const lines = [...element.querySelectorAll<HTMLElement>('.view-line')];
      const top = number?.getBoundingClientRect().top ?? -1;
      const line = lines.find((one) => Math.abs(one.getBoundingClientRect().top - top) < 2);
      return line?.textContent?.replaceAll('\u00a0', ' ').trim();
    });
}

/** Waits for a command's list, and returns its rows. */
async function list(workbench: Workbench, title: string) {
  await workbench.page.locator('.quick-input-title').filter({ hasText: title }).waitFor(patience);
  return workbench.page.locator('.quick-input-list .monaco-list-row');
}

/** Selects an event by its text and waits until the page says so. */
async function selectEvent(frame: Frame, text: string): Promise<void> {
  await frame.locator('.event').filter({ hasText: text }).first().click();
  await frame.locator('.event[aria-selected="true"]').filter({ hasText: text }).waitFor();
}

describeInEditor('the panel', () => {
  let editor: TestEditor;
  let browser: Browser;

  beforeAll(async () => {
    [editor, browser] = await Promise.all([startEditor({ folder: 'examples' }), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await editor?.stop();
  });

  it('plays the loss of a host that is picked from the palette', async () => {
    const workbench = await Workbench.open(browser, editor);
    await workbench.openFile('avaya-duplication.hatopo');
    await workbench.runCommand('hatopo: Simulate host failure');
    await workbench.pick('Host1');
    const frame = await workbench.webview('HA powers on CMVM_01 on Host3');

    const told = await events(frame).allInnerTexts();
    const order = [
      'Host1 fails',
      'CMVM_02 becomes active',
      'HA powers on CMVM_01 on Host3',
      'CommunicationManager is protected again',
    ];
    const found = order.map((text) => told.findIndex((event) => event.includes(text)));
    expect(found.every((at) => at >= 0)).toBe(true);
    expect([...found].sort((a, b) => a - b)).toEqual(found);
    expect(await frame.locator('.summary').innerText()).toMatch(
      /CommunicationManager\s+200 ms\s+kept\s+protected again at 5:30/,
    );
    // the VM is drawn where it runs now, the host says that it is down
    expect(await frame.locator('[data-id="DataCenter.Host1"]').getAttribute('aria-label')).toMatch(/: down$/);
    expect(await frame.locator('[data-id="CMVM_02"]').getAttribute('aria-label')).toContain('active');
    expect(await workbench.page.locator('.monaco-editor .squiggly-error').count()).toBe(0);
    await workbench.screenshot('panel-light');

    await selectEvent(frame, 'HA powers on CMVM_01 on Host3');
    expect(await frame.locator('.why').innerText()).toMatch(/because\s+0:18\s+HA of DataClusterA declares Host1 dead/);
    // the click lands at the declaration of its subject, and the panel stays
    await expect.poll(() => currentLine(workbench), patience).toBe('vm CMVM_01 on Host1 {');
    await workbench.screenshot('panel-event');

    await frame
      .locator('[data-id="DataCenter.Host3"]')
      .first()
      .click({ position: { x: 20, y: 14 } });
    await expect.poll(() => currentLine(workbench), patience).toBe('host Host3 : Esxi');
    expect(await events(frame).count()).toBe(told.length);
    await workbench.close();
  });

  it('follows edits, and says what it could not build', async () => {
    const workbench = await Workbench.open(browser, editor);
    await workbench.openFile('avaya-duplication.hatopo');
    await workbench.goTo(58, 5);
    await workbench.runCommand('hatopo: Run scenario');
    // the scenario around the cursor is chosen beforehand
    const rows = await list(workbench, 'Run scenario');
    expect(await rows.and(workbench.page.locator('.focused')).innerText()).toContain(
      "Active virtual machine's host fails",
    );
    await workbench.page.keyboard.press('Enter');
    const frame = await workbench.webview('All 6 expectations hold');

    await workbench.openFile('avaya-duplication.hatopo');
    await workbench.goTo(64, 1);
    await workbench.page.keyboard.type('vm Lost on Host9 { vcpu: 1 }\n');
    await frame.getByText(/The text has .*error/).waitFor(patience);
    await frame.locator('.problems .line').first().click();
    await expect.poll(() => currentLine(workbench), patience).toContain('vm Lost on Host9');
    await workbench.screenshot('panel-problems');

    await workbench.openFile('avaya-duplication.hatopo');
    await workbench.goTo(64, 1);
    await workbench.page.keyboard.press('Control+Shift+KeyK');
    await frame.locator('.problems').waitFor({ state: 'detached', ...patience });
    expect(await frame.locator('.expectations summary').innerText()).toContain('All 6 expectations hold');
    await workbench.close();
  });

  it('draws the topology by itself, and any part may be chosen to fail', async () => {
    const workbench = await Workbench.open(browser, editor);
    await workbench.openFile('avaya-geo-redundancy.hatopo');
    await workbench.runCommand('hatopo: Show topology');
    await workbench.webview('wan · 95 ms · 1 Gbps');
    await workbench.screenshot('panel-topology');

    await workbench.runCommand('hatopo: Simulate failure of…');
    await list(workbench, 'Simulate failure of…');
    await workbench.page.keyboard.type('wan');
    await workbench.pick('wan');
    const run = await workbench.webview('Failure of wan');
    expect(await run.locator('[data-id="wan"]').getAttribute('aria-label')).toContain('down');
    await workbench.close();
  });

  it('is read with the keyboard alone', async () => {
    const workbench = await Workbench.open(browser, editor);
    await workbench.openFile('avaya-duplication.hatopo');
    await workbench.runCommand('hatopo: Simulate host failure');
    await workbench.pick('Host4');
    const frame = await workbench.webview('Host4 fails');
    await frame.getByRole('listbox', { name: 'Events' }).focus();
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('ArrowDown');
    expect(await frame.locator('.event[aria-selected="true"]').getAttribute('id')).toBe(
      await frame.getByRole('listbox', { name: 'Events' }).getAttribute('aria-activedescendant'),
    );
    expect(await frame.getByRole('slider').getAttribute('aria-valuetext')).toContain('event 2 of');
    await workbench.page.keyboard.press('Enter');
    await expect.poll(() => currentLine(workbench), patience).toMatch(/^vm CMVM_02/);
    await workbench.close();
  });

  it('is legible in the dark', async () => {
    const workbench = await Workbench.open(browser, editor);
    await workbench.openFile('avaya-duplication.hatopo');
    await workbench.runCommand('Preferences: Color Theme');
    await workbench.page.keyboard.type('Dark Modern');
    await workbench.page.waitForTimeout(500);
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.monaco-workbench.vs-dark').waitFor(patience);
    await workbench.runCommand('hatopo: Simulate host failure');
    await workbench.pick('Host1');
    const frame = await workbench.webview('HA powers on CMVM_01 on Host3');
    await selectEvent(frame, 'HA powers on CMVM_01 on Host3');
    await workbench.screenshot('panel-dark');
    await workbench.close();
  });
});
