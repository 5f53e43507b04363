// Constraints over settings (interfaces.md "Constraints"): a small language with its own parser; nothing is ever evaluated as code.
import { AppError } from '../errors.ts';
import { comparedTexts, type Expression, namesIn, parseExpression } from './constraint-parser.ts';
import { checkTypes, type TypeOf } from './constraint-types.ts';
import type { SettingValue } from './values.ts';

export type Values = Readonly<Record<string, SettingValue>>;

export interface Constraint {
  readonly text: string;
  /** Settings it names, each once, in order of appearance. */
  readonly names: readonly string[];
  /** Settings that it compares with a text, and the text. */
  readonly texts: readonly { readonly name: string; readonly text: string }[];
  /** True when it holds, and when any setting it names is absent (inactive) or is null where a number is needed. */
  holds(values: Values): boolean;
}

export type ConstraintResult =
  | { readonly ok: true; readonly constraint: Constraint }
  /** `column` counts characters from 1; the message is a whole sentence and names it. */
  | { readonly ok: false; readonly column: number; readonly message: string };

/** Reads one constraint. `typeOf` tells what kind of value a setting has; without it types show only when evaluated. */
export function readConstraint(text: string, typeOf: TypeOf = () => 'unknown'): ConstraintResult {
  const parsed = parseExpression(text);
  if (!parsed.ok) return failure(text, parsed.column, parsed.message);
  const wrong = checkTypes(parsed.expression, typeOf);
  if (wrong !== null) return failure(text, wrong.column, wrong.message);
  const { expression } = parsed;
  const names = namesIn(expression);
  return {
    ok: true,
    constraint: {
      text,
      names,
      texts: comparedTexts(expression),
      holds(values) {
        for (const name of names) if (values[name] === undefined) return true;
        const result = evaluate(expression, values);
        return result === none || result === true;
      },
    },
  };
}

/** As `readConstraint`; throws AppError('invalid') with the sentence. */
export function compileConstraint(text: string, typeOf?: TypeOf): Constraint {
  const result = readConstraint(text, typeOf);
  if (result.ok) return result.constraint;
  throw new AppError('invalid', result.message, { constraint: text, column: result.column });
}

function failure(text: string, column: number, message: string): ConstraintResult {
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return { ok: false, column, message: `Constraint "${shown}", column ${column}: ${message}` };
}

/** A part that has no answer, because a setting is "none" or a number is missing; it never makes a constraint fail. */
const none = Symbol('none');
type Result = SettingValue | typeof none;

function evaluate(node: Expression, values: Values): Result {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'name':
      return values[node.name] ?? null;
    case 'not': {
      const operand = evaluate(node.operand, values);
      return operand === none ? none : operand !== true;
    }
    case 'logical': {
      const left = evaluate(node.left, values);
      const right = evaluate(node.right, values);
      const decisive = node.operator === 'or';
      if (left === decisive || right === decisive) return decisive;
      return left === none || right === none ? none : !decisive;
    }
    case 'compare':
      return compare(node.operator, evaluate(node.left, values), evaluate(node.right, values));
    case 'negate':
      return numeric([evaluate(node.operand, values)], ([a = 0]) => -a);
    case 'arithmetic':
      return numeric([evaluate(node.left, values), evaluate(node.right, values)], ([a = 0, b = 0]) =>
        arithmetic(node.operator, a, b),
      );
    case 'call':
      return numeric(
        node.operands.map((operand) => evaluate(operand, values)),
        (numbers) => (node.function === 'log' ? Math.log(numbers[0] ?? Number.NaN) : Math[node.function](...numbers)),
      );
  }
}

function compare(operator: '<' | '<=' | '>' | '>=' | '==' | '!=', left: Result, right: Result): Result {
  if (left === none || right === none) return none;
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  return numeric([left, right], ([a = 0, b = 0]) => {
    switch (operator) {
      case '<':
        return a < b;
      case '<=':
        return a <= b;
      case '>':
        return a > b;
      case '>=':
        return a >= b;
    }
  });
}

function arithmetic(operator: '+' | '-' | '*' | '/', a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
  }
}

function numeric<T extends number | boolean>(
  operands: readonly Result[],
  apply: (numbers: number[]) => T,
): T | typeof none {
  const numbers: number[] = [];
  for (const operand of operands) {
    if (typeof operand !== 'number') return none;
    numbers.push(operand);
  }
  return apply(numbers);
}
