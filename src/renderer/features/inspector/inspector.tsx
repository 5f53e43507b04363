// The selected run: state, why it was chosen, metrics, every setting, and what can be done with it.
import { useMemo } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { TrialDetail } from '#shared/contract/trials.ts';
import { completeRuns, epochsPlanned, epochsTrained, sharePercent } from '#shared/study/training-run.ts';
import { CompareButton } from '../../comparison/index.ts';
import { type CurveStore, useStudy, useTrial } from '../../data/index.ts';
import {
  clock,
  common,
  compact,
  duration,
  metricValue,
  reasonText,
  settingText,
  type Translate,
  useHostText,
  useLanguage,
  useTexts,
} from '../../i18n/index.ts';
import { RunFields } from '../../parts/index.ts';
import { contextLook, type RunLook, useLayout, useSelection } from '../../state/index.ts';
import { Chip, EmptyState, IconButton, Panel, PanelHead, StateGlyph, Swatch, TickStrip } from '../../ui/index.ts';
import { isTakenOut } from './actions/extend.ts';
import { texts as actionTexts } from './actions/texts.ts';
import { TrialActions } from './actions/trial-actions.tsx';
import { AgainstBaseline } from './against-baseline.tsx';
import { ClassSection } from './class-section.tsx';
import style from './inspector.module.css';
import {
  epochShown,
  isPerClass,
  lastEpochOf,
  type MetricRow,
  metricRows,
  needsWholeRow,
  settingRows,
  shareShown,
} from './model.ts';
import { RunsSection } from './runs-section.tsx';
import { SaveRecipe } from './save-recipe.tsx';
import { TestSection } from './test-part/test-section.tsx';
import { texts } from './texts.ts';
import { useCurveVersion } from './use-curve-version.ts';
import { VerdictCard } from './verdict/verdict-card.tsx';

