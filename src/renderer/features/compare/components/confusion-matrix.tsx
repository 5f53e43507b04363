// One run's confusion matrix: rows are classes, columns what they are taken for.
import type { Confusion } from '#shared/contract/trials.ts';
import { useTexts } from '../../../i18n/index.ts';
import style from '../confusion.module.css';
import { texts } from '../confusion-texts.ts';
import { matrixRows } from '../model/confusion.ts';

/** Percent of the shade's colour at most: text on it stays readable in both themes. */
const deepest = 40;

export function ConfusionMatrix({ confusion }: { confusion: Confusion }) {
  const t = useTexts(texts);
  const rows = matrixRows(confusion);
  const n = rows.reduce((sum, row) => sum + row.rows, 0);
  return (
    <table className={style.matrix}>
      <caption>{t('caption', { number: String(confusion.trial), epoch: String(confusion.epoch), n })}</caption>
      <thead>
        <tr>
          <th scope="col" className="vh">
            {t('class')}
          </th>
          {confusion.classes.map((name) => (
            <th key={name} scope="col" title={name}>
              <span className="ell">{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ actual, rows: all, cells }) => (
          <tr key={actual}>
            <th scope="row" title={actual}>
              <span className="ell">{actual}</span>
            </th>
            {cells.map(({ predicted, count, share }) => (
              <td
                key={predicted}
                title={t('cell', { count, rows: all, actual, predicted })}
                data-zero={count === 0 || undefined}
                data-right={predicted === actual || undefined}
                style={{
                  background: `color-mix(in srgb, var(--info) ${(deepest * share).toFixed(1)}%, transparent)`,
                }}
              >
                {count}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
