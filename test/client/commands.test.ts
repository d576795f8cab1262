import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandIds } from '../../client/commands/ids.ts';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { contributes } = manifest;

describe('the manifest', () => {
  it('contributes exactly the commands that the client registers', () => {
    const contributed = contributes.commands.map(({ command }: { command: string }) => command);
    expect([...contributed].sort()).toEqual(Object.values(commandIds).sort());
  });

  it('shows every command as “hatopo: …”, in the palette only where it makes sense', () => {
    for (const { command, category, title } of contributes.commands) {
      expect(category).toBe('hatopo');
      expect(title.length).toBeGreaterThan(5);
      const entry = contributes.menus.commandPalette.find((one: { command: string }) => one.command === command);
      // one begins with it, wherever one is
      if (command === commandIds.newFromExample) expect(entry).toBeUndefined();
      // of a test that only its menu can name
      else if (command === commandIds.showTest) expect(entry?.when).toBe('false');
      else expect(entry?.when).toContain('hatopo');
    }
  });

  it('names only commands that exist in its menus', () => {
    const known = new Set<string>(Object.values(commandIds));
    for (const entries of Object.values<{ command: string }[]>(contributes.menus)) {
      for (const { command } of entries) expect(known).toContain(command);
    }
  });

  it('asks for nothing in menus of folders where nobody works with topologies, and for no run of a product that ships', () => {
    const menus = Object.entries<{ command: string; when?: string }[]>(contributes.menus);
    const entries = menus.flatMap(([menu, all]) => all.map(({ command, when = '' }) => ({ menu, command, when })));
    for (const { menu, command, when } of entries) {
      if (when.includes('explorerResourceIsFolder &&')) expect(when, command).toContain('hatopo.active');
      if (when.includes('editorLangId'))
        expect(when, `${command} in ${menu}`).toContain('resourceScheme != hatopo-library');
    }
    const onFiles = contributes.menus['explorer/context'].map(({ command }: { command: string }) => command);
    expect(onFiles).toEqual(expect.arrayContaining([commandIds.showTopology, commandIds.runScenario]));
    for (const { key, when, command } of contributes.keybindings) {
      expect(Object.values<string>(commandIds)).toContain(command);
      expect(when).toContain('editorLangId == hatopo');
      expect(readFileSync(join(root, 'docs/panel.md'), 'utf8').toLowerCase()).toContain(key);
    }
  });

  it('names only files that are there, or that the build makes', () => {
    const files: string[] = [
      manifest.icon,
      ...contributes.languages.flatMap((one: { configuration: string; icon: object }) => [
        one.configuration,
        ...Object.values(one.icon),
      ]),
      ...contributes.grammars.map((one: { path: string }) => one.path),
    ];
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
    expect([manifest.main, manifest.browser]).toEqual(['./out/client/extension.cjs', './out/client/browser.cjs']);
  });

  it('works in untrusted and in virtual workspaces', () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe(true);
    expect(manifest.capabilities.virtualWorkspaces.supported).toBe(true);
  });
});
