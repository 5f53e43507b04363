import { expect, it } from 'vitest';
import { prunerNames } from '#main/search/index.ts';
import { parseStudyFile } from '#shared/study/study-file.ts';
import {
  fidelityOf,
  isHalving,
  prunerKinds,
  prunerOf,
  pruners,
  withFidelity,
} from '../../../../../src/renderer/features/new-study/model/pruner.ts';

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

it('halving goes over epochs or over the share of data, and its start over one says nothing of the other', () => {
  const file = { search: { pruner: { kind: 'asha', reductionFactor: 2, minEpochs: 4 } } };
  expect(fidelityOf(file)).toBe('epochs');
  const over = withFidelity(file, 'data');
  expect(over).toEqual({ kind: 'asha', reductionFactor: 2, over: 'data' });
  expect(fidelityOf({ search: { pruner: over } })).toBe('data');
  expect(withFidelity({ search: { pruner: { ...over, minShare: 0.2 } } }, 'epochs')).toEqual({
    kind: 'asha',
    reductionFactor: 2,
  });
  expect(prunerKinds.filter(isHalving)).toEqual(['asha', 'hyperband']);
});
