import { expect, it } from 'vitest';
import { findings } from './harness/axe.ts';
import { describeWithEditor } from './harness/opened.ts';
import { PanelPage, type Tab } from './harness/panel.ts';
import type { Workbench } from './harness/workbench.ts';

const patience = { timeout: 30_000 };

const themes = [
  { name: 'Light Modern', className: 'vscode-light', file: 'light' },
  { name: 'Dark Modern', className: 'vscode-dark', file: 'dark' },
  { name: 'Dark High Contrast', className: 'vscode-high-contrast', file: 'high-contrast' },
  { name: 'Light High Contrast', className: 'vscode-high-contrast-light', file: 'high-contrast-light' },
] as const;

const runs = [
  ['avaya-duplication', "Active virtual machine's host fails"],
  ['avaya-geo-redundancy', 'Denver is lost, an operator activates Paris'],
  ['mx-one-fault-tolerance', "The primary's physical server goes down"],
  ['pureconnect-switchover', 'Power is lost to Host A'],
  ['virtualcenter-mns', 'A node and the witness are lost'],
  ['virtualcenter-mscs', 'A node is lost'],
] as const;

async function setTheme(workbench: Workbench, { name, className }: (typeof themes)[number], panel: PanelPage) {
  await workbench.runCommand('Preferences: Color Theme');
  await workbench.page.keyboard.type(name);
  await workbench.pick(name);
  await expect.poll(() => panel.frame.locator('body').getAttribute('class'), patience).toContain(className);
}

describeWithEditor('the panel in every theme', {}, (opened) => {
  for (const theme of themes) {
    it(`is without a finding of axe-core in ${theme.name}, narrow and wide`, async () => {
      const workbench = await opened.window();
      const errors: string[] = [];
      workbench.page.on('console', (message) => {
        if (message.text().includes('Content Security Policy') && message.text().includes('webview'))
          errors.push(message.text());
      });
      const panel = await PanelPage.runScenario(workbench, 'avaya-geo-redundancy.hatopo', runs[1][1]);
      await setTheme(workbench, theme, panel);
      for (const [width, place] of [
        [1400, 'narrow'],
        [2400, 'wide'],
      ] as const) {
        await workbench.page.setViewportSize({ width, height: 1000 });
        for (const tab of ['summary', 'events', 'outline'] satisfies Tab[]) {
          await panel.tab(tab);
          expect(await findings(panel.frame)).toEqual([]);
        }
        await panel.tab('summary');
        // nothing is cut off at its side
        const summary = panel.frame.locator('vscode-tab-panel[data-tab="summary"]');
        expect(await summary.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
        await panel.press('Paris');
        await workbench.screenshot(`panel-${theme.file}-${place}`);
      }
      await workbench.page.keyboard.press('?');
      await panel.frame.getByRole('dialog').waitFor(patience);
      expect(await findings(panel.frame)).toEqual([]);
      expect(errors).toEqual([]);
      await workbench.close();
    });
  }

  for (const theme of themes.slice(0, 2)) {
    it(`shows every example in ${theme.name}`, async () => {
      const workbench = await opened.window();
      await workbench.page.setViewportSize({ width: 1800, height: 1000 });
      await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
      let themed = false;
      for (const [name, title] of runs) {
        const panel = await PanelPage.runScenario(workbench, `${name}.hatopo`, title);
        if (!themed) await setTheme(workbench, theme, panel);
        themed = true;
        await expect.poll(() => panel.frame.locator('.verdict').count(), patience).toBe(1);
        expect(await findings(panel.frame)).toEqual([]);
        await workbench.screenshot(`example-${name}-${theme.file}`);
      }
      await workbench.close();
    });
  }
});
