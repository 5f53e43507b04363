import { describe, expect, it } from 'vitest';
import { proposalOf, proposed, ranking, trial } from './trials.ts';

const float = { type: 'float', low: 0, high: 10 };
const log = { type: 'float', low: 1e-5, high: 1, scale: 'log' };
/** The best six within 3 .. 5 of 0 .. 10, and others all over it. */
const clear = [4, 3, 5, 4.5, 3.5, 4.2, 0.5, 9.5, 7, 1, 8, 6, 2, 9];

describe('a number', () => {
  it('spans the best and the margin of the span on both sides', () => {
    const one = proposed({ settings: { x: float }, trials: ranking(clear) });
    expect(one).toMatchObject({ outcome: 'narrowed', trials: [1, 2, 3, 4, 5, 6], bound: null });
    expect(one.entry).toEqual({ type: 'float', scale: 'linear', low: 2.7, high: 5.3 });
    expect(one.evidence).toBe(
      'The 6 best of 14 trials (1, 2, 3, 4, 5 and 6) lie from 3 to 5, 20 % of the range; with 15 % of that on both sides.',
    );
  });

  it('does so on its own scale', () => {
    const powers = clear.map((x) => 10 ** (x / 2 - 5));
    const { entry } = proposed({ settings: { x: log }, trials: ranking(powers) });
    expect(entry).toMatchObject({ type: 'float', scale: 'log' });
    const { low, high } = entry as { low: number; high: number };
    expect(Math.log10(low)).toBeCloseTo(-3.5 - 0.15, 9);
    expect(Math.log10(high)).toBeCloseTo(-2.5 + 0.15, 9);
  });

  it('counts from the low end when the objective is minimised', () => {
    const trials = ranking(clear).map((one) => ({ ...one, value: -(one.value ?? 0) }));
    const { entry } = proposed({ settings: { x: float }, trials, direction: 'minimize' });
    expect(entry).toMatchObject({ low: 2.7, high: 5.3 });
  });

  it('never leaves its old ends, and tells that the best lies at one', () => {
    const one = proposed({ settings: { x: float }, trials: ranking([0.1, 0.2, 1, 0.5, 0.3, 0.4, 5, 9, 7, 8, 6, 3]) });
    expect(one.entry).toMatchObject({ low: 0, high: 1.135 });
    expect(one.bound).toBe('low');
    expect(one.evidence).toContain(
      'the best trial has 0.1, at the lower end of the range: better values may lie beyond it',
    );
  });

  it('is no bound where the setting itself ends', () => {
    const settings = { 'model.dropout': { type: 'float', low: 0, high: 0.7 } };
    const values = [0.01, 0.02, 0.1, 0.05, 0.03, 0.04, 0.5, 0.6, 0.7, 0.3, 0.4, 0.35];
    const one = proposed({ settings, trials: ranking(values, 'model.dropout') }, 'model.dropout');
    expect(one).toMatchObject({ outcome: 'narrowed', bound: null });
  });

  it('whole: the nearest whole numbers, never inside the span', () => {
    const trials = ranking([2, 3, 2, 3, 3, 2, 7, 8, 1, 6, 5, 4]);
    const { entry } = proposed({ settings: { x: { type: 'int', low: 1, high: 8 } }, trials });
    expect(entry).toEqual({ type: 'int', scale: 'linear', low: 2, high: 3 });
  });

  it('on steps: stays on them', () => {
    const x = { type: 'float', low: 0, high: 1, step: 0.1 };
    const { entry } = proposed({ settings: { x }, trials: ranking([0.3, 0.5, 0.4, 0.4, 0.3, 0.5, 1, 0, 0.9, 0.8]) });
    expect(entry).toEqual({ type: 'float', scale: 'linear', step: 0.1, low: 0.3, high: 0.5 });
  });

  it('of listed values: keeps those between', () => {
    const x = { type: 'int', values: [16, 32, 64, 128, 256, 512] };
    const { entry } = proposed({ settings: { x }, trials: ranking([64, 128, 64, 128, 64, 64, 16, 512, 256, 32]) });
    expect(entry).toMatchObject({ values: [64, 128], low: 64, high: 128 });
  });

  it('of a grid: reaches half-way to the next values tried, since nothing is known before them', () => {
    const x = { type: 'float', low: 0, high: 8, points: 5 };
    const { entry, evidence } = proposed({
      settings: { x },
      trials: ranking([4, 4, 4, 4, 4, 4, 0, 2, 6, 8, 0, 2, 6, 8]),
    });
    expect(entry).toMatchObject({ low: 3, high: 5, points: 5 });
    expect(evidence).toContain('reaching half-way to the next values tried');
  });

  it('without bounds: a bounded range on the scale of its prior', () => {
    const x = { type: 'lognormal', mean: 0, sd: 2 };
    const values = [1, 2, 1.5, 1.2, 1.8, 1.1, 50, 0.01, 20, 0.1, 9, 0.3];
    const { entry } = proposed({ settings: { x }, trials: ranking(values) });
    const width = Math.log(2);
    expect(entry).toMatchObject({ type: 'float', scale: 'log' });
    expect((entry as { low: number }).low).toBeCloseTo(Math.exp(-0.15 * width), 9);
    expect((entry as { high: number }).high).toBeCloseTo(Math.exp(1.15 * width), 9);
  });
});

