import { expect, it } from 'vitest';
import { describeWithEditor } from './harness/opened.ts';
import { PanelPage } from './harness/panel.ts';

const patience = { timeout: 30_000 };

// `npm run pictures` copies what this makes to docs/images.
describeWithEditor('the pictures of README and docs', {}, (opened) => {
  it('shows what takes over when a host fails', async () => {
    const workbench = await opened.window();
    await workbench.page.setViewportSize({ width: 1680, height: 1050 });
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    const { frame } = await PanelPage.failHost(workbench, 'avaya-duplication.hatopo', 'Host1');
    expect(await frame.locator('.summary').first().innerText()).toContain('protected again at 5:30');
    await workbench.screenshot('simulate-host-failure');
    await workbench.close();
  });

  it('shows a moment of the loss of a site, in the dark', async () => {
    const workbench = await opened.window();
    await workbench.page.setViewportSize({ width: 1680, height: 1050 });
    const title = 'Denver is lost, an operator activates Paris';
    const { frame } = await PanelPage.runScenario(workbench, 'avaya-geo-redundancy.hatopo', title);
    await workbench.runCommand('Preferences: Color Theme');
    await workbench.page.keyboard.type('Dark Modern');
    await workbench.pick('Dark Modern');
    await expect.poll(() => frame.locator('body').getAttribute('class'), patience).toContain('vscode-dark');
    // all of the window for the panel
    await workbench.goToTab(title);
    await workbench.runCommand('View: Maximize Editor Group'); // hides the side bar too
    await frame.locator('.landmark').filter({ hasText: 'Takeover' }).click();
    await frame.locator('.landmark.takeover.is-here').waitFor(patience);
    await frame.locator('.picture-tools [title^="Show all"]').click();
    await workbench.screenshot('panel-site-lost');
    await workbench.close();
  });

  it('shows losses by hand, and two runs beside each other', async () => {
    const workbench = await opened.window();
    await workbench.page.setViewportSize({ width: 1680, height: 1050 });
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    const panel = await PanelPage.failHost(workbench, 'pureconnect-switchover.hatopo', 'HostA');
    await panel.press('ContactCenter.HostC');
    await workbench.page.keyboard.press('f');
    await panel.frame.locator('.by-hand .chip').filter({ hasText: 'HostC fails' }).waitFor(patience);
    await workbench.screenshot('panel-losses-by-hand');
    await workbench.runCommand('hatopo: Compare the run with…');
    await workbench.pick('Power is lost to Host A');
    await panel.frame
      .locator('.outcome')
      .filter({ hasText: /fares? better/ })
      .waitFor(patience);
    await workbench.screenshot('panel-two-runs');
    await workbench.close();
  });
});
