/** The inputs that say what is to be played. */
import type { Field } from '../input.ts';

export const runFields = {
  scenario: { type: 'string', description: 'The title of a scenario of the text.' },
  fail: {
    type: 'array',
    description:
      'What fails by hand, at 0 s or at a time: ["Host1", "san@5min"]. "san for Host1" is one host\'s path to a storage, "Cluster.node" the cluster service of one node. With `scenario` it fails in addition.',
    items: { type: 'string' },
  },
} as const satisfies Record<string, Field>;
