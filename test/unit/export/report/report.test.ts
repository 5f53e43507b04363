import { describe, expect, test } from 'vitest';
import { buildReport, type ReportInput } from '#main/export/report/build-report.ts';
import { chart, numberText } from '#main/export/report/chart.ts';
import { escaped } from '#main/export/report/html.ts';
import type { StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';

const counts = { queued: 0, running: 0, paused: 0, complete: 1, stopped: 0, failed: 1, diverged: 0 };
const summary = {
  ...{ id: 's', name: '<script>alert(1)</script>', state: 'finished', reason: null, trials: 2, counts },
  objective: { metric: 'validation.accuracy', direction: 'maximize', pick: 'best' },
  best: { trial: 1, value: 0.91, epoch: 3 },
} as unknown as StudySummary;
const trial = (number: number, change: Partial<Trial>) =>
  ({ number, state: 'complete', value: 0.91, epoch: 3, params: { 'model.units': 32 }, ...change }) as Trial;
const input: ReportInput = {
  summary,
  dimensions: [{ name: 'model.units', type: 'int', low: 8, high: 64, scale: 'log' }],
  trials: [trial(1, {}), trial(2, { state: 'failed', value: null, epoch: null })],
  ...{ allTrials: 2, ranked: 1, metric: 'accuracy' },
  course: { results: [0.91], best: [0.91] },
  curves: [{ trial: 1, validation: { steps: [1, 2, 3], values: [0.5, Number.NaN, 0.91] }, train: null }],
  best: { settings: { 'model.units': 32, 'optimizer.name': 'adam' }, json: '{"a":"</pre><b>"}', advice: null },
  advice: { stage: null, used: 1, advices: [], trust: null },
  ...{ language: 'en', at: new Date(0), version: '0.1.0' },
};

describe('a report', () => {
  test('tells the best, its settings with what was searched, and every trial', () => {
    const html = buildReport(input);
    expect(html).toContain('1 complete, 1 failed');
    expect(html).toContain('<b>0.91</b><span>trial 1, epoch 3</span>');
    expect(html).toMatch(/Units per layer.*?32.*?8 – 64, log/s);
    expect(html.match(/<tr><td class="num">\d<\/td>/g)).toHaveLength(2);
    expect(html.match(/<svg/g)).toHaveLength(2);
    expect(buildReport({ ...input, language: 'zh' })).toContain('最佳试验的设置');
  });

  test('lets nothing of a study become HTML, and needs nothing from anywhere', () => {
    const html = buildReport(input);
    expect(html).not.toMatch(/<script|<b>"|onerror/);
    expect(html).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
    expect(html).not.toMatch(/(?:src|href)=|https?:|url\(/);
  });

  test('tells what people wrote about the study, as text', () => {
    const html = buildReport({ ...input, summary: { ...summary, note: 'One <b>\nTwo', tags: ['A & B', 'thesis'] } });
    expect(html).toContain('<p class="note">One &#60;b&#62;\nTwo</p>');
    expect(html).toContain('Tags: A &#38; B, thesis');
    expect(buildReport(input)).not.toContain('class="note"');
  });

  test('long names of settings may break behind a dot or a stroke, and stand once', () => {
    const name = 'encoder.number_of_heads';
    const [trial] = input.trials;
    if (!trial || !input.best) throw new Error('The report is of nothing.');
    const html = buildReport({
      ...input,
      dimensions: [{ name, type: 'int', low: 1, high: 8, scale: 'linear' }],
      trials: [{ ...trial, value: 0.9, params: { [name]: 4 } }],
      ranked: 0,
      best: { ...input.best, settings: { [name]: 4 } },
    });
    const written = 'encoder.<wbr>number_<wbr>of_<wbr>heads';
    // In the settings and at the head of the trials.
    expect(html.split(written)).toHaveLength(3);
    expect(html).toContain('0.9000');
    expect(html).not.toContain('The best 0 of');
  });

  test('of a study without any value says so', () => {
    const empty = { ...summary, best: null } as StudySummary;
    const html = buildReport({
      ...input,
      summary: empty,
      best: null,
      curves: [],
      trials: [],
      course: { results: [], best: [] },
    });
    expect(html).toContain('No trial has a value yet.');
    expect(html).not.toContain('<svg');
  });
});

describe('a chart', () => {
  const titles = { name: 'n', x: 'x', y: 'y' };
  test('breaks a line where a value is not finite, and draws nothing of nothing', () => {
    const line = { label: 'a', x: [1, 2, 3, 4], y: [1, Number.NaN, 2, 3], colour: 9 };
    const svg = chart([line], titles);
    expect(/class="line"[^>]* d="([^"]+)"/.exec(svg)?.[1]?.match(/[ML]/g)?.join('')).toBe('MML');
    expect(svg).toContain('--run-1');
    expect(chart([{ ...line, y: [Number.NaN, Number.POSITIVE_INFINITY] }], titles)).toBe('');
  });

  test('values that are all equal stand in the middle', () => {
    expect(chart([{ label: 'a', x: [1, 2], y: [5, 5], colour: 1 }], titles)).toMatch(/ d="M[\d.]+ 138\.0L/);
  });

  test('numbers are short, and text is text', () => {
    expect([0, 0.91234567, 1e-5, 12_345_678, -2].map(numberText)).toEqual(['0', '0.9123', '1e-5', '1.235e+7', '-2']);
    expect(escaped(`<a href='x'>&"`)).toBe('&#60;a href=&#39;x&#39;&#62;&#38;&#34;');
  });
});
