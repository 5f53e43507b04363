// Asks before a study starts whose checks have failed. It never forbids: the answer may be "start".
import { checkText, checkTitle } from '#shared/study/check-text.ts';
import { useAction } from '../data/index.ts';
import { useHostText, useLanguage, useTexts, withHostText } from '../i18n/index.ts';
import { navigate, useStartQuestion } from '../state/index.ts';
import { Button, Dialog, toastError } from '../ui/index.ts';
import { texts } from './texts.ts';

export function StartQuestion() {
  const t = useTexts(texts);
  const say = useHostText();
  const language = useLanguage();
  const { question, ask } = useStartQuestion();
  const start = useAction('studies.start', toastError);
  if (question === null) return null;
  const { studyId, failed } = question;
  const close = () => ask(null);
  return (
    <Dialog
      open
      onClose={close}
      title={t('checksFailed', { n: failed.length })}
      actions={
        <>
          <Button
            onClick={() => {
              close();
              navigate({ page: 'study', id: studyId, tab: 'checks' });
            }}
          >
            {t('lookAtChecks')}
          </Button>
          <Button
            kind="primary"
            busy={start.busy ? t('starting') : null}
            onClick={() => {
              void start.run({ id: studyId }).then((started) => {
                close();
                if (started) navigate({ page: 'study', id: studyId, tab: 'live' });
              });
            }}
          >
            {t('startAnyway')}
          </Button>
        </>
      }
    >
      {failed.map(({ id, reason }) => (
        <p key={id}>
          <b className="strong">{checkTitle(id, language)}.</b> {checkText(withHostText(reason, say), language)}
        </p>
      ))}
    </Dialog>
  );
}
