import { describe, expect, test } from 'vitest';
import { sentenceReader } from '#shared/sentences/reader.ts';

const { read } = sentenceReader(
  {
    'Trial {n} is paused.': '试验 {n} 已暂停。',
    'Trial {n} is {state:said}: {why:said}': '试验 {n} {state}：{why}',
    'The study runs.': '研究在运行。',
    'Ended after {n} {trial|trials}[ of {asked}].': '[{asked} 个中的 ]{n} 个试验后结束。',
    '{path} is damaged; {path} is empty.': '{path} 已损坏且为空。',
  },
  {
    failed: '已失败',
    'trial {n:word} ({value:word})': '试验 {n}（{value}）',
    'nearest: {trials:said}': '最近：{trials}',
  },
);

describe('sentences of the host', () => {
  test('values are taken over, parts may be missing, wordings of one meaning are one', () => {
    expect(read('Trial 7 is paused.')).toBe('试验 7 已暂停。');
    expect(read('Ended after 1 trial.')).toBe('1 个试验后结束。');
    expect(read('Ended after 3 trials of 9.')).toBe('9 个中的 3 个试验后结束。');
  });

  test('what a program or a file says stays, and so does what nobody knows', () => {
    expect(read('Trial 7 is failed: ValueError: The study runs.')).toBe('试验 7 已失败：ValueError: The study runs.');
    expect(read('Something else entirely.')).toBeNull();
  });

  test('a sentence inside another one and several sentences are each put into words', () => {
    expect(read('Trial 7 is failed: The study runs.')).toBe('试验 7 已失败：研究在运行。');
    expect(read('The study runs. Trial 2 is paused.')).toBe('研究在运行。试验 2 已暂停。');
    expect(read('Nobody knows this. The study runs.')).toBe('Nobody knows this. 研究在运行。');
    expect(read('The study runs. Nobody knows this.')).toBe('研究在运行。Nobody knows this.');
  });

  test('a place in a study file stands before its sentence', () => {
    expect(read('search.stages[0].name: The study runs.')).toBe('search.stages[0].name：研究在运行。');
    expect(read('ValueError: bad thing')).toBeNull();
  });

  test('a list is put into words part by part', () => {
    expect(read('Trial 7 is failed: nearest: trial 3 (0.9) and trial 5 (0.8)')).toBe(
      '试验 7 已失败：最近：试验 3（0.9）和试验 5（0.8）',
    );
  });

  test('a value that stands twice must be the same', () => {
    expect(read('a.csv is damaged; a.csv is empty.')).toBe('a.csv 已损坏且为空。');
    expect(read('a.csv is damaged; b.csv is empty.')).toBeNull();
  });

  test('braces and brackets of a value are left alone', () => {
    expect(read('Trial {n} [x] is paused.')).toBe('试验 {n} [x] 已暂停。');
  });

  test('a long text of a program is given back soon', () => {
    const before = performance.now();
    const output = `Trial 7 is failed: ${'is is: is. '.repeat(700)}`;
    expect(read(output)).toContain('试验 7 已失败：');
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
