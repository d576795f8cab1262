/** The place that the picture has on the page: the server arranges the topology for it. */
import type { Room } from '../../../server/protocol.ts';

/** From these widths on timeline and details stand beside each other, and the details beside the picture: see styles/page.css. */
const medium = 720;
const wide = 1100;
/** px: what can be done with the picture stands beside it. */
const tools = 30;
/** A room is told in steps of this many px: a few pixels more rearrange nothing. */
const step = 80;
/** ms without a change of size after which it is one. */
const quiet = 150;

/**
 * The room in a page of this size. That of a run, also where only the topology is drawn: boxes stay where they are when
 * a run begins.
 */
export function roomIn(width: number, height: number): Room {
  const steps = (length: number) => Math.max(2, Math.round(length / step)) * step;
  if (width >= wide) return { width: steps(width * 0.6 - tools), height: steps(height * 0.55) };
  return { width: steps(width - tools), height: steps(height * (width >= medium ? 0.45 : 0.37)) };
}

export function pictureRoom(): Room {
  return roomIn(window.innerWidth, window.innerHeight);
}

/** Tells every other room that the page comes to have. A page that is hidden has none. */
export function followRoom(tell: (room: Room) => void): void {
  let told = pictureRoom();
  let timer: ReturnType<typeof setTimeout> | undefined;
  window.addEventListener('resize', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const room = pictureRoom();
      if (window.innerWidth === 0 || (room.width === told.width && room.height === told.height)) return;
      told = room;
      tell(room);
    }, quiet);
  });
}
