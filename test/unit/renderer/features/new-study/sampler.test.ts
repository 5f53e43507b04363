import { expect, it } from 'vitest';
import { samplerNames } from '#main/search/index.ts';
import { samplerKinds } from '#shared/study/search-schema.ts';
import { samplerOf } from '../../../../../src/renderer/features/new-study/model/sampler.ts';

it('what a study may name runs, and the page shows it as the file names it', () => {
  for (const kind of samplerKinds) {
    expect(samplerNames).toContain(kind);
    expect(samplerOf({ search: { sampler: { kind } } })).toBe(kind);
  }
});

it('a study that names no sampler has auto', () => {
  for (const file of [{}, { search: {} }, null]) expect(samplerOf(file)).toBe('auto');
});
