/** Which lenses are wanted. No editor in here. */
import type { LensKind } from '../../server/protocol.ts';

/** What the editor keeps with a lens. */
interface Lens {
  readonly data?: { readonly kind?: LensKind };
}

/** The lenses of the kinds that are switched on. @param isOn whether a setting behind `hatopo.codeLens.` is on */
export function wantedLenses<L extends object>(
  lenses: readonly L[],
  isOn: (setting: LensKind | 'enabled') => boolean,
): L[] {
  if (!isOn('enabled')) return [];
  return lenses.filter((lens) => {
    const kind = (lens as Lens).data?.kind;
    return kind === undefined || isOn(kind);
  });
}
