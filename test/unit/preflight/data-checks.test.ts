// Judgements of the data: made-up measures in, findings out.
import { describe, expect, test } from 'vitest';
import {
  type ColumnsMeasure,
  judgeClassBalance,
  judgeColumns,
  judgeDuplicates,
  judgeInputScale,
  judgeLabelNoise,
  judgeMissing,
} from '#main/preflight/index.ts';

const sight = ({ status, reason }: { status: string; reason: { id: string } }) => [status, reason.id];

describe('missing', () => {
  test.each([
    [0, 'pass', 'missing.none'],
    [0.2, 'pass', 'missing.some'],
    [0.21, 'look', 'missing.some'],
    [0.96, 'fail', 'missing.some'],
  ])('a column that lacks %d of its cells', (share, status, id) => {
    const columns = share > 0 ? [{ name: 'a', missing: 1000 * share }] : [];
    const finding = judgeMissing({ rows: 1000, columns });
    expect(sight(finding)).toEqual([status, id]);
    expect(finding.value).toBeCloseTo(share);
  });
});

const columns: ColumnsMeasure = {
  ...{
    inputs: 3,
    table: true,
    trainRows: 800,
    validationRows: 200,
    constant: [],
    equal: [],
    chance: 0.5,
    heldOut: 200,
  },
  alone: [
    { name: 'a', score: 0.8 },
    { name: 'b', score: 0.6 },
  ],
  ...{ looked: 800, rows: 800, excluded: ['id'] },
};

describe('columns', () => {
  test('that vary and tell no more than they should pass', () => {
    expect(sight(judgeColumns(columns))).toEqual(['pass', 'columns.good']);
  });

  test('constant ones and copies are to be left out, beside what is left out already', () => {
    const finding = judgeColumns({ ...columns, constant: ['c'], equal: [['a', 'b']] });
    expect(sight(finding)).toEqual(['look', 'columns.constant']);
    expect(finding.fix).toEqual({ setting: 'data.exclude', to: ['id', 'c', 'b'] });
    expect(finding.notes.map(({ id }) => id)).toEqual(['columns.equal']);
  });

  test('one that tells the label by itself fails, but not by the luck of few rows, or where nearly all rows have one label', () => {
    const alone = [{ name: 'paid', score: 1 }, ...columns.alone];
    const leaking = judgeColumns({ ...columns, alone });
    expect(sight(leaking)).toEqual(['fail', 'columns.leak']);
    expect(leaking.fix).toEqual({ setting: 'data.exclude', to: ['id', 'paid'] });
    expect(judgeColumns({ ...columns, alone, heldOut: 199 }).status).toBe('look');
    expect(judgeColumns({ ...columns, alone, heldOut: 12 }).status).toBe('pass');
    expect(judgeColumns({ ...columns, alone, chance: 0.97 }).status).toBe('pass');
  });

  test('a source without columns to leave out gets no fix', () => {
    expect(judgeColumns({ ...columns, constant: ['x[3]'], excluded: null }).fix).toBeNull();
  });

  test('a part is told', () => {
    const [note] = judgeColumns({ ...columns, rows: 9000 }).notes;
    expect(note).toEqual({ id: 'note.part', values: { looked: 800, all: 9000 } });
  });
});

describe('input scale', () => {
  const input = { name: 'a', mean: 0, sd: 1, most: 3 };
  const scale = (change: Partial<typeof input>, scaling = 'none') =>
    judgeInputScale({ inputs: [input, { ...input, name: 'b', ...change }], scaling });

  test.each([
    ['of unit variance', {}, 'pass', 'input-scale.good'],
    ['of 20', { sd: 20, most: 60 }, 'look', 'input-scale.off'],
    ['of bytes as they are', { mean: 130, sd: 60, most: 255 }, 'fail', 'input-scale.off'],
    ['of a thousandth beside 1', { sd: 0.0005, most: 0.001 }, 'look', 'input-scale.uneven'],
    ['with one code of 999', { most: 999 }, 'look', 'input-scale.outlier'],
  ])('%s', (_, change, status, id) => {
    expect(sight(scale(change))).toEqual([status, id]);
  });

  test('scaling is the fix, unless it is done already', () => {
    expect(scale({ sd: 100 }).fix).toEqual({ setting: 'input.scaling', to: 'standardize' });
    expect(scale({ sd: 100 }, 'standardize').fix).toBeNull();
  });

  test('constant inputs are not counted, and tokens have no scale', () => {
    expect(scale({ sd: 0, mean: 5000 }).status).toBe('pass');
    expect(judgeInputScale({ inputs: null, scaling: 'none' }).status).toBe('skipped');
  });
});

