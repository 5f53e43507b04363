// "Search here next": the brushes as the ranges of a new stage, put into the draft that somebody then begins or not.
import { useMemo } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { useStageDraft } from '../../state/index.ts';
import { resultKey } from './model/axes.ts';
import { nextStage } from './model/next-stage.ts';
import type { Subject } from './subject.ts';
import { texts } from './texts.ts';

export interface NextStage {
  /** Why there is none; null when there is. */
  readonly reason: string | null;
  open(): void;
}

export function useNextStage({ study, dimensions, axes, view: { brushes } }: Subject): NextStage {
  const t = useTexts(texts);
  return useMemo(() => {
    const settings = nextStage(dimensions, axes, brushes);
    const keys = Object.keys(brushes);
    const toCome = study.stages?.some(({ state }) => state === 'waiting' || state === 'proposed') ?? false;
    const reason = () => {
      if (toCome) return t('stageWaits');
      if (Object.keys(settings).length > 0) return null;
      if (keys.length === 0) return t('noBrush');
      return keys.every((key) => key === resultKey) ? t('onlyResult') : t('noValue');
    };
    return {
      reason: reason(),
      open: () => useStageDraft.getState().open({ studyId: study.summary.id, settings }),
    };
  }, [t, study, dimensions, axes, brushes]);
}
