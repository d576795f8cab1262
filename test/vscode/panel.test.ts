import { expect, it } from 'vitest';
import { describeWithEditor } from './harness/opened.ts';
import { PanelPage } from './harness/panel.ts';
import type { Workbench } from './harness/workbench.ts';

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

describeWithEditor('the panel', { userSettings: { 'editor.inlayHints.enabled': 'off' } }, (opened) => {
  it('plays the loss of a host that is picked from the palette', async () => {
    const workbench = await opened.window();
    const panel = await PanelPage.failHost(workbench, 'avaya-duplication.hatopo', 'Host1');
    const { frame } = panel;
    expect(await frame.locator('.verdict').innerText()).toContain('0.2 s without CommunicationManager, calls are kept');
    expect(await frame.locator('.summary').first().innerText()).toMatch(
      /CommunicationManager\s+0\.2 s\s+kept\s+0:00\.200\s+protected again at 5:30/,
    );
    await workbench.screenshot('panel-light');

    const told = await panel.events();
    const order = [
      'Host1 fails',
      'CMVM_02 becomes active',
      'HA powers on CMVM_01 on Host3',
      'CommunicationManager is protected again',
    ];
    const found = order.map((text) => told.findIndex((event) => event.includes(text)));
    expect(found.every((at) => at >= 0)).toBe(true);
    expect([...found].sort((a, b) => a - b)).toEqual(found);
    // the VM is drawn where it runs now, the host says that it is down
    expect(await panel.heard('DataCenter.Host1')).toMatch(/: down$/);
    expect(await panel.heard('CMVM_02')).toContain('active');
    expect(await workbench.page.locator('.monaco-editor .squiggly-error').count()).toBe(0);
    await panel.selectEvent('HA powers on CMVM_01 on Host3');
    expect(await frame.locator('.why').innerText()).toMatch(/because\s+0:18\s+HA of DataClusterA declares Host1 dead/);
    // the click lands at the declaration of its subject, and the panel stays
    await expect.poll(() => currentLine(workbench), patience).toBe('vm CMVM_01 on Host1 {');
    await workbench.screenshot('panel-event');

    await panel.press('DataCenter.Host3');
    await expect.poll(() => currentLine(workbench), patience).toBe('host Host3 : Esxi');
    expect(await panel.events()).toEqual(told);
    await workbench.close();
  });

  it('follows edits, and says what it could not build', async () => {
    const workbench = await opened.window();
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

    // beside the panel, not over it
    await workbench.page.keyboard.press('ControlOrMeta+Digit1');
    await workbench.openFile('avaya-duplication.hatopo');
    await workbench.goTo(64, 1);
    await workbench.page.keyboard.press('Control+Shift+KeyK');
    await frame.locator('.problems').waitFor({ state: 'detached', ...patience });
    expect(await frame.locator('.expectations h2').innerText()).toContain('All 6 expectations hold');
    await workbench.close();
  });

  it('draws the topology by itself, and any part may be chosen to fail', async () => {
    const workbench = await opened.window();
    await workbench.openFile('avaya-geo-redundancy.hatopo');
    await workbench.runCommand('hatopo: Show topology');
    await workbench.webview('wan · 95 ms · 1 Gbps');
    await workbench.screenshot('panel-topology');

    await workbench.runCommand('hatopo: Simulate failure of…');
    await list(workbench, 'Simulate failure of…');
    await workbench.page.keyboard.type('wan');
    await workbench.pick('wan');
    const run = await workbench.webview('Failure of wan');
    expect(await new PanelPage(run).heard('wan')).toContain('down');
    await workbench.close();
  });
});
