/** Where the condition of a rule does not hold, and where nobody knows. */
import type { AuthorRule, Expression } from '../../topology/model.ts';
import type { Basis } from '../rule.ts';
import type { Around } from './around.ts';
import { Evaluation, type Missing } from './evaluation.ts';
import { filled } from './text.ts';
import { type Item, isItem, type Value } from './values.ts';

/** A place where the rule is broken. */
export interface Violation {
  /** What breaks it: what the innermost `all` around goes through; the rule itself where there is none. */
  readonly at: Item | undefined;
  readonly message: string;
  /** What the other quantifiers around stand for. */
  readonly others: readonly { readonly variable: string; readonly item: Item }[];
  /** All that was looked at. */
  readonly basis: readonly Basis[];
}

/** A place where nobody knows whether it is. */
export interface Doubt {
  readonly at: Item | undefined;
  readonly missing: readonly Missing[];
}

export interface Judgement {
  readonly violations: readonly Violation[];
  readonly doubts: readonly Doubt[];
  /** Names with which elements were compared. */
  readonly named: ReadonlySet<string>;
}

/** Judges a rule in a topology: linear over what its quantifiers go through. */
export function judge(rule: AuthorRule, around: Around): Judgement {
  return new Judging(rule, around).judge();
}

class Judging {
  private readonly rule: AuthorRule;
  private readonly evaluation: Evaluation;
  private readonly violations: Violation[] = [];
  private readonly doubts: Doubt[] = [];

  constructor(rule: AuthorRule, around: Around) {
    this.rule = rule;
    this.evaluation = new Evaluation(around);
  }

  judge(): Judgement {
    this.visit(this.rule.condition, undefined);
    const { violations, doubts } = this;
    return { violations, doubts, named: this.evaluation.named };
  }

  /** Goes down to the parts that must hold each for itself, so that a violation is reported at what breaks it. */
  private visit(condition: Expression, at: Item | undefined): void {
    if (condition.is === 'and') {
      this.visit(condition.left, at);
      this.visit(condition.right, at);
    } else if (condition.is === 'implies' && this.isTrue(condition.left)) {
      this.visit(condition.right, at);
    } else if (condition.is === 'quantified' && condition.quantifier === 'all' && condition.condition) {
      const { variable, condition: inner } = condition;
      const { values } = this.evaluation.through(condition.collection);
      this.doubtful(at);
      for (const value of values)
        this.evaluation.binding(variable, value, () => this.visit(inner, placeOf(value) ?? at));
    } else this.decide(condition, at);
  }

  private isTrue(condition: Expression): boolean {
    const truth = this.evaluation.truth(condition);
    // the whole is decided next, and says what is missing then
    this.evaluation.missing.length = 0;
    return truth === true;
  }

  private decide(condition: Expression, at: Item | undefined): void {
    const truth = this.evaluation.truth(condition);
    if (truth === false) this.violated(condition, at);
    else if (truth === undefined) this.doubtful(at);
  }

  private violated(condition: Expression, at: Item | undefined): void {
    const { evaluation } = this;
    const trace: Basis[] = [];
    evaluation.trace = trace;
    evaluation.witnesses.clear();
    evaluation.truth(condition);
    const message = filled(this.rule.message, evaluation);
    evaluation.trace = undefined;
    evaluation.missing.length = 0;
    const others = [...evaluation.bound].flatMap(([variable, value]) => {
      const item = placeOf(value);
      return item && item !== at ? [{ variable, item }] : [];
    });
    this.violations.push({ at, message, others, basis: trace });
  }

  /** Silent where nothing is missing: then things of this kind do not have what is asked. */
  private doubtful(at: Item | undefined): void {
    const { missing } = this.evaluation;
    if (missing.length > 0) this.doubts.push({ at, missing: missing.splice(0) });
  }
}

/** What can be pointed at: neither a word nor a product, which stands in a library. */
function placeOf(value: Value): Item | undefined {
  return isItem(value) && value.kind !== 'product' ? value : undefined;
}