describe('evidence that is too weak', () => {
  const stays = (stage: Parameters<typeof proposed>[0]) => {
    const one = proposed(stage);
    expect(one.outcome).toBe('kept');
    expect(one.entry).toEqual(one.parent);
    return one.evidence;
  };

  it('no more trials than are kept are no selection', () => {
    expect(stays({ settings: { x: float }, trials: ranking([4, 4.1, 4.2, 4.3, 4.4, 4.5]) })).toBe(
      'It stays as it was: 6 trials have a value, too few to pick the best 6 of them.',
    );
    expect(stays({ settings: { x: float }, trials: [] })).toContain('0 trials have a value');
    const [only] = ranking([4]);
    expect(stays({ settings: { x: float }, trials: [only as never] })).toContain('1 trial has a value');
  });

  it('one kept trial shows no range', () => {
    const why = stays({ settings: { x: float }, trials: ranking(clear), options: { keepBest: 1 } });
    expect(why).toBe('It stays as it was: one trial shows no range.');
  });

  it('the best disagree: they are as far apart as trials picked at random', () => {
    const why = stays({ settings: { x: float }, trials: ranking([1, 9.5, 4, 7, 2, 8, 5, 5.5, 6, 3]) });
    expect(why).toContain('lie from 1 to 9.5, 85 % of the range: they disagree');
  });

  it('the best are no better than the others beyond the noise of a value', () => {
    const why = stays({ settings: { x: float }, trials: ranking(clear), noise: 0.05 });
    expect(why).toBe(
      'It stays as it was: the 6 best (median 0.975) and the others (median 0.905) differ by no more than noise, which is about 0.05.',
    );
    expect(proposed({ settings: { x: float }, trials: ranking(clear), noise: 0.03 }).outcome).toBe('narrowed');
  });

  it('of trials that a pruner stopped the best fill up those that few came to the end of', () => {
    const trials = ranking(clear).map((one, i) => ({
      ...one,
      state: i < 4 ? ('complete' as const) : ('stopped' as const),
      steps: i < 8 ? [1, 3] : [1],
    }));
    const one = proposed({ settings: { x: float }, trials });
    expect(one).toMatchObject({ outcome: 'narrowed', trials: [1, 2, 3, 4, 5, 6] });
    expect(one.entry).toMatchObject({ low: 2.7, high: 5.3 });
  });

  it('all values are equal', () => {
    const trials = ranking(clear).map((one) => ({ ...one, value: 0.9 }));
    expect(stays({ settings: { x: float }, trials })).toBe('It stays as it was: all 14 trials have the same value.');
  });

  it('trials that are exactly as good as the last of the best count with them', () => {
    const trials = ranking(clear).map((one, i) => (i === 6 ? { ...one, value: 0.95 } : one));
    const one = proposed({ settings: { x: float }, trials });
    expect(one.trials).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(one.entry).toMatchObject({ low: 0, high: 5.675 });
  });

  it('two trials alone get a margin of half their distance', () => {
    const one = proposed({ settings: { x: float }, trials: ranking([4, 5, 1, 9]), options: { keepBest: 2 } });
    expect(one.entry).toMatchObject({ low: 3.5, high: 5.5 });
    expect(one.evidence).toContain('more than the margin of 15 %, because two trials show no more');
  });

  it('a few trials that share a whole number do not rule out those beside it', () => {
    const x = { type: 'int', low: 1, high: 4 };
    const few = proposed({ settings: { x }, trials: ranking([2, 2, 2, 1, 3, 4, 4]), options: { keepBest: 3 } });
    expect(few.entry).toMatchObject({ low: 1, high: 3 });
    const many = proposed({ settings: { x }, trials: ranking([2, 2, 2, 2, 2, 2, 1, 3, 4, 4]) });
    expect(many).toMatchObject({ outcome: 'fixed', entry: 2 });
  });
});

