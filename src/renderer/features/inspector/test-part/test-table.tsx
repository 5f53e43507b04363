// Test metrics with their intervals beside the validation values.

import { metricValue, useTexts } from '../../../i18n/index.ts';
import { cx } from '../../../ui/index.ts';
import inspector from '../inspector.module.css';
import { isPerClass } from '../model.ts';
import { intervalText, type TestRow } from './model.ts';
import style from './test-part.module.css';
import { texts } from './texts.ts';

export function TestTable({ rows }: { rows: readonly TestRow[] }) {
  const t = useTexts(texts);
  const perClass = rows.filter(({ name }) => isPerClass(name));
  return (
    <>
      <Rows rows={rows.filter(({ name }) => !isPerClass(name))} />
      {perClass.length > 0 ? (
        <details className={inspector.perClass}>
          <summary>{t('perClass')}</summary>
          <Rows rows={perClass} />
        </details>
      ) : null}
    </>
  );
}

function Rows({ rows }: { rows: readonly TestRow[] }) {
  const t = useTexts(texts);
  return (
    <table className={cx(inspector.metrics, style.table)}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('test')}</th>
          <th scope="col" className={style.interval}>
            {t('interval')}
          </th>
          <th scope="col">{t('validation')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, value, interval, validation }) => (
          <tr key={name}>
            <th scope="row" className="ell" title={`test.${name}`}>
              {name}
            </th>
            <td className="strong">{metricValue(name, value)}</td>
            <td>{intervalText(name, interval)}</td>
            <td>{metricValue(name, validation)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
