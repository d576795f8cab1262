/** Classes of parts of the picture: pointed at, found, dimmed. At a step of a run only what is another now is looked at. */
export class Marks {
  private readonly sheet: Element;
  private readonly marked = new Map<string, readonly Element[]>();
  private isDim = false;

  constructor(sheet: Element) {
    this.sheet = sheet;
  }

  /** Gives a class to the parts of an element, and takes it from others. */
  show(className: string, id: string | undefined): void {
    const now =
      id === undefined ? [] : [...this.sheet.querySelectorAll(`:scope > svg > [data-id="${CSS.escape(id)}"]`)];
    for (const element of this.marked.get(className) ?? [])
      if (!now.includes(element)) element.classList.remove(className);
    for (const element of now) element.classList.add(className);
    this.marked.set(className, now);
  }

  /**
   * @param wanted others are dimmed
   * @param found these are marked, others are dimmed
   */
  dim(wanted: ReadonlySet<string> | undefined, found: ReadonlySet<string> | undefined): void {
    const isDim = wanted !== undefined || found !== undefined;
    if (!isDim && !this.isDim) return;
    this.isDim = isDim;
    for (const element of this.sheet.querySelectorAll<SVGElement>(':scope > svg:not(.ghost) > *')) {
      const { id, group } = element.dataset;
      const { classList } = element;
      classList.toggle('is-found', id !== undefined && found?.has(id) === true);
      // the lines of a group lie in one element
      const part = id ?? group ?? element.querySelector<SVGElement>(':scope > [data-group]')?.dataset.group;
      const aside = wanted !== undefined && part !== undefined && !wanted.has(part);
      const missed =
        found !== undefined && found.size > 0 && part !== undefined && !found.has(part) && !isFrame(element);
      classList.toggle('dimmed', aside || missed);
    }
  }
}

/** What others lie in is not dimmed while something in it is looked for. */
function isFrame(element: Element): boolean {
  return element.matches('.site, .cluster, .failover-cluster:not(.card)');
}
