// Measured speed of an engine: models across, batch sizes down.
import type { EngineInfo } from '#shared/contract/engine.ts';
import { clock, compact, useLanguage, useTexts } from '../../../i18n/index.ts';
import style from '../engine.module.css';
import { isMeasured, speedTable } from '../model.ts';
import { texts } from '../texts.ts';

export function SpeedTable({ engine: { name, bench, measuredAt } }: { engine: EngineInfo }) {
  const t = useTexts(texts);
  const language = useLanguage();
  if (!isMeasured(name)) return <div />;
  const { models, rows } = speedTable(bench);
  const modelName = (model: string) =>
    model === 'mlp' || model === 'cnn' || model === 'lstm' ? t(`model.${model}`) : model;
  return (
    <div className={style.speed}>
      <div className={style.caption} aria-hidden={rows.length > 0}>
        {t('speed')} {measuredAt === null ? null : <span className="t3 num">{clock(measuredAt, language)}</span>}
      </div>
      {rows.length === 0 ? (
        <span className="t3">{t('neverMeasured')}</span>
      ) : (
        <table aria-label={t('speedOf', { name })}>
          <thead>
            <tr>
              <td />
              {models.map((model) => (
                <th key={model} scope="col">
                  {modelName(model)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ batch, msPerStep }) => (
              <tr key={batch}>
                <th scope="row">{t('batch', { n: batch })}</th>
                {msPerStep.map((ms, column) => (
                  <td key={models[column]}>{ms === null ? '–' : compact(ms)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
