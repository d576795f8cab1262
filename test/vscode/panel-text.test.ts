import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeWithEditor } from './harness/opened.ts';
import type { Workbench } from './harness/workbench.ts';

const patience = { timeout: 20_000 };
const file = 'avaya-duplication.hatopo';
/** Lines are read as they are written. */
const asWritten = { 'editor.inlayHints.enabled': 'off' };

/** What stands behind lines of the text: by the line's own text. */
function behindLines(workbench: Workbench): Promise<Record<string, string>> {
  return workbench.page.locator('.monaco-editor .view-line').evaluateAll((lines) =>
    Object.fromEntries(
      lines.flatMap((line) => {
        const said = [...line.querySelectorAll('span')]
          .map((span) => getComputedStyle(span, '::after').content)
          .filter((content) => content !== 'none' && content !== 'normal')
          .map((content) => content.replace(/^"|"$/g, ''));
        const own = (line.textContent ?? '').replaceAll('\u00a0', ' ').trim();
        return said.length > 0 ? [[own, said.join('')]] : [];
      }),
    ),
  );
}

async function failHost(workbench: Workbench, host: string): Promise<Frame> {
  await workbench.openFile(file);
  await workbench.runCommand('hatopo: Simulate host failure');
  await workbench.pick(host);
  return workbench.webview(`${host} fails`);
}

const options = {
  userSettings: { ...asWritten, 'files.simpleDialog.enable': true },
};

