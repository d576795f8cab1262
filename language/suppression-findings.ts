/** What is wrong with the `hatopo-ignore` comments themselves, and how it is mended. */
import type { LangiumDocument } from 'langium';
import { isAuthorId, objectiveCode } from '../engine/rules/author/ids.ts';
import { rules } from '../engine/rules/index.ts';
import { message } from '../engine/rules/message.ts';
import type { FindingTag, Severity } from '../engine/rules/rule.ts';
import { similarNames } from '../engine/topology/names.ts';
import { lineStart, lineStop } from './edits/layout.ts';
import type { Change } from './edits/text-edit.ts';
import type { PlacedFinding, PlacedFix } from './placed-finding.ts';
import { type Suppression, unwrittenReason } from './suppressions.ts';

const says = {
  withoutReason: message`This silences nothing: hatopo-ignore needs a reason. Write "hatopo-ignore ${'rule'}: why the exception is meant".`,
  unwritten: message`The reason is still to be written: put in the place of "${'reason'}" why the exception is meant.`,
  withoutRule: message`This silences nothing: hatopo-ignore needs a rule and a reason. Write "hatopo-ignore PACK/RULE: why the exception is meant".`,
  unknown: message`There is no rule ${'rule'} in this version, so this silences nothing. Name one that there is, or remove the comment.`,
  pack: message`${'rule'} silences nothing: a comment names single rules. Name those that are meant, or choose a severity for the pack in hatopo.config.json.`,
  misspelt: message`There is no rule ${'rule'}. Did you mean ${'meant'}?`,
  ofLanguage: message`${'rule'} is a finding of the language, not of a rule: it cannot be silenced. Mend what it says, and remove the comment.`,
  unknownOfAuthor: message`There is no rule ${'rule'} in this file, nor in those read with it, so this silences nothing. Name one that there is, or remove the comment.`,
  unused: message`${'rule'} finds nothing here, so there is nothing to silence. Remove the comment.`,
};

const titles = {
  remove: message`Remove the comment`,
  removeOne: message`Take ${'rule'} out of the comment`,
  change: message`Change to ${'meant'}`,
  reason: message`Add a reason, still to be written`,
};

/** What is known of the rules that were asked. */
export interface Asked {
  /** Ids of the rules that were run: neither `off` nor left out of this check. */
  readonly ran: ReadonlySet<string>;
  /** Ids of the rules that authors wrote in these files; `undefined` where a text is damaged or missing, and nobody knows. */
  readonly ofAuthor?: ReadonlySet<string> | undefined;
  /** Where set, only what is unused of these rules is said: the rest was said before. */
  readonly only?: ReadonlySet<string>;
  /** Whether a rule found something that a suppression silences. */
  readonly silencesSomething: (suppression: Suppression, rule: string) => boolean;
}

/**
 * What is wrong with the suppressions of a file. Of a rule that was not run nobody knows: it is left alone.
 */
export function findingsOnSuppressions(
  file: LangiumDocument,
  suppressions: readonly Suppression[],
  asked: Asked,
): readonly PlacedFinding[] {
  return suppressions.flatMap((suppression) => new About(file, suppression).findings(asked));
}

const shipped: ReadonlySet<string> = new Set([...rules.map(({ id }) => id), objectiveCode]);

class About {
  private readonly uri: string;
  private readonly text: string;
  private readonly suppression: Suppression;

  constructor(file: LangiumDocument, suppression: Suppression) {
    this.uri = file.uri.toString();
    this.text = file.textDocument.getText();
    this.suppression = suppression;
  }

  findings(asked: Asked): readonly PlacedFinding[] {
    const { rules: named, reason, end } = this.suppression;
    if (asked.only) {
      const isMeant = named.length > 0 && reason !== '';
      return isMeant
        ? named.filter(({ id }) => asked.only?.has(id)).flatMap((rule) => this.aboutRule(rule, asked))
        : [];
    }
    if (named.length === 0) return [this.warning(says.withoutRule({}), [this.removal()])];
    if (reason === '') {
      const rule = named.map(({ id }) => id).join(', ');
      const colon = /:[ \t]*$/.test(this.text.slice(0, end)) ? '' : ':';
      const written = this.fix(titles.reason({}), this.atEnd(`${colon} ${unwrittenReason}`));
      return [this.warning(says.withoutReason({ rule }), [written, this.removal()])];
    }
    const unwritten = reason === unwrittenReason ? [this.warning(says.unwritten({ reason }), [this.removal()])] : [];
    return [...unwritten, ...named.flatMap((rule) => this.aboutRule(rule, asked))];
  }

