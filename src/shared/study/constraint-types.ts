// Catches constraints that compare or compute what cannot be compared or computed, before any trial is drawn.
import type { Expression } from './constraint-parser.ts';

export type ValueType = 'number' | 'text' | 'boolean' | 'unknown';
/** The type of a setting's values; `unknown` where several are possible. */
export type TypeOf = (name: string) => ValueType;

export interface TypeProblem {
  readonly column: number;
  readonly message: string;
}

/** The first thing wrong in a whole constraint, or null. The whole must be true or false, not a number. */
export function checkTypes(expression: Expression, typeOf: TypeOf): TypeProblem | null {
  const problems: TypeProblem[] = [];
  const whole = typeIn(expression, typeOf, problems);
  const [first] = problems;
  if (first !== undefined) return first;
  if (whole === 'boolean' || (whole === 'unknown' && expression.kind === 'name')) return null;
  return {
    column: expression.column,
    message: 'a constraint must compare something, for example "model.layers * model.units <= 1024".',
  };
}

function typeIn(node: Expression, typeOf: TypeOf, problems: TypeProblem[]): ValueType {
  const must = (part: Expression, wanted: 'number' | 'boolean', of: string) => {
    const type = typeIn(part, typeOf, problems);
    if (type !== wanted && type !== 'unknown') {
      problems.push({ column: part.column, message: `${of} needs ${nouns[wanted]}, not ${nouns[type]}.` });
    }
  };
  switch (node.kind) {
    case 'literal':
      if (node.value === null) return 'unknown';
      return typeof node.value === 'string' ? 'text' : typeof node.value === 'number' ? 'number' : 'boolean';
    case 'name':
      return typeOf(node.name);
    case 'not':
      must(node.operand, 'boolean', '"not"');
      return 'boolean';
    case 'negate':
      must(node.operand, 'number', '"-"');
      return 'number';
    case 'logical':
      must(node.left, 'boolean', `"${node.operator}"`);
      must(node.right, 'boolean', `"${node.operator}"`);
      return 'boolean';
    case 'arithmetic':
      must(node.left, 'number', `"${node.operator}"`);
      must(node.right, 'number', `"${node.operator}"`);
      return 'number';
    case 'call':
      for (const operand of node.operands) must(operand, 'number', node.function);
      return 'number';
    case 'compare': {
      if (node.operator !== '==' && node.operator !== '!=') {
        must(node.left, 'number', `"${node.operator}"`);
        must(node.right, 'number', `"${node.operator}"`);
        return 'boolean';
      }
      const left = typeIn(node.left, typeOf, problems);
      const right = typeIn(node.right, typeOf, problems);
      if (left !== right && left !== 'unknown' && right !== 'unknown') {
        problems.push({
          column: node.column,
          message: `${nouns[left]} is never equal to ${nouns[right]}.`,
        });
      }
      return 'boolean';
    }
  }
}

const nouns: Readonly<Record<ValueType, string>> = {
  number: 'a number',
  text: 'a text',
  boolean: 'true or false',
  unknown: 'a value',
};
