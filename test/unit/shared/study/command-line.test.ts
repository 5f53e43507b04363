import { describe, expect, it } from 'vitest';
import { activeWords, fillWords, placeholdersIn } from '#shared/study/command-line.ts';

const settings = { lr: 1e-7, 'optimizer.name': 'adam', nesterov: false, clip: null };

describe('the words of a command', () => {
  it.each<[string[], string[]]>([
    [
      ['train', '--lr', '{lr}', '{optimizer.name}'],
      ['train', '--lr', '1e-7', 'adam'],
    ],
    [
      ['train', '--lr={lr}', '--n={nesterov}'],
      ['train', '--lr=1e-7', '--n=false'],
    ],
    [['--momentum', '{momentum}', 'x'], ['x']],
    [['--momentum={momentum}', 'x'], ['x']],
    [['--clip', '{clip}', 'x'], ['x']],
    [
      ['data.csv', '{momentum}', 'x'],
      ['data.csv', 'x'],
    ],
    [['--a={lr}', '{momentum}'], ['--a=1e-7']],
    [['{lr}/{momentum}', 'x'], ['x']],
    [
      ['{{lr}}', '{"a": {"b": {lr}}}', ['$', 'HOME}'].join('{'), '{a,b}', '{}'],
      ['{lr}', '{"a": {"b": 1e-7}}', ['$', 'HOME}'].join('{'), '{a,b}', '{}'],
    ],
  ])('%j becomes %j', (argv, words) => {
    expect(fillWords(argv, settings)).toEqual(words.map((word) => word));
  });

  it('name the settings they need', () => {
    expect(placeholdersIn('{a}-{{b}}-{c.d}')).toEqual(['a', 'c.d']);
  });

  it('may keep their placeholders for another run, without those of inactive settings', () => {
    expect(activeWords(['t', '--m', '{momentum}', '--lr', '{lr}'], settings)).toEqual(['t', '--lr', '{lr}']);
  });
});
