// How much of the data is tuned on, as lines with sliders: a share of the training rows, and of the classes.
import { dataTexts } from '../../../data-view/data-texts.ts';
import { useTexts } from '../../../i18n/index.ts';
import { NumberEntry, ShareField, SlideLine, stopsTo } from '../../../parts/index.ts';
import style from '../../../parts/slide-line.module.css';
import { useDraft, useErrorAt } from '../draft-context.ts';
import { setSubset, subsetOf, subsetPath } from '../model/subset.ts';

export function ShareLine() {
  const t = useTexts(dataTexts);
  const { draft, edit } = useDraft();
  return (
    <ShareField
      label={t('share')}
      fraction={subsetOf(draft.file).fraction}
      error={useErrorAt(subsetPath(draft.file, 'fraction'))}
      onChange={(share) => edit('data.subset.fraction', (at) => setSubset(at, 'fraction', share))}
    />
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
