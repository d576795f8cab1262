import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRepo, vsixFile } from '../../scripts/lib/repo.ts';
import { exampleNames } from '../support/topology.ts';
import { zipEntries } from './zip.ts';

const kibibyte = 1024;

describe('hatopo.vsix', () => {
  const zip = readFileSync(vsixFile);
  const entries = zipEntries(zip);

  it('holds what the extension needs and nothing else', () => {
    expect(entries.map((entry) => entry.name)).toEqual([
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      ...exampleNames.map((name) => `extension/examples/${name}.hatopo`),
      'extension/images/file-dark.svg',
      'extension/images/file-light.svg',
      ...['busy', 'calm', 'lost', 'ready', 'serving', 'unknown', 'warn'].flatMap((tone) => [
        `extension/images/gutter/${tone}-dark.svg`,
        `extension/images/gutter/${tone}-light.svg`,
      ]),
      'extension/images/icon.png',
      ...['check', 'play-dark', 'play-light', 'prove-dark', 'prove-light', 'write'].map(
        (name) => `extension/images/walkthrough/${name}.svg`,
      ),
      'extension/out/THIRD-PARTY-NOTICES.txt',
      'extension/out/client/browser.cjs.js',
      'extension/out/client/extension.cjs',
      'extension/out/server/main.js',
      'extension/out/server/package.json',
      'extension/out/webview/main.css',
      'extension/out/webview/main.js',
      'extension/package.json',
      'extension/readme.md',
      'extension/schemas/config.schema.json',
      'extension/syntaxes/hatopo.tmLanguage.json',
      'extension/syntaxes/language-configuration.json',
      'extension/syntaxes/markdown-hatopo.json',
    ]);
  });

  it('names whose work it carries', () => {
    const notices = readFileSync(inRepo('out', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['langium', 'vscode-languageclient', 'lit-html', '@vscode/codicons'])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  it('is small', () => {
    expect(zip.length).toBeLessThan(1024 * kibibyte);
    const size = (name: string) => entries.find((entry) => entry.name === `extension/out/${name}`)?.size;
    // For Node and for the web in one. The goal is 700 KiB, which the bench shows the distance to: a third of what is
    // here is the protocol and the parser's library, a quarter the rules with their words, a tenth the simulator.
    expect(size('server/main.js')).toBeLessThan(1850 * kibibyte);
    // with the drawing of pictures and timelines, VS Code's controls and lit
    expect(size('webview/main.js')).toBeLessThan(250 * kibibyte);
  });
});
