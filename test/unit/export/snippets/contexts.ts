// Kinds of data that a program is written for, without any file behind them.
import { type SnippetFormat, type SnippetInput, snippetOf } from '#main/export/snippets/index.ts';
import { applies, type DataFacts, defaultValue, settingsRegistry } from '#shared/settings/index.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';

export interface SnippetContext {
  readonly name: string;
  readonly facts: DataFacts;
  readonly families: readonly string[];
  readonly header: SnippetInput['header'];
  readonly data: Readonly<Record<string, unknown>>;
  readonly columns: SnippetInput['columns'];
}

const column = (name: string, type: 'number' | 'category' | 'text'): SnippetInput['columns'][number] => ({
  ...{ name, type, missing: 0, distinct: 3, mean: null, sd: null, min: null, max: null },
  top: [],
});

type Given = Pick<SnippetContext, 'name' | 'families' | 'data'> &
  Pick<SnippetInput['header'], 'task' | 'kind' | 'inputShape'> & { readonly words?: number };

function contextOf({ name, families, data, task, kind, inputShape, words = 0 }: Given): SnippetContext {
  const classes = task === 'regression' ? null : ['a', 'b', 'c'];
  return {
    ...{ name, families, data },
    facts: { task, kind, classes: classes?.length ?? null, inputShape },
    header: {
      ...{ task, kind, inputShape, classes, label: 'label' },
      features: kind === 'table' ? ['size', 'colour=blue', 'colour=red'] : [],
      vocabulary: kind === 'text' ? ['', '(unknown)', ...Array.from({ length: words }, (_, i) => `w${i}`)] : null,
    },
    columns: [column('size', 'number'), column('colour', 'category'), column('label', 'category')],
  };
}

const csv = { source: 'csv', path: '/data/table.csv', label: 'label' };
const text = { source: 'text', path: '/data/texts.csv', text: 'words', label: 'label' };
const npy = { source: 'npy', x: '/data/x.npy', y: '/data/y.npy' };

export const contexts: readonly SnippetContext[] = [
  contextOf({ name: 'table', families: ['mlp'], data: csv, task: 'classification', kind: 'table', inputShape: [3] }),
  contextOf({
    ...{ name: 'images', families: ['mlp', 'cnn', 'rnn'], data: { source: 'idx', path: '/data/images' } },
    ...{ task: 'classification', kind: 'image', inputShape: [28, 20, 3] },
  }),
  contextOf({ name: 'values', families: ['mlp'], data: csv, task: 'regression', kind: 'table', inputShape: [3] }),
  contextOf({
    ...{ name: 'sequences', families: ['mlp', 'cnn', 'rnn'], data: npy },
    ...{ task: 'classification', kind: 'sequence', inputShape: [600, 4] },
  }),
  contextOf({
    ...{ name: 'texts', families: ['text'], data: text },
    ...{ task: 'classification', kind: 'text', inputShape: [900], words: 60_000 },
  }),
  contextOf({
    ...{ name: 'several labels', families: ['text'], data: { ...text, task: 'multilabel' } },
    ...{ task: 'multilabel', kind: 'text', inputShape: [900], words: 60_000 },
  }),
];

/** Every setting that the context uses, with its default where none is given. */
export function settingsWith({ facts }: SnippetContext, given: ResolvedSettings): ResolvedSettings {
  const settings: Record<string, ResolvedSettings[string]> = {};
  for (const setting of settingsRegistry) {
    const context = { settings, facts };
    if (!applies(setting, context)) continue;
    const value = given[setting.key];
    settings[setting.key] = value === undefined ? defaultValue(setting, context) : value;
  }
  return settings;
}

export function programWith(format: SnippetFormat, context: SnippetContext, given: ResolvedSettings): string {
  const isRegression = context.facts.task === 'regression';
  const metric = isRegression ? 'validation.rmse' : 'validation.accuracy';
  return snippetOf(format, {
    best: {
      ...{ version: 1, kind: 'vernier-best', study: { id: 's', name: 'Study' }, trial: 3, trialSeed: 7 },
      settings: settingsWith(context, given),
      objective: {
        metric,
        direction: isRegression ? 'minimize' : 'maximize',
        pick: 'best',
      },
      ...{
        metrics: { best: { [metric]: 0.5 }, last: {} },
        epoch: 1,
        data: context.data,
        engine: null,
        searchSpace: {},
      },
      ...{ createdAt: '2026-01-01T00:00:00.000Z', appVersion: '0.0.0' },
    },
    header: context.header,
    columns: context.columns,
    sampleFiles: [],
  });
}
