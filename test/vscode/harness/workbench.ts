/** What a person does in the workbench, as functions: each waits until its effect is on screen. */

import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { openPage, screenshot } from './browser.ts';
import type { TestEditor } from './editor.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** How long anything may take on a busy machine, in milliseconds. */
const patience = 30_000;

/** After how long a person tries again, in milliseconds. */
const onceAgain = 5_000;

/** The editor's window in a browser. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens the editor's address and waits for the window with its folder. */
  static async open(browser: Browser, editor: Pick<TestEditor, 'url'>): Promise<Workbench> {
    const page = await openPage(browser);
    await page.goto(editor.url, { waitUntil: 'domcontentloaded', timeout: 60_000 });
    await page.locator('.monaco-workbench .explorer-folders-view').first().waitFor({ timeout: 60_000 });
    return new Workbench(page);
  }

  /** Opens a file of the folder by its name with quick open, the cursor in its text. */
  async openFile(name: string): Promise<void> {
    const { page } = this;
    await this.choose('ControlOrMeta+KeyP', name, name);
    await page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor({ timeout: patience });
    await this.text().first().waitFor({ timeout: patience });
  }

  /** Goes to what a tab shows, and waits until commands go there. */
  async goToTab(title: string): Promise<void> {
    const { page } = this;
    await this.insist(async () => {
      await page.locator('.tab').filter({ hasText: title }).first().click({ timeout: onceAgain });
      const here = page.locator('.editor-group-container.active .tab.active').filter({ hasText: title });
      await here.waitFor({ timeout: onceAgain });
    });
  }

  /** Runs a command by its title in the palette, as shown there: `Category: Title`. */
  async runCommand(title: string): Promise<void> {
    await this.choose('F1', `>${title}`, title);
  }

  /** Saves the file in which the cursor is, and waits until that is done. */
  async save(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+KeyS');
    const unsaved = this.page.locator('.editor-group-container.active .tab.active.dirty');
    await unsaved.waitFor({ state: 'detached', timeout: patience });
  }

  /** Chooses an entry of a quick pick that is open. */
  async pick(text: string): Promise<void> {
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
    await row.click({ timeout: patience });
  }

  /** Puts the cursor at a line and column, both from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.insist(async () => {
      await this.page.keyboard.press('Control+KeyG');
      await this.quickInput().fill(`:${line}:${column}`, { timeout: onceAgain });
      await this.page.keyboard.press('Enter');
      await this.quickInput().waitFor({ state: 'hidden', timeout: onceAgain });
    });
  }

  /**
   * What completion offers at the cursor, best first, once `label` is among it; asked for again
   * where nothing comes: a language may still be starting.
   */
  async completions(label: string): Promise<string[]> {
    const rows = this.page.locator('.suggest-widget .monaco-list-row');
    await this.insist(async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+Space');
      await rows.filter({ hasText: label }).first().waitFor({ timeout: onceAgain });
    });
    return rows.locator('.label-name').allInnerTexts();
  }

  /** The code action of this title at the cursor, in the list that is open then. */
  async codeAction(title: string): Promise<Locator> {
    const row = this.page.locator('.action-widget .monaco-list-row').filter({ hasText: title }).first();
    await this.insist(async () => {
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press('Control+Period');
      await row.waitFor({ timeout: onceAgain });
    });
    return row;
  }

  /** Waits for an underlined place of this severity in the text, and returns all of them. */
  async squiggles(severity: Severity): Promise<Locator> {
    const squiggles = this.page.locator(`.monaco-editor .squiggly-${severity}`);
    await squiggles.first().waitFor({ state: 'attached', timeout: patience });
    return squiggles;
  }

  /** Waits until no place of this severity is underlined. */
  async noSquiggles(severity: Severity): Promise<void> {
    await this.page.locator(`.monaco-editor .squiggly-${severity}`).first().waitFor({ state: 'detached' });
  }

  /** The problems view's lines as a person reads them; waits until there is one. */
  async problems(): Promise<string[]> {
    await this.runCommand('Problems: Focus on Problems View');
    const rows = this.page.locator('.markers-panel .monaco-list-row:has(.marker-message-details-container)');
    await rows.first().waitFor({ timeout: patience });
    return rows.allInnerTexts();
  }

  /** The text of the active editor's lines that are on screen. */
  async visibleText(): Promise<string> {
    const lines = await this.text().evaluateAll((elements) =>
      elements
        .map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map((line) => line.text.replaceAll('\u00a0', ' ')),
    );
    return lines.join('\n');
  }

  /**
   * The hover's text after the pointer rests on the first place that says `word`: one that says
   * `expected`. What it says may still be worked out, other things have tips too: a person moves
   * the pointer away and back.
   */
  async hover(word: string, expected: string | RegExp = ''): Promise<string> {
    const { page } = this;
    const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents');
    let said = '';
    await this.insist(async () => {
      await page.mouse.move(5, 5);
      // one that is still there would be shown again as it was
      await page.keyboard.press('Escape');
      await hover.first().waitFor({ state: 'hidden', timeout: onceAgain });
      const place = this.text().locator('span span').filter({ hasText: word }).first();
      await place.hover({ timeout: onceAgain });
      // a hand is never still: lines move under it while lenses come
      for (let x = 4; x < 10 && !(await hover.first().isVisible()); x++) {
        await page.waitForTimeout(500);
        await place.hover({ position: { x, y: 8 }, timeout: onceAgain });
      }
      await hover.first().waitFor({ timeout: onceAgain });
      said = (await hover.allInnerTexts()).join('\n');
      if (!(typeof expected === 'string' ? said.includes(expected) : expected.test(said))) {
        throw new Error(`No hover over ${word} says ${expected}; it says: ${said}`);
      }
    });
    return said;
  }

  /** Waits for a webview that shows `text`, and returns the frame that it is in. */
  async webview(text: string | RegExp): Promise<Frame> {
    const end = performance.now() + patience;
    while (performance.now() < end) {
      for (const { frame, text: shown } of await this.webviews()) {
        if (typeof text === 'string' ? shown.includes(text) : text.test(shown)) return frame;
      }
      await this.page.waitForTimeout(100);
    }
    const seen = (await this.webviews()).map((view) => view.text.slice(0, 2000));
    throw new Error(`No webview shows ${text}; the webviews show: ${JSON.stringify(seen)}`);
  }

  /** Every webview's inner frame and the text in it. */
  async webviews(): Promise<{ frame: Frame; text: string }[]> {
    // a webview is a frame within a frame; VS Code swaps the inner one when its content is replaced
    const inner = this.page.frames().filter((frame) => frame.parentFrame()?.parentFrame());
    const texts = await Promise.all(
      inner.map((frame) =>
        frame
          .locator('body')
          .innerText({ timeout: 2000 })
          .catch(() => undefined),
      ),
    );
    return inner.flatMap((frame, index) => {
      const text = texts[index];
      return text === undefined ? [] : [{ frame, text }];
    });
  }

  /** The notifications on screen. */
  async notifications(): Promise<string[]> {
    return this.page.locator('.notification-list-item-message').allInnerTexts();
  }

  /** Writes `out/screenshots/NAME.png`. */
  async screenshot(name: string): Promise<string> {
    return screenshot(this.page, name);
  }

  /** Closes the window. */
  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Opens a quick input with a key, types into it and takes the row that says `label`. */
  private async choose(key: string, typed: string, label: string): Promise<void> {
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first();
    await this.insist(async () => {
      await this.page.keyboard.press(key);
      await this.quickInput().fill(typed, { timeout: onceAgain });
      await row.click({ timeout: onceAgain });
    });
  }

  /**
   * Does what a person does again when nothing came of it: what is asked for closes by itself when
   * an editor that was still opening takes the focus, and rows come late on a busy machine.
   */
  private async insist(attempt: () => Promise<void>): Promise<void> {
    const end = performance.now() + patience;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (performance.now() > end) throw error;
        if (await this.quickInput().isVisible()) await this.page.keyboard.press('Escape');
      }
    }
  }

  private quickInput(): Locator {
    return this.page.locator('.quick-input-widget input[type="text"]').first();
  }

  private text(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor .view-line');
  }
}
