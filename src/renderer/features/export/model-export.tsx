// The trained model of the best trial as an ONNX file with its description: made by the host, saved one file at a time.
import { useMutation } from '@tanstack/react-query';
import { useHost } from '../../data/index.ts';
import { useHostText, useTexts } from '../../i18n/index.ts';
import { Button } from '../../ui/index.ts';
import { saveBytes, saveText } from '../../ui/save-text.ts';
import style from './export.module.css';
import { exportText, modelFileName } from './model.ts';
import { texts } from './texts.ts';

export function ModelExport({ studyId, studyName }: { studyId: string; studyName: string }) {
  const t = useTexts(texts);
  const say = useHostText();
  const { client } = useHost();
  const made = useMutation({ mutationFn: () => client.call('studies.exportModel', { id: studyId }) });
  const name = modelFileName(studyName);
  return (
    <section aria-label={t('model')} className={style.model}>
      <p className="row small">
        <span className="label">{t('model')}</span>
        <span className="t2 num" role="status">
          {made.data ? t('modelOf', { trial: made.data.trial }) : t('modelText')}
        </span>
      </p>
      <div className="row">
        <Button busy={made.isPending ? t('modelBusy') : null} onClick={() => made.mutate()}>
          {t('modelMake')}
        </Button>
        {made.data ? (
          <>
            <Button icon="export" onClick={() => saveBytes(name, 'application/octet-stream', made.data.model)}>
              {name}
            </Button>
            <Button
              icon="export"
              onClick={() => saveText(`${name}.json`, 'application/json', exportText([made.data.description], 1))}
            >
              {`${name}.json`}
            </Button>
          </>
        ) : null}
      </div>
      {made.error ? (
        <p role="alert" className="small">
          {say(made.error.message)}
        </p>
      ) : null}
    </section>
  );
}
