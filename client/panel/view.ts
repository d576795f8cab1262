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

/** The run that is meant, or the topology alone, arranged for a place. */
export function viewOf(
  client: BaseLanguageClient,
  { uri, choice, expanded }: Shown,
  room: Room | undefined,
): Promise<PanelView> {
  const wish: DrawParams = { uri, ...(room && { room }), ...(expanded && { expanded }) };
  return choice
    ? client.sendRequest<PanelView>(Requests.simulate, { ...wish, choice } satisfies SimulateParams)
    : client.sendRequest<PanelView>(Requests.draw, wish);
}

/** Whether two ask for the same run of the same text. */
export function isSameRun(one: Shown, other: Shown): boolean {
  return one.uri === other.uri && JSON.stringify(one.choice) === JSON.stringify(other.choice);
}
