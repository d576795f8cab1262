import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandIds } from '../../client/commands/ids.ts';
import { examples } from '../../client/examples/examples.ts';
import manifest from '../../package.json' with { type: 'json' };
import { walkthroughPictures } from '../../scripts/docs/walkthrough.ts';

const root = join(import.meta.dirname, '../..');

describe('examples to begin with', () => {
  test('are those of the folder, each with one line of its own', () => {
    expect(examples.map(({ file }) => file).sort()).toEqual(readdirSync(join(root, 'examples')).sort());
    expect(new Set(examples.map(({ title }) => title)).size).toBe(examples.length);
    for (const { about } of examples) expect(about).toMatch(/^[^\n]{20,110}$/);
  });
});

describe('the walkthrough', () => {
  const [walkthrough] = manifest.contributes.walkthroughs;
  const steps = walkthrough?.steps ?? [];

  test('has four steps, each with a picture that is there and says what it shows', () => {
    expect(steps).toHaveLength(4);
    for (const { media } of steps) {
      const files = media.svg ? [media.svg] : Object.values(media.image ?? {});
      expect(files).not.toEqual([]);
      expect(media.altText.length).toBeGreaterThan(20);
      for (const file of files) expect(existsSync(join(root, file))).toBe(true);
      // the editor takes styles out of what it draws into its page: colours of the theme stand in attributes
      if (media.svg)
        expect(readFileSync(join(root, media.svg), 'utf8')).toMatch(/^(?![\s\S]*<style)[\s\S]*fill="var\(--vscode-/);
    }
  });

  test('is said in words that are shown: what it is in three short lines, no Markdown but links', () => {
    expect(walkthrough?.description).toMatch(/^.{20,84}$/);
    expect(walkthrough?.description).toMatch(/no telemetry/i);
    for (const { description } of steps) expect(description).not.toMatch(/[`*_]/);
  });

  test('its pictures are those of the docs: npm run docs writes them', () => {
    for (const [path, text] of walkthroughPictures()) expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });

  test('offers commands that there are', () => {
    const known = new Set<string>(Object.values(commandIds));
    const offered = steps.flatMap(({ description, completionEvents }) => [
      ...[...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command ?? ''),
      ...completionEvents.flatMap((event) => (event.startsWith('onCommand:') ? [event.slice(10)] : [])),
    ]);
    expect(offered).not.toEqual([]);
    for (const command of offered.filter((each) => each.startsWith('hatopo.'))) expect(known).toContain(command);
  });
});
