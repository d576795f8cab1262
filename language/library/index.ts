/** The product files that ship, as documents of their own scheme: they can be opened, not written. */
import { URI } from 'langium';
import { libraryTexts } from '../generated/library.ts';

/** Scheme of the product files that ship: `hatopo-library:/avaya.hatopo`. */
export const LIBRARY_SCHEME = 'hatopo-library';

/** True of a product file that ships. */
export function isLibrary(uri: URI): boolean {
  return uri.scheme === LIBRARY_SCHEME;
}

/** Addresses and texts of all product files that ship, in order of their names. */
export function libraryFiles(): readonly { readonly uri: URI; readonly text: string }[] {
  return Object.entries(libraryTexts).map(([name, text]) => ({
    uri: URI.from({ scheme: LIBRARY_SCHEME, path: `/${name}` }),
    text,
  }));
}

/** The text of one product file that ships, or `undefined` where there is none of this address. */
export function libraryText(uri: URI | string): string | undefined {
  const parsed = typeof uri === 'string' ? URI.parse(uri) : uri;
  return isLibrary(parsed) ? libraryTexts[parsed.path.slice(1)] : undefined;
}
