import { expect, test } from 'vitest';
import { repeatedName, syntaxProblem } from '#main/host/json-text.ts';

test.each([
  ['{"a": 1, "b": {"a": 2}, "c": [{"a": 3}, {"a": 4}]}', null],
  ['{"a": ["a", "a"], "b": "a", "c": "{\\"c\\": 1, \\"c\\": 2}"}', null],
  ['[]', null],
  ['"a"', null],
  ['{"a": 1,\n "b": 2,\n "a": 3}', { name: 'a', line: 3 }],
  ['{"x": [1, {"y": {},\n"y": 2}]}', { name: 'y', line: 2 }],
  ['{"a\\"": 1, "a\\"": 2}', { name: 'a"', line: 1 }],
  // The same name, once written with an escape.
  ['{"a": 1, "\\u0061": 2}', { name: 'a', line: 1 }],
  ['{"a": {}, "b": [], "a": 0}', { name: 'a', line: 1 }],
])('a name that stands twice in one object: %s', (text, found) => {
  expect(repeatedName(text)).toEqual(found);
});

test.each([
  ['{\n  "a": NaN\n}', "Unexpected token 'N' at line 2, column 8"],
  ['{\n  "low": 4,\n  "high": Infinity,\n  "scale": "log"\n}', "Unexpected token 'I' at line 3, column 11"],
  ['{"a": 1,}', 'Expected double-quoted property name at line 1, column 9'],
  ['// c\n{}', "Unexpected token '/' at line 1, column 1"],
  ['{"a": 1', "Expected ',' or '}' after property value at line 1, column 8"],
  [' \n', 'it is empty'],
])('where a text is no JSON: %j', (text, sentence) => {
  let message = '';
  try {
    JSON.parse(text);
  } catch (thrown) {
    message = (thrown as Error).message;
  }
  expect(syntaxProblem(message, text)).toBe(sentence);
});
