/** What axe-core finds on a page: words for each finding, none where all is well. */
import axe from 'axe-core';
import type { Frame } from 'playwright-core';

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/** Judges a page by all of axe's rules. It is told to the browser's debugger: the page's own policy lets no script in. */
export async function findings(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe.source);
  const found = (await frame.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then((all) => all.violations)',
  )) as Finding[];
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.replaceAll('\n', ' ')}`),
  );
}
