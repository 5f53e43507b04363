// What came out of each run, with the difference to the reference in words.
import type { ReactNode } from 'react';
import { common, duration, metricValue, useLanguage, useTexts } from '../../../i18n/index.ts';
import { metricTitle } from '../../../parts/index.ts';
import { gainOf, type Objective, type RunResult } from '../model/results.ts';
import { differenceText, within } from '../model/words.ts';
import { texts } from '../texts.ts';
import { type Cell, Heading, Row } from './rows.tsx';

export function ResultRows({
  results,
  objectives,
  staged,
}: {
  results: readonly RunResult[];
  objectives: readonly Objective[];
  /** The study has stages. */
  staged: boolean;
}) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const language = useLanguage();
  const [reference] = results;
  const [objective, ...others] = objectives;
  if (reference === undefined || objective === undefined) return null;
  const cells = (of: (result: RunResult, isReference: boolean) => Omit<Cell, 'id'>): Cell[] =>
    results.map((result, at) => ({ id: result.trial.number, ...of(result, at === 0) }));
  const value = (text: ReactNode, isKnown: boolean) => (isKnown ? text : <span className="t3">{t('noValue')}</span>);
  /** Better or worse than the reference, by a value that has a better side. */
  const compared = (
    result: RunResult,
    isReference: boolean,
    { metric, direction }: Objective,
    pick: (of: RunResult) => number | null,
  ): Pick<Cell, 'note' | 'tone'> => {
    if (isReference || pick(result) === null) return {};
    if (result.trial.stage !== reference.trial.stage) return { note: t('otherStage') };
    const gain = gainOf(result, reference, direction, pick);
    if (gain === null) return {};
    if (gain === 0) return { note: t('equal') };
    const by = differenceText(metric, gain);
    return gain > 0 ? { note: t('better', { by }), tone: 'ok' } : { note: t('worse', { by }), tone: 'bad' };
  };
  const title = metricTitle(objective.metric, c);
  const shownValue = ({ trial, value: own, sd }: RunResult) => {
    if (trial.state === 'diverged') return 'NaN';
    if (own === null) return value('', false);
    const text = metricValue(objective.metric, own);
    return (
      <b className="strong">
        {sd === null ? text : t('scatter', { value: text, sd: metricValue(objective.metric, sd) })}
      </b>
    );
  };
  return (
    <tbody>
      <Heading span={results.length + 1}>{t('results')}</Heading>
      <Row
        label={t('best', { metric: within(title, language) })}
        title={objective.metric}
        cells={cells((result, isReference) => ({
          value: shownValue(result),
          title: result.sd === null ? undefined : t('scatterTitle', { n: result.trial.runs?.length ?? 1 }),
          ...compared(result, isReference, objective, (of) => of.value),
        }))}
      />
      {others.map((other, at) => (
        <Row
          key={other.metric}
          label={t('objective', { metric: metricTitle(other.metric, c), n: at + 2 })}
          title={other.metric}
          cells={cells((result, isReference) => ({
            value: value(metricValue(other.metric, result.others[at] ?? null), result.others[at] != null),
            ...compared(result, isReference, other, (of) => of.others[at] ?? null),
          }))}
        />
      ))}
      {results.some(({ last }) => last !== null) ? (
        <Row
          label={t('last', { metric: title })}
          cells={cells((result, isReference) => ({
            value: value(metricValue(objective.metric, result.last), result.last !== null),
            // Of a run that diverged it is the last finite one, which is no result.
            ...compared(result, isReference, objective, ({ value: own, last }) => (own === null ? null : last)),
          }))}
        />
      ) : null}
      {results.some(({ gap }) => gap !== null) ? (
        <Row
          label={t('gapRow')}
          title={t('gapTitle')}
          cells={cells((result, isReference) => ({
            value: value(signed(objective.metric, result.gap), result.gap !== null),
            ...gapNote(result, isReference ? null : reference, objective, t),
          }))}
        />
      ) : null}
      <Row
        label={t('bestEpoch')}
        cells={cells(({ trial }) => ({
          value: value(
            t('ofEpochs', { epoch: String(trial.epoch), epochs: String(trial.epochs) }),
            trial.epoch !== null,
          ),
        }))}
      />
      <Row label={t('epochs')} cells={cells(({ epochs }) => ({ value: epochs }))} />
      <Row
        label={t('time')}
        cells={cells(({ trial }, isReference) => ({
          value: value(duration(trial.durationMs, language), trial.durationMs > 0),
          ...(isReference ? {} : timeNote(trial.durationMs - reference.trial.durationMs, t, language)),
        }))}
      />
      <Row label={t('state')} cells={cells(({ trial }) => ({ value: c(`state.${trial.state}`) }))} />
      {staged ? (
        <Row
          label={t('stage')}
          cells={cells(({ trial }) => ({
            value: trial.stage ?? '–',
            changed: trial.stage !== reference.trial.stage,
          }))}
        />
      ) : null}
    </tbody>
  );
}

type Words = ReturnType<typeof useTexts<keyof typeof texts.en>>;

function signed(metric: string, value: number | null): string {
  if (value === null) return '';
  return `${value < 0 ? '−' : ''}${metricValue(metric, Math.abs(value))}`;
}

/** A gap is neither better nor worse by itself; how wide it is is told, without a colour. */
function gapNote(
  { gap, trial }: RunResult,
  reference: RunResult | null,
  { metric }: Objective,
  t: Words,
): Pick<Cell, 'note'> {
  if (reference === null || gap === null || reference.gap === null || trial.stage !== reference.trial.stage) return {};
  // One above zero and one below are not two widths.
  if (gap * reference.gap < 0) return {};
  const wider = Math.abs(gap) - Math.abs(reference.gap);
  if (wider === 0) return { note: t('equal') };
  return { note: t(wider > 0 ? 'wider' : 'narrower', { by: differenceText(metric, wider) }) };
}

/** Below this, what else the computer did is most of it. */
const sameTimeMs = 500;

function timeNote(byMs: number, t: Words, language: 'en' | 'zh'): Pick<Cell, 'note'> {
  if (Math.abs(byMs) < sameTimeMs) return {};
  return { note: t(byMs > 0 ? 'slower' : 'faster', { by: duration(Math.abs(byMs), language) }) };
}
