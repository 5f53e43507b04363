import { describe, expect, test } from 'vitest';
import { created, kind, startService, x } from './client.ts';

interface Asked {
  readonly trial: number;
  readonly params: Record<string, unknown>;
}

function opened(change: Record<string, unknown> = {}) {
  const service = startService();
  const { study } = service.call<{ study: string }>('create', { ...created, ...change });
  const with_ = (params: Record<string, unknown> = {}) => ({ study, ...params });
  return {
    ...service,
    study,
    ask: () => service.call<Asked>('ask', with_()),
    tell: (trial: number, value: unknown, state?: string) => service.call('tell', with_({ trial, value, state })),
    report: (trial: number, step: number, value: unknown) =>
      service.call<{ prune: boolean }>('report', with_({ trial, step, value })).prune,
    best: () => service.call<{ trial: number; value: number } | null>('best', with_()),
    on: (method: string, params: Record<string, unknown> = {}) => service.call(method, with_(params)),
    refused: (method: string, params: Record<string, unknown> = {}) => service.refusal(method, with_(params)),
  };
}

describe('ask and tell', () => {
  test('asks legal points, without inactive parameters, the same for the same seed', () => {
    const one = opened();
    const two = opened();
    const other = opened({ seed: 4 });
    const asked = Array.from({ length: 30 }, () => one.ask());
    expect(Array.from({ length: 30 }, () => two.ask())).toEqual(asked);
    expect(Array.from({ length: 30 }, () => other.ask())).not.toEqual(asked);
    expect(asked.map(({ trial }) => trial)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    for (const { params } of asked) expect('depth' in params).toBe(params.kind === 'a');
  });

  test('ends a finite space, with pending trials counted, and never repeats a point', () => {
    for (const sampler of ['auto', 'grid']) {
      const finite = opened({ space: [kind, { name: 'n', type: 'int', low: 1, high: 3 }], sampler: { kind: sampler } });
      const asked = Array.from({ length: 6 }, () => JSON.stringify(finite.ask().params));
      expect(new Set(asked).size).toBe(6);
      expect(finite.ask()).toEqual({ trial: null, done: true });
    }
  });

  test('best follows the direction, the earlier trial on ties, and is null before the first result', () => {
    for (const [direction, winner] of [
      ['minimize', 2],
      ['maximize', 1],
    ] as const) {
      const study = opened({ direction });
      const params = [1, 2, 3].map(() => study.ask().params);
      expect(study.best()).toBeNull();
      study.tell(1, 5);
      study.tell(3, 2);
      study.tell(2, 2);
      expect(study.best()).toEqual({ trial: winner, params: params[winner - 1], value: winner === 1 ? 5 : 2 });
    }
  });

  test('null, NaN and "failed" are failures; infinite values are never the best; huge ones are numbers', () => {
    const study = opened();
    for (let i = 0; i < 6; i++) study.ask();
    study.tell(1, null);
    study.tell(2, 'NaN');
    study.tell(3, 7, 'failed');
    study.tell(4, '-Infinity');
    expect(study.best()).toBeNull();
    study.tell(5, -1e308);
    expect(study.best()).toMatchObject({ trial: 5, value: -1e308 });
    expect(study.refused('tell', { trial: 6, value: 'nan' }).message).toMatch(/"value".*"NaN"/);
    expect(
      study.line(`{"jsonrpc":"2.0","id":1,"method":"tell","params":{"study":"1","trial":6,"value":-1e999}}`),
    ).toMatchObject({ result: {} });
    expect(study.best()).toMatchObject({ trial: 5 });
  });

  test('a second tell, a report after the tell and unknown trials are refused, and change nothing', () => {
    const study = opened();
    expect(study.refused('tell', { trial: 1, value: 1 })).toMatchObject({
      code: -32001,
      message: expect.stringMatching(/"trial" is 1/),
    });
    study.ask();
    study.tell(1, 1);
    expect(study.refused('tell', { trial: 1, value: 0 }).code).toBe(-32002);
    expect(study.refused('report', { trial: 1, step: 1, value: 0 }).code).toBe(-32002);
    expect(study.refused('report', { trial: 2, step: 1, value: 0 }).code).toBe(-32001);
    expect(study.best()).toMatchObject({ value: 1 });
  });
});

describe('report', () => {
  test('the median pruner says when a trial is not worth going on, and NaN counts as worst', () => {
    const study = opened({ pruner: { kind: 'median', nStartupTrials: 3 } });
    for (const value of [1, 2, 3]) {
      const { trial } = study.ask();
      expect(study.report(trial, 1, value)).toBe(false);
      study.tell(trial, value);
    }
    expect(study.report(study.ask().trial, 1, 9)).toBe(true);
    expect(study.report(study.ask().trial, 1, 0.5)).toBe(false);
    expect(study.report(study.ask().trial, 1, 'NaN')).toBe(true);
  });

  test('a pruned trial has its last finite value, and leads while none that is complete has come further', () => {
    const study = opened();
    study.ask();
    study.report(1, 1, 4);
    study.report(1, 2, 3);
    study.report(1, 3, 'Infinity');
    study.tell(1, null, 'pruned');
    expect(study.best()).toMatchObject({ trial: 1, value: 3 });
    study.tell(study.ask().trial, 8);
    expect(study.best()).toMatchObject({ trial: 1, value: 3 });
    study.tell(study.ask().trial, 3);
    expect(study.best()).toMatchObject({ trial: 3, value: 3 });
  });

  test("Optuna's max_resource is how long a whole training is: after it nothing is pruned", () => {
    const prunedAt3 = (given: object) => {
      const study = opened({ pruner: { kind: 'asha', ...given } });
      study.ask();
      study.report(1, 3, 1);
      study.ask();
      return study.report(2, 3, 2);
    };
    expect([prunedAt3({}), prunedAt3({ max_resource: 'auto' }), prunedAt3({ max_resource: 3 })]).toEqual([
      true,
      true,
      false,
    ]);
    expect(opened({ pruner: [{ kind: 'median', max_resource: 51 }, { kind: 'hyperband' }] }).study).toBe('1');
    const refused = startService().refusal('create', { ...created, pruner: { kind: 'hyperband', max_resource: 0 } });
    expect(refused.message).toContain('max_resource');
  });
});

describe('points from outside', () => {
  test('enqueued points come first, in order, completed and without what is inactive', () => {
    const study = opened();
    study.on('enqueue', { params: { x: 0.25, kind: 'a' } });
    study.on('enqueue', { params: { x: 0.5, kind: 'b', depth: 3 } });
    expect(study.ask().params).toEqual({ x: 0.25, kind: 'a', depth: expect.any(Number) });
    expect(study.ask().params).toEqual({ x: 0.5, kind: 'b' });
  });

  test('observations count like trials that were told, and a finite space does not ask them again', () => {
    const study = opened({ space: [kind], sampler: { kind: 'auto' } });
    expect(study.on('add', { params: { kind: 'a' }, value: 4 })).toEqual({ trial: 1 });
    expect(study.best()).toEqual({ trial: 1, params: { kind: 'a' }, value: 4 });
    expect(study.ask()).toEqual({ trial: 2, params: { kind: 'b' } });
    expect(study.refused('tell', { trial: 1, value: 1 }).code).toBe(-32002);
  });

  test.each([
    ['an unknown name', { X: 1 }, /"params\.X".*did you mean "x"/],
    ['a value outside', { x: 2 }, /"params\.x" is 2.*from 0 to 1/],
    ['a choice that is none', { kind: 'c' }, /"params\.kind".*"a", "b"/],
    ['a broken constraint', { x: 0.95 }, /breaks the constraint "x <= 0\.9"/],
  ])('%s is refused, enqueued or added', (_name, params, sentence) => {
    const study = opened({ constraints: ['x <= 0.9'] });
    expect(study.refused('enqueue', { params })).toMatchObject({
      code: -32602,
      message: expect.stringMatching(sentence),
    });
    expect(study.refused('add', { params, value: 1 }).message).toMatch(sentence);
  });

  test('a value off the grid of an unbounded prior is refused with the grid', () => {
    const steps = { name: 'q', type: 'lognormal', mean: 0, sd: 2, step: 0.5 };
    const study = opened({ space: [steps, { ...steps, name: 'z', type: 'normal' }] });
    const refusal = (params: object) => study.refused('enqueue', { params }).message;
    expect(refusal({ q: 0.3 })).toMatch(/"params\.q" is 0\.3.*give a number of at least 0, a multiple of 0\.5\.$/);
    expect(refusal({ z: -0.3 })).toMatch(/give a number, a multiple of 0\.5\.$/);
    expect(study.on('enqueue', { params: { q: 1.5, z: -2 } })).toEqual({});
    expect(study.ask().params).toEqual({ q: 1.5, z: -2 });
  });

  test('an observation needs every active parameter', () => {
    const study = opened();
    expect(study.refused('add', { params: { x: 0.5, kind: 'a' }, value: 1 }).message).toMatch(
      /"params\.depth" is missing/,
    );
    expect(study.on('add', { params: { x: 0.5, kind: 'b' }, value: null })).toEqual({ trial: 1 });
  });
});

test('importance names the parameter that decides', () => {
  const study = opened({ space: [x, { ...x, name: 'idle' }] });
  for (let i = 0; i < 80; i++) {
    const { trial, params } = study.ask();
    study.tell(trial, (Number(params.x) - 0.3) ** 2);
  }
  const { importance } = study.on('importance') as { importance: Record<string, number> };
  expect((importance.x ?? 0) + (importance.idle ?? 0)).toBeCloseTo(1, 12);
  expect(importance.x).toBeGreaterThan(0.8);
});

test('studies do not know each other, and a closed one is unknown', () => {
  const service = startService();
  const first = service.call('create', created);
  const second = service.call('create', created);
  expect(second).not.toEqual(first);
  expect(service.call('ask', second)).toEqual(service.call('ask', first));
  expect(service.call('close', first)).toEqual({});
  for (const method of ['ask', 'best', 'importance', 'close']) {
    expect(service.refusal(method, first)).toMatchObject({
      code: -32000,
      message: expect.stringMatching(/"study".*"2"/),
    });
  }
  expect(service.call('ask', second)).toMatchObject({ trial: 2 });
});
