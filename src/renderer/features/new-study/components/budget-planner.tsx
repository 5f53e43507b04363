// How long the study will take, always as a range: measured epochs, early stops, trials at once; and what fits before a time of day.
import { useMemo } from 'react';
import { useSettled } from '../../../data-view/use-profile.ts';
import {
  clock,
  clockRange,
  compact,
  duration,
  type Language,
  spanText,
  useLanguage,
  useTexts,
} from '../../../i18n/index.ts';
import { Button, TextField } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import { type Budget, epochChoices, epochSpan, trialsWithin } from '../model/budget.ts';
import { withTrialsInAll } from '../model/budget-plan.ts';
import { dayTime, nextAt } from '../model/day-time.ts';
import { setFixed } from '../model/draft.ts';
import style from '../steps/budget.module.css';
import { budgetTexts } from '../steps/budget-texts.ts';
import { useTimesStore } from '../times-store.ts';
import { type BudgetState, useBudget } from '../use-budget.ts';
import { useNow } from '../use-now.ts';
import { BudgetLines } from './budget-lines.tsx';
import { Measure } from './measure.tsx';
import { TimeScale } from './time-scale.tsx';

export function BudgetPlanner() {
  const t = useTexts(budgetTexts);
  const state = useBudget();
  return (
    <section className={style.budget} aria-label={t('budget')}>
      <div className={style.head}>
        <h3 className="label">{t('budget')}</h3>
        <span className="end">
          <Measure state={state} />
        </span>
      </div>
      <div className={style.columns}>
        <BudgetLines plan={state.plan} />
        <Time state={state} />
      </div>
    </section>
  );
}

function Time({ state: { budget, estimate, plan, stale, settling } }: { state: BudgetState }) {
  const t = useTexts(budgetTexts);
  const { times } = useTimesStore();
  const settled = useSettled(budget, 200);
  if (budget === null) return <p className="t2">{plan.trials === null ? t('unknownTrials') : t('notMeasured')}</p>;
  if (estimate === null) {
    const refused = times?.points.find(({ refusal }) => refusal !== null)?.refusal ?? '';
    return (
      <p role="alert" className="bad">
        {t('noTimes', { reason: refused })}
      </p>
    );
  }
  return (
    <div className={style.time} aria-busy={settling || undefined}>
      <Course state={{ budget, estimate }} />
      <Measured budget={budget} />
      {stale ? <p className="warn small">{t('stale')}</p> : null}
      <Before budget={settled ?? budget} isGrid={plan.isGrid} />
    </div>
  );
}

function Measured({ budget: { times } }: { budget: Budget }) {
  const t = useTexts(budgetTexts);
  const language = useLanguage();
  const span = epochSpan(times);
  if (span === null) return null;
  const text = (seconds: number) => secondsText(seconds, language);
  const { processes: n, speedup, engine } = times;
  const measured = t('measured', { usual: text(span.usual), low: text(span.low), high: text(span.high), engine });
  const side =
    speedup === null
      ? t('sideUnknown', { n })
      : speedup < 1.05
        ? t('sideSame', { n })
        : t('sideBySide', { n, speedup: compact(speedup, 2) });
  return (
    <p className="small t2 num">{n > 1 ? t('measuredBoth', { measured, side }) : t('measuredAlone', { measured })}</p>
  );
}

function Course({
  state: { budget, estimate },
}: {
  state: Required<{ budget: Budget }> & Pick<BudgetState, 'estimate'>;
}) {
  const t = useTexts(budgetTexts);
  const language = useLanguage();
  const now = useNow();
  if (estimate === null) return null;
  const { span, without, saved } = estimate;
  const ms = (seconds: number) => 1000 * seconds;
  const ends = clockRange(now + ms(span.low), now + ms(span.high), language);
  const words = (seconds: number) => duration(ms(seconds), language);
  const takes = t(budget.lanes > 1 ? 'takes' : 'takesOne', { span: spanText(span, language), n: budget.lanes });
  const summary = `${t('ends', { from: ends.from, to: ends.to })}, ${takes}`;
  return (
    <div>
      <TimeScale
        now={now}
        span={span}
        farthest={without?.high ?? span.high}
        label={t('scale', { summary })}
        nowText={t('now')}
        language={language}
      />
      <p className="num">
        <b>{takes}</b> <span className="t2">· {t('ends', { from: ends.from, to: ends.to })}</span>
      </p>
      {without || budget.limit !== null ? (
        <p className="small t2 num">
          {[
            ...(without
              ? [t('without', { span: spanText(without, language) }), t('saves', { share: Math.round(100 * saved) })]
              : []),
            ...(budget.limit !== null ? [t('limited', { limit: words(budget.limit) })] : []),
          ].join(' · ')}
        </p>
      ) : null}
    </div>
  );
}

