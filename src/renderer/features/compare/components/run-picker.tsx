// Finds runs of the study and puts them into the comparison, or takes them out.
import { useMemo, useState } from 'react';
import type { Trial } from '#shared/contract/trials.ts';
import { common, metricValue, useTexts } from '../../../i18n/index.ts';
import { markedRuns, maxCompared, useSelection, withCompared } from '../../../state/index.ts';
import { Button, Check, StateGlyph, TextField } from '../../../ui/index.ts';
import style from '../compare.module.css';
import { candidates } from '../model/choice.ts';
import type { Objective } from '../model/results.ts';
import { texts } from '../texts.ts';
import type { Comparison } from '../use-comparison.ts';

/** As many as one looks through; who wants another one types. */
const shown = 40;

export function RunPicker({
  trials,
  objective: { metric, direction },
  comparison: { runs, choose },
}: {
  trials: readonly Trial[];
  objective: Objective;
  comparison: Comparison;
}) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(false);
  const pinned = useSelection((store) => store.pinned);
  const baseline = useSelection((store) => store.baseline);
  const selected = useSelection((store) => store.selected);
  const found = useMemo(() => candidates(trials, direction, text), [trials, direction, text]);
  const marked = useMemo(
    () => markedRuns(trials, { pinned, baseline, selected }),
    [trials, pinned, baseline, selected],
  );
  const toggle = (run: number, on: boolean) => {
    const next = on ? withCompared(runs, run) : runs.filter((one) => one !== run);
    setRefused(next === null);
    if (next !== null) choose(next);
  };
  const take = (next: readonly number[]) => {
    setRefused(false);
    choose(next);
  };
  return (
    <div className={style.picker}>
      <TextField aria-label={t('find')} placeholder={t('findHint')} icon="search" value={text} onChange={setText} />
      <div className="row">
        <Button size="small" onClick={() => take([])}>
          {t('bestTwo')}
        </Button>
        {marked.length > 1 ? (
          <Button size="small" onClick={() => take(marked)}>
            {t('marked', { n: marked.length })}
          </Button>
        ) : null}
      </div>
      <p role="alert" className={refused ? 'bad' : undefined}>
        {refused ? t('full', { n: maxCompared }) : ''}
      </p>
      <ul className={style.found} aria-label={t('addTitle')}>
        {found.slice(0, shown).map((trial) => (
          <li key={trial.number}>
            <Check checked={runs.includes(trial.number)} onChange={(on) => toggle(trial.number, on)}>
              <span className={style.candidate}>
                <StateGlyph state={trial.state} silent />
                <span className="num">{t('trial', { number: String(trial.number) })}</span>
                <span className="num t2">{trial.state === 'diverged' ? 'NaN' : metricValue(metric, trial.value)}</span>
                <span className="t2 ell">
                  {trial.state === 'complete' ? '' : c(`state.${trial.state}`)} {trial.stage ?? ''}
                </span>
              </span>
            </Check>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="t2">{t('noneFound')}</p> : null}
      {found.length > shown ? <p className="small t2">{t('more', { n: found.length - shown })}</p> : null}
    </div>
  );
}
