/** A page that replays a run by itself: the panel's own page, with what it shows in it, and nothing from elsewhere. */
import type { RunView } from './run-view.ts';
import type { Scene } from './scene.ts';
import { escapeXml } from './svg/text.ts';

/** What the page shows: the message by which a panel is told the same. `P` is a place in the text. */
export interface ReplayData<P> {
  readonly type: 'show';
  readonly view: {
    readonly uri: string;
    readonly version: number;
    readonly title: string;
    readonly scene: Scene;
    readonly run?: RunView<P>;
    readonly problems: readonly { readonly message: string; readonly place: P }[];
  };
  readonly shown: {
    readonly uri: string;
    readonly choice?: {
      readonly scenario?: string;
      readonly steps?: readonly { readonly at: number; readonly verb: 'fail' | 'restore'; readonly id: string }[];
    };
  };
}

export interface ReplayParts {
  readonly title: string;
  /** The panel's script and style sheet, as they are built. */
  readonly script: string;
  readonly style: string;
  readonly data: ReplayData<unknown>;
}

/** The whole page. The same parts give the same page. */
export function replayPage({ title, script, style, data }: ReplayParts): string {
  const own = inScript(withoutMap(script));
  const sheet = withoutMap(style).replaceAll(/<\/(?=style)/gi, '<\\/');
  const shown = inJson(data);
  const nonce = checksum(own + sheet + shown);
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    // pictures that the page makes itself, to take away
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(title)}</title>
<style nonce="${nonce}">${sheet}</style>
</head>
<body>
<noscript>This page plays a run of a topology: it needs JavaScript.</noscript>
<main id="app" aria-busy="true"></main>
<script type="application/json" id="hatopo-replay">${shown}</script>
<script nonce="${nonce}">${own}</script>
</body>
</html>
`;
}

/** The same with names of files instead of addresses: who gets the page has no use for where they lie on this machine. */
export function withoutFolders<P extends { readonly uri: string }>(data: ReplayData<P>): ReplayData<P> {
  const { view, shown } = data;
  const short = <T extends { readonly uri: string }>(one: T): T => ({ ...one, uri: fileName(one.uri) });
  const placed = <T extends { readonly place: P }>(one: T): T => ({ ...one, place: short(one.place) });
  return {
    ...data,
    view: {
      ...short(view),
      ...(view.run && { run: { ...view.run, expectations: view.run.expectations.map(placed) } }),
      problems: view.problems.map(placed),
    },
    shown: short(shown),
  };
}

/** `pair.hatopo` of `file:///home/anna/pair.hatopo` */
function fileName(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last; // a percent sign that begins no code
  }
}

/** JSON that ends no script, whatever names hold. */
function inJson(data: unknown): string {
  return JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** A script that does not end itself: what could stands in texts and patterns, where its code means the same. */
function inScript(script: string): string {
  return script.replaceAll(/<(?=\/script|!--)/gi, '\\x3C');
}

/** Without the comment that leads to a map beside the file: here is none. */
function withoutMap(text: string): string {
  return text.replace(/\n?\/[/*]# sourceMappingURL=\S+( \*\/)?\s*$/, '');
}

/** FNV-1a with 32 bits, twice: a page that is made once has no use for chance, and the same page stays the same file. */
function checksum(text: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193) >>> 0;
    b = Math.imul(b ^ (code + at), 0x01000193) >>> 0;
  }
  return a.toString(36).padStart(7, '0') + b.toString(36).padStart(7, '0');
}