describe('class balance', () => {
  const classes = (...counts: number[]) =>
    counts.map((train, at) => ({ name: `c${at}`, train, validation: Math.round(train / 4) }));
  const judge = (counts: number[], change = {}) =>
    judgeClassBalance({
      ...{ classes: classes(...counts), trainRows: counts.reduce((a, b) => a + b, 0), validationRows: 100 },
      ...{ task: 'classification', batchSize: 32, balanced: false, ...change },
    });

  test('equal classes pass, 4 to 1 is to be looked at with oversampling as a fix', () => {
    expect(judge([100, 100]).status).toBe('pass');
    const uneven = judge([400, 100]);
    expect(sight(uneven)).toEqual(['look', 'class-balance.counts']);
    expect(uneven.value).toBe(4);
    expect(uneven.fix).toMatchObject({ setting: 'balance.oversample' });
  });

  test('a study that balances its classes passes', () => {
    expect(judge([400, 100], { balanced: true }).status).toBe('pass');
  });

  test('a class that a batch hardly ever has, and one that no training or validation row has, are told', () => {
    expect(judge([1000, 20]).notes.map(({ id }) => id)).toContain('class-balance.batch');
    expect(sight(judge([100, 0]))).toEqual(['look', 'class-balance.unseen']);
    expect(judge([100, 90, 1]).notes.map(({ id }) => id)).toContain('class-balance.unmeasured');
  });

  test('numbers have no classes', () => {
    expect(sight(judge([], { task: 'regression' }))).toEqual(['skipped', 'class-balance.regression']);
  });
});

describe('duplicates', () => {
  const judge = (change = {}) =>
    judgeDuplicates({
      ...{ validationRows: 1000, trainRows: 4000, looked: 4000, shared: 0, sameLabel: 0, combinations: null },
      ...{ pairs: [], byClass: [] },
      ...change,
    });

  test.each([
    [0, 'pass'],
    [1, 'look'],
    [2, 'look'],
    [3, 'fail'],
  ])('%d of 1000 rows', (shared, status) => {
    expect(judge({ shared }).status).toBe(status);
  });

  test('the copies are shown, the classes they sit in are drawn, and what would leave them out is proposed', () => {
    const content = { kind: 'text' as const, text: 'boot' };
    const pair = { train: { row: 4112, label: 'boot' }, validation: { row: 871, label: 'boot' }, content };
    const byClass = [2, 16, 0].map((count, at) => ({ name: String(at), count }));
    const finding = judge({ shared: 18, sameLabel: 18, pairs: [pair], byClass });
    expect(finding.evidence).toEqual({ total: 18, pairs: [pair] });
    expect(finding.picture).toEqual({ kind: 'bars', values: [2, 16, 0], labels: ['0', '1', '2'], marked: [1] });
    expect(finding.fix).toEqual({ setting: 'data.dropDuplicates', to: 'validation' });
    // Where nothing would be left there is nothing to propose.
    expect(judge({ shared: 1000 }).fix).toBeNull();
    expect(judge({ byClass }).evidence).toBeNull();
  });

  test('tables whose few values must repeat do not fail', () => {
    expect(sight(judge({ shared: 400, combinations: 24 }))).toEqual(['look', 'duplicates.few-values']);
    expect(judge({ shared: 400, combinations: 1e8 }).status).toBe('fail');
  });
});

describe('label noise', () => {
  const judge = (change = {}) =>
    judgeLabelNoise({
      ...{ kind: 'classes', looked: 1000, rows: 1000, pairs: 400, agreeing: 380, nearPairs: 40, nearAgreeing: 40 },
      ...{ chance: 0.1, ...change },
    });

  test('neighbours with the same label pass; a fifth of others is a hint; no more than chance fails', () => {
    expect(judge().status).toBe('pass');
    expect(sight(judge({ nearAgreeing: 32 }))).toEqual(['look', 'label-noise.hint']);
    expect(sight(judge({ agreeing: 45, nearAgreeing: 4 }))).toEqual(['fail', 'label-noise.unrelated']);
  });

  test('where nearly all have one label chance says nothing', () => {
    expect(judge({ agreeing: 372, chance: 0.93 }).status).toBe('pass');
  });

  test('numbers: the delta test', () => {
    const numbers = (delta: number) => judgeLabelNoise({ kind: 'numbers', looked: 900, rows: 900, pairs: 400, delta });
    expect(numbers(0.02).status).toBe('pass');
    expect(numbers(0.99).status).toBe('look');
  });

  test('few rows and texts are skipped', () => {
    expect(judge({ pairs: 20 }).status).toBe('skipped');
    expect(judgeLabelNoise({ kind: 'none', why: 'no-distance', looked: 0, rows: 9 }).status).toBe('skipped');
  });
});
