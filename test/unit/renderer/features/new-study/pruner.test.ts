import { expect, it } from 'vitest';
import { prunerNames } from '#main/search/index.ts';
import { parseStudyFile } from '#shared/study/study-file.ts';
import { prunerKinds, prunerOf, pruners } from '../../../../../src/renderer/features/new-study/model/pruner.ts';

it('what the page offers runs, is a legal file at once, and is named there as the file names it', () => {
  expect([...prunerKinds].sort()).toEqual([...prunerNames()].sort());
  for (const kind of prunerKinds) {
    const pruner = { kind, ...pruners[kind] };
    const file = { version: 1, name: 'a', data: { source: 'sample', name: 'iris' }, settings: {}, search: { pruner } };
    expect(parseStudyFile(file), kind).toMatchObject({ ok: true });
    expect(prunerOf(file)).toBe(kind);
  }
});

it('a list is several, and a study that names none has none', () => {
  expect(prunerOf({ search: { pruner: [{ kind: 'median' }, { kind: 'patient', patience: 3 }] } })).toBe('several');
  for (const file of [{}, { search: {} }, null]) expect(prunerOf(file)).toBe('none');
});
