/**
 * The server wherever it runs: one bundle that a process of Node and a worker of a browser both start.
 * Only the side that is meant is evaluated.
 */
if (typeof (globalThis as { importScripts?: unknown }).importScripts === 'function') void import('./browser.ts');
else void import('./node.ts');
