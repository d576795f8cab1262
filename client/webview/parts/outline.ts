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
  const twigs = visible(branches, 1);
  const tabbable = twigs.find((one) => one.branch.id === current)?.branch.id ?? twigs[0]?.branch.id;
  return html`<div
    role="tree"
    class="outline"
    aria-label="Topology"
    @keydown=${(event: KeyboardEvent) => pressed(event, actions)}
    @click=${(event: MouseEvent) => clicked(event, actions)}
  >
    ${twigs.map((twig) => item(twig, tabbable, current))}
  </div>`;
}

/** A line of the tree: all lines are siblings, each with its level, so that the name of each is its own words alone. */
interface Twig {
  readonly branch: Branch;
  readonly level: number;
  readonly index: number;
  readonly count: number;
  /** Absent where nothing is in it. */
  readonly open: boolean | undefined;
}

function visible(branches: readonly Branch[], level: number): readonly Twig[] {
  return branches.flatMap((branch, index) => {
    const open = branch.branches.length > 0 ? !closed.has(branch.id) : undefined;
    const twig: Twig = { branch, level, index, count: branches.length, open };
    return open ? [twig, ...visible(branch.branches, level + 1)] : [twig];
  });
}

/** Deeper levels are not set in further. */
const deepest = 6;

function item(
  { branch, level, index, count, open }: Twig,
  tabbable: string | undefined,
  current: string | undefined,
): TemplateResult {
  return html`<div
    role="treeitem"
    class=${`twig level-${Math.min(level, deepest)} is-${branch.tone}${branch.id === current ? ' is-current' : ''}`}
    data-branch=${branch.id}
    aria-level=${level}
    aria-posinset=${index + 1}
    aria-setsize=${count}
    aria-expanded=${open ?? nothing}
    aria-selected=${branch.id === current}
    tabindex=${branch.id === tabbable ? 0 : -1}
  >
    <span class=${`fold ${open === undefined ? '' : open ? 'open' : 'shut'}`} aria-hidden="true"></span>${stateMark(branch.tone)}
    <span class="kind">${branch.kind}</span> <b>${branch.name}</b> <span class="state">${branch.state}</span>
    <span class="detail">${branch.detail}</span>
  </div>`;
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

function levelOf(twig: HTMLElement): number {
  return Number(twig.getAttribute('aria-level'));
}

function pressed(event: KeyboardEvent, actions: OutlineActions): void {
  const twig = itemAt(event.target);
  const id = twig?.dataset.branch;
  if (!twig || id === undefined) return;
  const tree = event.currentTarget as HTMLElement;
  const all = [...tree.querySelectorAll<HTMLElement>('[data-branch]')];
  const at = all.indexOf(twig);
  const expanded = twig.getAttribute('aria-expanded');
  let to: HTMLElement | undefined;
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
      else to = all.slice(0, at).findLast((one) => levelOf(one) < levelOf(twig));
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
