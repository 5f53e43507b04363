import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { created, depth, kind, startService, x } from './client.ts';

describe('JSON-RPC', () => {
  test.each([
    ['no JSON', 'nope', -32700],
    ['half a JSON', '{"jsonrpc": "2.0", "id": 1', -32700],
    ['deep nesting', '['.repeat(200_000), -32700],
    ['a number', '17', -32600],
    ['null', 'null', -32600],
    ['an empty batch', '[]', -32600],
    ['no version', '{"id":1,"method":"ask"}', -32600],
    ['a method that is no text', '{"jsonrpc":"2.0","id":1,"method":4}', -32600],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"ask"}', -32600],
    ['an id beyond numbers', '{"jsonrpc":"2.0","id":1e999,"method":"ask"}', -32600],
    ['params that are a text', '{"jsonrpc":"2.0","id":1,"method":"ask","params":"1"}', -32600],
    ['an unknown method', '{"jsonrpc":"2.0","id":1,"method":"toString"}', -32601],
    ['no params', '{"jsonrpc":"2.0","id":1,"method":"ask"}', -32602],
    ['params that are a list', '{"jsonrpc":"2.0","id":1,"method":"ask","params":["1"]}', -32602],
    ['an unknown field', '{"jsonrpc":"2.0","id":1,"method":"ask","params":{"study":"1","trail":1}}', -32602],
  ])('%s is answered with a code and a sentence', (_name, line, code) => {
    const service = startService();
    const answer = service.line(line);
    expect(answer).toMatchObject({ jsonrpc: '2.0', error: { code, message: expect.stringMatching(/^["A-Z].*\.$/) } });
    expect(service.call('create', created)).toEqual({ study: '1' });
  });

  test('keeps the id as it came', () => {
    const { line } = startService();
    for (const id of ['a', 7, null])
      expect(line(JSON.stringify({ jsonrpc: '2.0', id, method: 'no' }))).toMatchObject({ id });
  });

  test('notifications act and get no answer, failed ones neither', () => {
    const service = startService();
    const notify = (method: string, params: unknown) =>
      service.line(JSON.stringify({ jsonrpc: '2.0', method, params }));
    expect(notify('create', created)).toBeNull();
    expect(notify('ask', { study: '1' })).toBeNull();
    expect(notify('tell', { study: '1', trial: 1, value: 2 })).toBeNull();
    expect(notify('tell', { study: '1', trial: 1, value: 2 })).toBeNull();
    expect(notify('nothing', {})).toBeNull();
    expect(service.call('best', { study: '1' })).toMatchObject({ trial: 1, value: 2 });
    expect(service.line('  \r')).toBeNull();
  });

  test('a batch is answered in order, as one list, without its notifications', () => {
    const service = startService();
    const request = (id: number | undefined, method: string, params: unknown) => ({
      jsonrpc: '2.0',
      id,
      method,
      params,
    });
    const batch = [
      request(1, 'create', created),
      request(undefined, 'ask', { study: '1' }),
      5,
      request(2, 'ask', { study: '1' }),
    ];
    expect(service.line(JSON.stringify(batch))).toMatchObject([
      { id: 1, result: { study: '1' } },
      { id: null, error: { code: -32600 } },
      { id: 2, result: { trial: 2 } },
    ]);
    expect(service.line(JSON.stringify([request(undefined, 'ask', { study: '1' })]))).toBeNull();
  });

  test('no line whatever ends the service or goes without a well-formed answer', () => {
    const service = startService();
    service.call('create', created);
    const methods = ['create', 'ask', 'report', 'tell', 'enqueue', 'add', 'best', 'importance', 'close', '__proto__'];
    const loose = fc.record(
      {
        study: fc.constantFrom('1', 1, null),
        trial: fc.oneof(fc.integer({ min: -1, max: 4 }), fc.double()),
        value: fc.anything(),
        step: fc.oneof(fc.integer(), fc.double()),
        params: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.anything()),
        space: fc.array(fc.oneof(fc.constant(x), fc.constant(kind), fc.jsonValue())),
        direction: fc.constantFrom('minimize', 'up'),
        state: fc.constantFrom('complete', 'pruned', 'no', undefined),
      },
      { requiredKeys: [] },
    );
    const request = fc.record({
      jsonrpc: fc.constant('2.0'),
      id: fc.nat(),
      method: fc.constantFrom(...methods),
      params: loose,
    });
    const asText = (value: unknown): string => {
      try {
        return JSON.stringify(value) ?? '';
      } catch {
        return ''; // a BigInt or a circle is no JSON
      }
    };
    const lines = fc.oneof(fc.string(), fc.json(), request.map(asText), fc.array(request).map(asText));
    fc.assert(
      fc.property(lines, (line) => {
        const answer = service.line(line.replaceAll('\n', ' '));
        for (const one of Array.isArray(answer) ? answer : [answer]) {
          if (one === null) continue;
          expect(one).toMatchObject({ jsonrpc: '2.0' });
          expect('result' in one !== 'error' in one).toBe(true);
          if (one.error) expect(one.error.code).not.toBe(-32603);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('a space', () => {
  const create = (change: Record<string, unknown>) => startService().refusal('create', { ...created, ...change });
  test.each([
    ['low above high', { space: [{ ...x, low: 2 }] }, -32003, /space\[0\]\.low.*smaller than high.*"x"/],
    ['a log range from 0', { space: [{ ...x, scale: 'log' }] }, -32003, /space\[0\]\.low.*above 0/],
    ['a step wider than the range', { space: [{ ...x, step: 3 }] }, -32003, /space\[0\]\.step/],
    ['a name that comes twice', { space: [x, kind, x] }, -32003, /space\[2\]\.name.*"x"/],
    [
      'a condition on an unknown parameter',
      { space: [kind, { ...x, when: { kimd: ['a'] } }] },
      -32003,
      /"x".*"kimd".*"kind"/,
    ],
    [
      'a condition that never holds',
      { space: [kind, { ...x, when: { kind: ['z'] } }] },
      -32003,
      /"x".*never used.*kind/,
    ],
    [
      'conditions in a circle',
      {
        space: [
          { ...kind, when: { k2: ['a'] } },
          { ...kind, name: 'k2', when: { kind: ['a'] } },
        ],
      },
      -32003,
      /circle/,
    ],
    ['a constraint that nothing satisfies', { constraints: ['x > 2'] }, -32003, /10000.*"x > 2"/],
    ['no entry', { space: [] }, -32602, /"space" must not be empty/],
    ['an entry that is no object', { space: [5] }, -32602, /space\[0\]/],
    ['no name', { space: [{ ...x, name: '' }] }, -32602, /space\[0\]\.name/],
    [
      'a reserved name',
      {
        space: [
          { ...x, name: '__proto__' },
          { ...x, name: 'toString' },
        ],
      },
      -32602,
      /space\[\d\]\.name/,
    ],
    ['no high', { space: [{ name: 'x', type: 'float', low: 0 }] }, -32602, /space\[0\]\.high.*missing/],
    ['an unknown type', { space: [{ ...x, type: 'integer' }] }, -32602, /space\[0\]\.type.*"int"/],
    ['a mistyped field', { space: [{ ...x, lo: 1 }] }, -32602, /space\[0\]\.lo.*did you mean "low"/],
    ['no choices', { space: [{ ...kind, choices: [] }] }, -32602, /space\[0\]\.choices/],
    ['a constraint that is not understood', { constraints: ['x >'] }, -32602, /column/],
    ['a constraint on an unknown parameter', { constraints: ['y > 1'] }, -32602, /"y"/],
    ['an unknown direction', { direction: 'up' }, -32602, /"direction"/],
    ['no direction', { direction: undefined }, -32602, /"direction" is missing/],
    ['an unknown sampler', { sampler: { kind: 'best' } }, -32602, /"sampler\.kind"/],
    ['an unknown pruner', { pruner: { kind: 'best' } }, -32602, /"pruner\.kind"/],
    ['a seed with a fraction', { seed: 0.5 }, -32602, /"seed"/],
  ])('with %s is refused by name', (_name, change, code, sentence) => {
    expect(create(change)).toMatchObject({ code, message: expect.stringMatching(sentence) });
  });

  test('an infinite bound is called by its name', () => {
    const line =
      '{"jsonrpc":"2.0","id":1,"method":"create","params":{"direction":"minimize","space":[{"name":"x","type":"float","low":0,"high":1e999}]}}';
    expect(startService().line(line)).toMatchObject({ error: { message: expect.stringMatching(/high.*Infinity/) } });
  });

  test('a constraint may be rare, and children may stand before their parents', () => {
    const service = startService();
    const space = [depth, kind, { name: 'n', type: 'int', low: 1, high: 150_000 }];
    const study = service.call('create', { ...created, space, constraints: ['n == 77'] });
    expect(service.call('ask', study)).toMatchObject({ params: { n: 77 } });
  });
});
