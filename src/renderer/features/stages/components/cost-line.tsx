// What the next stage costs, as a range of time with the numbers it is made of, against what the stage before took.
import type { NextStage } from '#shared/contract/stages.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { compact, duration, useLanguage, useTexts } from '../../../i18n/index.ts';
import type { StageFields } from '../model/board.ts';
import { costOf, pacesOf, takenMs } from '../model/cost.ts';
import style from '../stages.module.css';
import { texts } from '../texts.ts';

export function CostLine({
  next,
  fields,
  fromShare,
  fromName,
  trials,
  parallel,
  volume,
}: {
  next: NextStage;
  fields: StageFields;
  /** Share of the data that the stage before trained on; null: not known. */
  fromShare: number | null;
  fromName: string;
  /** Of the stage before. */
  trials: readonly Trial[];
  parallel: number;
  /** Of the space, against the stage before. */
  volume: number;
}) {
  const t = useTexts(texts);
  const language = useLanguage();
  const rows = fields.share !== null && fromShare !== null && fromShare > 0 ? fields.share / fromShare : 1;
  const paces = pacesOf(trials);
  // A program's own trials say themselves how many epochs they had.
  const epochs = fields.epochs ?? (fields.share === null ? meanEpochs(trials) : null);
  const cost =
    epochs === null
      ? null
      : costOf(paces, { trials: fields.trials, epochs, runs: next.runs, rows, parallel: Math.max(1, parallel) });
  const meanMs = (paces.reduce((sum, { epochMs }) => sum + epochMs, 0) / Math.max(1, paces.length)) * rows;
  return (
    <dl className={style.cost} data-cost={cost === null ? undefined : Math.round(cost.highMs)}>
      <div>
        <dt>{t('cost')}</dt>
        <dd className="num strong">
          {cost !== null
            ? t('costRange', { low: shortTime(cost.lowMs, language), high: shortTime(cost.highMs, language) })
            : t(epochs === null && paces.length > 0 ? 'costSearched' : 'costNone')}
        </dd>
        {cost === null || epochs === null ? null : (
          <dd className="small t2 num">
            {t('costHow', {
              trials: fields.trials,
              epochs: next.runs > 1 ? `${next.runs} × ${compact(epochs)}` : compact(epochs),
              seconds: compact(meanMs / 1000, 2),
              parallel,
            })}
          </dd>
        )}
        {trials.length === 0 ? null : (
          <dd className="small t2 num">
            {t('costBefore', { stage: fromName, time: shortTime(takenMs(trials, parallel), language) })}
          </dd>
        )}
      </div>
      <div>
        <dt>{t('volume')}</dt>
        <dd className="num strong">
          {volume > 0.995
            ? t('volumeSame', { stage: fromName })
            : t('volumeOf', { n: compact(1 / volume, 2), stage: fromName })}
        </dd>
      </div>
    </dl>
  );
}

function meanEpochs(trials: readonly Trial[]): number | null {
  const counts = trials.map(({ lastEpoch }) => lastEpoch).filter((count) => count > 0);
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0) / counts.length;
}

/** With a tenth of a second below ten. */
function shortTime(ms: number, language: 'en' | 'zh'): string {
  if (ms >= 10_000) return duration(ms, language);
  return `${(ms / 1000).toFixed(1)} ${language === 'zh' ? '秒' : 's'}`;
}
