/** Kinds that several tables of the language list. */

/** What can fail and carries no service itself, in the order of the reference. */
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
