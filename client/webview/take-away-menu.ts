/** The menu of what can be taken away. */
import type { SavedFile } from '../../server/protocol.ts';
import type { Host } from './host.ts';
import type { Reading } from './model/moment.ts';
import { picturePng, pictureSvg, type Shade, timelineSvg } from './take-away.ts';
import { type MenuItem, openMenu } from './ui/menu.ts';

export function takeAwayMenu(button: HTMLElement, reading: Reading, host: Host): void {
  const save = (file: SavedFile | undefined) => {
    if (file) host.send({ type: 'save', file });
  };
  const png = (shade: Shade) => void picturePng(reading, shade).then(save);
  const items: MenuItem[] = [
    { word: 'Picture, SVG', detail: 'light or dark as its reader', run: () => save(pictureSvg(reading)) },
    { word: 'Picture, light SVG', run: () => save(pictureSvg(reading, 'light')) },
    { word: 'Picture, dark SVG', run: () => save(pictureSvg(reading, 'dark')) },
    { word: 'Picture, light PNG', run: () => png('light') },
    { word: 'Picture, dark PNG', run: () => png('dark') },
  ];
  if (reading.view.run) {
    items.push({ word: 'Timeline, SVG', run: () => save(timelineSvg(reading)) });
    if (host.editor) {
      items.push({
        word: 'Page that replays the run',
        detail: 'one file, works offline',
        run: () => host.send({ type: 'saveReplay' }),
      });
    }
  }
  openMenu(button, 'Take away', items);
}