/** How many trials fit before a time of day; and with other numbers of epochs. */
function Before({ budget, isGrid }: { budget: Budget; isGrid: boolean }) {
  const t = useTexts(budgetTexts);
  const language = useLanguage();
  const { facts, rows, edit } = useDraft();
  const { before, setBefore } = useTimesStore();
  const now = useNow();
  const minutes = dayTime(before);
  const until = minutes === null ? null : nextAt(minutes, now);
  // To the minute, so that courses are not drawn anew each second.
  const seconds = until === null ? 0 : Math.floor((until - now) / 60_000) * 60;
  const row = rows.find(({ setting }) => setting.key === 'training.epochs');
  const epochs = budget.parts.length === 1 ? (budget.parts[0]?.epochs ?? null) : null;
  const fit = useMemo(() => (seconds > 0 ? trialsWithin(budget, seconds) : null), [budget, seconds]);
  const choices = useMemo(
    () =>
      epochs === null || seconds <= 0
        ? []
        : epochChoices(epochs).map((each) => ({
            each,
            fit: trialsWithin({ ...budget, parts: budget.parts.map((part) => ({ ...part, epochs: each })) }, seconds),
          })),
    [budget, epochs, seconds],
  );
  const at = until === null ? '' : clock(until, language);
  const asked = Math.round(budget.parts.reduce((sum, part) => sum + part.trials, 0));
  const take = (trials: number, each: number | null) =>
    edit('budget', (current) => {
      const next = withTrialsInAll(current, trials);
      return each === null || each === epochs || row?.range ? next : setFixed(next, 'training.epochs', each, facts);
    });
  return (
    <div className={style.before}>
      <div className={style.beforeLine}>
        <TextField
          label={t('before')}
          aria-label={`${t('before')}, ${t('beforeHint')}`}
          value={before}
          error={minutes === null ? t('beforeWrong') : null}
          className={style.clock}
          onChange={setBefore}
        />
        {fit ? (
          <p className="num" aria-live="polite">
            {fit.likely === 0 ? t('fitsNone', { at }) : t('fits', { sure: fit.sure, likely: fit.likely, at })}
          </p>
        ) : null}
        {fit && fit.sure > 0 ? (
          <Button
            size="small"
            disabledReason={fit.sure === asked ? t('used') : null}
            onClick={() => take(fit.sure, null)}
          >
            {t('useTrials', { n: fit.sure })}
          </Button>
        ) : null}
      </div>
      {choices.length > 1 && !isGrid ? (
        <table className={style.table} aria-label={t('tradeOff', { at })}>
          <thead>
            <tr>
              <th scope="col">{t('epochsEach')}</th>
              <th scope="col">{t('trialsFit')}</th>
              <th scope="col">
                <span className="vh">{t('choose')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {choices.map(({ each, fit: own }) =>
              own === null ? null : (
                <tr key={each}>
                  <td>{each}</td>
                  <td>{t('range', { low: own.sure, high: own.likely })}</td>
                  <td>
                    {own.sure > 0 ? (
                      <Button
                        size="small"
                        disabledReason={own.sure === asked && each === epochs ? t('used') : null}
                        onClick={() => take(own.sure, each)}
                      >
                        {t('use', { trials: own.sure, epochs: each })}
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}

/** Parts of a second, too: epochs of small models take no more. */
export function secondsText(seconds: number, language: Language): string {
  if (seconds >= 60) return duration(1000 * seconds, language);
  if (seconds < 0.1) return `${compact(1000 * seconds, 2)} ${language === 'zh' ? '毫秒' : 'ms'}`;
  const value = compact(seconds, 2);
  return language === 'zh' ? `${value} 秒` : `${value} s`;
}
