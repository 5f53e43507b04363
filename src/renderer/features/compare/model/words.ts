// Differences in words: of one setting in a cell and in a sentence, and the sentence at the top. Pure.

import type { Trial } from '#shared/contract/trials.ts';
import { findSetting } from '#shared/settings/index.ts';
import type { SettingValue } from '#shared/study/values.ts';
import {
  compact,
  isShareMetric,
  type Language,
  settingText,
  settingTitle,
  type Translate,
} from '../../../i18n/index.ts';
import type { texts } from '../texts.ts';
import { bestOf, gainOf, noiseBetween, type Objective, type RunResult } from './results.ts';
import { changesOf, type Delta, type SettingGroup, type SettingRow } from './settings.ts';

export interface Words {
  readonly t: Translate<keyof typeof texts.en>;
  readonly language: Language;
}

/** As their papers write them. */
const optimizers: Readonly<Record<string, string>> = {
  sgd: 'SGD',
  adam: 'Adam',
  adamw: 'AdamW',
  rmsprop: 'RMSProp',
  adadelta: 'Adadelta',
  adagrad: 'Adagrad',
  adamax: 'AdaMax',
};

/** A setting's value in a cell. */
export function valueText(key: string, value: SettingValue | undefined, t: Words['t']): string {
  if (value === undefined) return t('notUsed');
  if (value === null) return t('none');
  return (key === 'optimizer.name' && optimizers[String(value)]) || settingText(value);
}

/** As few digits as tell it from no change, and at least two: "× 3", "× 1.3", "× 1.004". */
function factorText(by: number): string {
  for (const digits of [2, 3, 4, 5]) {
    const text = compact(by, digits);
    if (text !== '1') return text;
  }
  return compact(by, 6);
}

/** Beside a value; empty where the value says it all. */
export function deltaText(key: string, delta: Delta, reference: SettingValue | undefined, t: Words['t']): string {
  switch (delta.kind) {
    case 'same':
    case 'unused':
      return '';
    case 'factor':
      return delta.by > 1
        ? t('delta.factor', { by: factorText(delta.by) })
        : t('delta.divided', { by: factorText(1 / delta.by) });
    case 'difference':
      return t(delta.by > 0 ? 'delta.more' : 'delta.less', { by: compact(Math.abs(delta.by)) });
    case 'instead':
    case 'without':
      return t('delta.instead', { reference: valueText(key, reference, t) });
    case 'on':
    case 'off':
    case 'added':
      return t(`delta.${delta.kind}`);
  }
}

/** A name in the middle of a sentence: "learning rate", but "L2", "Nesterov momentum". */
export function within(title: string, language: Language): string {
  return language === 'en' && /^[A-Z][a-z]/.test(title) && !title.startsWith('Nesterov')
    ? title.slice(0, 1).toLowerCase() + title.slice(1)
    : title;
}

/** One change in a sentence. */
export function changeText({ key, cells }: SettingRow, run: number, { t, language }: Words): string {
  const [base] = cells;
  const { value, delta } = cells[run] ?? { value: undefined, delta: { kind: 'same' } as const };
  const title = within(settingTitle(key, language), language);
  const said = { title, value: valueText(key, value, t), reference: valueText(key, base?.value, t) };
  const unit = findSetting(key)?.unit?.[language] ?? '';
  const isCount = Number.isInteger(value) && Number.isInteger(base?.value);
  switch (delta.kind) {
    case 'same':
      return '';
    case 'factor':
    case 'difference':
      if (isCount)
        return title.includes(unit) && unit !== '' ? t('say.count', { ...said, unit: title }) : t('say.instead', said);
      if (delta.kind === 'factor') {
        return delta.by > 1
          ? t('say.factor', { title, by: factorText(delta.by) })
          : t('say.divided', { title, by: factorText(1 / delta.by) });
      }
      return t(delta.by > 0 ? 'say.more' : 'say.less', { title, by: compact(Math.abs(delta.by)) });
    case 'instead':
      return t(key === 'optimizer.name' ? 'say.choice' : 'say.instead', said);
    case 'on':
    case 'off':
      return t(`say.${delta.kind}`, { title });
    case 'added':
      return t('say.added', said);
    case 'without':
    case 'unused':
      return t('say.without', { title });
  }
}

/** More than these would not be read. */
const saidChanges = 4;

