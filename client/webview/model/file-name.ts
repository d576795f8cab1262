/** What files are called that somebody takes away. */
import { clock } from '../../../engine/diagram/times.ts';

/** `Failure of Host1` at 0:30 is `failure-of-host1-0-30.svg`. */
export function fileName(title: string, time: number | undefined, extension: string): string {
  const words = time === undefined ? title : `${title} ${clock(Math.round(time))}`;
  const plain = words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${plain || 'topology'}.${extension}`;
}
