// The button that measures how long epochs of the draft take; the same measurement wherever it stands.
import { useCall } from '../../../data/index.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { Button, toastError } from '../../../ui/index.ts';
import { useDraft } from '../draft-context.ts';
import { useMeasureStore } from '../measure-store.ts';
import { budgetTexts } from '../steps/budget-texts.ts';
import type { BudgetState } from '../use-budget.ts';

export function Measure({ state: { budget, key } }: { state: BudgetState }) {
  const t = useTexts(budgetTexts);
  const tc = useTexts(common);
  const call = useCall();
  const { draft, problems } = useDraft();
  const { running, measure, cancel } = useMeasureStore();
  const wrong = problems.some(({ severity }) => severity === 'error');
  return (
    <span className="row">
      <Button
        size="small"
        icon="clock"
        busy={running ? t('measuring') : null}
        disabledReason={wrong ? t('measureBlocked') : null}
        onClick={() => void measure(call, key, draft.file).catch(toastError)}
      >
        {budget === null ? t('measure') : t('measureAgain')}
      </Button>
      {running ? (
        <Button size="small" kind="quiet" onClick={cancel}>
          {tc('cancel')}
        </Button>
      ) : null}
    </span>
  );
}
