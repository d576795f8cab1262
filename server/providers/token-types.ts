/** Types of semantic tokens: ours, and those that every theme knows. */
import { componentKinds } from '../../engine/topology/kinds.ts';

/** One for every kind of declaration, as its type with a small first letter: `failoverCluster`. */
export const tokenTypes = [
  ...componentKinds,
  'server',
  'vm',
  'nic',
  'template',
  'service',
  'resource',
  'failoverCluster',
  'endpoint',
  'product',
  'authorRule',
] as const;
export const tokenModifiers = ['declaration', 'defaultLibrary'] as const;

/** For editors that do not know ours. */
export const standardTypes = [
  'namespace',
  'struct',
  'interface',
  'class',
  'variable',
  'property',
  'typeParameter',
  'function',
  'method',
  'event',
  'keyword',
  'enumMember',
  'number',
  'string',
  'comment',
] as const;
export type StandardType = (typeof standardTypes)[number];

/** What each kind of name is like, as the extension for VS Code declares it. */
export const standardOf: Readonly<Record<(typeof tokenTypes)[number], StandardType>> = {
  site: 'namespace',
  rack: 'struct',
  circuit: 'struct',
  switch: 'interface',
  network: 'interface',
  link: 'interface',
  storage: 'struct',
  cluster: 'class',
  host: 'class',
  server: 'class',
  vm: 'variable',
  nic: 'property',
  template: 'typeParameter',
  service: 'function',
  resource: 'method',
  failoverCluster: 'class',
  endpoint: 'event',
  product: 'class',
  authorRule: 'function',
};
