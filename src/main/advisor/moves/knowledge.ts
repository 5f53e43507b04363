// What the study has shown so far, held against the moves: what never mattered or was tried without gain is not the first to
// propose. Pure.
import type { Move, Reason } from '#shared/contract/advice.ts';
import type { StudyKnowledge, TriedMove } from '../input.ts';

/** What such a finding leaves of a move's expected gain. */
const left = 0.2;

/**
 * Moves with what is left of their gain, and the reasons in `known`. A setting counts as unimportant where the study has shown
 * that it does not matter (study/unimportant.ts); a move counts as tried without gain when a trial that differs in
 * this setting alone, the same way, was not better.
 */
export function withKnowledge(moves: readonly Move[], study: StudyKnowledge = {}): Move[] {
  return moves.map((move) => {
    const known = [...ofImportance(move, study), ...ofTrials(move, study.tried ?? [])];
    return { ...move, known, gain: move.gain * left ** against({ known }) };
  });
}

/** Whether the study has shown that the move is of no use here. */
export function isSpokenAgainst(move: Move): boolean {
  return against(move) > 0;
}

function against({ known }: Pick<Move, 'known'>): number {
  return known.filter(({ id }) => id !== 'known.tried-gain').length;
}

function ofImportance({ setting }: Move, { unimportant = {} }: StudyKnowledge): Reason[] {
  const bound = Object.hasOwn(unimportant, setting) ? unimportant[setting] : undefined;
  return bound === undefined ? [] : [{ id: 'known.unimportant', values: { setting, bound } }];
}

function ofTrials({ setting, direction }: Move, tried: readonly TriedMove[]): Reason[] {
  const same = tried.filter(
    (one) => one.setting === setting && one.direction === direction && Number.isFinite(one.gain),
  );
  const [best] = [...same].sort((a, b) => b.gain - a.gain);
  if (best === undefined) return [];
  const values = { setting, trial: best.trial, value: String(best.value), gain: best.gain };
  return [{ id: best.gain > 0 ? 'known.tried-gain' : 'known.tried-no-gain', values }];
}
