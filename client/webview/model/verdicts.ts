/** Verdicts of expectations in a sentence. Pure. */
import type { Verdict } from '../../../server/protocol.ts';

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

/** The worst of several verdicts. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return (['fails', 'unjudged'] as const).find((one) => verdicts.includes(one)) ?? 'holds';
}
