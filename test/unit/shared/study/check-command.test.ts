import { describe, expect, it } from 'vitest';
import { spaceKey } from '#shared/study/build-space.ts';
import { errorOf, parsed, problemsOf } from './study.fixture.ts';

const study = (runner: Record<string, unknown>, fields: Record<string, unknown> = {}) => ({
  version: 1,
  settings: {
    lr: { type: 'float', low: 1e-4, high: 1, scale: 'log' },
    tool: { type: 'categorical', choices: ['a', 'b', null] },
    depth: { type: 'int', low: 1, high: 3, when: { tool: ['a'] } },
  },
  objective: { metric: 'score', direction: 'maximize' },
  runner: { kind: 'command', ...runner },
  ...fields,
});

describe('a study that runs a command', () => {
  it('needs no data and may name any setting', () => {
    expect(problemsOf(study({ argv: ['train', '--lr', '{lr}', '--depth={depth}'] }))).toEqual([]);
  });

  it.each<[Record<string, unknown>, string, string]>([
    [
      { argv: ['train', '--lr', '{rl}'] },
      'runner.argv[2]',
      '"runner.argv[2]" names {rl}, which is not in "settings": did you mean "lr"?; write {{rl}} for the braces themselves.',
    ],
    [{ argv: [' '] }, 'runner.argv[0]', 'The first word of "runner.argv" is the program; it is empty.'],
    [
      { argv: ['{depth}'] },
      'runner.argv[0]',
      '"runner.argv[0]" is the program, and {depth} is not set in every trial; name it in full.',
    ],
    [
      { argv: ['{tool}'] },
      'runner.argv[0]',
      '"runner.argv[0]" is the program, and {tool} is not set in every trial; name it in full.',
    ],
    [
      { argv: ['x'], env: { VERNIER_SEED: '1' } },
      'runner.env.VERNIER_SEED',
      '"VERNIER_SEED" is set by Vernier itself; give the variable another name.',
    ],
    [
      { argv: ['x'], env: { 'A=B': '1' } },
      'runner.env.A=B',
      '"A=B" cannot be the name of an environment variable; leave out "=".',
    ],
    [{ argv: [] }, 'runner.argv', '"runner.argv" must not be empty.'],
    [{ argv: 'train' }, 'runner.argv', '"runner.argv" must be a list [ … ], not "train".'],
    [{ argv: ['x'], cdw: '.' }, 'runner.cdw', 'Unknown field "runner.cdw"; did you mean "cwd"?'],
    [{ argv: ['x'], silenceMinutes: 0 }, 'runner.silenceMinutes', '"runner.silenceMinutes" must be above 0, not 0.'],
  ])('%j is refused with a sentence', (runner, path, message) => {
    expect(errorOf(study(runner))).toEqual([path, message]);
  });

  it('needs an objective with a direction', () => {
    expect(errorOf(study({ argv: ['x'] }, { objective: undefined }))).toEqual([
      'objective',
      'A study that runs a command needs an "objective" with the metric that the command prints.',
    ]);
    expect(errorOf(study({ argv: ['x'] }, { objective: { metric: 'score' } }))[0]).toBe('objective.direction');
  });

  it('stays the same study when only its patience changes', () => {
    const key = (runner: Record<string, unknown>) => spaceKey(parsed(study({ argv: ['x'], ...runner })));
    expect(key({ silenceMinutes: 5 })).toBe(key({}));
    expect(key({ argv: ['y'] })).not.toBe(key({}));
  });
});
