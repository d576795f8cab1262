/** What the scenario expects, whether it holds, and what was seen. */
import type { Place, RunView, Verdict } from '../../server/protocol.ts';
import { h } from './dom.ts';
import { mark } from './marks.ts';

const looks = {
  holds: { mark: 'good', heard: 'Holds: ' },
  fails: { mark: 'bad', heard: 'Does not hold: ' },
  unjudged: { mark: 'unknown', heard: 'Cannot be judged: ' },
} as const;

/** `All 6 expectations hold`, `1 of 3 expectations does not hold, 2 cannot be judged` */
export function expectationsTitle(verdicts: readonly Verdict[]): string {
  const all = verdicts.length;
  const count = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length;
  const [failed, unjudged] = [count('fails'), count('unjudged')];
  const whole = `${all} expectations`;
  if (all === 1) return `The expectation ${failed ? 'does not hold' : unjudged ? 'cannot be judged' : 'holds'}`;
  if (failed + unjudged === 0) return `All ${whole} hold`;
  if (failed === 0) return `${unjudged} of ${whole} cannot be judged${unjudged < all ? ', the others hold' : ''}`;
  const said = `${failed} of ${whole} ${failed === 1 ? 'does' : 'do'} not hold`;
  return unjudged > 0 ? `${said}, ${unjudged} cannot be judged` : said;
}

export function expectations(run: RunView, reveal: (place: Place) => void): HTMLElement | undefined {
  const { expectations: all } = run;
  if (all.length === 0) return undefined;
  const verdicts = all.map((one) => one.verdict);
  const worst = (['fails', 'unjudged'] as const).find((one) => verdicts.includes(one)) ?? 'holds';
  const items = all.map((one) => {
    const look = looks[one.verdict];
    const button = h(
      'button',
      { class: 'plain line', type: 'button' },
      mark(look.mark),
      h('span', { class: 'visually-hidden' }, look.heard),
      h('span', { class: 'said' }, one.text),
      h('span', { class: 'seen' }, one.actual),
    );
    button.addEventListener('click', () => reveal(one.place));
    return h('li', { class: look.mark }, button);
  });
  return h(
    'details',
    { class: 'expectations', open: worst === 'fails' },
    h('summary', {}, mark(looks[worst].mark), expectationsTitle(verdicts)),
    h('ul', {}, ...items),
  );
}
