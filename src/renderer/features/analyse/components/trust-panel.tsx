// Whether trials on a part of the data or of the epochs rank as those on the whole: figures, and the ranks of configurations trained on both.
import { useMemo } from 'react';
import type { SubsetTrustAnswer } from '#shared/contract/analysis.ts';
import { reasonText } from '#shared/study/advice-text.ts';
import { analysisText } from '#shared/study/analysis-text.ts';
import { explainReason } from '#shared/study/explain-text.ts';
import { Why } from '../../../advice/index.ts';
import { CanvasPlot } from '../../../charts/index.ts';
import { useStudyAdvice } from '../../../data/index.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import { useSelection } from '../../../state/index.ts';
import { Chip, Panel, PanelFailed, PanelHead, Select, TickStrip } from '../../../ui/index.ts';
import style from '../analyse.module.css';
import { type RankPicture, rankDrawing, rankNear } from '../draw-ranks.ts';
import { rankPairs } from '../model/ranks.ts';
import { resultOf } from '../model/rows.ts';
import { trustTable } from '../model/tables.ts';
import { useSubject } from '../subject.ts';
import { texts } from '../texts.ts';
import { useAnalysis } from '../use-analysis.ts';
import { Scroller } from './scroller.tsx';
import { TableMenu } from './table-menu.tsx';

/** `stages`: those that have begun, in their order. */
export function TrustPanel({ stages }: { stages: readonly string[] }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { study, view } = useSubject();
  const trust = useStudyAdvice(study.summary.id).data?.trust ?? null;
  const full = stages.find((name) => name === view.whole) ?? stages.at(-1);
  const subset = stages.find((name) => name === view.part && name !== full) ?? stages.find((name) => name !== full);
  const options = stages.map((value) => ({ value, label: value }));
  return (
    <Panel
      name={t('trust')}
      head={
        <PanelHead label={t('trust')}>
          {subset !== undefined && full !== undefined ? (
            <span className="row end">
              <Select
                aria-label={t('part')}
                value={subset}
                options={options.filter(({ value }) => value !== full)}
                onChange={(part) => view.set({ part, whole: full })}
              />
              <span aria-hidden="true">→</span>
              <Select
                aria-label={t('whole')}
                value={full}
                options={options.filter(({ value }) => value !== subset)}
                onChange={(whole) => view.set({ part: subset, whole })}
              />
              <TrustMenu subset={subset} full={full} />
            </span>
          ) : null}
        </PanelHead>
      }
    >
      <Scroller name={t('trustText')} className={style.trust}>
        {trust === null ? null : (
          <div>
            <p>{reasonText(trust, language)}</p>
            <Why of={explainReason(trust, language)} about={t('trust')} />
          </div>
        )}
        {subset === undefined || full === undefined ? (
          <p className="t2">{t('trustNeeds')}</p>
        ) : (
          <Stages subset={subset} full={full} />
        )}
      </Scroller>
    </Panel>
  );
}

function TrustMenu({ subset, full }: { subset: string; full: string }) {
  const t = useTexts(texts);
  const { all } = useSubject();
  const { data } = useTrust(subset, full);
  const table = () => {
    const values = new Map(all.map((trial) => [trial.number, resultOf(trial)]));
    return data ? trustTable(data, subset, full, (trial) => values.get(trial) ?? null) : [];
  };
  return <TableMenu panel={t('trust')} name="trust" table={data && data.pairs.length > 0 ? table : null} />;
}

function useTrust(subset: string, full: string) {
  const { study, results } = useSubject();
  const { id } = study.summary;
  const asked = { subset: id, subsetStage: subset, full: id, fullStage: full };
  return useAnalysis('analysis.subsetTrust', asked, results);
}

function Stages({ subset, full }: { subset: string; full: string }) {
  const known = useTrust(subset, full);
  if (known.error) return <PanelFailed error={known.error} onRetry={() => void known.refetch()} />;
  return known.data ? <Answer answer={known.data} subset={subset} full={full} /> : <TickStrip />;
}

function Answer({ answer, subset, full }: { answer: SubsetTrustAnswer; subset: string; full: string }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const { all, study, theme } = useSubject();
  const hovered = useSelection((store) => store.hovered);
  const selected = useSelection((store) => store.selected);
  const { direction } = study.summary.objective;
  const picture = useMemo((): RankPicture => {
    const values = new Map(all.map((trial) => [trial.number, resultOf(trial)]));
    return {
      pairs: rankPairs(answer.pairs, (trial) => values.get(trial) ?? null, direction),
      xTitle: t('rankIn', { stage: subset }),
      yTitle: t('rankIn', { stage: full }),
    };
  }, [all, answer.pairs, direction, t, subset, full]);
  const draw = useMemo(() => rankDrawing(picture, hovered, selected), [picture, hovered, selected]);
  const { spearman, kendall, top, verdict, reason } = answer;
  const figure = (of: typeof spearman) =>
    of === null ? '–' : `${of.value.toFixed(2)} (${of.low.toFixed(2)} … ${of.high.toFixed(2)})`;
  return (
    <>
      <dl className={style.figures}>
        <div>
          <dt className="small t3">Spearman ρ, 95 %</dt>
          <dd className="num">{figure(spearman)}</dd>
        </div>
        <div>
          <dt className="small t3">Kendall τ, 95 %</dt>
          <dd className="num">{figure(kendall)}</dd>
        </div>
        <div>
          <dt className="small t3">{top === null ? t('topShared') : t('topOf', { k: top.k })}</dt>
          <dd className="num">
            {top === null ? '–' : t('shared', { shared: top.shared, expected: top.expected.toFixed(1) })}
          </dd>
        </div>
      </dl>
      <p>
        <Chip tone={verdict === 'yes' ? 'ok' : verdict === 'no' ? 'bad' : 'info'}>{t(`verdict.${verdict}`)}</Chip>{' '}
        {analysisText(reason, language)}
      </p>
      {picture.pairs.length < 2 ? null : (
        <div className={style.ranks}>
          <CanvasPlot
            name={t('ranks')}
            summary={t('ranksSummary', { n: picture.pairs.length, subset, full })}
            theme={theme}
            draw={draw}
            onMove={(at) => useSelection.getState().hover(at ? rankNear(picture, at) : null)}
            onPick={(at) => {
              const run = rankNear(picture, at);
              if (run !== null) useSelection.getState().select(run);
            }}
          />
        </div>
      )}
    </>
  );
}
