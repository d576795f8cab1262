/**
 * The grammar's items as a state machine over tokens. It is compiled from the grammar, so the two cannot differ. A
 * `{ … }` counts as one token: bodies are read one by one, hence nothing here is recursive.
 */
import { type GrammarAST as Ast, AstUtils, GrammarAST } from 'langium';

const { isAlternatives, isAssignment, isCrossReference, isGroup, isKeyword, isParserRule, isRuleCall, isTerminalRule } =
  GrammarAST;

/** What a step reads. */
export type Label =
  | { readonly is: 'token'; readonly kind: string }
  /** Any word of the language, or a name. */
  | { readonly is: 'word' }
  /** A `{ … }` that holds items of a rule. */
  | { readonly is: 'body'; readonly holds: string };

/** Where in the grammar a step stands. */
export interface Slot {
  /** The statement or property: `Nic`. */
  readonly item: string;
  /** The assignments that it is in, innermost last (`Nic.target`, `Path.segments`), or its keyword (`Nic.->`). */
  readonly path: readonly string[];
}

export interface Move {
  readonly label: Label;
  readonly to: number;
  readonly slot: Slot;
}

/** What can be read in a state. */
export interface Exits {
  readonly byKind: ReadonlyMap<string, readonly Move[]>;
  readonly words: readonly Move[];
  readonly bodies: readonly Move[];
  /** One for each thing that may be missing here. */
  readonly missing: readonly Move[];
  /** Every keyword that is possible here. */
  readonly keywords: readonly Move[];
  /** Whether an item may end here. */
  readonly ends: boolean;
}

export interface Automaton {
  readonly size: number;
  /** State before an item of a rule (`Item`, `Setting`, `ObjectiveClause`). */
  start(rule: string): number;
  exits(state: number): Exits;
}

interface State {
  readonly free: number[];
  readonly moves: Move[];
  ends: boolean;
}

/** Where one is while compiling. */
interface Place {
  readonly slot: Slot;
  /** The rule around. */
  readonly rule: string;
  /** Inside an assignment whose value is this element as a whole. */
  readonly value: boolean;
}

const compiled = new WeakMap<Ast.Grammar, Automaton>();

/** The automaton of a grammar, compiled when it is first asked for. */
export function automatonOf(grammar: Ast.Grammar): Automaton {
  const known = compiled.get(grammar) ?? compile(grammar);
  compiled.set(grammar, known);
  return known;
}

