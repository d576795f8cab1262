/** *Run scenario*: a scenario of the text by its title. */
import { window } from 'vscode';
import { choose } from './choose.ts';
import { type Desk, outlineOf, subjectOf } from './desk.ts';
import { scenarioPicks } from './picks.ts';

/** @param title runs this one without asking: for links in the text. */
export async function runScenario(desk: Desk, given?: unknown, title?: unknown): Promise<void> {
  const subject = await subjectOf(desk, given);
  if (!subject) return;
  if (typeof title === 'string') {
    await desk.panel.show(subject.document, { scenario: title });
    return;
  }
  const picks = scenarioPicks(await outlineOf(desk, subject));
  if (picks.items.length === 0) {
    void window.showInformationMessage(
      'hatopo: This text has no scenario. Write one (scenario "Host1 fails" { at 0 s fail Host1 }), or use “Simulate failure of…”.',
    );
    return;
  }
  const chosen = await choose(picks, 'Run scenario', 'The scenario to run');
  if (chosen !== undefined) await desk.panel.show(subject.document, { scenario: chosen });
}
