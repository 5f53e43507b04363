// What coordinates, brushes and axes are called. Pure.
import { compact, type Language, metricValue, settingText, settingTitle, type Translate } from '../../i18n/index.ts';
import { type Axis, resultKey } from './model/axes.ts';
import type { Span } from './model/brushes.ts';
import type { texts } from './texts.ts';

type T = Translate<keyof typeof texts.en>;

export interface Words {
  title(key: string): string;
  /** "log", "whole", "choice". */
  kind(axis: Axis): string;
  coordinate(axis: Axis, coordinate: number): string;
  /** "8e−4–4e−3", or the choices. */
  span(axis: Axis, span: Span): string;
  absent(axis: Axis): string;
  result(value: number | null): string;
  /** Where no run has a result. */
  readonly none: string;
}

export function wordsOf(t: T, language: Language, metric: string): Words {
  const choice = (axis: Axis, at: number) => {
    const value = axis.choices[at];
    return value === null ? t('none') : settingText(value);
  };
  const coordinate = (axis: Axis, at: number) => {
    if (axis.kind === 'choice') return choice(axis, Math.round(at));
    return axis.key === resultKey ? metricValue(metric, at) : compact(at, axis.integer ? 6 : 3);
  };
  return {
    title: (key) => (key === resultKey ? t('result') : settingTitle(key, language)),
    kind: (axis) => (axis.integer && axis.kind === 'linear' ? t('kind.whole') : t(`kind.${axis.kind}`)),
    coordinate,
    span: (axis, [from, to]) =>
      axis.kind === 'choice'
        ? axis.choices.flatMap((_, i) => (i >= from && i <= to ? [choice(axis, i)] : [])).join(', ')
        : `${coordinate(axis, from)}–${coordinate(axis, to)}`,
    absent: ({ key }) => (key === resultKey ? t('withoutResult') : t('unused')),
    result: (value) => metricValue(metric, value),
    none: t('edfNone'),
  };
}
