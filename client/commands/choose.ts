/** Shows a list to choose from, one entry chosen beforehand. */
import { type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import type { Picks } from './picks.ts';

interface Item extends QuickPickItem {
  readonly value: string;
}

/** The value of the chosen entry; `undefined` where the list was left. */
export function choose(picks: Picks, title: string, placeholder: string): Promise<string | undefined> {
  const items = picks.items.map(
    (pick): Item => ({
      label: pick.label,
      value: pick.value,
      ...(pick.description !== undefined && { description: pick.description }),
      ...(pick.heading && { kind: QuickPickItemKind.Separator }),
    }),
  );
  return new Promise((resolve) => {
    const list = window.createQuickPick<Item>();
    list.title = title;
    list.placeholder = placeholder;
    list.matchOnDescription = true;
    list.items = items;
    list.activeItems = items.filter((item) => item.value === picks.preselected);
    list.onDidAccept(() => {
      resolve(list.activeItems[0]?.value);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}
