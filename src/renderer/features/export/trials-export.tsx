// All trials of the study as files for other programs: written by the host, saved here.
import { useMutation } from '@tanstack/react-query';
import { type StudyFormat, studyFormats } from '#shared/contract/studies.ts';
import { useHost } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Button } from '../../ui/index.ts';
import { saveBytes } from '../../ui/save-text.ts';
import style from './export.module.css';
import { trialsFile } from './model.ts';
import { texts } from './texts.ts';

export function TrialsExport({ studyId, studyName }: { studyId: string; studyName: string }) {
  const t = useTexts(texts);
  const { client } = useHost();
  const written = useMutation({
    mutationFn: (format: StudyFormat) => client.call('studies.exportTrials', { id: studyId, format }),
    onSuccess: ({ content }, format) => {
      const { name, type } = trialsFile(studyName, format);
      saveBytes(name, type, content);
    },
  });
  return (
    <section aria-label={t('trials')} className={style.model}>
      <p className="row small">
        <span className="label">{t('trials')}</span>
        <span className="t2">{t('trialsText')}</span>
      </p>
      <div className="row">
        {studyFormats.map((format) => (
          <Button
            key={format}
            icon="export"
            title={t(`trials.${format}`)}
            busy={written.isPending && written.variables === format ? t('trialsBusy') : null}
            onClick={() => written.mutate(format)}
          >
            {formatNames[format]}
          </Button>
        ))}
      </div>
      {written.error ? (
        <p role="alert" className="small">
          {written.error.message}
        </p>
      ) : null}
    </section>
  );
}

const formatNames = { csv: 'CSV', json: 'JSON', optuna: 'Optuna', tensorboard: 'TensorBoard' } as const;
