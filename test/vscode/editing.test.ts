import { expect, it } from 'vitest';
import { describeWithEditor } from './harness/opened.ts';

const file = 'avaya-duplication.hatopo';
const nicLine = '  nic eth2 -> duplication via vmnic2';
const patience = { timeout: 30_000 };

describeWithEditor('editing a topology', {}, (opened) => {
  const lineOf = (text: string) => opened.editor.read(file).split('\n').indexOf(text) + 1;

  it('shows what a deleted line breaks, why and who says so, and puts the line back', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    const before = opened.editor.read(file);
    await workbench.openFile(file);
    await page.locator('.monaco-editor .view-line').filter({ hasText: 'CMVM_01' }).first().waitFor(patience);
    await workbench.goTo(lineOf(nicLine));
    await page.keyboard.press('Control+Shift+KeyK');
    const squiggles = await workbench.squiggles('error');
    expect(await squiggles.count()).toBe(1);
    expect((await workbench.problems()).join('\n')).toMatch(
      /CMVM_01 has no adapter on duplication.*avaya\/dup-link-present/s,
    );

    const said = await workbench.hover('CMVM_01');
    expect(said).toMatch(/a takeover drops all calls/);
    expect(said).toMatch(/Communication Manager software duplication with VMware high availability/);
    await workbench.screenshot('squiggle-hover');
    await page.keyboard.press('Escape');

    await workbench.goTo(lineOf('vm CMVM_01 on Host1 {'), 5);
    const fix = await workbench.codeAction('Add nic eth2 -> duplication via vmnic2');
    await workbench.screenshot('quick-fix');
    await fix.click();
    await workbench.noSquiggles('error');
    await workbench.save();
    await expect.poll(() => opened.editor.read(file), patience).toBe(before);
    await workbench.close();
  });

  it('opens a product file read-only by go to definition', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    await workbench.openFile(file);
    await workbench.goTo(lineOf('  product: avaya.communication-manager'));
    const name = page.locator('.view-line span span').filter({ hasText: 'avaya.communication-manager' }).first();
    // the server may still be starting: a person clicks and presses the key again
    const tab = page.locator('.tab.active').filter({ hasText: 'avaya.hatopo' });
    await expect
      .poll(
        async () => {
          if ((await tab.count()) === 0) {
            await name.click();
            await page.keyboard.press('F12');
          }
          return tab.count();
        },
        { ...patience, interval: 1_000 },
      )
      .toBe(1);
    await expect.poll(() => workbench.visibleText(), patience).toContain('product avaya.communication-manager');
    await page.keyboard.type('x');
    await page.locator('.monaco-editor-overlaymessage').waitFor(patience);
    await workbench.screenshot('product-file');
    await workbench.close();
  });

  it('offers after `standby:` what can be a member, of this file before others, and nothing else', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    await workbench.openFile(file);
    await workbench.goTo(lineOf('  standby: CMVM_02'), 12);
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Delete');
    const offered = await workbench.completions('CMVM_02');
    expect(offered[0]).toBe('CMVM_02');
    for (const other of ['CMVM_01', 'Host1', 'san', 'lan', 'CommunicationManager'])
      expect(offered).not.toContain(other);
    await workbench.screenshot('completion');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+KeyZ');
    await workbench.close();
  });

  it('brings the body of a service with its mode, and offers its members one after another', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    const row = (text: string | RegExp) => rows.filter({ hasText: text }).first();
    const rowsAre = async (text: string) =>
      expect.poll(async () => (await rows.allInnerTexts()).join(), patience).toContain(text);
    await workbench.openFile(file);
    await workbench.goTo(lineOf('service CommunicationManager : duplication {'), 1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.type('service Mine : dup');
    expect(await workbench.completions('duplication { … }')).toEqual(['duplication', 'duplication { … }']);
    await row('duplication { … }').click();
    // the first stop is a member: what can be one is there at once
    await rowsAre('CMVM_01');
    await row('CMVM_01').click();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+Space');
    await row('CMVM_02').waitFor(patience);
    expect((await rows.allInnerTexts()).join()).not.toContain('CMVM_01');
    await workbench.screenshot('completion-mode');
    await row('CMVM_02').click();
    await page.keyboard.press('Escape');
    await expect
      .poll(() => workbench.visibleText(), patience)
      .toMatch(/service Mine : duplication[^{]*\{\s*active: CMVM_01\s*standby: CMVM_02/);
    await workbench.runCommand('File: Revert File');
    await workbench.close();
  });

  it('lays a file out when it is saved', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    const ftFile = 'mx-one-fault-tolerance.hatopo';
    const before = opened.editor.read(ftFile);
    const line = before.split('\n').findIndex((each) => each.startsWith('vm SN2')) + 1;
    await workbench.openFile(ftFile);
    await workbench.goTo(line, 'vm SN2  '.length + 1);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('End');
    await page.keyboard.insertText('\n    vm Third on Esx3 {vcpu:1 memory:16 GB}   ');
    const expected = before
      .replace(/^vm (vcsa|SN1 |SN2 )/gm, 'vm $1 ')
      .replace(/^vm SN2 .*\n/m, '$&vm Third on Esx3 { vcpu: 1  memory: 16 GB }\n');
    // the server may still be starting: a person saves again
    await expect
      .poll(
        async () => {
          await page.keyboard.press('Control+KeyS');
          return opened.editor.read(ftFile);
        },
        { ...patience, interval: 1_000 },
      )
      .toBe(expected);
    await workbench.close();
  });
});
