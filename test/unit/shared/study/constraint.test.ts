import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileConstraint, readConstraint, type Values } from '#shared/study/constraint.ts';

const values: Values = { a: 2, b: 3, 'model.units': 64, name: 'adam', flag: true, none: null };
const holds = (text: string, given: Values = values) => compileConstraint(text).holds(given);

describe('what constraints mean', () => {
  it.each<[string, boolean]>([
    ['a + b * 2 == 8', true],
    ['(a + b) * 2 == 10', true],
    ['a - b - 1 == -2', true],
    ['12 / a / b == 2', true],
    ['-a < 0 and --a == 2', true],
    ['a * -b == -6', true],
    ['a < b', true],
    ['a >= b', false],
    ['a != b or a > 100', true],
    ['not a > b', true],
    ['not (a < b and b < 4)', false],
    ['a > b or a < b and b == 4', false],
    ['not a > b and b == 3', true],
    ['min(a, b, 1) == 1', true],
    ['max(a, b) == 3', true],
    ['log(1) == 0', true],
    ['log(a * 50) > 4.6', true],
    ['1e-3 < .5', true],
    ['model.units <= 64', true],
    ['name == "adam"', true],
    ["name != 'sgd'", true],
    ['flag', true],
    ['flag == true and not flag == false', true],
    ['none == null', true],
    ['  a<b  ', true],
  ])('%s is %s', (text, expected) => {
    expect(holds(text)).toBe(expected);
  });

  it('an inactive setting makes the whole constraint true', () => {
    expect(holds('missing > 5 and a > 100')).toBe(true);
    expect(holds('not missing > 5')).toBe(true);
  });

  it('"none" never breaks a comparison of size', () => {
    expect(holds('none < 5')).toBe(true);
    expect(holds('none < 5 and a > 100')).toBe(false);
    expect(holds('none + 1 > 5 or a < b')).toBe(true);
    expect(holds('not none < 5')).toBe(true);
  });

  it('arithmetic agrees with JavaScript on random expressions', () => {
    const leaf = fc.oneof(fc.integer({ min: 0, max: 50 }).map(String), fc.constantFrom('a', 'b'));
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc
          .tuple(tie('node'), fc.constantFrom('+', '-', '*'), tie('node'))
          .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
        fc.tuple(tie('node'), fc.constantFrom('+', '-', '*'), tie('node')).map((parts) => parts.join(' ')),
      ),
    })).node;
    fc.assert(
      fc.property(tree, fc.integer({ min: -100, max: 100 }), (text, limit) => {
        const expected = new Function('a', 'b', `return (${text}) <= ${limit}`)(2, 3) as boolean;
        expect(holds(`${text} <= ${limit}`)).toBe(expected);
      }),
    );
  });
});

describe('names', () => {
  it('are each told once, in order', () => {
    expect(compileConstraint('b < a and b < model.units').names).toEqual(['b', 'a', 'model.units']);
    expect(compileConstraint('1 < 2').names).toEqual([]);
  });
});

describe('what is not a constraint', () => {
  it.each<[string, number, string]>([
    ['', 1, 'the constraint ends too early.'],
    ['a <', 4, 'the constraint ends too early.'],
    ['a < b < 3', 7, 'comparisons cannot be chained; write "a < b and b < c".'],
    ['a < b == true', 7, 'comparisons cannot be chained; write "a < b and b < c".'],
    ['a = 2', 3, '"=" is not understood here; write "==" to compare.'],
    ['a < 1 && b < 1', 7, '"&" is not understood here; write "and".'],
    ['!flag', 1, '"!" is not understood here; write "not" or "!=".'],
    ['a ^ 2 < 3', 3, '"^" is not understood here; there are no powers, multiply instead.'],
    ['(a < 3', 7, '")" is missing for the "(" at column 1.'],
    ['a < 3)', 6, '")" is not expected here.'],
    ['a b < 3', 3, '"b" is not expected here.'],
    ['and a < 3', 1, 'a comparison is missing before "and".'],
    ['a < * 3', 5, 'a setting, a number or a quoted text is missing before "*".'],
    ['name == "adam', 9, '""" is not understood here; the quoted text has no closing quote.'],
    ['sqrt(a) < 3', 1, 'there is no function "sqrt"; there are min, max and log.'],
    ['log(a, b) < 3', 1, 'log takes one value.'],
    ['min() < 3', 5, 'a setting, a number or a quoted text is missing before ")".'],
    ['a + b', 3, 'a constraint must compare something, for example "model.layers * model.units <= 1024".'],
    ['"a" < 3', 1, '"<" needs a number, not a text.'],
    ['a + "b" < 3', 5, '"+" needs a number, not a text.'],
    ['a and b < 3 + 1 or 7', 20, '"or" needs true or false, not a number.'],
    ['min("a") < 2', 5, 'min needs a number, not a text.'],
    ['"a" == 3', 5, 'a text is never equal to a number.'],
  ])('%j fails at column %i', (text, column, message) => {
    expect(readConstraint(text)).toEqual({
      ok: false,
      column,
      message: `Constraint "${text}", column ${column}: ${message}`,
    });
  });

  it('knows the types of settings when told', () => {
    const typeOf = (name: string) => (name === 'name' ? ('text' as const) : ('number' as const));
    expect(readConstraint('name < 3', typeOf)).toMatchObject({ ok: false, column: 1 });
    expect(readConstraint('a == "x"', typeOf)).toMatchObject({ ok: false, column: 3 });
    expect(readConstraint('a', typeOf)).toMatchObject({ ok: false });
    expect(readConstraint('name == "x" and a < 3', typeOf).ok).toBe(true);
  });

  it('throws an AppError when compiled, with the column in its details', () => {
    expect(() => compileConstraint('a <')).toThrow(
      expect.objectContaining({ code: 'invalid', details: { constraint: 'a <', column: 4 } }),
    );
  });

  it('survives any text and any depth', () => {
    fc.assert(fc.property(fc.string(), (text) => void readConstraint(text)));
    expect(readConstraint(`${'('.repeat(900)}a${')'.repeat(900)} < 1`)).toMatchObject({
      ok: false,
      message: expect.stringContaining('nested too deeply'),
    });
    expect(readConstraint(`${'not '.repeat(900)}a < 1`)).toMatchObject({ ok: false });
    expect(readConstraint(`${'-'.repeat(900)}a < 1`)).toMatchObject({ ok: false });
    expect(readConstraint(`${'a + '.repeat(50_000)}a < 1`)).toMatchObject({ ok: false });
  });
});
