// What a start will do, in time: when there is something to see, what trains when, and when the study ends; measured, never guessed.
import { type ReactNode, useMemo } from 'react';
import { useLoad, useRead } from '../../../data/index.ts';
import { bytesText, clockRange, compact, duration, type Language, useLanguage, useTexts } from '../../../i18n/index.ts';
import { useDraft } from '../draft-context.ts';
import { useMeasureStore } from '../measure-store.ts';
import { type Budget, type Estimate, epochSpan, type MiddleSpan } from '../model/budget.ts';
import { checkpointBytes } from '../model/plan.ts';
import { stagesOf } from '../model/stage-plan.ts';
import { timeLine } from '../model/time-line.ts';
import style from '../new-study.module.css';
import { budgetTexts } from '../steps/budget-texts.ts';
import { texts } from '../texts.ts';
import { useTimesStore } from '../times-store.ts';
import { type BudgetState, useBudget } from '../use-budget.ts';
import { useNetwork } from '../use-network.ts';
import { useNow } from '../use-now.ts';
import { secondsText } from './budget-planner.tsx';
import { Measure } from './measure.tsx';
import { type Phase, TimeLine } from './time-line.tsx';

export function Forecast() {
  const state = useBudget();
  const now = useNow();
  const { checkSeconds } = useTimesStore();
  const { budget, estimate } = state;
  const ends = useMemo(
    () => (estimate === null ? [] : endsAfter(checkSeconds ?? 0, estimate.ends)),
    [estimate, checkSeconds],
  );
  return (
    <>
      {budget === null || estimate === null ? (
        <NotMeasured state={state} />
      ) : (
        <Measured state={state} {...{ budget, estimate, ends, now, checkSeconds }} />
      )}
      <div className={style.hr} />
      <Numbers plan={state.plan} ends={ends} now={now} />
      <div className={style.hr} />
    </>
  );
}

/** Seconds from now, with the checks that come before. */
function endsAfter(checks: number, ends: readonly MiddleSpan[]): MiddleSpan[] {
  return ends.map(({ low, middle, high }) => ({ low: checks + low, middle: checks + middle, high: checks + high }));
}

function NotMeasured({ state }: { state: BudgetState }) {
  const t = useTexts(texts);
  const tb = useTexts(budgetTexts);
  const { times } = useTimesStore();
  const refused = state.budget === null ? null : (times?.points.find(({ refusal }) => refusal !== null)?.refusal ?? '');
  return (
    <>
      <div className="t2">{t('firstIn')}</div>
      <div className={style.display}>{t('firstUnknown')}</div>
      {refused === null ? (
        <p className={style.forecastText}>{state.plan.trials === null ? tb('unknownTrials') : t('firstMeasure')}</p>
      ) : (
        <p role="alert" className="bad">
          {tb('noTimes', { reason: refused })}
        </p>
      )}
      <Measure state={state} />
    </>
  );
}

function Measured({
  state,
  budget,
  estimate,
  ends,
  now,
  checkSeconds,
}: {
  state: BudgetState;
  budget: Budget;
  estimate: Estimate;
  ends: readonly MiddleSpan[];
  now: number;
  checkSeconds: number | null;
}) {
  const t = useTexts(texts);
  const tb = useTexts(budgetTexts);
  const language = useLanguage();
  const running = useMeasureStore((store) => store.running !== null);
  const phases = usePhases(budget, checkSeconds);
  const checks = checkSeconds === null ? [] : [{ low: checkSeconds, middle: checkSeconds, high: checkSeconds }];
  const zone = -60_000 * new Date(now).getTimezoneOffset();
  const layout = timeLine([...checks, ...ends], checks.length, now, zone);
  const first = Math.max(1, (checkSeconds ?? 0) + estimate.firstEpoch);
  const key = t(layout.kind === 'log' ? 'timeKeyLog' : 'timeKey');
  const epoch = epochSpan(budget.times);
  const told = ends.map((end, i) =>
    t('phaseEnds', { name: phases[checks.length + i]?.name ?? '', ...range(end, now, language) }),
  );
  return (
    <>
      <div className="t2">{t('firstIn')}</div>
      <div className={style.display}>{t('about', { time: duration(1000 * first, language) })}</div>
      <TimeLine
        {...{ layout, phases, language }}
        name={t('timeLine')}
        sentence={t('timeLineSays', { phases: told.join(t('listJoin')) })}
      />
      <p className={style.forecastText}>
        {epoch === null
          ? key
          : t('timeFrom', { key, usual: secondsText(epoch.usual, language), engine: budget.times.engine })}
      </p>
      {state.stale ? <p className="warn small">{tb('stale')}</p> : null}
      {state.stale || running ? <Measure state={state} /> : null}
    </>
  );
}

