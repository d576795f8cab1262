/** `npm run pictures`: takes the pictures of the README and the docs in a real editor, and keeps them in docs/images. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { run } from './lib/processes.ts';
import { inRepo, root } from './lib/repo.ts';

const pictures = ['simulate-host-failure', 'panel-site-lost', 'panel-losses-by-hand', 'panel-two-runs'];

await run('npx', ['vitest', 'run', '--project', 'vscode', 'picture'], { cwd: root, limit: 600_000 });
mkdirSync(inRepo('docs', 'images'), { recursive: true });
for (const name of pictures) {
  copyFileSync(inRepo('out', 'screenshots', `${name}.png`), inRepo('docs', 'images', `${name}.png`));
  console.log(`docs/images/${name}.png`);
}
