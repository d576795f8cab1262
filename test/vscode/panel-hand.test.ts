import { expect, it } from 'vitest';
import { describeWithEditor } from './harness/opened.ts';
import { PanelPage } from './harness/panel.ts';

const patience = { timeout: 30_000 };

describeWithEditor('what if, by hand', {}, (opened) => {
  it('fails a part of the picture, another later, restores one, and writes it down', async () => {
    const workbench = await opened.window();
    await workbench.openFile('avaya-duplication.hatopo');
    await workbench.runCommand('hatopo: Show topology');
    const panel = new PanelPage(await workbench.webview('Communication Manager duplication'));
    await panel.part('DataCenter.Host1').waitFor(patience);
    await panel.press('DataCenter.Host1');
    await panel.frame.locator('.card-of-part .fail').click();
    await panel.frame.locator('.by-hand .chip').filter({ hasText: '0:00 Host1 fails' }).waitFor(patience);
    expect(await panel.heard('DataCenter.Host1')).toMatch(/down$/);

    // later another, by its key
    await panel.frame.locator('.landmark').filter({ hasText: 'Protected' }).click();
    await panel.press('DataCenter.Host4');
    await workbench.page.keyboard.press('f');
    await panel.frame.locator('.by-hand .chip').filter({ hasText: '5:30 Host4 fails' }).waitFor(patience);
    expect(await panel.heardNow()).toMatch(/^5:30/);
    expect(await panel.heard('DataCenter.Host4')).toMatch(/down$/);
    await workbench.screenshot('panel-by-hand');

    // the same key again restores what is lost
    await panel.goTo('End');
    await panel.press('DataCenter.Host1');
    await workbench.page.keyboard.press('f');
    const restored = panel.frame.locator('.by-hand .chip.restore').filter({ hasText: 'Host1 is restored' });
    await restored.waitFor(patience);
    await panel.goTo('End');
    await expect.poll(() => panel.heard('DataCenter.Host1'), patience).not.toMatch(/down$/);

    // one step is taken back
    await restored.getByRole('button').click();
    await restored.waitFor({ state: 'detached', ...patience });
    expect(await panel.frame.locator('.by-hand .chip').count()).toBe(2);

    await panel.frame.getByText('Insert as scenario').click();
    await panel.frame.locator('.by-hand').waitFor({ state: 'detached', ...patience });
    await workbench.openFile('avaya-duplication.hatopo');
    await workbench.page.keyboard.press('Control+KeyS');
    await expect
      .poll(() => opened.editor.read('avaya-duplication.hatopo'), patience)
      .toMatch(/scenario "[^"]*" \{[^}]*fail [^}]*Host1[^}]*fail [^}]*Host4/);
    await workbench.screenshot('panel-inserted');
    await workbench.close();
  });

  it('dims what a service does not depend on', async () => {
    const workbench = await opened.window();
    const panel = await PanelPage.runScenario(
      workbench,
      'avaya-geo-redundancy.hatopo',
      'Active Communication Manager fails in Denver',
    );
    await panel.press('SessionManagement');
    await expect.poll(() => panel.part('CM01a').getAttribute('class'), patience).toContain('dimmed');
    expect(await panel.part('SM02').getAttribute('class')).not.toContain('dimmed');
    await workbench.screenshot('panel-focus');
    await workbench.page.keyboard.press('Escape');
    await expect.poll(() => panel.frame.locator('.sheet .dimmed').count(), patience).toBe(0);
    await workbench.close();
  });

  it('holds a run beside what an edit makes of it, and another beside this one', async () => {
    const workbench = await opened.window();
    const file = 'mx-one-fault-tolerance.hatopo';
    const panel = await PanelPage.runScenario(workbench, file, "The primary's physical server goes down");
    await panel.tool('Keep this run').click();
    await panel.frame.getByText('Nothing got better or worse.').waitFor(patience);
    // without fault tolerance its users are without the node until it has booted elsewhere
    await workbench.page.locator(`.tab[data-resource-name="${file}"]`).first().click();
    const lines = opened.editor.read(file).split('\n');
    const at = lines.findIndex((line) => line.startsWith('vm SN1'));
    await workbench.goTo(at + 1);
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('Shift+End');
    await workbench.page.keyboard.insertText((lines[at] ?? '').replace(/ {2}ft \{.*?\}/, ''));
    await workbench.page.keyboard.press('Escape');
    await panel.frame.locator('.outcome').filter({ hasText: 'got worse' }).waitFor(patience);
    expect(await panel.frame.locator('.track').count()).toBe(2);
    await workbench.screenshot('panel-compare-edit');
    await panel.tool('Show this run alone').click();
    expect(await panel.frame.locator('.track').count()).toBe(1);
    await workbench.close();
  });
});
