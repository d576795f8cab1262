import type { CompletionItem } from 'vscode-languageserver-protocol';

/** An item as it is gathered. What its documentation says is worked out when somebody looks at it, where the editor asks then. */
export interface Item extends Omit<CompletionItem, 'documentation'> {
  /** Markdown. */
  readonly documentation?: () => string | undefined;
}

/** `007`: orders items of one kind. */
export function order(index: number): string {
  return String(index).padStart(3, '0');
}