function compile(grammar: Ast.Grammar): Automaton {
  const states: State[] = [];
  const starts = new Map<string, number>();
  const known: Exits[] = [];
  const rules = new Map(grammar.rules.map((rule) => [rule.name, rule]));

  function state(): number {
    return states.push({ free: [], moves: [], ends: false }) - 1;
  }
  function at(index: number): State {
    return states[index] as State;
  }
  function join(from: number, to: number): void {
    at(from).free.push(to);
  }

  function itemsOf(ruleName: string): number {
    const start = state();
    starts.set(ruleName, start);
    const rule = rules.get(ruleName);
    if (!isParserRule(rule)) throw new Error(`the grammar has no rule ${ruleName}`);
    const alternatives = isAlternatives(rule.definition) ? rule.definition.elements : [rule.definition];
    for (const element of alternatives) {
      const name = alternatives.length > 1 && isRuleCall(element) ? element.rule.$refText : ruleName;
      const target = rules.get(name);
      if (!isParserRule(target)) throw new Error(`the items of ${ruleName} are no rules`);
      const first = state();
      join(start, first);
      at(add(target.definition, first, { slot: { item: name, path: [] }, rule: name, value: false })).ends = true;
    }
    return start;
  }

  /** Adds what reads an element after state `from`; returns the state behind it. */
  function add(element: Ast.AbstractElement, from: number, place: Place): number {
    const { cardinality } = element;
    const entry = state();
    join(from, entry);
    const exit = once(element, entry, place);
    const end = state();
    join(exit, end);
    if (cardinality === '?' || cardinality === '*') join(entry, end);
    if (cardinality === '*' || cardinality === '+') join(exit, entry);
    return end;
  }

  function once(element: Ast.AbstractElement, from: number, place: Place): number {
    if (isGroup(element)) return sequence(element.elements, from, place);
    if (isAlternatives(element)) {
      const end = state();
      for (const each of element.elements) join(add(each, from, place), end);
      return end;
    }
    if (isAssignment(element)) {
      const path = [...place.slot.path, `${place.rule}.${element.feature}`];
      return add(element.terminal, from, { ...place, slot: { ...place.slot, path }, value: true });
    }
    if (isCrossReference(element)) return element.terminal ? add(element.terminal, from, place) : from;
    if (isKeyword(element)) {
      const path = place.value ? place.slot.path : [...place.slot.path, `${place.rule}.${element.value}`];
      return read({ is: 'token', kind: element.value }, from, { ...place.slot, path });
    }
    if (isRuleCall(element)) {
      const rule = rules.get(element.rule.$refText);
      if (isTerminalRule(rule)) {
        const label: Label = rule.name === 'WORD' ? { is: 'word' } : { is: 'token', kind: rule.name };
        return read(label, from, place.slot);
      }
      if (isParserRule(rule)) {
        const value = place.value && !AstUtils.streamAst(rule).some(isAssignment);
        return add(rule.definition, from, { ...place, rule: rule.fragment ? place.rule : rule.name, value });
      }
    }
    return from; // an action reads nothing
  }

  function sequence(elements: readonly Ast.AbstractElement[], start: number, place: Place): number {
    let from = start;
    for (let index = 0; index < elements.length; index++) {
      const element = elements[index] as Ast.AbstractElement;
      if (keywordOf(element) === '{') {
        const close = elements.findIndex((each, at) => at > index && keywordOf(each) === '}');
        const content = elements
          .slice(index + 1, close)
          .flatMap((each) => AstUtils.streamAst(each).toArray())
          .find(isAssignment);
        if (close < 0 || !isAssignment(content) || !isRuleCall(content.terminal))
          throw new Error('a body without an end');
        const path = [...place.slot.path, `${place.rule}.{`];
        from = read({ is: 'body', holds: content.terminal.rule.$refText }, from, { ...place.slot, path });
        index = close;
      } else from = add(element, from, place);
    }
    return from;
  }

  function read(label: Label, from: number, slot: Slot): number {
    const to = state();
    at(from).moves.push({ label, to, slot });
    return to;
  }

  function exitsOf(index: number): Exits {
    const byKind = new Map<string, Move[]>();
    const words: Move[] = [];
    const bodies: Move[] = [];
    const missing = new Map<string, Move>();
    const keywords: Move[] = [];
    let ends = false;
    const seen = new Set([index]);
    for (const each of seen) {
      const { free, moves, ends: last } = at(each);
      ends ||= last;
      for (const to of free) seen.add(to);
      for (const move of moves) {
        if (move.label.is === 'word') words.push(move);
        else if (move.label.is === 'body') bodies.push(move);
        else {
          byKind.set(move.label.kind, [...(byKind.get(move.label.kind) ?? []), move]);
          if (/^[a-z]/.test(move.label.kind)) keywords.push(move);
        }
        // Of the alternatives of one assignment, the first stands for all.
        const key = move.slot.path.join(' ');
        if (!missing.has(key)) missing.set(key, move);
      }
    }
    return { byKind, words, bodies, missing: [...missing.values()], keywords, ends };
  }

  for (const rule of ['Item', 'Setting', 'ObjectiveClause']) itemsOf(rule);
  return {
    size: states.length,
    start: (rule) => starts.get(rule) ?? 0,
    exits(index) {
      known[index] ??= exitsOf(index);
      return known[index];
    },
  };
}

function keywordOf(element: Ast.AbstractElement): string | undefined {
  if (isKeyword(element)) return element.value;
  return isAssignment(element) && isKeyword(element.terminal) ? element.terminal.value : undefined;
}
