/** Files that somebody takes away, as bytes. No editor in here. */
import type { SavedFile } from '../../server/protocol.ts';

export function bytesOf({ content, binary }: SavedFile): Uint8Array {
  if (!binary) return new TextEncoder().encode(content);
  return Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
}

/** `svg` of `failure-of-host1.svg`. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? 'txt' : name.slice(dot + 1);
}

const kinds: Readonly<Record<string, string>> = { svg: 'SVG picture', png: 'PNG picture', html: 'Web page' };

/** What a dialog calls files with an extension. */
export function kindOf(extension: string): string {
  return kinds[extension] ?? extension.toUpperCase();
}
