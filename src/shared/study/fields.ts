// Strict objects for files that people write, and zod's findings as sentences.
import { z } from 'zod';
import type { Problem } from '../contract/common.ts';
import { suggestion } from '../settings/nearest.ts';

/** A strict object: an unknown field is an error that names the nearest known one. */
export function fields<Shape extends z.core.$ZodShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      return issue.keys.map((key) => suggestion(key, known)).join('\n');
    },
  });
}

/** Message of a discriminated union: the discriminator is missing, or near to a known one. */
export function oneOf(field: string, known: readonly string[]) {
  return (issue: z.core.$ZodRawIssue): string | undefined => {
    if (issue.code !== 'invalid_union') return undefined;
    const given = isRecord(issue.input) ? issue.input[field] : undefined;
    const names = known.map((name) => `"${name}"`).join(', ');
    if (given === undefined) return `is missing; it must be one of ${names}`;
    return `is ${show(given)}, which is not known; ${suggestion(String(given), known)}`;
  };
}

/** Parses with our sentences; either the value or the problems. */
export function parseWith<T>(
  schema: z.ZodType<T>,
  input: unknown,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: Problem[] } {
  const result = schema.safeParse(input, { error: fragment, reportInput: true });
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, problems: result.error.issues.flatMap((issue) => problemsOf(issue, [])) };
}

function describePath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as the file shows it, shortened. */
function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function problemsOf(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): Problem[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0 && issue.message === notUnderstood) {
    // Of a union only the branch that the value was meant for is worth reading: the one that accepts its outer shape.
    const rejectsShape = (inner: z.core.$ZodIssue) =>
      inner.path.length === 0 &&
      (inner.code === 'invalid_type' || (inner.code === 'invalid_union' && inner.errors.length > 0));
    const branch = issue.errors.find((list) => !list.some(rejectsShape)) ?? issue.errors[0] ?? [];
    return branch.flatMap((inner) => problemsOf(inner, path));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.message.split('\n').map((message, i) => {
      const at = describePath([...path, issue.keys[i] ?? '']);
      return error(at, /^(did you mean|known:)/.test(message) ? `Unknown field "${at}"; ${message}` : message);
    });
  }
  const at = describePath(path);
  const whole = /[.?…]$/.test(issue.message) && /^["A-Z]/.test(issue.message);
  if (whole) return [error(at, issue.message)];
  const subject = at === '' ? 'The file' : `"${at}"`;
  return [error(at, `${subject} ${issue.message}${/[.?…]$/.test(issue.message) ? '' : '.'}`)];
}

export function error(path: string, message: string): Problem {
  return { severity: 'error', path, message };
}

const notUnderstood = 'is not understood';

/** Zod's issue as the rest of a sentence whose subject is the field. */
function fragment(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const noun = nouns[issue.expected] ?? issue.expected;
      if (issue.input === undefined) return `is missing; it must be ${noun}`;
      return `must be ${noun}, not ${show(issue.input)}`;
    }
    case 'invalid_value': {
      const names = issue.values.map((value) => JSON.stringify(value));
      const known = issue.values.filter((value) => typeof value === 'string');
      const list = names.length === 1 ? `${names[0]}` : `one of ${names.join(', ')}`;
      if (issue.input === undefined) return `is missing; it must be ${list}`;
      const hint = typeof issue.input === 'string' && known.length > 1 ? suggestion(issue.input, known) : '';
      const near = hint.startsWith('did you mean') ? `; ${hint}` : '';
      return `must be ${list}, not ${show(issue.input)}${near}`;
    }
    case 'too_small':
    case 'too_big': {
      const small = issue.code === 'too_small';
      const bound = issue.code === 'too_small' ? issue.minimum : issue.maximum;
      if (small && bound === 1 && issue.origin !== 'number' && issue.origin !== 'int') return 'must not be empty';
      if (issue.origin === 'array') return `must have at ${small ? 'least' : 'most'} ${bound} entries`;
      if (issue.origin === 'string') return `must have at ${small ? 'least' : 'most'} ${bound} characters`;
      const relation = issue.inclusive ? (small ? 'at least' : 'at most') : small ? 'above' : 'below';
      return `must be ${relation} ${bound}, not ${show(issue.input)}`;
    }
    case 'invalid_union':
      return notUnderstood;
    default:
      return issue.message ?? notUnderstood;
  }
}

const nouns: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object { … }',
  record: 'an object { … }',
  array: 'a list [ … ]',
  tuple: 'a list [ … ]',
  null: 'null',
};
