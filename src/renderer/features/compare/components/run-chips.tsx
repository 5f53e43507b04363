// The compared runs as chips that are taken out by a press, and the way to add others.
import type { Trial } from '#shared/contract/trials.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useSelection } from '../../../state/index.ts';
import { Button, Icon, Popover, Swatch } from '../../../ui/index.ts';
import style from '../compare.module.css';
import type { Objective } from '../model/results.ts';
import { texts } from '../texts.ts';
import type { Comparison } from '../use-comparison.ts';
import { RunPicker } from './run-picker.tsx';

export function RunChips({
  trials,
  objective,
  comparison,
  colours,
}: {
  trials: readonly Trial[];
  objective: Objective;
  comparison: Comparison;
  colours: ReadonlyMap<number, string>;
}) {
  const t = useTexts(texts);
  const baseline = useSelection((store) => store.baseline);
  const { hover } = useSelection.getState();
  const { runs, choose } = comparison;
  return (
    <div className={style.chips}>
      {runs.map((run, at) => (
        <button
          key={run}
          type="button"
          className={style.chip}
          aria-label={t('removeRun', { number: String(run) })}
          title={t('removeRun', { number: String(run) })}
          onPointerEnter={() => hover(run)}
          onPointerLeave={() => hover(null)}
          onClick={() => choose(runs.filter((one) => one !== run))}
        >
          <Swatch color={run === baseline ? 'var(--text)' : `var(${colours.get(run) ?? '--chart-context'})`} />
          <span className="num">{run}</span>
          {at === 0 && runs.length > 1 ? <span className={style.refWord}>{t('reference')}</span> : null}
          <Icon name="close" size={10} />
        </button>
      ))}
      <Popover
        title={t('addTitle')}
        trigger={
          <Button kind="quiet" size="small" icon="plus">
            {t('addRun')}
          </Button>
        }
        content={() => <RunPicker trials={trials} objective={objective} comparison={comparison} />}
      />
    </div>
  );
}
