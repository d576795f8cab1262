/** What commands and menus know of the panel (`when` in package.json). */
import { commands } from 'vscode';
import type { Shown } from '../../server/protocol.ts';

/** @param shown what it shows; `undefined`: it is closed */
export function setContexts(shown: Shown | undefined): void {
  const set = (name: string, value: boolean) => void commands.executeCommand('setContext', `hatopo.${name}`, value);
  set('panelOpen', shown !== undefined);
  set('panelRuns', shown?.choice !== undefined);
  set('panelByHand', (shown?.choice?.steps?.length ?? 0) > 0);
}
