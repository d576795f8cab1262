import { URI } from 'langium';
import { expect, test } from 'vitest';
import { foundInTime } from '../../server/workspace/finding-files.ts';

const file = URI.parse('vscode-vfs://host/a.hatopo');

test('what is found in time is waited for, and told no second time', async () => {
  const late: (readonly URI[])[] = [];
  expect(await foundInTime(Promise.resolve([file]), (found) => late.push(found), 10_000)).toEqual([file]);
  expect(late).toEqual([]);
});

test('a slow folder holds nothing up: what it has is told when it is known', async () => {
  let answer = (_: readonly URI[]) => {};
  const slow = new Promise<readonly URI[]>((resolve) => {
    answer = resolve;
  });
  const late = new Promise<readonly URI[]>((resolve) => {
    void foundInTime(slow, resolve, 1).then((inTime) => {
      expect(inTime).toEqual([]);
      answer([file]);
    });
  });
  expect(await late).toEqual([file]);
});