export function Inspector({
  studyId,
  looks,
  curves,
}: {
  studyId: string;
  looks: ReadonlyMap<number, RunLook>;
  curves: CurveStore;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const c = useTexts(common);
  const selected = useSelection((store) => store.selected);
  const { data, error } = useTrial(studyId, selected);
  const { data: study } = useStudy(studyId);
  const metric = study?.summary.objective.metric ?? '';
  const detail = data?.trial.number === selected ? data : undefined;
  const look = selected === null ? contextLook : (looks.get(selected) ?? contextLook);
  return (
    <Panel
      name={t('inspector')}
      head={
        <PanelHead
          label={
            selected === null ? (
              t('inspector')
            ) : (
              <h2 className={style.title}>
                <Swatch color={look.colour} />
                {c('trial', { number: String(selected) })}
              </h2>
            )
          }
        >
          {detail ? <StateChip state={detail.trial.state} /> : null}
          <span className="end" style={{ display: 'flex' }}>
            {selected === null ? null : <RunActions studyId={studyId} run={selected} look={look} />}
            <IconButton
              icon="right"
              label={t('collapse')}
              shortcut="]"
              onClick={() => useLayout.getState().show('inspector', false)}
            />
          </span>
        </PanelHead>
      }
    >
      {selected === null ? (
        <EmptyState title={t('nothing')}>{t('nothingText')}</EmptyState>
      ) : error && !detail ? (
        <EmptyState title={c('wentWrong')}>{say(error.message)}</EmptyState>
      ) : detail ? (
        <Detail detail={detail} curves={curves} metric={metric} study={study} />
      ) : (
        <TickStrip />
      )}
    </Panel>
  );
}

const tones = {
  queued: undefined,
  running: 'info',
  paused: undefined,
  complete: 'ok',
  stopped: undefined,
  failed: 'bad',
  diverged: 'bad',
} as const;

function StateChip({ state }: { state: TrialDetail['trial']['state'] }) {
  const c = useTexts(common);
  return (
    <Chip tone={tones[state]}>
      <StateGlyph state={state} silent />
      <span className={style.stateName}>{c(`state.${state}`)}</span>
    </Chip>
  );
}

function RunActions({ studyId, run, look }: { studyId: string; run: number; look: RunLook }) {
  const t = useTexts(texts);
  const hidden = useSelection((store) => store.hidden.has(run));
  const { togglePinned, setBaseline, toggleHidden } = useSelection.getState();
  return (
    <>
      <IconButton
        icon="pin"
        label={look.pinned ? t('unpin') : t('pin')}
        shortcut="P"
        on={look.pinned}
        onClick={() => togglePinned(run)}
      />
      <IconButton
        icon="flag"
        label={look.baseline ? t('noBaseline') : t('baseline')}
        shortcut="B"
        on={look.baseline}
        onClick={() => setBaseline(look.baseline ? null : run)}
      />
      <CompareButton studyId={studyId} run={run} shortcut="C" />
      <IconButton
        icon={hidden ? 'eyeOff' : 'eye'}
        label={hidden ? t('unhide') : t('hide')}
        shortcut="Space"
        on={hidden}
        onClick={() => toggleHidden(run)}
      />
    </>
  );
}

/** `metric`: the objective. */
function Detail({
  detail,
  curves,
  metric,
  study,
}: {
  detail: TrialDetail;
  curves: CurveStore;
  metric: string;
  study: StudyDetail | undefined;
}) {
  const t = useTexts(texts);
  const say = useHostText();
  const c = useTexts(common);
  const language = useLanguage();
  const version = useCurveVersion(curves, detail.trial.number);
  const { trial } = detail;
  // biome-ignore lint/correctness/useExhaustiveDependencies: version stands for what the curves hold
  const metrics = useMemo(() => metricRows(detail, curves), [detail, curves, version]);
  const settings = useMemo(() => settingRows(detail, language), [detail, language]);
  const words = useTexts(actionTexts);
  const told = reasonText(trial.reason, c, say);
  const reason = isTakenOut(trial) ? words('takenOut') : told;
  const lastEpoch = lastEpochOf(trial, curves, metrics[0]?.key ?? '');
  const runs = trial.runs ?? [];
  const shownShare = shareShown(trial);
  const trained = epochsTrained({ runs, lastEpoch });
  const fetched = epochsTrained({ runs, lastEpoch: trial.lastEpoch });
  const heads = headsOf({ best: epochShown(trial), last: lastEpoch }, completeRuns(runs), t);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={style.scroll} tabIndex={0} aria-label={c('trial', { number: String(trial.number) })}>
      {reason ? (
        <p className={trial.state === 'failed' || trial.state === 'diverged' ? `bad ${style.reason}` : style.reason}>
          {reason}
        </p>
      ) : null}
      <AgainstBaseline trial={trial} />
      <TrialActions key={`actions ${trial.number}`} detail={detail} study={study} />
      <VerdictCard key={`verdict ${trial.number}`} detail={detail} />
      <section className={style.section} aria-label={t('notes')}>
        <h3 className={`label ${style.sectionHead}`}>{t('notes')}</h3>
        <RunFields trial={trial} filters />
      </section>
      <section className={style.section}>
        <h3 className="label">{t('why')}</h3>
        <p className={style.sentence}>{trial.why === null ? t(`source.${trial.source}`) : say(trial.why)}</p>
      </section>
      <section className={style.section}>
        <div className="row">
          <h3 className="label">{t('metrics')}</h3>
          {shownShare === null ? null : (
            <span className="small t3 end">{t('onShare', { share: sharePercent(shownShare) })}</span>
          )}
        </div>
        {metrics.length === 0 ? (
          <p className="t2">{t('noMetrics')}</p>
        ) : (
          <>
            <MetricTable rows={metrics.filter(({ key }) => !isPerClass(key))} heads={heads} />
            {metrics.some(({ key }) => isPerClass(key)) ? (
              <ClassSection detail={detail} curves={curves} metrics={metrics} />
            ) : null}
          </>
        )}
      </section>
      <RunsSection trial={trial} metric={metric} />
      <TestSection key={trial.number} detail={detail} curves={curves} />
      <section className={style.section}>
        <div className="row">
          <h3 className="label">{t('settings')}</h3>
          <span className="small t3">{t('all', { n: settings.length })}</span>
          <span className="end">
            <SaveRecipe detail={detail} />
          </span>
        </div>
        <dl className={style.settings}>
          {settings.map((row) => (
            <div
              key={row.key}
              title={row.key}
              data-searched={row.searched || undefined}
              data-whole={needsWholeRow(row.label, settingText(row.value)) || undefined}
            >
              <dt className="ell">{row.label}</dt>
              <dd className="num">{settingText(row.value)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className={style.section}>
        <h3 className="label">{t('run')}</h3>
        <dl className={style.settings}>
          <Fact
            name={t('epochs')}
            value={t('epochsOf', {
              n: Math.round(trained),
              total: Math.round(epochsPlanned({ runs, plannedRuns: trial.plannedRuns ?? 1, epochs: trial.epochs })),
            })}
          />
          <Fact name={t('duration')} value={duration(trial.durationMs, language)} />
          {fetched > 0 ? <Fact name={t('perEpoch')} value={`${compact(trial.durationMs / 1000 / fetched)} s`} /> : null}
          <Fact name={t('seed')} value={String(trial.seed)} />
          <Fact name={t('attempts')} value={String(trial.attempts)} />
          {trial.worker === null ? null : <Fact name={t('worker')} value={String(trial.worker)} />}
        </dl>
      </section>
      {detail.log.length > 0 ? (
        <section className={style.section}>
          <h3 className="label">{t('log')}</h3>
          <ol className={style.log}>
            {detail.log.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: log lines only grow at the end
              <li key={index} data-level={line.level}>
                <span className="t3 num">{clock(line.at, language, { seconds: true })}</span> {say(line.message)}
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </section>
  );
}

interface MetricHeads {
  readonly best: string | null;
  readonly last: string;
}

/** What the columns of metrics are of: an epoch; of several runs the one that is complete, or their mean. */
function headsOf(
  epochs: { readonly best: number | null; readonly last: number },
  runs: number,
  t: Translate<keyof typeof texts.en>,
): MetricHeads {
  const { best, last } = epochs;
  if (runs === 0)
    return { best: best === null ? null : t('atEpoch', { epoch: best }), last: t('atEpoch', { epoch: last }) };
  const all = runs === 1 ? t('runNumber', { n: '1' }) : t('meanOf', { n: runs });
  return { best: all, last: all };
}

function MetricTable({ rows, heads }: { rows: readonly MetricRow[]; heads: MetricHeads }) {
  const t = useTexts(texts);
  return (
    <table className={style.metrics}>
      <thead>
        <tr>
          <td />
          <th scope="col">
            {t('best')}
            {heads.best === null ? null : <span>{heads.best}</span>}
          </th>
          <th scope="col">
            {t('last')}
            <span>{heads.last}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, best: atBest, last: atLast }) => (
          <tr key={key}>
            <th scope="row" className="ell" title={key}>
              {key}
            </th>
            <td className="strong">{metricValue(key, atBest)}</td>
            <td>{metricValue(key, atLast)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="ell">{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}