/** What tells a run from the reference: "learning rate × 3, 64 units instead of 32 and 2 more settings". */
export function changesText(
  groups: readonly SettingGroup[],
  run: number,
  searched: ReadonlySet<string>,
  words: Words,
): string {
  // What another choice brings along or makes idle is no change of its own, unless it was searched.
  const follows = ({ key, cells }: SettingRow) =>
    !searched.has(key) && (cells[run]?.delta.kind === 'added' || cells[run]?.delta.kind === 'unused');
  const changes = changesOf(groups, run, searched).filter((row) => !follows(row));
  if (changes.length === 0) return words.t('say.same');
  const said = changes.slice(0, saidChanges).map((row) => changeText(row, run, words));
  const left = changes.length - said.length;
  return [...said, ...(left > 0 ? [words.t('say.rest', { n: left })] : [])].join(words.t('comma'));
}

/** The size of a difference in a sentence, with its leading zero: "0.012". */
export function differenceText(metric: string, by: number): string {
  const size = Math.abs(by);
  return isShareMetric(metric) && size >= 0.0005 ? String(Number(size.toFixed(4))) : compact(size, 3);
}

export interface Headline {
  readonly text: string;
  /** How much of it chance can be; null where no difference is told. */
  readonly chance: string | null;
}

export interface HeadlineInput {
  /** At least two; the first is the reference. */
  readonly results: readonly RunResult[];
  readonly groups: readonly SettingGroup[];
  readonly objective: Objective;
  /** All trials of the study: they tell how far runs scatter. */
  readonly trials: readonly Trial[];
}

/** Null for fewer than two runs. */
export function headline({ results, groups, objective, trials }: HeadlineInput, words: Words): Headline | null {
  const [reference] = results;
  if (reference === undefined || results.length < 2) return null;
  const { t } = words;
  const gain = (of: RunResult) => gainOf(of, reference, objective.direction, ({ value }) => value);
  const searched = new Set(results.flatMap(({ trial }) => Object.keys(trial.params)));
  const about = (at: number) => ({
    run: String(results[at]?.trial.number ?? ''),
    reference: String(reference.trial.number),
    changes: changesText(groups, at, searched, words),
  });
  const chance = (other: RunResult, by: number) =>
    chanceText(other.trial, reference.trial, by, { objective, trials }, t);
  if (results.length === 2) {
    const other = results[1] ?? reference;
    const by = gain(other);
    if (other.trial.stage !== reference.trial.stage) {
      const stages = { stage: other.trial.stage ?? '–', base: reference.trial.stage ?? '–' };
      return { text: t('two.stages', { ...about(1), ...stages }), chance: null };
    }
    if (by === null) {
      const why = reference.value === null ? 'noReference' : other.trial.state === 'diverged' ? 'diverged' : 'noValue';
      return { text: t(`two.${why}`, about(1)), chance: null };
    }
    const kind = by === 0 ? 'level' : by > 0 ? 'better' : 'worse';
    const text = t(`two.${kind}`, { ...about(1), by: differenceText(objective.metric, by) });
    return { text, chance: chance(other, by) };
  }
  return ofMany(results, objective, about, gain, chance, t);
}

function ofMany(
  results: readonly RunResult[],
  { metric, direction }: Objective,
  about: (at: number) => { readonly run: string; readonly reference: string; readonly changes: string },
  gain: (of: RunResult) => number | null,
  chance: (other: RunResult, by: number) => string | null,
  t: Words['t'],
): Headline {
  const stage = results[0]?.trial.stage;
  const own = results.filter(({ trial }) => trial.stage === stage);
  const said = own.length < results.length ? `${t('many.stages', { base: stage ?? '–' })} ` : '';
  const leader = bestOf(results, direction);
  if (leader === null || results[0]?.value == null) {
    return { text: `${said}${t('many.noReference', about(0))}`, chance: null };
  }
  const n = own.filter(({ value }) => value !== null).length;
  // Where the reference leads, the one behind it is told of.
  const second = bestOf(
    results.map((one, at) => (at === leader ? { ...one, value: null } : one)),
    direction,
  );
  const at = leader === 0 ? second : leader;
  const other = at === null ? undefined : results[at];
  const by = other === undefined ? null : gain(other);
  if (at === null || other === undefined || by === null)
    return { text: `${said}${t('many.alone', about(0))}`, chance: null };
  const kind = by > 0 ? 'better' : by < 0 ? 'reference' : 'level';
  const text = t(`many.${kind}`, { ...about(at), n, by: differenceText(metric, by) });
  return { text: `${said}${text}`, chance: chance(other, by) };
}

function chanceText(
  a: Trial,
  b: Trial,
  by: number,
  { objective, trials }: Pick<HeadlineInput, 'objective' | 'trials'>,
  t: Words['t'],
): string | null {
  const limit = noiseBetween(a, b, trials);
  if (limit === null && by === 0) return null;
  if (limit === null) return a.runs === undefined || b.runs === undefined ? t('chance.unknown') : null;
  const said = { limit: differenceText(objective.metric, limit) };
  return t(Math.abs(by) <= limit ? 'chance.within' : 'chance.beyond', said);
}
