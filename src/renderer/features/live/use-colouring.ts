// The looks of all runs as the chart menu asks for them.
import { useMemo } from 'react';
import type { StudyDetail } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { readPalette, sequentialOnGround } from '../../charts/index.ts';
import { type RunLook, useChartView, useTheme } from '../../state/index.ts';
import { allColoured, colouredBy, type Ramp, type SettingScale, scaleOf } from './colouring.ts';

export interface Colouring {
  readonly looks: ReadonlyMap<number, RunLook>;
  /** Set while runs are coloured by a setting. */
  readonly by: { readonly scale: SettingScale; readonly ramp: Ramp } | null;
}

export function useColouring(
  study: StudyDetail | undefined,
  trials: readonly Trial[],
  looks: ReadonlyMap<number, RunLook>,
): Colouring {
  const { colour } = useChartView();
  const theme = useTheme((store) => store.shown);
  return useMemo(() => {
    const dimension = study?.dimensions.find(({ name }) => name === colour);
    if (colour === 'all') return { looks: allColoured(trials, looks), by: null };
    const scale = dimension === undefined ? null : scaleOf(dimension, trials);
    if (scale === null) return { looks, by: null };
    const ramp = sequentialOnGround(readPalette(document.documentElement), theme);
    return { looks: colouredBy(scale, trials, looks, ramp), by: { scale, ramp } };
  }, [study, trials, looks, colour, theme]);
}
