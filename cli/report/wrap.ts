/** Lines that fit a terminal. */

/**
 * Breaks a line at spaces so that no piece is longer than `width` columns where a space allows it; pieces after the first
 * are indented by `indent` columns.
 */
export function hanging(line: string, indent: number, width: number): string {
  const pieces: string[] = [];
  let rest = line;
  let room = width;
  while (rest.length > room) {
    const at = rest.lastIndexOf(' ', room);
    if (at <= indent) break;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
    room = Math.max(20, width - indent);
  }
  pieces.push(rest);
  return pieces.join(`\n${' '.repeat(indent)}`);
}
