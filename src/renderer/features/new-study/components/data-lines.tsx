// How much of the data is tuned on, as lines with sliders: a share of the training rows, and of the classes.
import { dataTexts } from '../../../data-view/data-texts.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { stopsTo } from '../model/stops.ts';
import { setSubset, subsetOf, subsetPath } from '../model/subset.ts';
import style from '../steps/budget.module.css';
import { NumberEntry } from './draft-field.tsx';
import { SlideLine } from './slide-line.tsx';

const shares = stopsTo(100);

export function ShareLine() {
  const t = useTexts(dataTexts);
  const { draft, edit } = useDraft();
  const { fraction } = subsetOf(draft.file);
  const set = (share: unknown) =>
    edit('data.subset.fraction', (at) =>
      setSubset(at, 'fraction', typeof share === 'number' ? Number((share / 100).toPrecision(6)) : share),
    );
  const percent = typeof fraction === 'number' ? Number((100 * fraction).toPrecision(6)) : fraction;
  return (
    <SlideLine
      label={t('share')}
      stops={shares}
      value={typeof percent === 'number' ? percent : 100}
      valueText={(share) => `${share} %`}
      onSlide={(share) => set(share === 100 ? undefined : share)}
    >
      <NumberEntry
        aria-label={t('share')}
        value={percent}
        error={useErrorAt(subsetPath(draft.file, 'fraction'))}
        placeholder="100"
        start={100}
        step={5}
        trailing="%"
        className={style.field}
        onChange={set}
      />
    </SlideLine>
  );
}

/** Nothing where there are no more than two. */
export function ClassesLine() {
  const t = useTexts(dataTexts);
  const { draft, classes, edit } = useDraft();
  const chosen = subsetOf(draft.file).classes;
  const error = useErrorAt(subsetPath(draft.file, 'classes'));
  const all = classes.length;
  if (all <= 2 && chosen === undefined) return null;
  const set = (count: unknown) => edit('data.subset.classes', (at) => setSubset(at, 'classes', count));
  const named = Array.isArray(chosen);
  return (
    <SlideLine
      label={t('classesUsed')}
      hint={named ? t('classesOwn') : undefined}
      stops={all > 12 ? stopsTo(all, 2) : Array.from({ length: Math.max(0, all - 1) }, (_, i) => i + 2)}
      value={named ? chosen.length : typeof chosen === 'number' ? chosen : all}
      onSlide={(count) => set(count === all ? undefined : count)}
    >
      <NumberEntry
        aria-label={t('classesUsed')}
        value={named ? chosen.length : chosen}
        error={error}
        placeholder={String(all)}
        start={all}
        integer
        className={style.field}
        onChange={set}
      />
    </SlideLine>
  );
}
