/** Blocks of the documentation are written in the formatter's own style. */
import { relative } from 'node:path';
import { EmptyFileSystem } from 'langium';
import { describe, expect, test } from 'vitest';
import { formatText } from '../../language/format/index.ts';
import { createHatopoServices } from '../../language/module.ts';
import { repo } from '../cli/call.ts';
import { blocksOf, markdownIn } from '../support/markdown.ts';

const { hatopo } = createHatopoServices(EmptyFileSystem);
const files = [...markdownIn(repo), ...markdownIn(`${repo}/docs`)];
const blocks = files.flatMap((file) => blocksOf(file, 'hatopo'));

describe('every hatopo block is as hatopo format leaves it', () => {
  test.each(blocks.map((block) => [`${relative(repo, block.file)}:${block.line}`, block.text] as const))(
    '%s',
    (_, text) => {
      expect(formatText(text, hatopo)).toBe(text);
    },
  );
});
