// The trial by which a study's use of the cores is planned.
import type { ResolvedSettings } from '#shared/study/values.ts';
import { draw } from './drawing.ts';
import type { TrialWork } from './plan.ts';
import type { Planning, PreparedStudy } from './prepared.ts';
import type { TrialRecord } from './trial-record.ts';

/** The trial that is trained first, standing for all; null when it cannot be drawn or built, which the run itself will say. */
export async function firstTrial(
  prepared: PreparedStudy,
  planning: Planning,
  records: readonly TrialRecord[],
): Promise<{ settings: ResolvedSettings; work: TrialWork } | null> {
  try {
    const nothing = { direction: prepared.objective.direction, trials: [] };
    const drawn = records[0]?.row ?? (await draw(prepared, nothing, 1, 0));
    if ('kind' in drawn && drawn.kind === 'exhausted') return null;
    const settings = 'settings' in drawn ? drawn.settings : prepared.resolve(drawn.params);
    return { settings, work: planning.work(settings) };
  } catch {
    return null;
  }
}
