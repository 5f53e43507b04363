// The horizontal axis of a study's curves as it is chosen: one choice for all charts that have the switch.
import { useCallback, useMemo } from 'react';
import type { Trial } from '#shared/contract/trials.ts';
import { type CurveSource, type CurveX, type XKind, xKinds } from '../../charts/index.ts';
import { useLanguage, useTexts } from '../../i18n/index.ts';
import { type Command, useChartView } from '../../state/index.ts';
import { curveX, stepsKey } from './axis.ts';
import { texts } from './texts.ts';

export interface CurveAxis {
  /** What is drawn; epochs where steps are chosen and no run has told them. */
  readonly kind: XKind;
  readonly x: CurveX;
  /** "training time" */
  readonly title: string;
  /** Whether any run has told its steps. */
  readonly hasSteps: boolean;
  choose(kind: XKind): void;
  /** The command that goes from one axis to the next. */
  command(id: string, group: string): Command;
}

/** `keys`: of all curves that there are; empty: not read yet. */
export function useCurveAxis(trials: readonly Trial[], curves: CurveSource, keys: readonly string[]): CurveAxis {
  const t = useTexts(texts);
  const language = useLanguage();
  const view = useChartView();
  const { set } = view;
  const hasSteps = keys.length === 0 || keys.includes(stepsKey);
  const kind = view.x === 'step' && !hasSteps ? 'epoch' : view.x;
  const x = useMemo(
    () =>
      curveX(kind, {
        ...{ trials, curves, language },
        words: { step: (n) => t('atStep', { n: String(n) }), after: (time) => t('afterTime', { time }) },
      }),
    [kind, trials, curves, language, t],
  );
  // What was zoomed to is of the other axis.
  const choose = useCallback((next: XKind) => set({ x: next, range: null }), [set]);
  const command = useCallback(
    (id: string, group: string): Command => ({
      ...{ id, group, name: t('nextAxis'), shortcut: 'X' },
      perform: () => {
        const open = xKinds.filter((one) => one !== 'step' || hasSteps);
        choose(open[(open.indexOf(kind) + 1) % open.length] ?? 'epoch');
      },
    }),
    [t, choose, hasSteps, kind],
  );
  return { kind, x, title: t(`axis.title.${kind}`), hasSteps, choose, command };
}
