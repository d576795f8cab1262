import { defineConfig } from 'vitest/config';

// Two projects: what runs from the sources in seconds, and what needs the packaged extension, an
// editor and a browser.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/vscode/**', 'test/package/**'],
          globalSetup: ['scripts/generate.ts'],
          setupFiles: ['test/support/seed.ts'],
          // Most are over in milliseconds; a busy machine is no fault of theirs.
          testTimeout: 30_000,
          // Editors, servers and workers are processes of their own: on CI's machines what fails twice counts.
          retry: process.env.CI ? 1 : 0,
        },
      },
      {
        test: {
          name: 'package',
          include: ['test/package/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'vscode',
          include: ['test/vscode/**/*.test.ts'],
          globalSetup: ['test/vscode/harness/provision.ts'],
          // One editor and one browser at a time: two cores.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // An editor, a browser and their timing are others' work: what fails twice is ours.
          retry: 1,
        },
      },
    ],
  },
});
