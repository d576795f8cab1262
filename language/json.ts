/** JSON with the place of every value and key, so that what is wrong with it can be shown where it stands. */

export interface JsonPlace {
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

export type JsonNode = JsonPlace &
  (
    | { readonly kind: 'object'; readonly entries: readonly JsonEntry[] }
    | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
    | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  );

export interface JsonEntry {
  readonly key: string;
  readonly keyPlace: JsonPlace;
  readonly value: JsonNode;
}

/** Text that is no JSON: what is wrong there, as the end of a sentence. */
export class JsonError extends Error {
  readonly place: JsonPlace;

  constructor(message: string, place: JsonPlace) {
    super(message);
    this.place = place;
  }
}

/**
 * Reads JSON; strings and numbers as `JSON.parse` reads them.
 * @throws {JsonError} at the first place that is no JSON
 */
export function parseJson(text: string): JsonNode {
  const reader = new Reader(text);
  const node = reader.value(0);
  reader.end();
  return node;
}

const blank = /[ \t\r\n]*/y;
const scalar = /"(?:[^"\\\n\r]|\\.)*"|-?\d[\d.eE+-]*|[A-Za-z]+/y;
/** Deeper than any file that a person writes, and far from where reading would run out of stack. */
const deepest = 500;

class Reader {
  private readonly text: string;
  private at: number;

  constructor(text: string) {
    this.text = text;
    this.at = text.startsWith('\uFEFF') ? 1 : 0;
  }

  value(depth: number): JsonNode {
    this.skip();
    if (depth > deepest) throw this.unexpected('it is nested too deeply');
    if (this.text[this.at] === '{') return this.object(depth);
    if (this.text[this.at] === '[') return this.array(depth);
    const place = this.scalarPlace();
    return { kind: 'value', value: this.scalarValue(place), ...place };
  }

  end(): void {
    this.skip();
    if (this.at < this.text.length) throw this.unexpected('there is more behind its end');
  }

  private object(depth: number): JsonNode {
    const start = this.at;
    const entries: JsonEntry[] = [];
    this.list('}', () => {
      if (this.text[this.at] !== '"') throw this.unexpected('a name in double quotes is missing');
      const keyPlace = this.scalarPlace();
      const key = String(this.scalarValue(keyPlace));
      this.skip();
      if (this.text[this.at] !== ':') throw this.unexpected('a colon is missing');
      this.at++;
      entries.push({ key, keyPlace, value: this.value(depth + 1) });
    });
    return { kind: 'object', entries, start, end: this.at };
  }

  private array(depth: number): JsonNode {
    const start = this.at;
    const items: JsonNode[] = [];
    this.list(']', () => items.push(this.value(depth + 1)));
    return { kind: 'array', items, start, end: this.at };
  }

  /** What stands between a bracket and its counterpart, with commas in between. */
  private list(close: string, item: () => void): void {
    this.at++;
    this.skip();
    if (this.text[this.at] === close) {
      this.at++;
      return;
    }
    for (;;) {
      this.skip();
      if (this.text[this.at] === close) throw this.unexpected('the comma before it is too many');
      item();
      this.skip();
      const sign = this.text[this.at];
      if (sign !== ',' && sign !== close) throw this.unexpected(`a comma or ${close} is missing`);
      this.at++;
      if (sign === close) return;
    }
  }

  private scalarPlace(): JsonPlace {
    scalar.lastIndex = this.at;
    const match = scalar.exec(this.text);
    if (!match) throw this.unexpected('a value is missing');
    const start = this.at;
    this.at += match[0].length;
    return { start, end: this.at };
  }

  private scalarValue(place: JsonPlace): string | number | boolean | null {
    try {
      return JSON.parse(this.text.slice(place.start, place.end)) as string | number | boolean | null;
    } catch {
      throw new JsonError(`${this.text.slice(place.start, place.end)} is no value`, place);
    }
  }

  private skip(): void {
    blank.lastIndex = this.at;
    this.at += blank.exec(this.text)?.[0].length ?? 0;
  }

  private unexpected(reason: string): JsonError {
    return new JsonError(reason, { start: this.at, end: Math.min(this.at + 1, this.text.length) });
  }
}
