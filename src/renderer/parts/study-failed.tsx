// A page whose study or trials could not be read: the sentence, another try, and the way back.
import { common, useHostText, useTexts } from '../i18n/index.ts';
import { navigate } from '../state/index.ts';
import { Button, EmptyState, Panel, PanelHead } from '../ui/index.ts';

export function StudyFailed({ title, error, onRetry }: { title: string; error: Error; onRetry: () => void }) {
  const c = useTexts(common);
  const say = useHostText();
  return (
    <Panel name={title} head={<PanelHead label={title} />}>
      <EmptyState
        title={c('wentWrong')}
        actions={
          <>
            <Button onClick={onRetry}>{c('tryAgain')}</Button>
            <Button onClick={() => navigate({ page: 'studies' })}>{c('allStudies')}</Button>
          </>
        }
      >
        {say(error.message)}
      </EmptyState>
    </Panel>
  );
}
