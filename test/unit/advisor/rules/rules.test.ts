import { describe, expect, test } from 'vitest';
import { adviseRun } from '#main/advisor/index.ts';
import { classifier, course, healthy, overfit, regressor, towards, underfit, verdictOf } from '../curves.fixture.ts';

describe('diverged', () => {
  test('a loss that ends in NaN, from the first epoch that has it', () => {
    const loss = [...course(6, towards(2.3, 1, 3)), Number.NaN, Number.NaN];
    const advice = adviseRun(classifier({ ...cut(healthy, 8), 'train.loss': loss }));
    expect(advice).toMatchObject({ verdict: 'diverged', since: 7, confidence: 1 });
  });

  test('one epoch is enough, whatever else is missing', () => {
    expect(adviseRun(classifier({ 'train.loss': [Number.POSITIVE_INFINITY] }))).toMatchObject({
      verdict: 'diverged',
      since: 1,
    });
  });

  test('a gradient that is not finite', () => {
    expect(verdictOf(classifier({ ...healthy, gradientNorm: [...course(29, () => 1), Number.NaN] }))).toBe('diverged');
  });

  test('a finite train loss of more than ten times the start, not of five times', () => {
    const grown = (end: number) =>
      classifier({
        'train.loss': course(10, (epoch) => 2.3 + ((end - 2.3) * epoch) / 10),
        'validation.loss': course(10, () => 2.3),
      });
    expect(verdictOf(grown(40))).toBe('diverged');
    expect(verdictOf(grown(10))).not.toBe('diverged');
  });

  test('a NaN in the middle is a gap in the log: weights do not come back from NaN', () => {
    const loss = [...(healthy['validation.loss'] ?? [])];
    loss[12] = Number.NaN;
    const advice = adviseRun(classifier({ ...healthy, 'validation.loss': loss }));
    expect(advice.verdict).toBe('good');
    expect(advice.notes.map(({ id }) => id)).toContain('note.gaps');
    expect(advice.confidence).toBeLessThan(adviseRun(classifier(healthy)).confidence);
  });

  test('a validation part that cannot be measured is no diverged run', () => {
    const advice = adviseRun(
      classifier({
        ...healthy,
        'validation.loss': course(30, () => Number.NaN),
        'validation.accuracy': course(30, () => Number.NaN),
      }),
    );
    expect(advice.verdict).not.toBe('diverged');
    expect(advice.notes.map(({ id }) => id)).toContain('note.no-validation');
  });
});

describe('too early', () => {
  test.each([1, 2, 3])('%i epochs, even of a run that looks overfit', (epochs) => {
    expect(verdictOf(classifier(cut(overfit, epochs)))).toBe('too-early');
  });

  test('four epochs carry a verdict', () => {
    expect(verdictOf(classifier(cut(overfit, 4)))).not.toBe('too-early');
  });

  test('no epoch at all', () => {
    expect(adviseRun({ task: 'classification', curve: { epoch: [], columns: {} } })).toMatchObject({
      verdict: 'too-early',
      since: null,
    });
  });
});

