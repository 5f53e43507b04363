// Studies of several objectives over the wire.
import { describe, expect, test } from 'vitest';
import { hypervolume } from '#main/search/pareto/hypervolume.ts';
import { created, startService, x } from './client.ts';

interface Asked {
  readonly trial: number;
  readonly params: Record<string, number>;
}
interface Member {
  readonly trial: number;
  readonly values: readonly number[];
}

const { direction: _, ...undirected } = created;
const objectives = [
  { name: 'accuracy', direction: 'maximize' },
  { name: 'size', direction: 'minimize' },
];

function opened(change: Record<string, unknown> = {}) {
  const service = startService();
  const space = [x, { ...x, name: 'y' }];
  const { study } = service.call<{ study: string }>('create', { ...undirected, space, objectives, ...change });
  return {
    ask: () => service.call<Asked>('ask', { study }),
    tell: (trial: number, values: unknown, state?: string) => service.call('tell', { study, trial, values, state }),
    front: () => service.call<{ front: Member[] }>('front', { study }).front,
    on: (method: string, params: Record<string, unknown> = {}) => service.call(method, { study, ...params }),
    refused: (method: string, params: Record<string, unknown> = {}) => service.refusal(method, { study, ...params }),
  };
}

describe('a study of several objectives', () => {
  test('has a front: the complete trials that none dominates, the best in the first objective first', () => {
    const study = opened();
    const results = [[0.8, 30], [0.9, 20], [0.95, 25], [0.9, 20], [0.99, 'NaN'], [0.999, 'Infinity'], null];
    for (const values of results) study.tell(study.ask().trial, values);
    study.tell(study.ask().trial, [1, 1], 'failed');
    study.tell(study.ask().trial, [1, 1], 'pruned');
    expect(study.front().map(({ trial, values }) => [trial, values])).toEqual([
      [3, [0.95, 25]],
      [2, [0.9, 20]],
      [4, [0.9, 20]],
    ]);
    expect(study.on('add', { params: { x: 0.1, y: 0.2 }, values: [0.97, 10] })).toEqual({ trial: 10 });
    expect(study.front()).toEqual([{ trial: 10, params: { x: 0.1, y: 0.2 }, values: [0.97, 10] }]);
    expect(opened().front()).toEqual([]);
  });

  test.each(['auto', 'tpe', 'gp'])('%s spreads along the trade-off, and asks the same for the same seed', (kind) => {
    // The others are best at 0.7; then x trades one objective for the other.
    const others = ['a', 'b', 'c', 'd'];
    const dominated = (sampler: string) => {
      const study = opened({ sampler: { kind: sampler }, space: [x, ...others.map((name) => ({ ...x, name }))] });
      const asked: unknown[] = [];
      for (let i = 0; i < 40; i++) {
        const { trial, params } = study.ask();
        asked.push(params);
        const off = others.reduce((sum, name) => sum + (Number(params[name]) - 0.7) ** 2, 0);
        study.tell(trial, [Number(params.x) - off, Number(params.x) ** 2 + off]);
      }
      const volume = hypervolume(
        study.front().map(({ values: [gain = 0, loss = 0] }) => [-gain, loss]),
        [0.5, 1.5],
      );
      return { volume, asked };
    };
    const found = dominated(kind);
    expect(found.volume).toBeGreaterThan(dominated('random').volume);
    expect(dominated(kind).asked).toEqual(found.asked);
  });

  test('has an importance for each objective', () => {
    const study = opened({ sampler: { kind: 'random' } });
    for (let i = 0; i < 80; i++) {
      const { trial, params } = study.ask();
      study.tell(trial, [-((Number(params.x) - 0.3) ** 2), (Number(params.y) - 0.3) ** 2]);
    }
    const of = (objective?: string) =>
      (study.on('importance', { objective }) as { importance: Record<string, number> }).importance;
    expect(of('accuracy').x).toBeGreaterThan(0.8);
    expect(of()).toEqual(of('accuracy'));
    expect(of('size').y).toBeGreaterThan(0.8);
    expect(study.refused('importance', { objective: 'sise' }).message).toMatch(/"objective" is "sise".*"size"/);
  });

  test('refuses with a sentence what goes by one objective', () => {
    const study = opened();
    study.ask();
    expect(study.refused('tell', { trial: 1, value: 1 }).message).toMatch(
      /2 objectives; give "values".*accuracy, size/,
    );
    expect(study.refused('tell', { trial: 1 }).message).toMatch(/"values" is missing.*accuracy, size/);
    expect(study.refused('tell', { trial: 1, values: [1] }).message).toMatch(/"values" has length 1.*accuracy, size/);
    expect(study.refused('tell', { trial: 1, values: [1, 'x'] }).message).toMatch(/"values/);
    expect(study.refused('report', { trial: 1, step: 1, value: 1 }).message).toMatch(/one objective/);
    expect(study.refused('best').message).toMatch(/"front"/);
    study.tell(1, [1, 2]);
    expect(study.refused('tell', { trial: 1, values: [1, 2] }).code).toBe(-32002);
  });

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['both a direction and objectives', { direction: 'minimize' }, /"direction" and "objectives" exclude each other/],
    ['neither', { objectives: undefined }, /"direction" is missing/],
    ['a name twice', { objectives: [objectives[0], objectives[0]] }, /"objectives\[1\]\.name" repeats "accuracy"/],
    ['one only', { objectives: [objectives[0]] }, /"objectives" must have at least 2 entries/],
    [
      'a sampler of one objective',
      { sampler: { kind: 'cmaes' } },
      /"cmaes" follows one objective; of several use auto/,
    ],
    ['a pruner', { pruner: { kind: 'median' } }, /"median" compares trials by one objective/],
  ])('cannot have %s', (_name, change, sentence) => {
    const space = [x, { ...x, name: 'y' }];
    const refusal = startService().refusal('create', { ...undirected, space, objectives, ...change });
    expect(refusal).toMatchObject({ code: -32602, message: expect.stringMatching(sentence) });
  });

  test('one of one objective takes one value, and has a best trial instead of a front', () => {
    const service = startService();
    const { study } = service.call<{ study: string }>('create', created);
    service.call('ask', { study });
    expect(service.refusal('tell', { study, trial: 1, values: [1] }).message).toMatch(/give "value"/);
    expect(service.refusal('tell', { study, trial: 1 }).message).toMatch(/"value" is missing/);
    expect(service.refusal('front', { study }).message).toMatch(/"best"/);
    expect(service.refusal('importance', { study, objective: 'loss' }).message).toMatch(/has one; leave it out/);
  });
});
