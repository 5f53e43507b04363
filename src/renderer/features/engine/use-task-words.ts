// What is said of work on an engine, in the page's language.
import type { EngineTask } from '#shared/contract/engine.ts';
import { bytesText, clock, useLanguage, useTexts } from '../../i18n/index.ts';
import { leftOf, unitOf } from './model.ts';
import { texts } from './texts.ts';

export function useTaskWords() {
  const t = useTexts(texts);
  const language = useLanguage();

  const phase = ({ phase, work }: EngineTask) =>
    phase === 'waiting' && work === 'install' ? t('starting') : t(`phase.${phase}`);

  /** How far it is; empty while that is not known. */
  const amount = (task: EngineTask): string => {
    const { done, total } = task;
    switch (unitOf(task)) {
      case null:
        return '';
      case 'bytes':
        if (total === null) return done > 0 ? t('bytesSoFar', { done: bytesText(done) }) : '';
        return t('bytesOf', { done: bytesText(done), total: bytesText(total) });
      case 'checks':
        return total === null ? '' : t('checksOf', { done, total });
      case 'measurements':
        return total === null ? '' : t('measurementsOf', { done, total });
    }
  };

  const left = ({ eta }: EngineTask): string => {
    if (eta === null) return '';
    const { from, to, unit } = leftOf(eta);
    return from === to ? t(`leftAbout.${unit}`, { to }) : t(`left.${unit}`, { from, to });
  };

  /** A whole sentence; of a failure only its head, the host's own sentence comes after it. */
  const end = ({ work, state, target, startedAt }: EngineTask): string =>
    state === 'running' ? '' : t(`end.${work}.${state}`, { target, time: clock(startedAt, language) });

  return { work: ({ work, target }: EngineTask) => t(`work.${work}`, { target }), phase, amount, left, end };
}
