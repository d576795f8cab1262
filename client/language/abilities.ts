/** Tells the server what this editor has of ours: other editors say nothing, and get it another way. */
import type { StaticFeature } from 'vscode-languageclient';

/** Product files are opened by their own address; the TextMate grammar colours words, and our types of names are known. */
export const abilities: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...capabilities.experimental, library: true, grammar: true };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};
