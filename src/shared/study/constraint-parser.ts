// From the text of a constraint to its tree. Precedence, loosest first: or, and, not, comparison, + -, * /, unary minus.
import type { SettingValue } from './values.ts';

interface At {
  /** Characters from 1. */
  readonly column: number;
}

export type Expression = At &
  (
    | { readonly kind: 'literal'; readonly value: SettingValue }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'not' | 'negate'; readonly operand: Expression }
    | {
        readonly kind: 'logical';
        readonly operator: 'and' | 'or';
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: 'compare';
        readonly operator: '<' | '<=' | '>' | '>=' | '==' | '!=';
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: 'arithmetic';
        readonly operator: '+' | '-' | '*' | '/';
        readonly left: Expression;
        readonly right: Expression;
      }
    | { readonly kind: 'call'; readonly function: 'min' | 'max' | 'log'; readonly operands: readonly Expression[] }
  );

export type ParseResult =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly column: number; readonly message: string };

/** Settings that a tree compares with a text, and the text. */
export function comparedTexts(node: Expression): { readonly name: string; readonly text: string }[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'not':
    case 'negate':
      return comparedTexts(node.operand);
    case 'call':
      return node.operands.flatMap(comparedTexts);
    default: {
      const { left, right } = node;
      for (const [a, b] of [
        [left, right],
        [right, left],
      ] as const) {
        if (a.kind === 'name' && b.kind === 'literal' && typeof b.value === 'string') {
          return [{ name: a.name, text: b.value }];
        }
      }
      return [...comparedTexts(left), ...comparedTexts(right)];
    }
  }
}

/** Names of settings in a tree, each once. */
export function namesIn(node: Expression, found: string[] = []): string[] {
  switch (node.kind) {
    case 'literal':
      break;
    case 'name':
      if (!found.includes(node.name)) found.push(node.name);
      break;
    case 'not':
    case 'negate':
      namesIn(node.operand, found);
      break;
    case 'call':
      for (const operand of node.operands) namesIn(operand, found);
      break;
    default:
      namesIn(node.left, found);
      namesIn(node.right, found);
  }
  return found;
}

/** Far more than a person writes; bounds the depth of the tree and thereby of everything that walks it. */
const longest = 4000;

export function parseExpression(text: string): ParseResult {
  if (text.length > longest) {
    return { ok: false, column: longest, message: `a constraint has at most ${longest} characters; split it.` };
  }
  try {
    const tokens = tokenize(text);
    const parser = new Parser(tokens);
    const expression = parser.or();
    parser.end();
    return { ok: true, expression };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { ok: false, column: error.column, message: error.message };
    throw error;
  }
}

class SyntaxProblem extends Error {
  readonly column: number;
  constructor(column: number, message: string) {
    super(message);
    this.column = column;
  }
}

interface Token extends At {
  readonly kind: 'number' | 'text' | 'name' | 'symbol' | 'end';
  readonly text: string;
}

const tokenPattern =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|("[^"]*"|'[^']*')|([A-Za-z_][\w.]*)|(<=|>=|==|!=|[-+*/()<>,]))/y;
const hints: Readonly<Record<string, string>> = {
  '&': 'write "and"',
  '|': 'write "or"',
  '!': 'write "not" or "!="',
  '=': 'write "==" to compare',
  '^': 'there are no powers, multiply instead',
  '"': 'the quoted text has no closing quote',
  "'": 'the quoted text has no closing quote',
};

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (text.slice(position).trim() !== '') {
    tokenPattern.lastIndex = position;
    const match = tokenPattern.exec(text);
    if (match === null) {
      const start = position + (text.slice(position).length - text.slice(position).trimStart().length);
      const character = text[start] ?? '';
      const hint = hints[character];
      throw new SyntaxProblem(start + 1, `"${character}" is not understood here${hint ? `; ${hint}` : ''}.`);
    }
    const [whole, number, quoted, name, symbol] = match;
    const body = number ?? quoted ?? name ?? symbol ?? '';
    const column = position + whole.length - body.length + 1;
    const kind =
      number !== undefined ? 'number' : quoted !== undefined ? 'text' : name !== undefined ? 'name' : 'symbol';
    tokens.push({ kind, text: body, column });
    position += whole.length;
  }
  tokens.push({ kind: 'end', text: '', column: text.length + 1 });
  return tokens;
}

const comparisons = ['<', '<=', '>', '>=', '==', '!='] as const;
const functions = ['min', 'max', 'log'] as const;
const literals: ReadonlyMap<string, SettingValue> = new Map<string, SettingValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
/** Deeper nesting than any constraint needs; keeps a hostile file from exhausting the stack. */
const deepest = 200;

