// What the budget is made of, each with a slider: data, trials, epochs, trials at once, runs of each.
import { useRead } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { type NumberEntryProps, SlideLine, stopsTo } from '../../../parts/index.ts';
import style from '../../../parts/slide-line.module.css';
import { cx } from '../../../ui/index.ts';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { withTrialsInAll } from '../model/budget-plan.ts';
import { setField } from '../model/draft.ts';
import { getIn, type JsonPath } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import { texts } from '../texts.ts';
import { ClassesLine, ShareLine } from './data-lines.tsx';
import { DraftNumber, NumberEntry } from './draft-field.tsx';

export function BudgetLines({ plan }: { plan: Plan }) {
  const t = useTexts(texts);
  const { draft, rows } = useDraft();
  const machine = useRead('engine.machine', {});
  const threads = getIn(draft.file, ['engine', 'threads']);
  const cores = machine.data?.physicalCores ?? 1;
  const carried = Math.max(1, Math.floor(cores / (typeof threads === 'number' && threads >= 1 ? threads : 1)));
  const epochsSearched = rows.find(({ setting }) => setting.key === 'training.epochs')?.mode === 'search';
  return (
    <div>
      <TrialsLine plan={plan} />
      {epochsSearched ? (
        <div className={style.line}>
          <span>{t('epochs')}</span>
          <span className="t2">{t('epochsSearched')}</span>
        </div>
      ) : (
        <NumberLine path={['settings', 'training.epochs']} label={t('epochs')} value={plan.epochs ?? 20} high={300} />
      )}
      <ShareLine />
      <ClassesLine />
      <NumberLine
        path={['search', 'parallel']}
        label={t('parallel')}
        hint={t('parallelHint', { n: carried })}
        placeholder={String(carried)}
        value={plan.parallel ?? carried}
        high={Math.max(2, cores)}
      />
      <NumberLine
        path={['search', 'repeats']}
        label={t('repeats')}
        hint={t('repeatsHint')}
        placeholder="1"
        value={1}
        high={10}
      />
      <EndLine name="minutes" start={30} />
      <EndLine name="noImprovement" start={10} integer />
      <EndLine name="target" step={0.01} />
    </div>
  );
}

/** Of stages all together; each keeps its part. */
function TrialsLine({ plan }: { plan: Plan }) {
  const t = useTexts(texts);
  const { draft, edit } = useDraft();
  const path = ['search', 'trials'];
  const error = useErrorAt(path);
  const inStages = getIn(draft.file, ['stages']) !== undefined;
  const set = (trials: unknown) =>
    edit('search.trials', (at) =>
      !inStages ? setField(at, path, trials) : typeof trials === 'number' ? withTrialsInAll(at, trials) : at,
    );
  return (
    <SlideLine label={t('trials')} stops={stopsTo(1000)} value={plan.trials ?? 1000} onSlide={set}>
      <NumberEntry
        aria-label={t('trials')}
        value={inStages ? plan.trials : getIn(draft.file, path)}
        error={error}
        placeholder={plan.isGrid ? t('allGrid') : '20'}
        start={20}
        integer
        className={style.field}
        onChange={set}
      />
    </SlideLine>
  );
}

/** When the study ends by itself, whatever is left of the budget. */
function EndLine({
  name,
  ...rule
}: { name: 'minutes' | 'noImprovement' | 'target' } & Pick<NumberEntryProps, 'start' | 'step' | 'integer'>) {
  const t = useTexts(texts);
  return (
    <div className={cx(style.line, style.end)}>
      <span>{t(name)}</span>
      <DraftNumber
        path={['search', 'stop', name]}
        aria-label={t(name)}
        placeholder={t('noLimit')}
        className={style.field}
        {...rule}
      />
    </div>
  );
}

function NumberLine({
  path,
  label,
  hint,
  placeholder,
  value,
  high,
}: {
  path: JsonPath;
  label: string;
  hint?: string;
  placeholder?: string;
  /** What an empty field comes to. */
  value: number;
  /** Where the slider ends. */
  high: number;
}) {
  const { draft, edit } = useDraft();
  const written = getIn(draft.file, path);
  return (
    <SlideLine
      label={label}
      hint={hint}
      stops={stopsTo(high)}
      value={typeof written === 'number' ? written : value}
      onSlide={(next) => edit(path.join('.'), (at) => setField(at, path, next))}
    >
      <DraftNumber
        path={path}
        aria-label={label}
        placeholder={placeholder ?? String(value)}
        start={value}
        integer
        className={style.field}
      />
    </SlideLine>
  );
}
