/** Plays a run: moves the moment with the frames of the screen. */
import type { Reading } from './model/moment.ts';
import { advance, type Playhead, playhead, type Speed } from './model/playing.ts';

export interface PlayerEvents {
  moved(reading: Reading): void;
  ended(): void;
}

/** ms: a page that was hidden goes on where it was, not where it would be. */
const longest = 250;

export class Player {
  private readonly events: PlayerEvents;
  private frame: number | undefined;
  private speed: Speed = 'events';
  private head: Playhead = { step: 0, time: 0, waited: 0 };

  constructor(events: PlayerEvents) {
    this.events = events;
  }

  start(reading: Reading, speed: Speed): void {
    const { run } = reading.view;
    this.stop();
    if (!run) return;
    this.speed = speed;
    this.head = playhead(run, reading.step, reading.time);
    this.events.moved(reading);
    let before = performance.now();
    const next = (now: number) => {
      const elapsed = Math.max(0, Math.min(longest, now - before));
      before = now;
      const head = advance(run, this.head, elapsed, this.speed);
      if (!head) {
        this.frame = undefined;
        this.events.ended();
        return;
      }
      this.frame = requestAnimationFrame(next);
      const stepped = head.step !== this.head.step;
      this.head = head;
      const selected = stepped ? run.events[head.step - 1]?.id : undefined;
      this.events.moved({
        ...reading,
        step: head.step,
        time: head.time,
        selected: selected ?? run.events[head.step - 1]?.id,
      });
    };
    this.frame = requestAnimationFrame(next);
  }

  setSpeed(speed: Speed): void {
    this.speed = speed;
    this.head = { ...this.head, waited: 0 };
  }

  stop(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
  }
}
