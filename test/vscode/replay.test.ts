import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call } from '../cli/call.ts';
import { openBrowser, screenshot } from './harness/browser.ts';
import { describeInEditor } from './harness/rig.ts';

// No editor in here: the page that hatopo draw writes, opened from a disk.
describeInEditor('a page that replays a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hatopo-replay-'));
  const file = join(folder, 'run.html');
  let browser: Browser;

  beforeAll(async () => {
    const title = "Active virtual machine's host fails";
    const args = ['draw', 'examples/avaya-duplication.hatopo', '--run', title, '--output', file];
    expect(await call(args)).toEqual({ code: 0, out: '', err: '' });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the page; what the browser complains of or fetches is kept. */
  async function open(colorScheme: 'light' | 'dark'): Promise<{ page: Page; trouble: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('console', (message) => trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(String(error)));
    page.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) trouble.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    await page.locator('output.now').waitFor();
    return { page, trouble };
  }

  it.each(['light', 'dark'] as const)('plays in a browser without an editor, %s', async (scheme) => {
    const { page, trouble } = await open(scheme);
    const now = page.locator('output.now');
    expect(await now.innerText()).toMatch(/^5:30\s+end$/);
    expect(await page.locator('.hatopo-timeline .lane').count()).toBe(5);

    await page.keyboard.press('Home');
    await expect.poll(() => now.innerText()).toMatch(/before the first event/);
    await page.getByRole('button', { name: 'Takeover', exact: true }).click();
    await expect.poll(() => now.innerText()).toMatch(/^0:00\.200/);
    await page.getByRole('button', { name: 'Protected', exact: true }).click();
    await expect.poll(() => now.innerText()).toMatch(/^5:30/);

    await page.keyboard.press('Home');
    await page.locator('.play').first().click();
    await expect.poll(() => now.innerText(), { timeout: 60_000 }).toMatch(/^5:30\s+end$/);
    await screenshot(page, `replay-${scheme}`);
    expect(trouble).toEqual([]);
    await page.context().close();
  });

  it('is closed to scripts that others put into it', async () => {
    const { page } = await open('light');
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.wasRun = true';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="globalThis.wasRun = true">');
      return new Promise((resolve) => setTimeout(() => resolve('wasRun' in globalThis), 200));
    });
    expect(ran).toBe(false);
    await page.context().close();
  });
});