describeWithEditor('the panel and the text', options, (opened) => {
  it('carries the run behind the declarations, at its moment, until the panel is closed', async () => {
    const workbench = await opened.window();
    const frame = await failHost(workbench, 'Host1');
    await workbench.openFile(file);
    await workbench.goTo(30);
    await expect.poll(async () => (await behindLines(workbench))['host Host1 : Esxi'], patience).toMatch(/✕ 0:00/);
    const marks = await behindLines(workbench);
    expect(marks['vm CMVM_01 on Host1 {']).toMatch(/Host3/);
    expect(Object.keys(marks)).not.toContain('host Host2 : Esxi');
    await workbench.screenshot('inline-light');
    const icons = await workbench.page
      .locator('.monaco-editor .margin *')
      .evaluateAll((all) => all.map((one) => decodeURIComponent(getComputedStyle(one).backgroundImage)));
    expect(icons.filter((image) => image.includes('gutter/lost-')).length).toBeGreaterThan(0);

    // before anything happened nothing is said
    await frame.locator('h1').click();
    await workbench.page.keyboard.press('Home');
    await expect.poll(() => behindLines(workbench), patience).toEqual({});
    await workbench.page.keyboard.press('End');
    await expect.poll(async () => Object.keys(await behindLines(workbench)).length, patience).toBeGreaterThan(2);

    await workbench.goToTab('Failure of Host1');
    await workbench.runCommand('View: Close Editor');
    await expect.poll(() => behindLines(workbench), patience).toEqual({});
    await workbench.close();
  });

  it('leaves nothing in a text that is emptied, and is behind the same lines when the text is back', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    const frame = await failHost(workbench, 'Host1');
    await workbench.openFile(file);
    await workbench.goTo(30);
    await expect.poll(async () => Object.keys(await behindLines(workbench)).length, patience).toBeGreaterThan(2);
    const before = await behindLines(workbench);
    // gone and back before anybody is told
    await page.keyboard.press('ControlOrMeta+KeyA');
    await page.keyboard.press('Delete');
    await page.keyboard.press('ControlOrMeta+KeyZ');
    await workbench.goTo(30);
    await expect.poll(() => behindLines(workbench), patience).toEqual(before);
    await page.keyboard.press('ControlOrMeta+KeyA');
    await page.keyboard.press('Delete');
    await expect.poll(() => frame.locator('body').getAttribute('class'), patience).toContain('is-stale');
    await expect.poll(() => behindLines(workbench), patience).toEqual({});
    await page.keyboard.press('ControlOrMeta+KeyZ');
    await workbench.goTo(30);
    await expect.poll(() => behindLines(workbench), patience).toEqual(before);
    await workbench.close();
  });

  it('points at what the cursor stands in', async () => {
    const workbench = await opened.window();
    const frame = await failHost(workbench, 'Host1');
    await workbench.openFile(file);
    await workbench.goTo(38, 3);
    await frame.locator('[data-id="CMVM_02"].is-chosen').first().waitFor(patience);
    await workbench.close();
  });

  it('inserts what was done by hand as a scenario, which one undo takes back', async () => {
    const workbench = await opened.window();
    await failHost(workbench, 'Host1');
    const before = opened.editor.read(file);
    await workbench.goToTab('Failure of Host1');
    await workbench.page
      .locator('.editor-group-container.active .editor-actions')
      .getByRole('button', { name: 'Insert what was done by hand as a scenario' })
      .click();
    const frame = await workbench.webview('All 4 expectations hold');
    expect(await frame.locator('h1').innerText()).toBe('Host1 fails');
    expect(await workbench.visibleText()).toContain('scenario "Host1 fails" {');
    await workbench.screenshot('scenario-inserted');
    await workbench.page.keyboard.press('ControlOrMeta+KeyS');
    await expect
      .poll(() => opened.editor.read(file), patience)
      .toContain('expect CommunicationManager active on CMVM_02 within 1 s');
    expect(opened.editor.read(file).startsWith(before.trimEnd())).toBe(true);
    await workbench.page.keyboard.press('ControlOrMeta+KeyZ');
    await workbench.page.keyboard.press('ControlOrMeta+KeyS');
    await expect.poll(() => opened.editor.read(file), patience).toBe(before);
    // the panel goes with the text: back to what was done by hand, and on to the scenario again
    await workbench.webview('Failure of Host1');
    const chip = frame.locator('.by-hand .chip').filter({ hasText: '0:00 Host1 fails' });
    await chip.waitFor(patience);
    expect(await frame.locator('.trouble').isVisible()).toBe(false);
    await workbench.page.keyboard.press('ControlOrMeta+Shift+KeyZ');
    await chip.waitFor({ state: 'detached', ...patience });
    expect(await frame.locator('h1').innerText()).toBe('Host1 fails');
    await workbench.page.keyboard.press('ControlOrMeta+KeyZ');
    await chip.waitFor(patience);
    await workbench.close();
  });

  it('holds the run before an edit beside the one after it', async () => {
    const workbench = await opened.window();
    const frame = await failHost(workbench, 'Host1');
    await workbench.openFile(file);
    const line =
      opened.editor
        .read(file)
        .split('\n')
        .findIndex((text) => text.includes('host Host3')) + 1;
    await workbench.goTo(line);
    await workbench.page.keyboard.press('ControlOrMeta+Slash'); // without Host3 nothing takes the VM
    await frame
      .getByText(/not protected|stays down|no host/i)
      .first()
      .waitFor(patience);
    await workbench.runCommand('hatopo: Compare the run with…');
    await workbench.pick('This run in the text as saved');
    await workbench.webview('Failure of Host1, as saved');
    await workbench.screenshot('panel-compared');
    await workbench.openFile(file);
    await workbench.page.keyboard.press('ControlOrMeta+KeyZ');
    await workbench.close();
  });

  it('saves the picture where the reader says', async () => {
    const workbench = await opened.window();
    const frame = await failHost(workbench, 'Host1');
    await frame.locator('.take-away').click();
    await frame.getByRole('menuitem', { name: /Picture, SVG/ }).click();
    const input = workbench.page.locator('.quick-input-widget input[type="text"]').first();
    await expect.poll(() => input.inputValue(), patience).toMatch(/failure-of-host1.*\.svg$/);
    const saved = path.join(opened.editor.folder, 'taken.svg');
    await input.fill(saved);
    await workbench.page.keyboard.press('Enter');
    await expect.poll(() => existsSync(saved), patience).toBe(true);
    expect(readFileSync(saved, 'utf8')).toMatch(/^<svg [\s\S]*CMVM_01[\s\S]*<\/svg>\s*$/);

    await workbench.goToTab('Failure of Host1');
    await workbench.runCommand('hatopo: Save picture, timeline or replay…');
    await frame.getByRole('menuitem', { name: /Page that replays the run/ }).click();
    await expect.poll(() => input.inputValue(), patience).toMatch(/failure-of-host1.*\.html$/);
    const page = path.join(opened.editor.folder, 'replay.html');
    await input.fill(page);
    await workbench.page.keyboard.press('Enter');
    await expect.poll(() => existsSync(page), patience).toBe(true);
    const alone = await opened.browser.newPage();
    const faults: string[] = [];
    alone.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await alone.goto(pathToFileURL(page).toString());
    await alone.locator('h1').filter({ hasText: 'Failure of Host1' }).waitFor(patience);
    expect(faults).toEqual([]);
    await alone.close();
    await workbench.close();
  });

  it('loads nothing that its policy forbids', async () => {
    const workbench = await opened.window();
    const refused: string[] = [];
    workbench.page.on('console', (message) => {
      if (/content.security.policy/i.test(message.text())) refused.push(message.text());
    });
    const frame = await failHost(workbench, 'Host1');
    await frame.getByRole('tab', { name: /Events/ }).click();
    await frame.locator('.take-away').click();
    await frame.getByRole('menuitem', { name: /light PNG/ }).click();
    const input = workbench.page.locator('.quick-input-widget input[type="text"]').first();
    await expect.poll(() => input.inputValue(), patience).toMatch(/\.png$/);
    const saved = path.join(opened.editor.folder, 'taken.png');
    await input.fill(saved);
    await workbench.page.keyboard.press('Enter');
    await expect.poll(() => existsSync(saved), patience).toBe(true);
    expect(readFileSync(saved).subarray(1, 4).toString()).toBe('PNG');
    expect(refused).toEqual([]);
    // what it forbids is told
    await frame.evaluate(() => document.body.setAttribute('style', 'color: red'));
    await expect.poll(() => refused.length, patience).toBe(1);
    await workbench.close();
  });
});
