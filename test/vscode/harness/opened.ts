/** An editor with a folder and a browser to look at it, for all tests of a file. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openBrowser } from './browser.ts';
import { startEditor, type TestEditor, type TestEditorOptions } from './editor.ts';
import { describeInEditor } from './rig.ts';
import { Workbench } from './workbench.ts';

/** What stands ready while the tests of a group run, not before. */
export class Opened {
  editor!: TestEditor;
  browser!: Browser;

  /** A new window of the editor, with its folder as it is on disk. */
  window(): Promise<Workbench> {
    this.editor.forgetUnsaved();
    return Workbench.open(this.browser, this.editor);
  }
}

/** {@link describeInEditor} with an editor of its own, started before the first test and stopped after the last. */
export function describeWithEditor(name: string, options: TestEditorOptions, tests: (opened: Opened) => void): void {
  describeInEditor(name, () => {
    const opened = new Opened();

    beforeAll(async () => {
      [opened.editor, opened.browser] = await Promise.all([startEditor(options), openBrowser()]);
    });

    afterAll(async () => {
      await opened.browser?.close();
      await opened.editor?.stop();
    });

    tests(opened);
  });
}
