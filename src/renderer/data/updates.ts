// Carries the host's events into the query cache. One subscription per study while anything on the page looks at it.
import type { QueryClient } from '@tanstack/react-query';
import type { EngineOverview } from '#shared/contract/engine.ts';
import type { StudyDetail, StudyProgress, StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import type { SavedView } from '#shared/contract/views.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import type { HostClient } from './client.ts';
import { type CurveFeed, openCurveFeed } from './curve-feed.ts';
import { Kept } from './kept.ts';
import { keys } from './keys.ts';
import { LiveCache } from './live-cache.ts';
import { patchDetail, patchEngineTasks, patchStudies, patchTrials, sameSpace, withoutStudy } from './patch.ts';

/** Lists are redrawn at most ten times a second, however fast trials change. */
const flushMs = 100;
/** What trials show together changes slowly, and takes the host a while: asked so long after one has ended. */
const adviceMs = 2000;
/** A study that nothing shows is followed this much longer, its curves kept, so that going to another page and back costs nothing. */
const keepMs = 30_000;

export interface Updates {
  /**
   * Keeps trials, summary and progress of a study up to date until the returned function is called, and a while longer; what the cache then holds of it
   * is stale.
   */
  follow(studyId: string): () => void;
  /** What is fetched through it does not lose what events bring meanwhile. */
  readonly live: LiveCache;
  /** What `trials.changed` brought and is not in the cache yet, since lists change but ten times a second, is put there now. */
  flushTrials(studyId: string): void;
  curves(studyId: string): { feed: CurveFeed; release: () => void };
  /** The feed of a study whose curves somebody holds, or held a moment ago. */
  openFeed(studyId: string): CurveFeed | null;
  end(): void;
}

interface Followed {
  readonly flush: () => void;
  readonly end: () => void;
}

export function startUpdates(client: HostClient, cache: QueryClient): Updates {
  const ends: (() => void)[] = [];
  const follows = new Kept(open, keepMs);
  const feeds = new Kept((id) => openCurveFeed(client, id, (run) => requestAnimationFrame(run)), keepMs);
  const live = new LiveCache(cache);

  const refetchAll = () => void cache.invalidateQueries();
  const refetchEngines = () => void cache.invalidateQueries({ queryKey: keys.engines });

  ends.push(
    client.subscribe(
      'studies.changed',
      '',
      (study) => {
        live.edit<readonly StudySummary[]>(keys.studies, (list) => list && patchStudies(list, study));
        const before = cache.getQueryData<StudyDetail>(keys.study(study.id))?.summary;
        live.edit<StudyDetail>(keys.study(study.id), (detail) => detail && patchDetail(detail, study));
        // With the first stage, trials so far get a stage of their own.
        if (before && !sameSpace(before, study)) {
          void cache.invalidateQueries({ queryKey: keys.study(study.id) });
          void cache.invalidateQueries({ queryKey: keys.trials(study.id) });
        }
        // It was said not to exist: it has been restored, or added by another program.
        if (cache.getQueryState(keys.study(study.id))?.status === 'error') {
          for (const queryKey of [keys.study(study.id), keys.trials(study.id), keys.progress(study.id)]) {
            void cache.invalidateQueries({ queryKey });
          }
          const feed = feeds.get(study.id);
          if (feed?.state === 'failed') feed.reload();
        }
      },
      { onGap: refetchAll },
    ),
    client.subscribe(
      'studies.removed',
      '',
      ({ id }) => {
        live.edit<readonly StudySummary[]>(keys.studies, (list) => list && withoutStudy(list, id));
        cache.removeQueries({ queryKey: keys.study(id) });
      },
      { onGap: refetchAll },
    ),
    client.subscribe(
      'engine.progressed',
      '',
      (task) => live.edit<EngineOverview>(keys.engines, (overview) => overview && patchEngineTasks(overview, task)),
      { onGap: refetchEngines },
    ),
    client.subscribe('engine.changed', '', refetchEngines, { onGap: refetchEngines }),
  );
  let wasLost = false;
  ends.push(
    client.onState((status) => {
      if (status === 'lost') wasLost = true;
      if (status !== 'open' || !wasLost) return;
      wasLost = false;
      refetchAll();
      for (const feed of feeds.values()) if (feed.state === 'failed') feed.reload();
    }),
  );

  function open(studyId: string): Followed {
    let waiting: Trial[] = [];
    let timer: ReturnType<typeof setTimeout> | null = null;
    let adviceTimer: ReturnType<typeof setTimeout> | null = null;
    const flush = () => {
      if (timer) clearTimeout(timer);
      timer = null;
      const changes = waiting;
      waiting = [];
      live.edit<readonly Trial[]>(keys.trials(studyId), (list) => list && patchTrials(list, changes));
      for (const number of new Set(changes.map((trial) => trial.number))) {
        void cache.invalidateQueries({ queryKey: keys.trial(studyId, number) });
      }
      if (changes.some(({ state }) => isTerminal(state))) adviceTimer ??= setTimeout(refetchAdvice, adviceMs);
    };
    const refetchAdvice = () => {
      adviceTimer = null;
      void cache.invalidateQueries({ queryKey: keys.studyAdvice(studyId) });
    };
    const refetch = () => {
      void cache.invalidateQueries({ queryKey: keys.trials(studyId) });
      refetchAdvice();
    };
    // A stage that begins has its own space, and one that is added first gives the trials so far a stage.
    const refetchStages = () => {
      for (const queryKey of [keys.study(studyId), keys.trials(studyId)]) void cache.invalidateQueries({ queryKey });
    };
    const refetchViews = () => void cache.invalidateQueries({ queryKey: keys.views(studyId) });
    const refetchTestPart = () => void cache.invalidateQueries({ queryKey: keys.testPart(studyId) });
    const stops = [
      client.subscribe(
        'trials.changed',
        studyId,
        (trial) => {
          waiting.push(trial);
          timer ??= setTimeout(flush, flushMs);
        },
        { onGap: refetch },
      ),
      client.subscribe(
        'studies.progressed',
        studyId,
        (progress) => live.edit<StudyProgress | null>(keys.progress(studyId), () => progress),
        { onGap: () => void cache.invalidateQueries({ queryKey: keys.progress(studyId) }) },
      ),
      client.subscribe(
        'views.changed',
        studyId,
        ({ views }) => live.edit<readonly SavedView[]>(keys.views(studyId), () => views),
        { onGap: refetchViews },
      ),
      client.subscribe('stages.changed', studyId, refetchStages, { onGap: refetchStages }),
      client.subscribe('test.opened', studyId, refetchTestPart, { onGap: refetchTestPart }),
    ];
    const end = () => {
      if (timer) clearTimeout(timer);
      if (adviceTimer) clearTimeout(adviceTimer);
      for (const stop of stops) stop();
      // From here on nobody tells what becomes of it.
      for (const queryKey of keys.followed(studyId)) void cache.invalidateQueries({ queryKey, refetchType: 'none' });
    };
    return { flush, end };
  }

  return {
    live,
    follow: (studyId) => follows.hold(studyId).release,
    flushTrials: (studyId) => follows.get(studyId)?.flush(),
    curves(studyId) {
      const { value: feed, release } = feeds.hold(studyId);
      return { feed, release };
    },
    openFeed: (studyId) => feeds.get(studyId) ?? null,
    end() {
      for (const stop of ends) stop();
      follows.end();
      feeds.end();
    },
  };
}
