/** The order of what happens at one instant. */
export const Phase = {
  /** What the scenario does. */
  injection: 0,
  /** What is lost or back with it. */
  propagation: 1,
  /** Who notices. */
  detection: 2,
  /** Who decides, and where things go. */
  placement: 3,
  /** Machines boot, applications start, roles change. */
  recovery: 4,
  /** Clients register. */
  clients: 5,
} as const;

export type Phase = (typeof Phase)[keyof typeof Phase];

export const phases: readonly Phase[] = Object.values(Phase);
