// Calls about a study's space: what it is, what another one would mean, changing it.
import type { VernierHandlers } from '#shared/contract/index.ts';
import { describeDiff } from '#shared/study/space-diff.ts';
import { currentSummary, type Services, studyOrFail } from '../services.ts';
import { type EditedSpace, editSpace, refuseStale } from '../space/edit.ts';
import { outdatedIn } from '../space/space-now.ts';
import { versionInForce } from '../space/versions.ts';
import { type Consequences, consequencesOf, previewOf, spaceView } from '../space/view.ts';

type SpaceHandlers = Pick<VernierHandlers, 'studies.space' | 'studies.previewSpace' | 'studies.editSpace'>;

export function spaceHandlers({ store, scheduler, publish, now }: Services): SpaceHandlers {
  return {
    async 'studies.space'({ id }) {
      return spaceView(store, await studyOrFail(store, id));
    },
    async 'studies.previewSpace'({ id, settings, constraints }) {
      return previewOf(store, await studyOrFail(store, id), { settings, constraints }, now());
    },
    async 'studies.editSpace'({ id, settings, constraints, baseVersion, by }) {
      // What cannot be is refused before it waits for its turn.
      refuseStale(await studyOrFail(store, id), baseVersion);
      let problems: EditedSpace['problems'] = [];
      await scheduler.editSpace(id, async (row) => {
        refuseStale(row, baseVersion);
        const edited = editSpace(row, { settings, constraints }, { at: now(), by });
        problems = edited.problems;
        const message = notice(row, edited, await consequencesOf(store, row, edited));
        return { stage: edited.now.stage, change: edited.change, isOutdated: outdatedIn(edited.now), message };
      });
      const summary = scheduler.summary(id) ?? (await currentSummary(store, id));
      publish('studies.changed', '', summary);
      return { version: summary.spaceVersion ?? baseVersion + 1, summary, problems: [...problems] };
    },
  };
}

/** For the study's log. */
function notice(row: Parameters<typeof versionInForce>[0], { diff, aside }: EditedSpace, counts: Consequences): string {
  const { inside, outside, queued } = counts;
  const trials = inside + outside;
  const parts = [`The space changed (version ${versionInForce(row) + 1}): ${describeDiff(diff).join('; ')}.`];
  if (trials > 0) parts.push(`${outside} of ${trials} trials lie outside and do not count for the sampler.`);
  if (queued.length > 0) {
    const are =
      queued.length === 1
        ? `Trial ${queued[0]}, which was put in by hand, lies`
        : `Trials ${queued.join(', ')}, which were put in by hand, lie`;
    parts.push(`${are} outside and will be trained all the same.`);
  }
  for (const { point, message } of aside) parts.push(`Starting point ${point} waits: ${message}`);
  return parts.join(' ');
}
