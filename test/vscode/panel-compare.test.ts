import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { describeWithEditor } from './harness/opened.ts';
import { PanelPage } from './harness/panel.ts';
import type { Workbench } from './harness/workbench.ts';

const patience = { timeout: 30_000 };
const file = 'mx-one-fault-tolerance.hatopo';
const title = "The primary's physical server goes down";
const withoutTolerance = (line: string) => line.replace(/ {2}ft \{.*?\}/, '');

/** Without git nothing can be committed, and that test is skipped. */
const hasGit = spawnSync('git', ['--version']).status === 0;

/** Makes a folder a repository in which all is committed. */
function commit(folder: string): void {
  const git = (...args: string[]) => {
    const { status, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  git('init', '--quiet');
  git('add', '.');
  git('-c', 'user.name=Tester', '-c', 'user.email=tester@localhost', 'commit', '--quiet', '-m', 'Examples');
}

describeWithEditor('two runs beside each other', { prepare: (folder) => hasGit && commit(folder) }, (opened) => {
  /** Puts another line in the place of the one that begins so. */
  async function replaceLine(workbench: Workbench, start: string, by: (line: string) => string): Promise<void> {
    await workbench.openFile(file);
    const lines = opened.editor.read(file).split('\n');
    const at = lines.findIndex((line) => line.startsWith(start));
    await workbench.goTo(at + 1);
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('Shift+End');
    await workbench.page.keyboard.insertText(by(lines[at] ?? ''));
    await workbench.page.keyboard.press('Escape');
  }

  it.skipIf(!hasGit)('the run in the text as committed stays, the one beside it follows each edit', async () => {
    const text = opened.editor.read(file);
    writeFileSync(
      path.join(opened.editor.folder, file),
      text.replace(/^vm SN1.*$/m, withoutTolerance), // saved, not committed
    );
    const workbench = await opened.window();
    const panel = await PanelPage.runScenario(workbench, file, title);
    await workbench.runCommand('hatopo: Compare the run with…');
    await workbench.pick('This run in the text as committed last');
    const { frame } = panel;
    const outcome = frame.locator('.outcome');
    await outcome.filter({ hasText: 'got worse' }).waitFor(patience);
    expect(await frame.locator('.track h2').allInnerTexts()).toEqual([
      `Before: ${title}, as committed last`,
      `Now: ${title}`,
    ]);
    await workbench.screenshot('panel-compare-committed');
    const line = text.split('\n').find((one) => one.startsWith('vm SN1')) ?? '';
    await replaceLine(workbench, 'vm SN1', () => line);
    await outcome.filter({ hasText: 'Nothing got better or worse.' }).waitFor(patience);
    await replaceLine(workbench, 'vm SN1', () => withoutTolerance(line));
    await outcome.filter({ hasText: 'got worse' }).waitFor(patience);
    writeFileSync(path.join(opened.editor.folder, file), text);
    await workbench.close();
  });

  it('another scenario of the text follows the text, and says so when it is not in it any more', async () => {
    const workbench = await opened.window();
    const panel = await PanelPage.runScenario(workbench, file, title);
    const { frame } = panel;
    const other =
      opened.editor
        .read(file)
        .match(/^scenario "([^"]*)"/gm)
        ?.map((one) => one.slice(10, -1))
        .find((one) => one !== title) ?? '';
    await workbench.runCommand('hatopo: Compare the run with…');
    await workbench.pick(other);
    await frame.locator('.track h2').filter({ hasText: other }).waitFor(patience);
    await replaceLine(workbench, `scenario "${other}"`, (line) => line.replace(other, 'Something else'));
    await frame.locator('.track h2').filter({ hasText: 'Something else' }).waitFor(patience);
    await replaceLine(workbench, `scenario "${other}"`, () => '//');
    await frame.getByText('Something else is as its text was before.').waitFor(patience);
    await workbench.screenshot('panel-compare-old');
    await replaceLine(workbench, `scenario "${other}"`, (line) => line);
    await frame.locator('.track h2').filter({ hasText: other }).waitFor(patience);
    await workbench.close();
  });
});
