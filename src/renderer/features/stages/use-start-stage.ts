// Starts the next stage with the board as it stands: accepts the one that waits, or adds one.
import { useCallback, useState } from 'react';
import type { NextStage } from '#shared/contract/stages.ts';
import { useCall } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { navigate } from '../../state/index.ts';
import { toast, toastError } from '../../ui/index.ts';
import { useBoardStore } from './board-store.ts';
import { type BoardRow, type StageFields, settingsToSend } from './model/board.ts';
import { texts } from './texts.ts';

export function useStartStage(
  studyId: string,
  next: NextStage,
  rows: readonly BoardRow[],
  fields: StageFields,
): { busy: boolean; start: () => void } {
  const t = useTexts(texts);
  const call = useCall();
  const [busy, setBusy] = useState(false);
  const start = useCallback(() => {
    const settings = settingsToSend(rows);
    const name = fields.name.trim();
    const numbers = {
      ...(fields.epochs !== null && fields.epochs !== next.epochs && { epochs: fields.epochs }),
      ...(fields.share !== null && fields.share !== next.share && { fraction: fields.share }),
      ...(fields.sampler !== next.sampler && { sampler: fields.sampler }),
    };
    const begin = async () => {
      if (next.begins === 'accept') {
        const trials = fields.trials === next.trials ? {} : { trials: fields.trials };
        await call('stages.accept', { studyId, stage: next.name, ranges: settings, ...trials, ...numbers });
      } else {
        await call('stages.add', {
          ...{ studyId, name, settings, trials: fields.trials },
          // Its best trials are trained again in it; without one there is nothing to narrow.
          narrow: (next.proposal?.trials.length ?? 0) > 0,
          ...numbers,
        });
      }
      useBoardStore.getState().forget(studyId);
      toast(t('started', { name }));
      navigate({ page: 'study', id: studyId, tab: 'live' });
    };
    setBusy(true);
    begin()
      .catch(toastError)
      .finally(() => setBusy(false));
  }, [call, studyId, next, rows, fields, t]);
  return { busy, start };
}
