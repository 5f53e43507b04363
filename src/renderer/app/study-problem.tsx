// Says over every page of a study why it could not go on, and starts it again. The sentences are the host's.
import type { StudySummary } from '#shared/contract/studies.ts';
import { useAction, useStart, useStudy } from '../data/index.ts';
import { useHostText, useTexts } from '../i18n/index.ts';
import { Banner, Button, toastError } from '../ui/index.ts';
import { texts } from './texts.ts';

export function StudyProblem({ id }: { id: string }) {
  const { data } = useStudy(id);
  const study = data?.summary;
  return study?.state === 'failed' && study.reason ? <Failed study={study} reason={study.reason} /> : null;
}

function Failed({ study: { id, counts }, reason }: { study: StudySummary; reason: string }) {
  const t = useTexts(texts);
  const say = useHostText();
  const first = useStart(id, toastError);
  const again = useAction('studies.start', toastError);
  const began = Object.values(counts).some((count) => count > 0);
  return (
    <Banner
      title={t('studyFailed')}
      actions={
        <Button
          size="small"
          busy={first.busy || again.busy ? t('starting') : null}
          onClick={began ? () => void again.run({ id }) : first.start}
        >
          {t('startAgain')}
        </Button>
      }
    >
      {say(reason)}
    </Banner>
  );
}