describe('collapsed to the majority', () => {
  const facts = { validationRows: 1000, labelShares: [0.9, 0.1], labelEntropy: 0.325, initialLoss: 0.7 };
  const curve = (majority: number) => ({
    'train.loss': course(20, towards(0.7, 0.25, 3)),
    'validation.loss': course(20, towards(0.7, 0.26, 3)),
    'train.accuracy': course(20, () => 0.9),
    'validation.accuracy': course(20, () => 0.9),
    'validation.balancedAccuracy': course(20, () => 0.5),
    'train.balancedAccuracy': course(20, () => 0.5),
    majorityShare: course(20, () => majority),
  });

  test('a classifier that answers one class though accuracy looks fine, and copying the rare class is the move', () => {
    const advice = adviseRun(classifier(curve(1), { classes: 2, facts }));
    expect(advice.verdict).toBe('collapsed-to-majority');
    expect(advice.moves[0]).toMatchObject({ setting: 'balance.oversample', direction: 'up', to: 1 });
  });

  test('since the epoch from which it answers one class only', () => {
    const later = { ...curve(1), majorityShare: course(20, (epoch) => (epoch < 8 ? 0.9 : 0.995)) };
    expect(adviseRun(classifier(later, { classes: 2, facts })).since).toBe(8);
  });

  test('the same without counted predictions, by its balanced accuracy', () => {
    const { majorityShare: _, ...columns } = curve(1);
    expect(verdictOf(classifier(columns, { classes: 2, facts }))).toBe('collapsed-to-majority');
  });

  test('not while it still finds both classes, nor on even classes', () => {
    expect(verdictOf(classifier(curve(0.93), { classes: 2, facts }))).not.toBe('collapsed-to-majority');
    const even = { ...facts, labelShares: [0.5, 0.5], labelEntropy: Math.log(2) };
    expect(verdictOf(classifier(curve(1), { classes: 2, facts: even }))).not.toBe('collapsed-to-majority');
  });
});

describe('not learning', () => {
  test('a train loss at the entropy of the labels', () => {
    const flat = {
      'train.loss': course(15, () => 2.3),
      'validation.loss': course(15, () => 2.31),
      'train.accuracy': course(15, () => 0.11),
      'validation.accuracy': course(15, () => 0.1),
    };
    expect(adviseRun(classifier(flat))).toMatchObject({ verdict: 'not-learning', since: 1 });
  });

  test('chance is the share of the commonest class: 0.8 is nothing where four fifths are one class', () => {
    const facts = { validationRows: 1000, labelShares: [0.65, 0.35], labelEntropy: 0.647 };
    const curve = {
      'train.loss': course(15, () => 0.6),
      'validation.loss': course(15, () => 0.66),
      'train.accuracy': course(15, () => 0.67),
      'validation.accuracy': course(15, () => 0.66),
    };
    expect(verdictOf(classifier(curve, { classes: 2, facts }))).toBe('not-learning');
  });

  test('shuffled labels are learned by heart: no setting is blamed', () => {
    const advice = adviseRun(
      classifier({
        'train.loss': course(30, towards(2.4, 0.8, 10)),
        'validation.loss': course(30, (epoch) => 2.32 + 0.03 * epoch),
        'train.accuracy': course(30, towards(0.1, 0.8, 10)),
        'validation.accuracy': course(30, (epoch) => 0.1 + 0.005 * (epoch % 2)),
      }),
    );
    expect(advice).toMatchObject({ verdict: 'not-learning', evidence: { id: 'not-learning.memorizes' }, moves: [] });
  });

  test('regression whose loss stays at the variance of the labels', () => {
    expect(
      verdictOf(regressor({ 'train.loss': course(20, () => 3.98), 'validation.loss': course(20, () => 4.05) })),
    ).toBe('not-learning');
  });
});

describe('unstable', () => {
  const jumpy = {
    'train.loss': course(30, (epoch) => (epoch % 3 === 0 ? 2 : 1.2)),
    'validation.loss': course(30, (epoch) => (epoch % 3 === 0 ? 2.1 : 1.3)),
    'train.accuracy': course(30, (epoch) => (epoch % 3 === 0 ? 0.3 : 0.6)),
    'validation.accuracy': course(30, (epoch) => (epoch % 3 === 0 ? 0.28 : 0.58)),
  };

  test('a run that throws away what it learned, with a large step: a smaller one is the move', () => {
    const settings = { 'optimizer.name': 'sgd', 'optimizer.learningRate': 2, 'model.units': 256 };
    const advice = adviseRun(classifier(jumpy, { settings }));
    expect(advice.verdict).toBe('unstable');
    expect(advice.moves[0]).toMatchObject({ setting: 'optimizer.learningRate', direction: 'down' });
    expect(Number(advice.moves[0]?.to)).toBeLessThanOrEqual(2 / 3);
  });

  test('not with a step that is small already', () => {
    const settings = { 'optimizer.name': 'sgd', 'optimizer.learningRate': 0.01, 'model.units': 256 };
    expect(verdictOf(classifier(jumpy, { settings }))).not.toBe('unstable');
  });
});

