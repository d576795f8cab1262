/** Kinds of elements that several tables list. */

/** What carries others and serves nobody itself, in the order of the reference. Words of the language too. */
export const componentKinds = [
  'site',
  'rack',
  'circuit',
  'switch',
  'network',
  'link',
  'storage',
  'cluster',
  'host',
] as const;

/** What can fail by itself, as the model calls it: an `adapter` is a `nic` to the author. */
export const failingKinds = [...componentKinds, 'server', 'vm', 'adapter'] as const;
export type FailingKind = (typeof failingKinds)[number];
