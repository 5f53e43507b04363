import { expect, it } from 'vitest';
import { samplerNames } from '#main/search/index.ts';
import { samplerOf, samplers } from '../../../../../src/renderer/features/new-study/model/sampler.ts';

it('what the page offers runs, and is named there as the file names it', () => {
  for (const kind of samplers) {
    expect(samplerNames).toContain(kind);
    expect(samplerOf({ search: { sampler: { kind } } })).toBe(kind);
  }
});

it('a study that names no sampler has auto', () => {
  for (const file of [{}, { search: {} }, null]) expect(samplerOf(file)).toBe('auto');
});
