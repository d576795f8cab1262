/** How many machines stand in a row: what looks best, or what stood there before where that still looks well. */
import type { Id } from '../topology/model.ts';
import type { Kept } from './scene.ts';

/** An earlier number of columns stays within this ratio of the one that looks best. */
const steady = 1.7;

export class Grids {
  private readonly breadth: number;
  private readonly before: Kept['grids'];
  readonly chosen: Record<Id, readonly [columns: number, rows: number]> = {};

  /**
   * @param breadth times as many machines in a row as by default
   * @param before the grids of the picture before
   */
  constructor(breadth: number, before: Kept['grids'] = {}) {
    this.breadth = breadth;
    this.before = before;
  }

  /** So many stand in a row where there are more. */
  get least(): number {
    return Math.max(1, Math.round(4 * this.breadth));
  }

  /** As many columns as keep a frame wider than high, at most 16; `breadth` times as many. */
  natural(count: number): number {
    if (count <= this.least) return Math.max(1, count);
    const columns = Math.min(16, Math.max(this.least, Math.ceil(Math.sqrt(count * 1.5) * this.breadth)));
    // as even as the rows allow: 6 hosts stand as 3 and 3, not as 4 and 2
    return Math.ceil(count / Math.ceil(count / columns));
  }

  /** Columns for the `count` machines of a frame, or of a site without frames. */
  columns(key: Id, count: number): number {
    const natural = this.natural(count);
    const columns = this.kept(key, count, natural) ?? natural;
    // what always stands in one row has nothing to keep
    if (count > 2) this.chosen[key] = [columns, Math.ceil(count / columns)];
    return columns;
  }

  private kept(key: Id, count: number, natural: number): number | undefined {
    const [columns = 0, rows = 0] = this.before[key] ?? [];
    if (columns === 0 || count <= columns) return undefined;
    // a row that grows goes on in a second before it is broken up
    if (rows === 1) return Math.max(columns, natural);
    return natural <= columns * steady && columns <= natural * steady ? columns : undefined;
  }
}
