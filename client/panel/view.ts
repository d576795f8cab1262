/** Asks the server what a panel shows. */
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type DrawParams,
  type PanelView,
  Requests,
  type Room,
  type Shown,
  type SimulateParams,
} from '../../server/protocol.ts';

/**
 * The run that is meant, or the topology alone, arranged for a place; `undefined` where that is what is known.
 * @param known the id of the view that the page has
 */
export async function newerView(
  client: BaseLanguageClient,
  { uri, choice, expanded }: Shown,
  room: Room | undefined,
  known: string | undefined,
): Promise<PanelView | undefined> {
  const wish: DrawParams = {
    uri,
    ...(room && { room }),
    ...(expanded && { expanded }),
    ...(known !== undefined && { known }),
  };
  const view = choice
    ? await client.sendRequest<PanelView | null>(Requests.simulate, { ...wish, choice } satisfies SimulateParams)
    : await client.sendRequest<PanelView | null>(Requests.draw, wish);
  return view ?? undefined;
}

/** Whether two ask for the same run of the same text. */
export function isSameRun(one: Shown, other: Shown): boolean {
  return one.uri === other.uri && JSON.stringify(one.choice) === JSON.stringify(other.choice);
}

/** The wish under the title that its scenario has in a view. */
export function renamedIn(wanted: Shown, { choice }: PanelView): Shown {
  if (choice?.scenario === undefined || choice.scenario === wanted.choice?.scenario) return wanted;
  const { otherwise } = wanted.choice ?? {};
  const isOtherwise = otherwise !== undefined && JSON.stringify(otherwise) === JSON.stringify(choice);
  return isOtherwise ? wanted : { ...wanted, choice: { ...choice, ...(otherwise && { otherwise }) } };
}
