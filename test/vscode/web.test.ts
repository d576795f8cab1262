/** The whole extension as vscode.dev runs it: a web build of the lowest VS Code that we support, and a virtual folder. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { exampleText } from '../support/topology.ts';
import { openBrowser } from './harness/browser.ts';
import { describeInEditor } from './harness/rig.ts';
import { startWebEditor, type WebEditor } from './harness/web-editor.ts';
import { Workbench } from './harness/workbench.ts';

const patience = { timeout: 30_000 };
const nic = '  nic eth2 -> duplication via vmnic2\n';

/** The site in a file of its own, the rest in another that imports it; one of the pair lacks its link. */
function inTwoFiles(text: string): { readonly site: string; readonly main: string } {
  const from = text.indexOf('site DataCenter');
  const to = text.indexOf('\nvm CMVM_01');
  return {
    site: text.slice(from, to),
    main: `import "./sites/center.hatopo"\n\n${text.slice(text.indexOf('topology "'), from)}${text.slice(to + 1).replace(nic, '')}`,
  };
}

describeInEditor('the extension in a browser alone', () => {
  let browser: Browser;
  let editor: WebEditor;
  let workbench: Workbench | undefined;
  const { site, main } = inTwoFiles(exampleText('avaya-duplication'));

  const lineOf = (start: string) => main.split('\n').findIndex((line) => line.startsWith(start)) + 1;

  beforeAll(async () => {
    [editor, browser] = await Promise.all([
      startWebEditor({
        'main.hatopo': main,
        'sites/center.hatopo': site,
        'branches/lab/closed.hatopo': 'host Lab { memory: 64 }\nscenario "Lost" { at 0 s fail Lab  expect Lab down }\n',
      }),
      openBrowser(),
    ]);
  });
  afterEach(async () => {
    await workbench?.close();
  });
  afterAll(async () => {
    await browser?.close();
    editor?.stop();
  });

  it('finds, mends, completes over virtual files, and plays a failure in the panel', async () => {
    workbench = await Workbench.open(browser, editor);
    const { page } = workbench;
    await page.getByRole('treeitem', { name: 'main.hatopo' }).dblclick();
    await page.locator('.tab.active[data-resource-name="main.hatopo"]').waitFor();

    // what needs the imported file to be known: the pair's link is a network of it
    await workbench.squiggles('error');
    const problems = await workbench.problems();
    expect(problems.join('\n')).toMatch(/CMVM_01 has no adapter on duplication/);
    expect(problems.join('\n')).not.toMatch(/center\.hatopo|There is no/);
    // what is wrong in a file that nobody opened, in a folder that can be read and not searched
    await expect
      .poll(async () => (await workbench?.problems())?.join('\n'), patience)
      .toContain('`memory: 64` needs a unit');

    await page.locator('.tab[data-resource-name="main.hatopo"]').click();
    await workbench.goTo(lineOf('vm CMVM_01'), 5);
    await page.keyboard.press('ControlOrMeta+Period');
    await page.getByText('Add nic eth2 -> duplication via vmnic2 to CMVM_01').first().waitFor();
    await page.keyboard.press('Enter');
    await workbench.noSquiggles('error');
    expect(await workbench.visibleText()).toContain('nic eth2 -> duplication via vmnic2');

    // names of the imported file are offered, and lead there
    await workbench.goTo(lineOf('vm CMVM_01'), 'vm CMVM_01 on Host1'.length);
    await page.keyboard.press('ControlOrMeta+Space');
    const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
    await suggestions.filter({ hasText: 'Host1' }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('F12');
    await page.locator('.tab.active[data-resource-name="center.hatopo"]').waitFor();
    await page.locator('.tab[data-resource-name="main.hatopo"]').click();

    await workbench.runCommand('hatopo: Simulate host failure');
    await workbench.pick('Host1');
    const frame = await workbench.webview('CMVM_02');
    expect(await frame.locator('svg').count()).toBeGreaterThan(0);
    await workbench.screenshot('web');

    // scenarios of the folder are tests, opened or not
    await page.locator('.activitybar .action-item [aria-label*="Testing"]').first().click();
    const rows = page.locator('.test-explorer .monaco-list-row');
    await rows.filter({ hasText: 'main.hatopo' }).first().waitFor(patience);
    await rows.filter({ hasText: 'branches' }).first().waitFor(patience);

    // a name is another in all files that name it
    await page.locator('.tab[data-resource-name="main.hatopo"]').click();
    await workbench.goTo(lineOf('vm CMVM_01'), 'vm CMVM_01 on Host1'.length);
    await page.keyboard.press('F2');
    const name = page.locator('.rename-box input:focus');
    await expect.poll(() => name.inputValue(), patience).toBe('Host1');
    await name.fill('Blade1');
    await page.keyboard.press('Enter');
    await expect.poll(() => workbench?.visibleText(), patience).toContain('vm CMVM_01 on Blade1');
    await page.locator('.tab[data-resource-name="center.hatopo"]').click();
    await expect.poll(() => workbench?.visibleText(), patience).toContain('host Blade1');

    // a start from an example, which comes over the network
    await workbench.runCommand('hatopo: New topology from example…');
    await workbench.pick('Duplicated Communication Manager');
    await expect.poll(() => workbench?.visibleText(), patience).toContain('topology "Communication Manager');

    // the editor looks for words of other languages; nothing else is missing
    const missing = editor.missing.filter((name) => name.startsWith('/hatopo/'));
    expect(missing.filter((name) => name !== '/hatopo/package.nls.json')).toEqual([]);
  });
});
