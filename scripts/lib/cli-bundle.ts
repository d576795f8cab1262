/** How the command line becomes one file that runs on Node. */
import type { BuildOptions } from 'esbuild';

export const cliBundle = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  // what a module calls its folder
  define: { 'import.meta.dirname': '__dirname' },
  banner: { js: '#!/usr/bin/env node' },
} as const satisfies BuildOptions;
