/** What a reader can do, for the parts of the page: each says what was asked, the page does it. */
import type { HandStep, Place } from '../../../server/protocol.ts';
import type { Speed } from '../model/playing.ts';

export interface Actions {
  /** Shows an element in the text; `focus` moves the keyboard there. */
  reveal(id: string, focus?: boolean): void;
  revealPlace(place: Place): void;
  /** Goes to the moment of an event and selects it. */
  select(event: number): void;
  goTo(step: number): void;
  atTime(ms: number): void;
  togglePlay(): void;
  setSpeed(speed: Speed): void;
  /** Fails or restores an element at this moment. */
  byHand(verb: HandStep['verb'], id: string): void;
  takeBack(step: HandStep): void;
  clearSteps(): void;
  insertScenario(): void;
  pickScenario(): void;
  /** Dims what an element does not depend on; nothing is dimmed without one. */
  focusOn(id: string | undefined): void;
  /** Points at an element in the picture and shows its state. */
  pointAt(id: string): void;
  pickComparison(): void;
  keepToCompare(): void;
  endComparison(): void;
  takeAway(button: HTMLElement): void;
  showHelp(): void;
  openLink(url: string): void;
}
