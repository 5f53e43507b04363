// The study on one page: an HTML file in the page's language, written by the host, saved here.
import { useMutation } from '@tanstack/react-query';
import { useHost } from '../../data/index.ts';
import { useHostText, useLanguage, useTexts } from '../../i18n/index.ts';
import { Button } from '../../ui/index.ts';
import { saveText } from '../../ui/save-text.ts';
import style from './export.module.css';
import { reportFileName } from './model.ts';
import { texts } from './texts.ts';

export function ReportExport({ studyId, studyName }: { studyId: string; studyName: string }) {
  const t = useTexts(texts);
  const say = useHostText();
  const language = useLanguage();
  const { client } = useHost();
  const written = useMutation({
    mutationFn: () => client.call('studies.exportReport', { id: studyId, language }),
    onSuccess: ({ html }) => saveText(reportFileName(studyName), 'text/html', html),
  });
  return (
    <section aria-label={t('report')} className={style.model}>
      <p className="row small">
        <span className="label">{t('report')}</span>
        <span className="t2">{t('reportText')}</span>
      </p>
      <div className="row">
        <Button icon="export" busy={written.isPending ? t('reportBusy') : null} onClick={() => written.mutate()}>
          {t('reportSave')}
        </Button>
      </div>
      {written.error ? (
        <p role="alert" className="small">
          {say(written.error.message)}
        </p>
      ) : null}
    </section>
  );
}