class Parser {
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  or(): Expression {
    let left = this.#and();
    for (let at = this.#take('or'); at; at = this.#take('or')) {
      left = { kind: 'logical', operator: 'or', left, right: this.#and(), column: at.column };
    }
    return left;
  }

  end(): void {
    const token = this.#peek();
    if (token.kind !== 'end') throw new SyntaxProblem(token.column, `"${token.text}" is not expected here.`);
  }

  #and(): Expression {
    let left = this.#not();
    for (let at = this.#take('and'); at; at = this.#take('and')) {
      left = { kind: 'logical', operator: 'and', left, right: this.#not(), column: at.column };
    }
    return left;
  }

  #not(): Expression {
    const at = this.#take('not');
    if (at) return this.#nested(() => ({ kind: 'not', operand: this.#not(), column: at.column }));
    return this.#comparison();
  }

  #comparison(): Expression {
    const left = this.#sum();
    const at = this.#takeAny(comparisons);
    if (!at) return left;
    const right = this.#sum();
    const again = this.#takeAny(comparisons);
    if (again) {
      throw new SyntaxProblem(again.column, 'comparisons cannot be chained; write "a < b and b < c".');
    }
    return { kind: 'compare', operator: at.text, left, right, column: at.column };
  }

  #sum(): Expression {
    let left = this.#product();
    for (let at = this.#takeAny(['+', '-']); at; at = this.#takeAny(['+', '-'])) {
      left = { kind: 'arithmetic', operator: at.text, left, right: this.#product(), column: at.column };
    }
    return left;
  }

  #product(): Expression {
    let left = this.#unary();
    for (let at = this.#takeAny(['*', '/']); at; at = this.#takeAny(['*', '/'])) {
      left = { kind: 'arithmetic', operator: at.text, left, right: this.#unary(), column: at.column };
    }
    return left;
  }

  #unary(): Expression {
    const at = this.#take('-');
    if (at) return this.#nested(() => ({ kind: 'negate', operand: this.#unary(), column: at.column }));
    return this.#operand();
  }

  #operand(): Expression {
    const token = this.#peek();
    this.#index++;
    const { column } = token;
    switch (token.kind) {
      case 'number':
        return { kind: 'literal', value: Number(token.text), column };
      case 'text':
        return { kind: 'literal', value: token.text.slice(1, -1), column };
      case 'name':
        return this.#named(token);
      case 'symbol':
        if (token.text === '(') {
          const inner = this.#nested(() => this.or());
          this.#expect(')', column);
          return inner;
        }
        throw new SyntaxProblem(column, `a setting, a number or a quoted text is missing before "${token.text}".`);
      case 'end':
        throw new SyntaxProblem(column, 'the constraint ends too early.');
    }
  }

  #named({ text, column }: Token): Expression {
    const literal = literals.get(text);
    if (literal !== undefined) return { kind: 'literal', value: literal, column };
    if (text === 'and' || text === 'or') {
      throw new SyntaxProblem(column, `a comparison is missing before "${text}".`);
    }
    const open = this.#take('(');
    if (!open) return { kind: 'name', name: text, column };
    const name = functions.find((known) => known === text);
    if (name === undefined) {
      throw new SyntaxProblem(column, `there is no function "${text}"; there are min, max and log.`);
    }
    const operands = this.#nested(() => {
      const list = [this.or()];
      while (this.#take(',')) list.push(this.or());
      return list;
    });
    this.#expect(')', open.column);
    if (name === 'log' && operands.length !== 1) throw new SyntaxProblem(column, 'log takes one value.');
    return { kind: 'call', function: name, operands, column };
  }

  #nested<T>(read: () => T): T {
    this.#depth++;
    if (this.#depth > deepest) throw new SyntaxProblem(this.#peek().column, 'the constraint is nested too deeply.');
    const result = read();
    this.#depth--;
    return result;
  }

  #peek(): Token {
    return this.#tokens[Math.min(this.#index, this.#tokens.length - 1)] ?? { kind: 'end', text: '', column: 1 };
  }

  #take<T extends string>(text: T): (Token & { readonly text: T }) | null {
    return this.#takeAny([text]);
  }

  #takeAny<T extends string>(texts: readonly T[]): (Token & { readonly text: T }) | null {
    const token = this.#peek();
    const text = token.kind === 'symbol' || token.kind === 'name' ? texts.find((t) => t === token.text) : undefined;
    if (text === undefined) return null;
    this.#index++;
    return { ...token, text };
  }

  #expect(text: string, opened: number): void {
    if (this.#take(text)) return;
    const token = this.#peek();
    throw new SyntaxProblem(token.column, `"${text}" is missing for the "(" at column ${opened}.`);
  }
}
