// Line in, line out: every method, every error, what JSON-RPC 2.0 asks for.
import { describe, expect, it } from 'vitest';
import { createAskTellService } from '#main/ask-tell/service.ts';

type Reply = { id: unknown; result?: unknown; error?: { code: number; message: string } };

const space = [
  { name: 'lr', type: 'float', low: 1e-5, high: 1, scale: 'log' },
  { name: 'optimizer', type: 'categorical', choices: ['sgd', 'adam'] },
  { name: 'momentum', type: 'float', low: 0, high: 1, scale: 'linear', when: { optimizer: ['sgd'] } },
];

function open() {
  const service = createAskTellService();
  let id = 0;
  const say = (method: string, params?: unknown): Reply => {
    const line = JSON.stringify({ jsonrpc: '2.0', id: ++id, method, ...(params !== undefined && { params }) });
    const reply = JSON.parse(service.handle(line) ?? 'null') as Reply;
    expect(reply.id).toBe(id);
    return reply;
  };
  const result = <T>(method: string, params?: unknown): T => {
    const reply = say(method, params);
    expect(reply.error).toBeUndefined();
    return reply.result as T;
  };
  const create = (more: object = {}): string =>
    result<{ study: string }>('create', { space, direction: 'minimize', sampler: { kind: 'random' }, seed: 1, ...more })
      .study;
  return { service, say, result, create };
}

interface Asked {
  readonly trial: number;
  readonly params: Readonly<Record<string, number | string>>;
}

