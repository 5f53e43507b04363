// Lines and cells of a table that cannot be read, all at once, each with its line.
import { useRead } from '../../../data/index.ts';
import { useDataEdit } from '../../../data-view/data-edit.ts';
import { sourceOf } from '../../../data-view/own-data.ts';
import { isComplete, useSettled } from '../../../data-view/use-profile.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Chip, ScrollTable } from '../../../ui/index.ts';
import { texts } from '../texts.ts';
import { Section } from './section.tsx';

export function Faults() {
  const t = useTexts(texts);
  const { data } = useDataEdit();
  const asked = useSettled(data, 500);
  const enabled = (asked.source === 'csv' || asked.source === 'text') && isComplete(asked);
  const { data: scan } = useRead('datasets.scan', { data: sourceOf(asked) }, { enabled });
  if (!enabled || !scan) return null;
  const { faults, counts, rows, whole } = scan;
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  if (all === 0) return null;
  return (
    <Section title={t('faults')} context={t('faultsOf', { n: all, rows })}>
      <ScrollTable name={t('faults')}>
        <thead>
          <tr>
            <th scope="col">{t('line')}</th>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('cell')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ kind, line, column, text, found, wanted }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line may have several faults of a kind
            <tr key={`${line} ${i}`}>
              <td data-number>{line}</td>
              <td>{column ?? '–'}</td>
              <td>{t(`fault.${kind}`, { found: found ?? 0, wanted: wanted ?? 0 })}</td>
              <td className="mono t2">{text}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
      {faults.length < all ? <Chip>{t('faultsShown', { n: faults.length })}</Chip> : null}
      {whole ? null : <p className="small t2">{t('faultsHead')}</p>}
    </Section>
  );
}