describe('choices', () => {
  const x = { type: 'categorical', choices: ['a', 'b', 'c'], weights: [1, 2, 3] };

  it('that were tried often and never rank among the best are dropped; those hardly tried stay', () => {
    const one = proposed({
      settings: { x },
      trials: ranking(['a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'b', 'c']),
    });
    expect(one.entry).toEqual({ type: 'categorical', choices: ['a', 'c'], weights: [1, 3] });
    expect(one.evidence).toBe(
      'The 6 best of 14 trials (1, 2, 3, 4, 5 and 6) have a 6 times; dropped: b (5 tried, the best of them on place 9); kept, because too few trials tell against it: c (1 tried).',
    );
  });

  it('are fixed when only one is left', () => {
    const two = { type: 'categorical', choices: ['a', 'b'] };
    const trials = ranking(['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'b', 'b']);
    expect(proposed({ settings: { x: two }, trials })).toMatchObject({ outcome: 'fixed', entry: 'a' });
  });

  it('that only diverge count as tried', () => {
    const trials = [
      ...ranking(['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']),
      ...[9, 10, 11, 12].map((number) => trial(number, { x: 'c' }, null, 'diverged')),
    ];
    const one = proposed({ settings: { x }, trials });
    expect(one.entry).toMatchObject({ choices: ['a', 'b'] });
    expect(one.evidence).toContain('dropped: c (4 tried, none of them with a value)');
  });

  it('in an order span the best, as numbers do', () => {
    const ordered = { type: 'categorical', choices: [32, 64, 128, 256, 512], ordered: true };
    const trials = ranking([64, 128, 128, 64, 128, 64, 512, 32, 256, 512, 32]);
    expect(proposed({ settings: { x: ordered }, trials }).entry).toEqual({ ...ordered, choices: [64, 128] });
  });
});

describe('settings that depend on others', () => {
  const settings = {
    name: { type: 'categorical', choices: ['sgd', 'adam'] },
    rate: { type: 'float', low: 1, high: 9 },
    momentum: { type: 'float', low: 0, high: 1, when: { name: ['sgd'] } },
  };
  const adamWins = [
    ...[5, 4, 6, 5.5, 4.5, 5.2].map((rate, i) => trial(i + 1, { name: 'adam', rate }, 0.9 - i / 100)),
    ...[1, 9, 2, 8, 7, 3, 1.5].map((rate, i) => trial(i + 7, { name: 'sgd', rate, momentum: i / 10 }, 0.5 - i / 100)),
  ];

  it('go when nothing that is left uses them', () => {
    const { settings: all } = proposalOf({ settings, trials: adamWins });
    expect(all.map(({ setting, outcome }) => [setting, outcome])).toEqual([
      ['name', 'fixed'],
      ['momentum', 'dropped'],
      ['rate', 'narrowed'],
    ]);
    expect(all[1]).toMatchObject({
      entry: null,
      evidence: 'It is used only with values of "name" that are not searched any more; it is dropped.',
    });
  });

  it('are judged by the trials that use them, and keep their condition', () => {
    const trials = [
      ...[5, 1, 8, 3].map((rate, i) => trial(i + 1, { name: 'adam', rate }, 0.8 - i / 10)),
      ...[0.9, 0.85, 0.95, 0.88, 0.92, 0.91, 0.1, 0.5, 0.3].map((momentum, i) =>
        trial(i + 5, { name: 'sgd', rate: 1 + i, momentum }, 0.9 - i / 100),
      ),
    ];
    const one = proposed({ settings, trials }, 'momentum');
    expect(one).toMatchObject({ outcome: 'narrowed', trials: [5, 6, 7, 8, 9, 10] });
    expect(one.entry).toMatchObject({ low: 0.835, high: 0.965, when: { name: ['sgd'] } });
    expect(one.evidence).toContain('The 6 best of 9 trials');
  });
});

describe('"vary"', () => {
  const settings = {
    x: float,
    y: { type: 'int', low: 1, high: 9 },
    kind: { type: 'categorical', choices: ['p', 'q'] },
    only: { type: 'float', low: 0, high: 1, when: { kind: ['q'] } },
  };
  const trials = clear.map((x, i) => trial(i + 1, { x, y: (i % 9) + 1, kind: 'p' }, 1 - i / 100));

  it('keeps the named settings open and fixes the others at the best trial', () => {
    const { settings: all } = proposalOf({ settings, trials, options: { vary: ['x'] } });
    expect(
      all.map(({ setting, outcome, entry }) => [setting, outcome, typeof entry === 'object' ? null : entry]),
    ).toEqual([
      ['kind', 'fixed', 'p'],
      ['only', 'dropped', null],
      ['x', 'narrowed', null],
      ['y', 'fixed', 1],
    ]);
    expect(all[3]?.evidence).toBe('"vary" leaves it out; it is fixed at 1, the value of the best trial (1).');
  });

  it('fixes nothing without a trial that has a value', () => {
    const { settings: all } = proposalOf({ settings, trials: [], options: { vary: ['x'] } });
    expect(all.map(({ outcome }) => outcome)).toEqual(['kept', 'kept', 'kept', 'kept']);
  });
});

it('what the stage gives itself is not proposed', () => {
  const given = { x: { type: 'float' as const, low: 1, high: 2, scale: 'linear' as const } };
  expect(proposed({ settings: { x: float }, trials: ranking(clear), options: { given } })).toMatchObject({
    outcome: 'given',
    entry: given.x,
  });
});
