/**
 * The tests that run inside VS Code's extension host, with VS Code's own API: started by
 * extension-host.test.ts in VS Code's server, and by `npm run test:electron` in a downloaded VS Code.
 */

import './completing.ts';
import './language.ts';
import './navigation.ts';
import './tools.ts';
import { runAll } from './runner.ts';

/** VS Code calls this when the extension host is up. */
export function run(): Promise<void> {
  return runAll();
}
