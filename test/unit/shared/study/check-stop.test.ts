import { describe, expect, it } from 'vitest';
import { errorOf, only, parsed, problemsOf } from './study.fixture.ts';

const ruled = (regretBound: unknown, fields: Record<string, unknown> = {}) =>
  only({ 'training.epochs': 3 }, { search: { stop: { regretBound } }, ...fields });

describe('the rule "regretBound"', () => {
  it('has an estimated error and 20 trials when nothing is said', () => {
    expect(parsed(ruled({})).search.stop.regretBound).toEqual({ error: 'auto', minTrials: 20 });
    expect(parsed(only({})).search.stop.regretBound).toBeNull();
  });

  it.each([
    [ruled({ error: 0 }), 'search.stop.regretBound.error', /must be above 0, not 0/],
    [ruled({ error: 'small' }), 'search.stop.regretBound.error', /must be a number above 0, or "auto"/],
    [ruled({ minTrials: 2 }), 'search.stop.regretBound.minTrials', /must be at least 5, not 2/],
    [ruled({ eror: 0.1 }), 'search.stop.regretBound.eror', /did you mean "error"/],
    [
      ruled({}, { objective: [{ metric: 'validation.accuracy' }, { metric: 'validation.loss' }] }),
      'search.stop.regretBound',
      /goes by one objective; with several end by trials or minutes/,
    ],
    [ruled(true), 'search.stop.regretBound', /must be an object/],
    [
      ruled({}, { objective: { metric: 'train.loss' } }),
      'search.stop.regretBound.error',
      /cannot be estimated: "train.loss" is not of the validation part\. Give "error" as a number/,
    ],
    [
      ruled(
        {},
        {
          settings: { x: { type: 'float', low: 0, high: 1 } },
          objective: { metric: 'score', direction: 'maximize' },
          runner: { kind: 'command', argv: ['x'] },
        },
      ),
      'search.stop.regretBound.error',
      /cannot be estimated: a program of your own measures it\. Give "error" as a number/,
    ],
  ])('%#: is refused with a sentence', (study, path, message) => {
    expect(errorOf(study)).toEqual([path, expect.stringMatching(message)]);
  });

  it('takes any metric when its error is given', () => {
    expect(problemsOf(ruled({ error: 0.01 }, { objective: { metric: 'train.loss' } }))).toEqual([]);
  });
});
