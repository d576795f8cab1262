import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inRepo } from '../../scripts/lib/repo.ts';
import { openBrowser } from './harness/browser.ts';
import { startEditor, type TestEditor } from './harness/editor.ts';
import { PanelPage } from './harness/panel.ts';
import { describeInEditor } from './harness/rig.ts';
import { Workbench } from './harness/workbench.ts';

const patience = { timeout: 30_000 };
const file = 'mx-one-fault-tolerance.hatopo';
const title = "The primary's physical server goes down";
const withoutTolerance = (line: string) => line.replace(/ {2}ft \{.*?\}/, '');

/** The examples in a repository, committed. */
function committedExamples(): string {
  const folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'hatopo-repository-')), 'examples');
  cpSync(inRepo('examples'), folder, { recursive: true });
  const git = (...args: string[]) => {
    const { status, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  git('init', '--quiet');
  git('add', '.');
  git('-c', 'user.name=Tester', '-c', 'user.email=tester@localhost', 'commit', '--quiet', '-m', 'Examples');
  return folder;
}

describeInEditor('two runs beside each other', () => {
  let editor: TestEditor;
  let browser: Browser;
  let repository: string;

  beforeAll(async () => {
    repository = committedExamples();
    [editor, browser] = await Promise.all([startEditor({ folder: repository }), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await editor?.stop();
    rmSync(path.dirname(repository), { recursive: true, force: true });
  });

  /** Puts another line in the place of the one that begins so. */
  async function replaceLine(workbench: Workbench, start: string, by: (line: string) => string): Promise<void> {
    await workbench.openFile(file);
    const lines = editor.read(file).split('\n');
    const at = lines.findIndex((line) => line.startsWith(start));
    await workbench.goTo(at + 1);
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('Shift+End');
    await workbench.page.keyboard.insertText(by(lines[at] ?? ''));
    await workbench.page.keyboard.press('Escape');
  }

  it('the run in the text as committed stays, the one beside it follows each edit', async () => {
    const text = editor.read(file);
    writeFileSync(
      path.join(editor.folder, file),
      text.replace(/^vm SN1.*$/m, withoutTolerance), // saved, not committed
    );
    const workbench = await Workbench.open(browser, editor);
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
    writeFileSync(path.join(editor.folder, file), text);
    await workbench.close();
  });

  it('another scenario of the text follows the text, and says so when it is not in it any more', async () => {
    const workbench = await Workbench.open(browser, editor);
    const panel = await PanelPage.runScenario(workbench, file, title);
    const { frame } = panel;
    const other =
      editor
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
