import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeWithEditor } from './harness/opened.ts';

const file = 'avaya-duplication.hatopo';
const scenario = "Active virtual machine's host fails";
const expectation = '  expect CommunicationManager active on CMVM_02 within 1 s';
const patience = { timeout: 30_000 };

describeWithEditor('scenarios as tests', {}, (opened) => {
  const lineOf = (text: string) => opened.editor.read(file).split('\n').indexOf(text) + 1;
  const row = (page: Page, text: string) =>
    page.locator('.test-explorer .monaco-list-row').filter({ hasText: text }).first();
  const lens = (page: Page, text: string) => page.locator('.codelens-decoration a').filter({ hasText: text }).first();
  const status = (page: Page, text: string | RegExp) =>
    page.locator('.statusbar-item').filter({ hasText: text }).first();
  const openList = (page: Page) =>
    page
      .locator('.activitybar .action-item')
      .filter({ has: page.locator('[aria-label*="Testing"]') })
      .first()
      .click(patience);

  it('are listed though no file is open, run in the background, and fill lenses and status bar', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    await openList(page);
    for (const name of ['avaya-geo-redundancy.hatopo', 'virtualcenter-mscs.hatopo'])
      await row(page, name).waitFor(patience);
    await workbench.openFile(file);
    await status(page, /hatopo: \d+ warnings/).waitFor(patience);
    await workbench.goTo(lineOf(`scenario "${scenario}" {`) + 3);
    await lens(page, '▶ Simulate').waitFor(patience);
    await lens(page, '2 scenarios').waitFor(patience);
    await workbench.runCommand('Test: Run All Tests');
    await lens(page, '✓ held').waitFor(patience);
    await status(page, '✓ 2 scenarios').waitFor(patience);
    await expect
      .poll(() => page.locator('.test-explorer .monaco-list-row .codicon-testing-passed-icon').count(), patience)
      .toBe(6);
    // the run as a terminal shows it
    await page
      .locator('.xterm-rows')
      .filter({ hasText: /✓ .*Sources:|✓/ })
      .first()
      .waitFor(patience);
    await workbench.screenshot('tests-held');
    // a file that comes is listed under its folder, and goes with it
    const folder = join(opened.editor.folder, 'trials');
    mkdirSync(folder);
    writeFileSync(join(folder, 'one.hatopo'), 'host h\nscenario "h fails" { at 0 s fail h }\n');
    await row(page, 'trials').waitFor(patience);
    rmSync(folder, { recursive: true });
    await row(page, 'trials').waitFor({ ...patience, state: 'detached' });
    await workbench.close();
  });

  it('that fail say so where it is expected; are run again on save; open in the panel', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    await openList(page);
    await workbench.openFile(file);
    await lens(page, 'Fail this').waitFor(patience);
    const line = lineOf(expectation);
    await workbench.goTo(line, 1);
    await page.keyboard.press('Shift+End');
    await page.keyboard.type('  expect CommunicationManager down within 1 s');
    await page.keyboard.press('Escape');
    await workbench.runCommand('Test: Run Test at Cursor');
    await lens(page, '✗ 1 of 6 fails').waitFor(patience);
    await status(page, '✗ 1 of 1 scenario').waitFor(patience);
    const said = page.locator('.test-message-inline-content, .test-error-content-widget').first();
    await said.waitFor(patience);
    expect(await said.innerText()).toMatch(/active on CMVM.*down within 1 s/);
    await workbench.screenshot('tests-failed');
    // the lens leads to the expectation
    await lens(page, '✗ 1 of 6 fails').click();
    await status(page, `Ln ${line}, Col 3`).waitFor(patience);

    await workbench.runCommand('Test: Start Continuous Run');
    await workbench.goTo(line, 1);
    await page.keyboard.press('Shift+End');
    await page.keyboard.type(expectation);
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+KeyS');
    await lens(page, '✓ held').waitFor(patience);
    await status(page, '✓ 2 scenarios').waitFor(patience);
    await workbench.screenshot('tests-saved');

    await row(page, file).click();
    await page.keyboard.press('ArrowRight');
    await row(page, scenario).hover();
    await row(page, scenario).locator('[aria-label*="Show run in panel"]').first().click(patience);
    await workbench.webview('CMVM_02');
    await workbench.screenshot('tests-panel');
    await workbench.close();
  });

  it('are not needed to let something fail; lenses lead from a service to those that concern it', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    await workbench.openFile(file);
    const [first] = opened.editor
      .read(file)
      .split('\n')
      .filter((line) => /^ *host Host1\b/.test(line));
    await workbench.goTo(lineOf(first ?? ''));
    await lens(page, 'Fail this').waitFor(patience);
    await lens(page, 'Fail this').click();
    await workbench.webview('Failure of DataCenter');
    await workbench.screenshot('tests-fail-this');
    // of several scenarios the editor shows a list
    await workbench.goTo(lineOf('service CommunicationManager : duplication {'));
    await lens(page, '2 scenarios').click();
    await page.locator('.peekview-widget').filter({ hasText: 'Duplication link is cut' }).first().waitFor(patience);
    await workbench.screenshot('tests-peek');
    await workbench.close();
  });
});
