/** *Show topology*: the drawing without a run. */
import { type Desk, subjectOf } from './desk.ts';

export async function showTopology(desk: Desk, given?: unknown): Promise<void> {
  const subject = await subjectOf(desk, given);
  if (subject) await desk.panel.show(subject.document, undefined);
}
