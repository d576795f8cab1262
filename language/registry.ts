/** Whose services answer for an address. */
import { DefaultServiceRegistry, type LangiumCoreServices, type URI } from 'langium';

/** A text that was never saved has no ending, and says only to its editor what language it is in: a copy of it is in ours. */
export class HatopoServiceRegistry extends DefaultServiceRegistry {
  override getServices(uri: URI): LangiumCoreServices {
    const [only] = this.languageIdMap.values();
    return uri.scheme === 'untitled' && only ? only : super.getServices(uri);
  }
}