/** The checks, where their time is known, and the stages, with what each of them trains. */
function usePhases({ parts, runs }: Budget, checkSeconds: number | null): Phase[] {
  const t = useTexts(texts);
  const language = useLanguage();
  const { draft } = useDraft();
  const stages = stagesOf(draft.file);
  const checks = checkSeconds === null ? [] : [{ name: t('checks'), more: secondsText(checkSeconds, language) }];
  return [
    ...checks,
    ...parts.map(({ trials, dataShare }, i) => {
      const name = stageName(stages[i]?.name) ?? t('searchPhase');
      const count = t('trialCount', { n: Math.round(trials) });
      return {
        name: runs > 1 ? t('phaseRuns', { name, count, runs }) : t('phase', { name, count }),
        more: t('phaseData', { share: compact(100 * dataShare, 2) }),
      };
    }),
  ];
}

function stageName(name: unknown): string | null {
  return typeof name === 'string' && name !== '' ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : null;
}

function range({ low, high }: MiddleSpan, now: number, language: Language) {
  return clockRange(now + 1000 * low, now + 1000 * high, language);
}

function Numbers({ plan, ends, now }: { plan: BudgetState['plan']; ends: readonly MiddleSpan[]; now: number }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { draft, spaceSize, parsed } = useDraft();
  const machine = useRead('engine.machine', {});
  const cores = machine.data?.physicalCores;
  const free = useLoad().data?.diskFreeBytes;
  const { network } = useNetwork();
  const room = network && checkpointBytes(draft.file, plan, network.largest.memory, cores ?? 1);
  const { updates } = plan;
  const [first, last] = [ends[0], ends.at(-1)];
  const name = stageName(stagesOf(draft.file)[0]?.name);
  const clockText = (end: MiddleSpan) => t('fromTo', range(end, now, language));
  return (
    <dl className={style.numbers}>
      {first && name && ends.length > 1 ? <Fact name={t('stageEnds', { name })}>{clockText(first)}</Fact> : null}
      {last ? (
        <Fact name={ends.length > 1 ? t('allEnd', { n: ends.length }) : t('studyEnds')}>{clockText(last)}</Fact>
      ) : null}
      <Fact name={t('trialsOut')}>
        {plan.trials === null
          ? t('gridDecides')
          : plan.runs > 1
            ? t('trialsRuns', { n: plan.trials, runs: plan.runs })
            : t('plain', { n: plan.trials })}
      </Fact>
      <Fact name={t('epochsOut')}>
        {plan.epochsInAll === null ? t('epochRange') : t('upTo', { n: plan.epochsInAll })}
      </Fact>
      {updates ? (
        <Fact name={t('updates')}>{updates.low === updates.high ? updates.low : `${updates.low}–${updates.high}`}</Fact>
      ) : null}
      <Fact name={t('space')}>
        {spaceSize !== null
          ? spaceSize < 1e7
            ? t('trialSpace', { n: spaceSize })
            : compact(spaceSize)
          : parsed === null
            ? t('spaceUnknown')
            : t('spaceContinuous')}
      </Fact>
      <Fact name={t('workers')}>
        {plan.parallel ?? (cores === undefined ? t('machine') : t('workersAuto', { n: cores }))}
      </Fact>
      {room === null || typeof free !== 'number' ? null : (
        <Fact name={t('disk')} tone={room > free ? 'bad' : undefined}>
          {t(room > free ? 'diskShort' : 'diskRoom', { room: bytesText(room), free: bytesText(free) })}
        </Fact>
      )}
      <Fact name={t('network')}>{t('notUsed')}</Fact>
    </dl>
  );
}

function Fact({ name, tone, children }: { name: string; tone?: 'bad' | undefined; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={tone}>{children}</dd>
    </>
  );
}