describe('unstable regression', () => {
  const thrown = {
    'train.loss': course(24, (epoch) => 1.6 + (epoch % 2 === 0 ? 1.2 : 0) + 0.04 * epoch),
    'validation.loss': course(24, (epoch) => 1.7 + (epoch % 2 === 0 ? 1.2 : 0) + 0.04 * epoch),
  };

  test('a usual step can be too large for labels of another size: the curve decides', () => {
    const settings = { 'optimizer.name': 'sgd', 'optimizer.learningRate': 0.1, 'model.units': 256 };
    const advice = adviseRun(regressor(thrown, { settings }));
    expect(advice.verdict).toBe('unstable');
    expect(advice.moves[0]).toMatchObject({ setting: 'optimizer.learningRate', direction: 'down' });
  });

  test('an error that is thrown about at that of a constant wants a smaller step', () => {
    const settings = { 'optimizer.name': 'sgd', 'optimizer.learningRate': 0.1, 'model.units': 256 };
    const flat = {
      'train.loss': course(20, (epoch) => 4 + 0.2 * (epoch % 2)),
      'validation.loss': course(20, () => 4.1),
    };
    expect(adviseRun(regressor(flat, { settings })).moves[0]).toMatchObject({
      setting: 'optimizer.learningRate',
      direction: 'down',
    });
  });
});

describe('still improving', () => {
  test('a run that was ended on its way down', () => {
    const way = {
      'train.loss': course(12, (epoch) => 2.3 * epoch ** -0.4),
      'validation.loss': course(12, (epoch) => 2.35 * epoch ** -0.38),
      'train.accuracy': course(12, (epoch) => 1 - 0.9 * epoch ** -0.4),
      'validation.accuracy': course(12, (epoch) => 1 - 0.91 * epoch ** -0.38),
    };
    const advice = adviseRun(classifier(way, { settings: { 'model.units': 256, 'training.epochs': 12 } }));
    expect(advice.verdict).toBe('still-improving');
    expect(advice.since).toBe(10);
    expect(advice.moves.map(({ setting }) => setting)).toContain('training.epochs');
  });

  test('not a run that has come to rest', () => {
    expect(verdictOf(classifier(healthy))).toBe('good');
  });
});

