import { expect, test } from 'vitest';
import {
  bytesText,
  clock,
  clockRange,
  compact,
  duration,
  metricValue,
  share,
  spanText,
} from '../../../../src/renderer/i18n/format.ts';
import { settingTitle } from '../../../../src/renderer/i18n/setting-title.ts';
import { defineTexts, translator } from '../../../../src/renderer/i18n/texts.ts';

const texts = defineTexts({
  en: { runs: { one: '{n} run', other: '{n} runs' }, hello: 'Hello {name}' },
  zh: { runs: '{n} 个试验', hello: '你好 {name}' },
});

test('plural forms and slots, in both languages', () => {
  const en = translator(texts, 'en');
  expect(en('runs', { n: 1 })).toBe('1 run');
  expect(en('runs', { n: 1000 })).toBe('1,000 runs');
  expect(translator(texts, 'zh')('runs', { n: 1 })).toBe('1 个试验');
  expect(en('hello', { name: '{n}' })).toBe('Hello {n}');
});

test('accuracy stands without its leading zero, losses with it', () => {
  expect(metricValue('validation.accuracy', 0.91734)).toBe('.9173');
  expect(metricValue('validation.accuracy', 1)).toBe('1.0000');
  expect(metricValue('train.loss', 0.34217)).toBe('0.3422');
  expect(metricValue('validation.rmse', -0.915)).toBe('−0.9150');
  expect(metricValue('train.loss', 12)).toBe('12');
  expect(metricValue('train.loss', 3e-5)).toBe('3e−5');
  expect(metricValue('train.loss', 'NaN')).toBe('NaN');
  expect(metricValue('train.loss', null)).toBe('–');
  expect(share(-0.01, 3)).toBe('−.010');
});

test('small and large numbers use an exponent with a real minus', () => {
  expect(compact(0.00003)).toBe('3e−5');
  expect(compact(0)).toBe('0');
  expect(compact(123_456_789)).toBe('1.2e8');
  expect(compact(Number.NEGATIVE_INFINITY)).toBe('−∞');
});

test('durations round to what a person would say', () => {
  expect(duration(42_000, 'en')).toBe('42 s');
  expect(duration(37 * 60_000, 'en')).toBe('37 min');
  expect(duration(65 * 60_000, 'zh')).toBe('1 小时 05 分');
});

test('a time of another day names the day', () => {
  const now = new Date(2026, 2, 3, 12).getTime();
  expect(clock(now, 'en', { now })).toBe('12:00');
  expect(clock(now - 86_400_000, 'en', { now })).toMatch(/Mar 2.*12:00/);
});

test('settings are called by the registry, unknown ones by the words of their key', () => {
  expect(settingTitle('optimizer.learningRate', 'en')).toBe('Learning rate');
  expect(settingTitle('decay_rate', 'en')).toBe('Decay rate');
});

test('a range of less than two minutes shows seconds, so that it does not look like one time', () => {
  const now = new Date();
  now.setHours(12, 0, 5, 0);
  expect(clockRange(now.getTime(), now.getTime() + 20_000, 'en')).toEqual({ from: '12:00:05', to: '12:00:25' });
  expect(clockRange(now.getTime(), now.getTime() + 600_000, 'en')).toEqual({ from: '12:00', to: '12:10' });
});

test('sizes round into the next unit, not to 1000 of the one below', () => {
  expect([0, 999_600, 853.4e6, 999.6e6, 4.52e9].map(bytesText)).toEqual(['0 kB', '1 MB', '853 MB', '1.0 GB', '4.5 GB']);
});

test('a span of time has both ends in one unit, as fine as tells them apart', () => {
  const spans = [
    [0.42, 1.61],
    [44.2, 123.1],
    [170, 400],
    [3665, 4440],
    [9000, 15_000],
  ] as const;
  expect(spans.map(([low, high]) => spanText({ low, high }, 'en'))).toEqual([
    ...['0.42–1.6 s', '44–124 s', '2.8–6.7 min', '61–74 min', '2 h 30 min – 4 h 10 min'],
  ]);
  expect(spanText({ low: 3665, high: 4440 }, 'zh')).toBe('61–74 分钟');
  expect(spanText({ low: 33, high: 3600 }, 'en')).toBe('0.6–60 min');
});
