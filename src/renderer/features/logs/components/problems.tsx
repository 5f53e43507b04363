// What could not be read and what was noticed while reading, a sentence each, until it is put away.
import { logLimits } from '#shared/contract/curve-advice.ts';
import { useCall } from '../../../data/index.ts';
import { type HostText, type Translate, useHostText, useTexts } from '../../../i18n/index.ts';
import { navigate, useGivenFiles } from '../../../state/index.ts';
import { Button, Icon, IconButton } from '../../../ui/index.ts';
import style from '../logs.module.css';
import { type Problem, useLogs } from '../logs-store.ts';
import { texts } from '../texts.ts';

export function Problems() {
  const t = useTexts(texts);
  const say = useHostText();
  const call = useCall();
  const problems = useLogs((store) => store.problems);
  const notes = useLogs((store) => store.notes);
  const { dismiss, dismissNotes, add } = useLogs.getState();
  if (problems.length === 0 && notes.length === 0) return null;
  return (
    <div className={style.problems}>
      {problems.length > 0 ? (
        <div role="alert">
          <ul aria-label={t('problems', { n: problems.length })}>
            {problems.map((problem) => {
              const { id, why } = problem;
              return (
                <li key={id} data-problem={why.kind}>
                  <Icon name="warn" size={14} />
                  <span className="grow">{sentenceOf(problem, t, say)}</span>
                  {why.kind === 'study' ? (
                    <Button
                      size="small"
                      onClick={() => {
                        dismiss(id);
                        useGivenFiles.getState().giveStudy(why.file);
                        navigate({ page: 'studies' });
                      }}
                    >
                      {t('openStudy')}
                    </Button>
                  ) : null}
                  {why.kind === 'failed' ? (
                    <Button
                      size="small"
                      onClick={() => {
                        dismiss(id);
                        void add(call, why.files);
                      }}
                    >
                      {t('again')}
                    </Button>
                  ) : null}
                  <IconButton icon="close" size="small" label={t('dismiss')} onClick={() => dismiss(id)} />
                </li>
              );
            })}
          </ul>
        </div>
      ) : null}
      {notes.length > 0 ? (
        <details className={style.notes}>
          <summary>
            {t('notes')} ({notes.length})
          </summary>
          <ul>
            {notes.map((note, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two logs may say the same
              <li key={i}>{say(note)}</li>
            ))}
          </ul>
          <Button size="small" onClick={dismissNotes}>
            {t('dismiss')}
          </Button>
        </details>
      ) : null}
    </div>
  );
}

function sentenceOf({ log, why }: Problem, t: Translate<keyof typeof texts.en & string>, say: HostText): string {
  switch (why.kind) {
    case 'tooLarge':
      return t('tooLarge', { log, megabytes: logLimits.bytes / 2 ** 20 });
    case 'noLog':
      return t('noFile');
    case 'told':
    case 'study':
    case 'failed':
      return say(why.message);
  }
}