describe('overfitting', () => {
  test('since the epoch from which the gap stays wide, and more data is the move where there are any', () => {
    const facts = {
      validationRows: 1000,
      labelShares: Array(10).fill(0.1),
      labelEntropy: Math.log(10),
      rowsAvailable: 8000,
    };
    const advice = adviseRun(classifier(overfit, { facts, settings: { 'model.units': 256 } }));
    expect(advice.verdict).toBe('overfitting');
    expect(advice.since).toBeLessThan(10);
    expect(advice.moves[0]).toMatchObject({ setting: 'subset.fraction', direction: 'up', to: 0.25 });
  });

  test('since when also where train and validation were measured in different epochs', () => {
    const thin = (values: (number | null)[] = [], from: number) =>
      values.map((value, i) => (i % 2 === from ? value : null));
    const odd = {
      ...overfit,
      'train.accuracy': thin(overfit['train.accuracy'], 0),
      'validation.accuracy': (overfit['validation.accuracy'] ?? []).map((value, i) => (i % 3 === 1 ? null : value)),
    };
    const advice = adviseRun(classifier(odd));
    expect(advice.verdict).toBe('overfitting');
    expect(advice.since).toBeLessThan(12);
  });

  test('a gap that so few validation rows cannot show is none', () => {
    const small = { ...healthy, 'validation.accuracy': course(30, towards(0.1, 0.9, 3)) };
    expect(verdictOf(classifier(small))).toBe('overfitting');
    expect(verdictOf(classifier(small, { facts: { validationRows: 3, labelEntropy: Math.log(10) } }))).not.toBe(
      'overfitting',
    );
  });

  test('regression: an error several times that on train rows, though R² hardly differs', () => {
    const curve = {
      'train.loss': course(40, towards(4, 0.004, 4)),
      'validation.loss': course(40, (epoch) => towards(4, 0.03, 4)(epoch) + 0.001 * Math.max(0, epoch - 20)),
    };
    expect(verdictOf(regressor(curve))).toBe('overfitting');
  });

  test('losses alone, of unknown size, by the rise from the epoch of the lowest one', () => {
    const { 'train.loss': train = [], 'validation.loss': validation = [] } = overfit;
    const risen = validation.map((value, i) => Number(value) * (1 + 0.03 * Math.max(0, i - 8)));
    const curve = { epoch: course(30, (epoch) => epoch), columns: { 'train.loss': train, 'validation.loss': risen } };
    const advice = adviseRun({ task: 'classification', curve });
    expect(advice).toMatchObject({ verdict: 'overfitting', since: 8, evidence: { id: 'overfitting.rise' } });
  });

  test('without train metrics by the rise of validation loss, with less confidence', () => {
    const { 'validation.loss': loss = [], 'validation.accuracy': accuracy = [] } = overfit;
    const risen = loss.map((value, i) => Number(value) * (1 + 0.02 * Math.max(0, i - 8)));
    const advice = adviseRun(classifier({ 'validation.loss': risen, 'validation.accuracy': accuracy }));
    expect(advice.verdict).toBe('overfitting');
    expect(advice.confidence).toBeLessThan(0.5);
  });
});

describe('underfitting', () => {
  test('a small network that does not learn its own rows is to be widened', () => {
    const advice = adviseRun(classifier(underfit, { settings: { 'model.units': 8, 'model.layers': 1 } }));
    expect(advice.verdict).toBe('underfitting');
    expect(advice.moves[0]).toMatchObject({ setting: 'model.units', direction: 'up', to: 32 });
  });

  test('under strong dropout less of it', () => {
    const advice = adviseRun(classifier(underfit, { settings: { 'model.units': 256, 'model.dropout': 0.6 } }));
    expect(advice.verdict).toBe('underfitting');
    expect(advice.moves[0]).toMatchObject({ setting: 'model.dropout', direction: 'down', to: 0.3 });
  });

  test('not by a loss of unknown size: what is much of it cannot be said', () => {
    const { 'train.loss': train = [], 'validation.loss': validation = [] } = underfit;
    const columns = { 'train.loss': train, 'validation.loss': validation };
    const settings = { 'model.units': 8 };
    const alone = {
      task: 'classification',
      settings,
      curve: { epoch: course(30, (epoch) => epoch), columns },
    } as const;
    expect(verdictOf(alone)).not.toBe('underfitting');
    expect(verdictOf({ ...alone, classes: 10 })).toBe('underfitting');
  });

  test('a wide network without regularization is not blamed: labels may be noisy', () => {
    expect(verdictOf(classifier(underfit, { settings: { 'model.units': 512, 'model.dropout': 0 } }))).not.toBe(
      'underfitting',
    );
  });
});

describe('good', () => {
  test('a run that comes to rest with a small gap is left alone', () => {
    const advice = adviseRun(
      classifier(healthy, {
        settings: { 'model.units': 128, 'optimizer.name': 'adam', 'optimizer.learningRate': 0.001 },
      }),
    );
    expect(advice).toMatchObject({ verdict: 'good', moves: [] });
  });

  test('regression with a small error', () => {
    const curve = { 'train.loss': course(40, towards(4, 0.1, 4)), 'validation.loss': course(40, towards(4, 0.11, 4)) };
    expect(verdictOf(regressor(curve))).toBe('good');
  });
});

function cut(columns: Record<string, (number | null)[]>, epochs: number): Record<string, (number | null)[]> {
  return Object.fromEntries(Object.entries(columns).map(([key, values]) => [key, values.slice(0, epochs)]));
}