describe('a study', () => {
  it('is asked, told and known by its best; the same seed asks the same', () => {
    const run = () => {
      const { create, result } = open();
      const study = create({ sampler: { kind: 'tpe' } });
      const asked: Asked[] = [];
      for (let i = 0; i < 15; i++) {
        const trial = result<Asked>('ask', { study });
        asked.push(trial);
        expect('momentum' in trial.params).toBe(trial.params.optimizer === 'sgd');
        expect(
          result('tell', { study, trial: trial.trial, value: Math.abs(Math.log10(Number(trial.params.lr)) + 3) }),
        ).toEqual({});
      }
      return { asked, best: result<Asked & { value: number }>('best', { study }) };
    };
    const { asked, best } = run();
    expect(asked.map(({ trial }) => trial)).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    expect(best.value).toBe(Math.min(...asked.map(({ params }) => Math.abs(Math.log10(Number(params.lr)) + 3))));
    expect(asked[best.trial - 1]?.params).toEqual(best.params);
    expect(run()).toEqual({ asked, best });
  });

  it('counts pending trials: a finite space is asked once for each point, then it is done', () => {
    const { create, result } = open();
    const study = create({
      space: [{ name: 'c', type: 'categorical', choices: ['a', 'b', 'c'] }],
      sampler: { kind: 'auto' },
    });
    const seen = [1, 2, 3].map(() => result<Asked>('ask', { study }).params.c);
    expect(seen.toSorted()).toEqual(['a', 'b', 'c']);
    expect(result('ask', { study })).toEqual({ trial: null, done: true });
  });

  it('asks points that were put in first, completed, and takes observations from outside', () => {
    const { create, result } = open();
    const study = create();
    result('enqueue', { study, params: { lr: 0.5, optimizer: 'adam', momentum: 0.2 } });
    expect(result('add', { study, params: { lr: 0.1, optimizer: 'adam' }, value: 3 })).toEqual({ trial: 1 });
    expect(result('best', { study })).toEqual({ trial: 1, params: { lr: 0.1, optimizer: 'adam' }, value: 3 });
    expect(result('ask', { study })).toEqual({ trial: 2, params: { lr: 0.5, optimizer: 'adam' } });
  });

  it('prunes by its pruner, and numbers that JSON lacks travel as text', () => {
    const { create, result } = open();
    const study = create({ pruner: { kind: 'median', nStartupTrials: 2 } });
    for (let i = 0; i < 2; i++) {
      const { trial } = result<Asked>('ask', { study });
      expect(result('report', { study, trial, step: 1, value: 1 })).toEqual({ prune: false });
      result('tell', { study, trial, value: 1 });
    }
    const bad = result<Asked>('ask', { study }).trial;
    expect(result('report', { study, trial: bad, step: 1, value: 5 })).toEqual({ prune: true });
    result('tell', { study, trial: bad, value: 5, state: 'pruned' });
    const nan = result<Asked>('ask', { study }).trial;
    expect(result('report', { study, trial: nan, step: 1, value: 'NaN' })).toEqual({ prune: true });
    result('tell', { study, trial: nan, value: '-Infinity' });
    // Neither a pruned nor a diverged trial is the best, and a failed one has no value.
    const failed = result<Asked>('ask', { study }).trial;
    result('tell', { study, trial: failed, value: null });
    expect(result('best', { study })).toMatchObject({ trial: 1, value: 1 });
  });

  it('has no best and equal importance before the first result, and is gone once closed', () => {
    const { create, result, say } = open();
    const study = create();
    expect(result('best', { study })).toBeNull();
    const { importance } = result<{ importance: Record<string, number> }>('importance', { study });
    expect(importance).toEqual({ lr: 1 / 3, optimizer: 1 / 3, momentum: 1 / 3 });
    expect(result('close', { study })).toEqual({});
    expect(say('ask', { study }).error?.code).toBe(-32000);
  });

  it('says which parameter mattered', () => {
    const { create, result } = open();
    const study = create();
    for (let i = 0; i < 200; i++) {
      const { trial, params } = result<Asked>('ask', { study });
      result('tell', { study, trial, value: Math.abs(Math.log10(Number(params.lr)) + 3) });
    }
    const { importance } = result<{ importance: Record<string, number> }>('importance', { study });
    expect(importance.lr).toBeGreaterThan(0.8);
    expect(Object.values(importance).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });
});

describe('errors name the field and say what to do, and the service goes on', () => {
  const only = (parameter: object) => ({ space: [parameter] });
  it.each<[string, object, number, string]>([
    [
      'bounds that contradict',
      only({ name: 'x', type: 'float', low: 2, high: 1 }),
      -32003,
      'space[0].low is 2 and must be smaller than high',
    ],
    [
      'a log scale from 0',
      only({ name: 'x', type: 'float', low: 0, high: 1, scale: 'log' }),
      -32003,
      'space[0].low must be above 0',
    ],
    ['no choices', only({ name: 'x', type: 'categorical', choices: [] }), -32003, 'space[0].choices'],
    ['a type that is unknown', only({ name: 'x', type: 'real', low: 0, high: 1 }), -32003, 'space[0].type'],
    ['a name that comes twice', { space: [space[0], space[0]] }, -32003, 'space[1].name repeats "lr"'],
    ['a parameter without a name', only({ type: 'int', low: 0, high: 1 }), -32602, 'space[0]'],
    [
      'a condition on nothing',
      only({ name: 'x', type: 'int', low: 0, high: 1, when: { y: [1] } }),
      -32003,
      '"y", which is not a setting',
    ],
    [
      'conditions in a circle',
      {
        space: [
          { name: 'x', type: 'int', low: 0, high: 1, when: { y: [1] } },
          { name: 'y', type: 'int', low: 0, high: 1, when: { x: [1] } },
        ],
      },
      -32003,
      'circle',
    ],
    ['a constraint that nothing satisfies', { constraints: ['lr > 2'] }, -32003, '"lr > 2"'],
    ['a constraint that cannot be read', { constraints: ['lr >'] }, -32003, 'constraints[0]'],
    ['a constraint on an unknown name', { constraints: ['foo > 1'] }, -32003, '"foo"'],
    ['a direction that is none', { direction: 'up' }, -32602, 'direction'],
    ['a sampler that is unknown', { sampler: { kind: 'foo' } }, -32602, 'sampler.kind'],
    ['an option that a sampler lacks', { sampler: { kind: 'tpe', foo: 1 } }, -32602, 'foo'],
    ['a pruner that is unknown', { pruner: { kind: 'foo' } }, -32602, 'pruner.kind'],
    ['a field that is unknown', { foo: 1 }, -32602, 'foo'],
    ['a seed that is no whole number', { seed: 0.5 }, -32602, 'seed'],
  ])('create: %s', (_name, change, code, part) => {
    const { say, create } = open();
    const { error } = say('create', { space, direction: 'minimize', ...change });
    expect(error).toMatchObject({ code, message: expect.stringContaining(part) });
    expect(error?.message).not.toMatch(/settings\.|search\./);
    expect(create()).toBe('s1');
  });

  it.each<[string, string, object, number, string]>([
    ['a study that is unknown', 'ask', { study: 'x' }, -32000, '"x"'],
    ['a trial that is unknown', 'tell', { trial: 9, value: 1 }, -32001, 'trial 9'],
    ['a second tell', 'tell', { trial: 1, value: 1 }, -32002, 'Trial 1 was told already'],
    ['a report after the end', 'report', { trial: 1, step: 2, value: 1 }, -32002, 'Trial 1'],
    ['a step that does not rise', 'report', { trial: 2, step: 3, value: 1 }, -32602, 'step 3'],
    ['a value that is text', 'tell', { trial: 2, value: 'good' }, -32602, 'value'],
    ['a value that is missing', 'tell', { trial: 2 }, -32602, 'value'],
    ['a state that is none', 'tell', { trial: 2, value: 1, state: 'great' }, -32602, 'state'],
    ['a point outside', 'enqueue', { params: { lr: 7 } }, -32602, '"lr"'],
    ['a point with an unknown name', 'enqueue', { params: { momentun: 0.5 } }, -32602, 'momentun'],
    [
      'an observation that lacks a part',
      'add',
      { params: { lr: 0.1 }, value: 1 },
      -32602,
      'params.optimizer is missing',
    ],
    [
      'an observation with an inactive part',
      'add',
      { params: { lr: 0.1, optimizer: 'adam', momentum: 0 }, value: 1 },
      -32602,
      'momentum is not active',
    ],
  ])('%s', (_name, method, given, code, part) => {
    const { say, result, create } = open();
    const study = create();
    result('ask', { study });
    result('tell', { study, trial: 1, value: 1 });
    result('ask', { study });
    result('report', { study, trial: 2, step: 3, value: 1 });
    expect(say(method, { study, ...given }).error).toMatchObject({ code, message: expect.stringContaining(part) });
    expect(result('ask', { study })).toMatchObject({ trial: 3 });
  });

  it.each<[string, number, unknown]>([
    ['not JSON', -32700, null],
    ['', -32700, null],
    ['[]', -32600, null],
    ['7', -32600, null],
    ['{"method":"ask","id":4}', -32600, 4],
    ['{"jsonrpc":"2.0","method":"toString","id":5}', -32601, 5],
    ['{"jsonrpc":"2.0","method":"ask","params":[1],"id":6}', -32602, 6],
    ['{"jsonrpc":"2.0","method":"ask","id":"a"}', -32602, 'a'],
  ])('the line %j', (line, code, id) => {
    const reply = JSON.parse(createAskTellService().handle(line) ?? 'null') as Reply;
    expect(reply).toMatchObject({ jsonrpc: '2.0', id, error: { code } });
  });
});

it('notifications get no reply, and a batch the replies of the others', () => {
  const { service, create } = open();
  const study = create();
  const ask = { jsonrpc: '2.0', method: 'ask', params: { study } };
  expect(service.handle(JSON.stringify(ask))).toBeNull();
  expect(service.handle(JSON.stringify([ask, { jsonrpc: '2.0', method: 'nothing' }]))).toBeNull();
  const replies = JSON.parse(service.handle(JSON.stringify([ask, { ...ask, id: 7 }, 3])) ?? '[]') as Reply[];
  expect(replies.map(({ id, result, error }) => [id, (result as Asked | undefined)?.trial, error?.code])).toEqual([
    [7, 4, undefined],
    [null, undefined, -32600],
  ]);
});
