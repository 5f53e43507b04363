// How each run looks everywhere on the page: its colour slot, or the grey of the context.
import { useEffect, useMemo } from 'react';
import type { Direction } from '#shared/contract/common.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { baselineOfTrial } from '#shared/study/baseline-trial.ts';
import { assignSlots, type SlotMark, slotLook } from './colour-slots.ts';
import { focusSet } from './focus-set.ts';
import { useSelection } from './selection.ts';

export interface RunLook {
  /** Custom property of the colour; null: context. */
  readonly token: string | null;
  /** The same while it is not selected. */
  readonly restToken: string | null;
  readonly mark: SlotMark;
  /** In the focus set for more than being selected: a selection comes and goes without the lines being drawn anew. */
  readonly focus: boolean;
  readonly baseline: boolean;
  readonly pinned: boolean;
  /** CSS colour of its lines in place of the slot's: by the value of a setting. */
  readonly tint?: string;
  /** CSS colour for swatches; null: hollow. */
  readonly colour: string | null;
}

export const contextLook: RunLook = {
  token: null,
  restToken: null,
  mark: 'none',
  focus: false,
  baseline: false,
  pinned: false,
  colour: null,
};

/** Looks of the focus set by trial number; who is not in it looks like `contextLook`. New slots are stored. */
export function useRunLooks(trials: readonly Trial[], direction: Direction): ReadonlyMap<number, RunLook> {
  const pinned = useSelection((store) => store.pinned);
  const baseline = useSelection((store) => store.baseline);
  const selected = useSelection((store) => store.selected);
  const held = useSelection((store) => store.slots);
  const assign = useSelection((store) => store.assign);
  const suggest = useSelection((store) => store.suggestBaseline);
  const recipe = useMemo(() => bestRecipe(trials, direction), [trials, direction]);
  useEffect(() => suggest(recipe), [suggest, recipe]);
  const focus = useMemo(
    () => focusSet({ trials, direction, pinned, baseline, selected }),
    [trials, direction, pinned, baseline, selected],
  );
  // What is drawn must not wait for the store to hear of it: the first frame already has its colours.
  const lasting = useMemo(
    () => new Set(focusSet({ trials, direction, pinned, baseline, selected: null })),
    [trials, direction, pinned, baseline],
  );
  const slots = useMemo(() => assignSlots(held, focus), [held, focus]);
  useEffect(() => assign(focus), [assign, focus]);
  return useMemo(
    () =>
      new Map(
        focus.map((run) => {
          const { token, mark } = slotLook(slots[run] ?? 0);
          const isBaseline = run === baseline;
          const look: RunLook = {
            token,
            restToken: lasting.has(run) ? token : null,
            mark: isBaseline ? 'none' : mark,
            focus: lasting.has(run),
            baseline: isBaseline,
            pinned: pinned.has(run),
            colour: isBaseline ? 'var(--text)' : `var(${token})`,
          };
          return [run, look];
        }),
      ),
    [focus, slots, lasting, baseline, pinned],
  );
}

/** Recipes are tried in one stage, the first. */
function bestRecipe(trials: readonly Trial[], direction: Direction): number | null {
  const first = trials.find(({ recipe }) => recipe !== undefined);
  return first === undefined ? null : (baselineOfTrial(trials, first.stage, direction)?.number ?? null);
}
