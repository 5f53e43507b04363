// docs/search.md names every sampler, every pruner and every option of theirs.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { prunerSchema, samplerKinds, samplerSchema } from '#shared/study/search-schema.ts';

const text = readFileSync(new URL('../../../../docs/search.md', import.meta.url), 'utf8');

/** Names of the fields of a schema, and of objects in it. */
function optionsOf(schema: unknown): string[] {
  const { shape, def } = schema as { shape?: Record<string, z.ZodType>; def?: { innerType?: unknown } };
  if (shape) return Object.entries(shape).flatMap(([name, part]) => [name, ...optionsOf(part)]);
  return def?.innerType === undefined ? [] : optionsOf(def.innerType);
}

test.each([
  ['sampler', samplerSchema],
  ['pruner', prunerSchema],
])('every %s and its options', (_, schema) => {
  const names = schema.options.flatMap((option) => {
    const { kind, ...rest } = option.shape;
    return [...kind.values, ...optionsOf({ shape: rest })];
  });
  expect(names).toContain(_ === 'sampler' ? 'minimumWindow' : 'nMinTrials');
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

test('the samplers in the order of the schema', () => {
  const rows = [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, kind]) => kind);
  expect(rows.slice(0, samplerKinds.length)).toEqual([...samplerKinds]);
});
