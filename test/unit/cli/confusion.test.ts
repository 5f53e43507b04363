import { expect, test } from 'vitest';
import { confusionText } from '#main/cli/confusion.ts';

test('lines are classes, with their rows and the share that is right; long names get numbers', () => {
  const counts = [8, 2, 0, 5];
  expect(confusionText({ trial: 3, epoch: 7, classes: ['cat', 'dog'], counts })).toBe(
    [
      'trial 3, epoch 7: 13 of 15 validation rows are given their class',
      'lines are classes, columns what the model gives them',
      '',
      'class  cat  dog  rows   right',
      'cat      8    2    10   80.0%',
      'dog      0    5     5  100.0%',
    ].join('\n'),
  );
  const long = confusionText({ trial: 3, epoch: 7, classes: ['a very long name', 'dog'], counts });
  expect(long).toContain('[1] a very long name    8    2    10   80.0%');
});

test('a class without rows has no share', () => {
  expect(confusionText({ trial: 1, epoch: 1, classes: ['a', 'b'], counts: [1, 0, 0, 0] })).toMatch(/^b +0 +0 +0 +–$/m);
});
