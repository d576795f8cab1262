/** The commands, by the ids that package.json contributes. */
import { commands, type ExtensionContext, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { newFromExample } from '../examples/new-from-example.ts';
import type { Panel } from '../panel/panel.ts';
import { addRenameAfter } from '../refactor/rename-after.ts';
import type { Desk } from './desk.ts';
import { fixAllOfRule, fixAllSafe } from './fix-all.ts';
import { commandIds } from './ids.ts';
import { runScenario } from './run-scenario.ts';
import { showTopology } from './show-topology.ts';
import { simulateFailure, simulateHostFailure } from './simulate-failure.ts';

export function addCommands(context: ExtensionContext, client: BaseLanguageClient, panel: Panel): void {
  const desk: Desk = { client, panel };
  const add = (id: string, run: (desk: Desk, ...given: unknown[]) => Promise<void>) => {
    const guarded = async (...given: unknown[]) => {
      try {
        await run(desk, ...given);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        void window.showErrorMessage(`hatopo: ${reason}`);
      }
    };
    context.subscriptions.push(commands.registerCommand(id, guarded));
  };
  addRenameAfter(context);
  add(commandIds.newFromExample, () => newFromExample(context));
  add(commandIds.fixAllSafe, fixAllSafe);
  add(commandIds.fixAllOfRule, fixAllOfRule);
  add(commandIds.simulateHostFailure, simulateHostFailure);
  add(commandIds.simulateFailure, simulateFailure);
  add(commandIds.runScenario, runScenario);
  add(commandIds.showTopology, showTopology);
  add(commandIds.panelPlay, () => panel.does('play'));
  add(commandIds.panelSearch, () => panel.does('search'));
  add(commandIds.panelRunScenario, () => panel.does({ type: 'pickScenario' }));
  add(commandIds.panelCompare, () => panel.does({ type: 'pickComparison' }));
  add(commandIds.panelInsertScenario, () => panel.does('insert'));
  add(commandIds.panelTakeAway, () => panel.does('takeAway'));
}