  private aboutRule(
    rule: Suppression['rules'][number],
    { ran, ofAuthor, silencesSomething }: Asked,
  ): readonly PlacedFinding[] {
    const { id, start, end } = rule;
    if (id.startsWith('hatopo/')) return [this.warning(says.ofLanguage({ rule: id }), [this.removalOf(rule)])];
    if (isAuthorId(id) && !ofAuthor?.has(id)) return ofAuthor ? [this.unknownOfAuthor(rule)] : [];
    const isKnown = shipped.has(id) || ran.has(id) || ofAuthor?.has(id) === true;
    const [meant] = isKnown ? [] : similarNames(id, [...shipped, ...(ofAuthor ?? [])], 1);
    if (meant !== undefined) {
      const change = this.fix(titles.change({ meant }), { start, end, newText: meant });
      return [this.warning(says.misspelt({ rule: id, meant }), [change])];
    }
    if (!isKnown) return [this.unknown(rule)];
    if (!ran.has(id) || silencesSomething(this.suppression, id)) return [];
    return [this.unused(rule, says.unused({ rule: id }))];
  }

  /** Another file that reads this one may have the rule: said only where all agree, as of one that finds nothing. */
  private unknownOfAuthor(rule: Suppression['rules'][number]): PlacedFinding {
    return this.unused(rule, says.unknownOfAuthor({ rule: rule.id }));
  }

  private unused(rule: Suppression['rules'][number], text: string): PlacedFinding {
    const fixes = [this.removalOf(rule)];
    return this.finding('hatopo/unused-suppression', 'info', text, this.placeOf(rule), fixes, ['unnecessary']);
  }

  /** The whole comment where it names one rule alone. */
  private placeOf(rule: Suppression['rules'][number]): { readonly start: number; readonly end: number } {
    return this.suppression.rules.length === 1 ? this.suppression : rule;
  }

  /** No warning where the name may be that of a rule of a later version. */
  private unknown(rule: Suppression['rules'][number]): PlacedFinding {
    const { id } = rule;
    const removal = [this.removalOf(rule)];
    if (id.endsWith('/*')) return this.warning(says.pack({ rule: id }), removal);
    return this.finding('hatopo/suppression', 'info', says.unknown({ rule: id }), this.placeOf(rule), removal, []);
  }

  private warning(text: string, fixes: readonly PlacedFix[]): PlacedFinding {
    return this.finding('hatopo/suppression', 'warning', text, this.suppression, fixes, []);
  }

  private finding(
    code: string,
    severity: Severity,
    text: string,
    { start, end }: { readonly start: number; readonly end: number },
    fixes: readonly PlacedFix[],
    tags: readonly FindingTag[],
  ): PlacedFinding {
    const place = { uri: this.uri, start, end };
    const said = { code, severity, severityFrom: 'rule', tags, message: text, related: [] } as const;
    return { ...place, ...said, mayHaveFix: true, mayBeSafe: false, fixes };
  }

  /** None of these is safe: a reason that somebody wrote does not go unseen. */
  private fix(title: string, change: Change): PlacedFix {
    return { title, safe: false, edits: [{ uri: this.uri, ...change }] };
  }

  /** Behind the comment, but before what blanks it ends with. */
  private atEnd(newText: string): Change {
    const { start, end } = this.suppression;
    const written = start + this.text.slice(start, end).trimEnd().length;
    return { start: written, end, newText };
  }

  /** The whole comment: its line where it stands alone, else with the blanks before it. */
  private removal(): PlacedFix {
    const { start, end } = this.suppression;
    const from = lineStart(this.text, start);
    const before = this.text.slice(from, start);
    if (before.trim() !== '') {
      const blanks = before.length - before.trimEnd().length;
      return this.fix(titles.remove({}), { start: start - blanks, end, newText: '' });
    }
    const next = this.text.indexOf('\n', lineStop(this.text, end));
    return this.fix(titles.remove({}), { start: from, end: next === -1 ? this.text.length : next + 1, newText: '' });
  }

  /** One of several names with its comma, or the comment with the only one. */
  private removalOf({ id, start, end }: Suppression['rules'][number]): PlacedFix {
    const { rules: named } = this.suppression;
    const index = named.findIndex((each) => each.start === start);
    const [before, after] = [named[index - 1], named[index + 1]];
    if (!before && !after) return this.removal();
    const cut = before ? { start: before.end, end } : { start, end: after?.start ?? end };
    return this.fix(titles.removeOne({ rule: id }), { ...cut, newText: '' });
  }
}
