// The best configuration as a program of Keras, PyTorch or TypeScript: written by the host, saved or copied.
import { useMutation } from '@tanstack/react-query';
import { useHost } from '../../data/index.ts';
import { useHostText, useTexts } from '../../i18n/index.ts';
import { copyText } from '../../ui/copy-text.ts';
import { Button } from '../../ui/index.ts';
import { saveText } from '../../ui/save-text.ts';
import style from './export.module.css';
import { programFileName } from './model.ts';
import { texts } from './texts.ts';

const formats = { keras: 'Keras', pytorch: 'PyTorch', typescript: 'TypeScript' } as const;
type Format = keyof typeof formats;

export function ProgramExport({ studyId, studyName }: { studyId: string; studyName: string }) {
  const t = useTexts(texts);
  const say = useHostText();
  const { client } = useHost();
  const written = useMutation({
    mutationFn: (format: Format) => client.call('studies.exportSnippet', { id: studyId, format }),
  });
  const format = written.variables;
  const name = format && programFileName(studyName, format);

  const copy = (code: string) => copyText(code, t('copied', { name: name ?? '' }), t('copyFailed'));

  return (
    <section aria-label={t('program')} className={style.model}>
      <p className="row small">
        <span className="label">{t('program')}</span>
        <span className="t2">{t('programText')}</span>
      </p>
      <div className="row">
        {(Object.keys(formats) as Format[]).map((one) => (
          <Button
            key={one}
            busy={written.isPending && format === one ? t('programBusy') : null}
            onClick={() => written.mutate(one)}
          >
            {formats[one]}
          </Button>
        ))}
        {written.data && name ? (
          <>
            <Button icon="copy" onClick={() => void copy(written.data.code)}>
              {t('programCopy')}
            </Button>
            <Button
              icon="export"
              onClick={() =>
                saveText(name, format === 'typescript' ? 'text/plain' : 'text/x-python', written.data.code)
              }
            >
              {name}
            </Button>
          </>
        ) : null}
      </div>
      {written.error ? (
        <p role="alert" className="small">
          {say(written.error.message)}
        </p>
      ) : null}
    </section>
  );
}
