// How much of the data is tuned on: a share of the training rows, and of the classes.
import { dataTexts } from '../../../data-view/data-texts.ts';
import { useTexts } from '../../../i18n/index.ts';
import { ClassesLine, ShareLine } from '../components/data-lines.tsx';

export function DataUsed() {
  const t = useTexts(dataTexts);
  return (
    <section aria-label={t('used')}>
      <div className="row">
        <h3 className="label">{t('used')}</h3>
        <span className="small t2">{t('usedText')}</span>
      </div>
      <ShareLine />
      <ClassesLine />
    </section>
  );
}
