// `vernier rerun STUDY`: the best configurations once more on fresh seeds, here or in the host that holds the data directory.
import { rankingOfStudy } from '#main/host/study-ranking.ts';
import type { Session } from '#main/session/session.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { AppError } from '#shared/errors.ts';
import { analysisText } from '#shared/study/analysis-text.ts';
import { isTerminal } from '#shared/study/trial-state.ts';
import { openHeadless } from './headless.ts';
import { onInterrupt } from './interrupt.ts';
import { findStudyOrFail, withReading } from './reading.ts';
import { emit, exitCodes, say, short } from './terminal.ts';

export interface RerunOptions {
  readonly dataDir?: string | undefined;
  readonly top: number;
  readonly trials?: readonly number[];
  readonly repeats: number;
  readonly json?: boolean;
}

/** Interrupted (130) the study is paused; `vernier run` goes on with what waits. */
export async function rerunCommand(reference: string, options: RerunOptions): Promise<number> {
  const { id } = await withReading(options.dataDir, (store) => findStudyOrFail(store, reference));
  const session = await openHeadless(options.dataDir);
  let interrupted = false;
  try {
    interrupted = await follow(session, id, options);
  } finally {
    await session.close();
  }
  if (interrupted) return exitCodes.interrupted;
  const ranking = await withReading(options.dataDir, async (store) =>
    store ? rankingOfStudy(store, await findStudyOrFail(store, id)) : null,
  );
  if (ranking === null) return exitCodes.failed;
  const notes = ranking.notes.map((note) => analysisText(note, 'en'));
  if (options.json) emit({ event: 'ranking', ...ranking, notes, rows: ranking.rows.slice(0, options.top) });
  else for (const line of [ranking.sentence, ...notes]) say(line);
  return exitCodes.ok;
}

/** Resolves when the new trials have ended, or rest because the study was paused; true: by Ctrl-C. */
async function follow({ client }: Session, studyId: string, options: RerunOptions): Promise<boolean> {
  const { top, trials, repeats, json = false } = options;
  const told = new Map<number, Trial['state']>();
  let mine: ReadonlySet<number> = new Set();
  let settle: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  ended.catch(() => undefined);
  const tell = (trial: Trial) => {
    if (!mine.has(trial.number) || told.get(trial.number) === trial.state) return;
    told.set(trial.number, trial.state);
    const { number, rerunOf, state, reason, value } = trial;
    if (json) emit({ event: 'trial', trial: number, rerunOf, state, reason, value });
    else if (isTerminal(state)) say(`trial ${number}  ${state}  ${short(value)}  (trial ${rerunOf} again)`);
    if ([...mine].every((one) => isTerminal(told.get(one) ?? 'queued'))) settle();
  };
  const catchUp = async () => {
    for (const trial of await client.call('trials.list', { studyId })) tell(trial);
  };
  client.onState((state) => {
    if (state === 'lost' || state === 'failed') {
      fail(
        new AppError('unavailable', 'The host of this study ended; "vernier run" goes on with the trials that wait.'),
      );
    }
  });
  client.subscribe('trials.changed', studyId, tell, { onGap: () => void catchUp().catch(fail) });
  client.subscribe('studies.changed', '', ({ id, state }) => {
    if (id === studyId && mine.size > 0 && state !== 'running') void catchUp().then(settle, fail);
  });
  let interrupted = false;
  const interrupt = onInterrupt(() => {
    interrupted = true;
    say('Stopping at the end of the running epochs; press Ctrl-C again to stop now.');
    client.call('studies.pause', { id: studyId }, { deadlineMs: 600_000 }).then(settle, fail);
  });
  try {
    const choice = trials === undefined ? { top } : { trials: [...trials] };
    const started = await client.call('trials.rerun', { studyId, ...choice, repeats }, { deadlineMs: 600_000 });
    mine = new Set(started.trials);
    await catchUp();
    await ended;
    return interrupted;
  } finally {
    interrupt.off();
  }
}
