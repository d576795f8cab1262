/** *Simulate host failure* and *Simulate failure of…*: one component is lost at 0 s. */
import { window } from 'vscode';
import { choose } from './choose.ts';
import { type Desk, outlineOf, subjectOf } from './desk.ts';
import { componentPicks, hostPicks } from './picks.ts';

export async function simulateHostFailure(desk: Desk, given?: unknown): Promise<void> {
  const subject = await subjectOf(desk, given);
  if (!subject) return;
  const picks = hostPicks(await outlineOf(desk, subject));
  if (picks.items.length === 0) {
    void window.showInformationMessage(
      'hatopo: This topology has no host. Write one (host Host1 { … }), or use “Simulate failure of…” for what it has.',
    );
    return;
  }
  const host = await choose(picks, 'Simulate host failure', 'The host that fails at 0 s');
  if (host !== undefined) await desk.panel.show(subject.document, { steps: [{ at: 0, verb: 'fail', id: host }] });
}

export async function simulateFailure(desk: Desk, given?: unknown): Promise<void> {
  const subject = await subjectOf(desk, given);
  if (!subject) return;
  const picks = componentPicks(await outlineOf(desk, subject));
  if (picks.items.length === 0) {
    void window.showInformationMessage(
      'hatopo: There is nothing in this text that could fail yet. Write a component, such as host, server, switch or network.',
    );
    return;
  }
  const component = await choose(picks, 'Simulate failure of…', 'What fails at 0 s');
  if (component !== undefined)
    await desk.panel.show(subject.document, { steps: [{ at: 0, verb: 'fail', id: component }] });
}
