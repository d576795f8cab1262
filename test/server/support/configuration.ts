/** Configurations under which a text that is to be read says only what a test is about. */
import { rules } from '../../../engine/rules/index.ts';

/** A `hatopo.config.json` by which no rule speaks but these, each with its own severity or the one that is given. */
export function onlyRules(chosen: Readonly<Record<string, string | undefined>>): string {
  const packs = new Set(rules.map(({ id }) => `${id.slice(0, id.indexOf('/'))}/*`));
  return JSON.stringify({
    rules: {
      ...Object.fromEntries([...packs].map((pack) => [pack, 'off'])),
      ...Object.fromEntries(
        Object.entries(chosen).map(([id, severity]) => [
          id,
          severity ?? rules.find((rule) => rule.id === id)?.severity,
        ]),
      ),
    },
  });
}
