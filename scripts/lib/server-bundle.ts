/** How the server becomes one file that a process of Node and a worker of a browser both start. */
import type { BuildOptions } from 'esbuild';
import { withoutExamples } from './without-examples.ts';

/** `require` of Node's own modules stays as it is: in a browser no code that needs one is reached. */
export const serverBundle = {
  platform: 'node',
  format: 'cjs',
  target: ['node20', 'es2022'],
  // both sides of packages that have two
  conditions: ['node', 'browser'],
  mainFields: ['module', 'main'],
  plugins: [withoutExamples],
} as const satisfies BuildOptions;
