import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWithEditor } from './harness/opened.ts';

const file = 'avaya-duplication.hatopo';
const config = 'hatopo.config.json';
const nicLine = '  nic eth2 -> duplication via vmnic2';
const patience = { timeout: 30_000 };

const options = {
  userSettings: { 'editor.codeActionsOnSave': { 'source.fixAll.hatopo': 'explicit' } },
};

describeWithEditor('mending and silencing', options, (opened) => {
  const lineOf = (text: string) => opened.editor.read(file).split('\n').indexOf(text) + 1;

  it('puts back on save what is certainly missing', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    const before = opened.editor.read(file);
    await workbench.openFile(file);
    await workbench.goTo(lineOf(nicLine));
    await page.keyboard.press('Control+Shift+KeyK');
    await workbench.squiggles('error');
    await workbench.save();
    await workbench.noSquiggles('error');
    await expect.poll(() => workbench.visibleText(), patience).toContain(nicLine);
    await workbench.save();
    await expect.poll(() => opened.editor.read(file), patience).toBe(before);
    await workbench.close();
  });

  it('mends a workspace, files that are not open too, after it has said how much that is', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    const before = opened.editor.read(file);
    await workbench.openFile('virtualcenter-mscs.hatopo');
    writeFileSync(join(opened.editor.folder, file), before.replace(`${nicLine}\n`, ''));
    await workbench.runCommand('hatopo: Fix all safe findings…');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor(patience);
    expect(await dialog.innerText()).toMatch(/Mend 1 finding in 1 file\?[\s\S]*avaya-duplication\.hatopo/);
    await workbench.screenshot('fix-all');
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await page.locator(`.tab.dirty[data-resource-name="${file}"]`).waitFor(patience);
    await workbench.runCommand('File: Save All');
    await expect.poll(() => opened.editor.read(file), patience).toBe(before);
    await workbench.close();
  });

  it('silences a rule with a comment, the cursor in its reason', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    const name = 'lonely.hatopo';
    writeFileSync(join(opened.editor.folder, name), 'site S {\n  cluster C {\n    ha\n    host H1\n  }\n}\n');
    await workbench.openFile(name);
    await workbench.squiggles('error');
    await workbench.goTo(3, 6);
    const rule = 'vsphere/ha-min-hosts';
    await (await workbench.codeAction(`Silence ${rule} here`)).click();
    await expect.poll(() => workbench.visibleText(), patience).toContain(`    // hatopo-ignore ${rule}: `);
    await page.keyboard.type('a laboratory');
    await expect
      .poll(() => workbench.visibleText(), patience)
      .toContain(`  cluster C {\n    // hatopo-ignore ${rule}: a laboratory\n    ha`);
    await workbench.noSquiggles('error');
    await workbench.screenshot('silence');
    await workbench.runCommand('File: Revert File');
    await workbench.close();
  });

  it('completes hatopo.config.json, shows what is wrong in it, and lets it decide', async () => {
    const workbench = await opened.window();
    const { page } = workbench;
    writeFileSync(join(opened.editor.folder, config), '{\n  "rules": {\n    \n  }\n}\n');
    await workbench.openFile(config);
    await workbench.goTo(3, 5);
    await page.keyboard.type('"avaya/cm-');
    await workbench.completions('avaya/cm-pair-same-ha-cluster');
    await workbench.screenshot('configuration');
    await page.keyboard.press('Escape');

    writeFileSync(
      join(opened.editor.folder, config),
      '{ "rules": { "avaya/dup-link-present": "warning", "vsphere/ha-min-host": "off" } }\n',
    );
    await workbench.runCommand('File: Revert File');
    await workbench.openFile(file);
    await workbench.goTo(lineOf(nicLine));
    await page.keyboard.press('Control+Shift+KeyK');
    await workbench.squiggles('warning');
    await workbench.hover('CMVM_01', 'Warning: chosen in hatopo.config.json');
    await workbench.openFile(config);
    await workbench.squiggles('warning');
    await workbench.hover('vsphere/ha-min-host', 'Did you mean vsphere/ha-min-hosts?');
    await workbench.close();
  });
});
