/** How large a scene is shown in the room that there is. */

/** Where a scene is shown, in pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** From this scale on all of a scene is shown at once. */
const legible = 0.45;
/** A scene that would be smaller is opened at this scale, as far as the width allows, and scrolled. */
const comfortable = 0.65;
/** What is taller than so many screens is shown whole, however small: an overview. */
const mostScreens = 5;
const largest = 1.15;

/** All of it where that is legible; else as wide as the room with the rest further down, or an overview. */
export function openingScale(scene: Room, room: Room): number {
  const whole = wholeScale(scene, room);
  if (isLegible(scene, room)) return whole;
  const scrolled = Math.min(comfortable, room.width / scene.width);
  return scene.height * scrolled <= mostScreens * room.height ? scrolled : whole;
}

/** Whether all of it can be read at once; @param ease how much smaller it may be */
export function isLegible(scene: Room, room: Room, ease = 1): boolean {
  return wholeScale(scene, room) >= legible * ease;
}

/** The scale at which all of it is in view. */
export function wholeScale(scene: Room, room: Room): number {
  return Math.min(largest, room.width / scene.width, room.height / scene.height);
}
