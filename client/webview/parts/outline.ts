/** The topology as a tree: the diagram in words, for screen readers and for everyone who rather reads. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Branch } from '../model/outline.ts';
import { stateMark } from '../ui/marks.ts';

export interface OutlineActions {
  /** Shows an element in the text; `focus` moves the keyboard there. */
  reveal(id: string, focus?: boolean): void;
  pointAt(id: string): void;
  /** Fails or restores it. */
  byHand(verb: 'fail' | 'restore', id: string): void;
}

/** What was closed by the reader; everything else is open. */
const closed = new Set<string>();

export function outline(
  branches: readonly Branch[],
  current: string | undefined,
  actions: OutlineActions,
): TemplateResult {
  const flat = visible(branches);
  const tabbable = flat.find((one) => one.id === current)?.id ?? flat[0]?.id;
  return html`<div
    role="tree"
    class="outline"
    aria-label="Topology"
    @keydown=${(event: KeyboardEvent) => pressed(event, actions)}
    @click=${(event: MouseEvent) => clicked(event, actions)}
  >
    ${branches.map((branch, index) => item(branch, { level: 1, index, count: branches.length, tabbable, current }))}
  </div>`;
}

interface At {
  readonly level: number;
  readonly index: number;
  readonly count: number;
  readonly tabbable: string | undefined;
  readonly current: string | undefined;
}

function item(branch: Branch, at: At): TemplateResult {
  const open = branch.branches.length > 0 ? !closed.has(branch.id) : undefined;
  const label = `${branch.kind} ${branch.name}${branch.state ? `: ${branch.state}` : ''}${branch.detail ? `, ${branch.detail}` : ''}`;
  return html`<div
    role="treeitem"
    class=${`twig is-${branch.tone}${branch.id === at.current ? ' is-current' : ''}`}
    data-branch=${branch.id}
    aria-label=${label}
    aria-level=${at.level}
    aria-posinset=${at.index + 1}
    aria-setsize=${at.count}
    aria-expanded=${open ?? nothing}
    aria-selected=${branch.id === at.current}
    tabindex=${branch.id === at.tabbable ? 0 : -1}
  >
    <div class="row" aria-hidden="true">
      <span class=${`fold ${open === undefined ? '' : open ? 'open' : 'shut'}`}></span>${stateMark(branch.tone)}<span class="kind"
        >${branch.kind}</span
      ><b>${branch.name}</b><span class="state">${branch.state}</span><span class="detail">${branch.detail}</span>
    </div>
    ${
      open
        ? html`<div role="group">
            ${branch.branches.map((one, index) =>
              item(one, { ...at, level: at.level + 1, index, count: branch.branches.length }),
            )}
          </div>`
        : nothing
    }
  </div>`;
}

function visible(branches: readonly Branch[]): readonly Branch[] {
  return branches.flatMap((one) => [one, ...(closed.has(one.id) ? [] : visible(one.branches))]);
}

function itemAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-branch]') : null;
}

function clicked(event: MouseEvent, actions: OutlineActions): void {
  const twig = itemAt(event.target);
  const id = twig?.dataset.branch;
  if (!twig || id === undefined) return;
  if ((event.target as Element).closest('.fold')) toggle(id);
  actions.pointAt(id);
  if (!(event.target as Element).closest('.fold')) actions.reveal(id);
  twig.focus({ preventScroll: true });
}

function toggle(id: string): void {
  if (!closed.delete(id)) closed.add(id);
}

function pressed(event: KeyboardEvent, actions: OutlineActions): void {
  const twig = itemAt(event.target);
  const id = twig?.dataset.branch;
  if (!twig || id === undefined) return;
  const tree = event.currentTarget as HTMLElement;
  const all = [...tree.querySelectorAll<HTMLElement>('[data-branch]')];
  const at = all.indexOf(twig);
  const expanded = twig.getAttribute('aria-expanded');
  let to: HTMLElement | undefined | null;
  switch (event.key) {
    case 'ArrowDown':
      to = all[at + 1];
      break;
    case 'ArrowUp':
      to = all[at - 1];
      break;
    case 'Home':
      to = all[0];
      break;
    case 'End':
      to = all.at(-1);
      break;
    case 'ArrowRight':
      if (expanded === 'false') toggle(id);
      else if (expanded === 'true') to = all[at + 1];
      break;
    case 'ArrowLeft':
      if (expanded === 'true') toggle(id);
      else to = itemAt(twig.parentElement);
      break;
    case 'Enter':
      actions.reveal(id, true);
      break;
    case 'f':
    case 'F':
    case 'Delete':
      actions.byHand('fail', id);
      break;
    case 'r':
    case 'R':
      actions.byHand('restore', id);
      break;
    default:
      return;
  }
  event.preventDefault();
  event.stopPropagation();
  const next = to?.dataset.branch ?? id;
  actions.pointAt(next);
  (to ?? twig).focus({ preventScroll: true });
  (to ?? twig).scrollIntoView({ block: 'nearest' });
}
