import { expect, it } from 'vitest';
import { describeWithEditor } from './harness/opened.ts';
import { PanelPage } from './harness/panel.ts';
import type { Workbench } from './harness/workbench.ts';

const patience = { timeout: 30_000 };

describeWithEditor('playing in the panel', {}, (opened) => {
  it('plays from the beginning to the end; picture, timeline and events go together', async () => {
    const workbench = await opened.window();
    const panel = await PanelPage.failHost(workbench, 'avaya-duplication.hatopo', 'Host1');
    expect(await panel.now()).toMatch(/^5:30/);
    await panel.tool('Play').click();
    await panel.tool('Pause').waitFor(patience);
    // on the way the service is served by the other member, and the VM is not there yet
    await expect.poll(() => panel.heard('CommunicationManager'), patience).toContain('on CMVM_02');
    await panel.tool('Pause').click();
    await panel.tool('Play').waitFor(patience);
    const stopped = await panel.heardNow();
    expect(stopped).toMatch(/^0:\d\d.*, event \d+ of 13$/);
    const step = Number(/event (\d+)/.exec(stopped ?? '')?.[1]);
    await panel.tab('events');
    expect(await panel.frame.locator('.event[aria-selected="true"]').getAttribute('aria-rowindex')).toBe(`${step + 1}`);
    expect(await panel.frame.locator('.event.is-ahead').count()).toBe(13 - step);
    await workbench.screenshot('panel-playing');

    // real time: a second is a second
    await panel.goTo('Home');
    expect(await panel.heardNow()).toBe('0:00, before the first event');
    await panel.frame.locator('.speed').click();
    await panel.frame.getByRole('option', { name: '60 × faster' }).click();
    await panel.tool('Play').click();
    await expect.poll(() => panel.heardNow(), patience).toContain('event 8 of 13');
    await panel.tool('Pause').waitFor(patience);
    await expect.poll(() => panel.heardNow(), patience).toBe('5:30, end');
    await panel.tool('Play').waitFor(patience);
    await workbench.close();
  });

  it('goes where it is dragged, and to the moments that people ask for', async () => {
    const workbench = await opened.window();
    const panel = await PanelPage.failHost(workbench, 'avaya-duplication.hatopo', 'Host1');
    const landmark = (name: string) => panel.frame.locator('.landmark').filter({ hasText: name }).click();
    await landmark('Outage');
    expect(await panel.heardNow()).toBe('0:00, event 3 of 13');
    expect(await panel.heard('CommunicationManager')).toContain('down');
    await landmark('Takeover');
    expect(await panel.heardNow()).toBe('0:00.200, event 5 of 13');
    await landmark('Protected');
    expect(await panel.heardNow()).toBe('5:30, end');

    const cursor = await panel.frame.locator('.cursor .flag').boundingBox();
    const start = await panel.frame.locator('.track .tick').filter({ hasText: '1:30' }).boundingBox();
    if (!cursor || !start) throw new Error('no timeline');
    const { mouse } = workbench.page;
    await mouse.move(cursor.x + 4, cursor.y + 6);
    await mouse.down();
    await mouse.move(start.x + start.width / 2, cursor.y + 6, { steps: 5 });
    await mouse.move(start.x + start.width / 2 + 2, cursor.y + 6);
    await mouse.up();
    expect(await panel.heardNow()).toMatch(/^1:3\d, event 9 of 13$/);
    expect(await panel.heard('CMVM_01')).toContain('starting');

    // a mark on the timeline is an event
    await panel.frame.locator('.track .mark.takeover').first().click();
    expect(await panel.heardNow()).toMatch(/^0:00\.200, event [45] of 13$/);
    await workbench.close();
  });

  it('carries the moment into the editor', async () => {
    const workbench = await opened.window();
    const panel = await PanelPage.failHost(workbench, 'avaya-duplication.hatopo', 'Host1');
    await workbench.openFile('avaya-duplication.hatopo');
    await workbench.goTo(20);
    await expect.poll(() => decorations(workbench), patience).toContain('✕ 0:00');
    await panel.frame.locator('.landmark').filter({ hasText: 'Outage' }).click();
    await expect.poll(() => decorations(workbench), patience).not.toContain('standby 5:30');
    await workbench.close();
  });

  it('is played, searched and failed with the keyboard alone', async () => {
    const workbench = await opened.window();
    const panel = await PanelPage.failHost(workbench, 'avaya-duplication.hatopo', 'Host4');
    const { keyboard } = workbench.page;
    await panel.frame.getByRole('slider', { name: 'Moment of the run' }).focus();
    await keyboard.press('Home');
    expect(await panel.heardNow()).toBe('0:00, before the first event');
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    expect(await panel.heardNow()).toBe('0:00, event 2 of 11');
    await expect.poll(() => panel.frame.locator('[aria-live]').innerText(), patience).toContain('CMVM_02 loses power');
    await keyboard.press('p');
    expect(await panel.heardNow()).toBe('5:47, end');
    await keyboard.press('Space');
    await panel.tool('Pause').waitFor(patience);
    await keyboard.press('Space');
    await panel.tool('Play').waitFor(patience);

    // the events: a table that arrow keys walk through, Enter shows its subject in the text
    await panel.tab('events');
    await panel.frame.locator('.event[tabindex="0"]').focus();
    await keyboard.press('Home');
    await keyboard.press('ArrowDown');
    expect(await panel.heardNow()).toBe('0:00, event 2 of 11');
    expect(await panel.frame.locator(':focus').getAttribute('id')).toBe('event-2');

    // finding, and walking on from there
    await keyboard.press('/');
    await keyboard.type('host2');
    await keyboard.press('Enter');
    expect(await panel.frame.locator(':focus').getAttribute('data-id')).toBe('DataCenter.Host2');
    await keyboard.press('ArrowRight');
    expect(await panel.frame.locator(':focus').getAttribute('data-id')).not.toBe('DataCenter.Host2');
    await keyboard.press('?');
    await panel.frame.getByRole('dialog', { name: 'Keys' }).waitFor(patience);
    await workbench.screenshot('panel-keys');
    await keyboard.press('Escape');
    await panel.frame.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached', ...patience });

    // the tree in words
    await panel.tab('outline');
    await panel.frame.locator('[role="treeitem"][tabindex="0"]').focus();
    await keyboard.press('End');
    await keyboard.press('Home');
    for (let step = 0; step < 3; step++) await keyboard.press('ArrowDown');
    const item = panel.frame.locator('[role="treeitem"]:focus');
    expect(await item.innerText()).toMatch(/host\s+Host1/);
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    expect(await item.innerText()).toMatch(/cluster\s+DataClusterA/);
    await workbench.close();
  });
});

/** What stands behind the lines of the text. */
function decorations(workbench: Workbench): Promise<string> {
  return workbench.page
    .locator('.monaco-editor .view-lines')
    .first()
    .evaluate((lines) =>
      [...lines.querySelectorAll('span')]
        .map((span) => getComputedStyle(span, '::after').content)
        .filter((content) => content !== 'none' && content !== 'normal')
        .join(' '),
    );
}
