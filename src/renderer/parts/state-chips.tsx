// The filter's states, one for all pages of a study: a chip for each that occurs, with its count, and one for runs outside of its space.
import { useMemo } from 'react';
import type { Trial } from '#shared/contract/trials.ts';
import { common, useTexts } from '../i18n/index.ts';
import { hasPart, outsideFilter, togglePart, useSelection } from '../state/index.ts';
import { cx, FilterChip, StateGlyph } from '../ui/index.ts';
import style from './state-chips.module.css';
import { stateCounts } from './state-counts.ts';
import { texts } from './texts.ts';

export function StateChips({
  label,
  trials,
  className,
}: {
  /** Accessible name. */
  label: string;
  /** All of the study. */
  trials: readonly Trial[];
  className?: string | undefined;
}) {
  const t = useTexts(texts);
  const c = useTexts(common);
  const states = useSelection((store) => store.filterStates);
  const text = useSelection((store) => store.filterText);
  const outside = useSelection((store) => store.outside);
  const onlyOutside = hasPart(text, outsideFilter);
  const { toggleFilterState, clearFilter, setFilterText } = useSelection.getState();
  const counts = useMemo(() => stateCounts(trials), [trials]);
  return (
    <fieldset className={cx(style.chips, className)} aria-label={label}>
      <FilterChip on={states.size === 0 && !onlyOutside} onClick={clearFilter}>
        {t('all', { n: trials.length })}
      </FilterChip>
      {counts.map(({ state, count }) => {
        const name = t('chip', { state: c(`state.${state}`), n: count });
        return (
          <FilterChip
            key={state}
            on={states.has(state)}
            onClick={() => toggleFilterState(state)}
            aria-label={name}
            title={name}
          >
            <StateGlyph state={state} silent />
            {count}
          </FilterChip>
        );
      })}
      {outside.size > 0 ? (
        <FilterChip
          on={onlyOutside}
          onClick={() => setFilterText(togglePart(text, outsideFilter))}
          aria-label={t('outside', { n: outside.size })}
          title={t('outside', { n: outside.size })}
        >
          {t('outsideShort')} {outside.size}
        </FilterChip>
      ) : null}
    </fieldset>
  );
}
