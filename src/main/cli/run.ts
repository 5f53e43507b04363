// `vernier run`: runs a study headless to its end, here or in the host that holds the data directory.

import { expectedWork } from '#main/host/expected-work.ts';
import { readStudySource } from '#main/host/study-source.ts';
import type { Session } from '#main/session/session.ts';
import type { RunOverrides, StudyProgress, StudySummary } from '#shared/contract/studies.ts';
import type { Trial } from '#shared/contract/trials.ts';
import { AppError } from '#shared/errors.ts';
import { baselineOfTrial } from '#shared/study/baseline-trial.ts';
import { spreadOf } from '#shared/study/training-run.ts';
import { baselineText } from './baseline-text.ts';
import { tellChecks } from './check-lines.ts';
import { createEpochRows } from './epoch-rows.ts';
import { openHeadless } from './headless.ts';
import { onInterrupt } from './interrupt.ts';
import { awaitOthers } from './others.ts';
import { createProgressBar } from './progress-bar.ts';
import { createStageEvents } from './stage-events.ts';
import { duration, emit, exitCodes, say, sayProblems, short, valueText } from './terminal.ts';
import { createVerdictEvents } from './verdict-events.ts';
import { studyReference, tellWarmStart } from './warm-start.ts';

export interface RunOptions extends RunOverrides {
  readonly dataDir?: string | undefined;
  readonly new?: boolean;
  readonly skipChecks?: boolean;
  readonly json?: boolean;
}

export async function runStudyCommand(file: string, options: RunOptions): Promise<number> {
  const source = await readStudySource(file);
  const run: Run = { opened: false, created: false, started: false };
  for (;;) {
    const session = await openHeadless(options.dataDir, expectedWork(source.file, options));
    try {
      return await followRun(session, source, options, run);
    } catch (thrown) {
      // The program that had the directory was about to end: this one takes over, or asks the next.
      if (run.started || !isAway(thrown) || !(await session.otherLeaves())) throw thrown;
    } finally {
      await session.close();
    }
  }
}

/** How far this command came, at whichever host. */
interface Run {
  opened: boolean;
  /** The study is a new one. */
  created: boolean;
  started: boolean;
}

function isAway(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.details.hostEnds === true;
}

async function followRun(
  session: Session,
  source: { file: unknown; path: string },
  options: RunOptions,
  run: Run,
): Promise<number> {
  const { client } = session;
  const { trials, parallel, seed, engine, threads, autoStages, json = false } = options;
  const warmStart = options.warmStart?.map(studyReference);
  const overrides: RunOverrides = { trials, parallel, seed, engine, threads, autoStages, warmStart };
  const opened = await client.call('studies.open', {
    file: source.file,
    path: source.path,
    fresh: (options.new ?? false) && !run.opened,
    overrides,
  });
  const { id } = opened;
  const isFirst = !run.opened;
  run.opened = true;
  run.created ||= opened.created;
  const { summary: before } = await client.call('studies.get', { id });
  if (isFirst) sayProblems(opened.problems);
  if (isFirst && json) emit({ event: 'study', id, name: before.name });
  else if (isFirst)
    say(
      `${opened.created ? 'Running' : 'Resuming'} "${before.name}" (${id})${session.role === 'client' ? ' in the open studio' : ''}`,
    );

  const bar = createProgressBar(process.stderr, Date.now);
  let summary: StudySummary = before;
  let progress: StudyProgress | null = null;
  const redraw = () => json || bar.update(summary, progress);

  const states = new Map<number, Trial['state']>();
  for (const trial of await client.call('trials.list', { studyId: id })) states.set(trial.number, trial.state);
  const tellStages = createStageEvents((event, line) => (json ? emit(event) : bar.print(line)));
  tellStages.skip(await client.call('stages.list', { studyId: id }));
  const rows = createEpochRows((row) => json && emit({ event: 'epoch', ...row }));

  const verdicts = createVerdictEvents(client, id, emit);

  let settle: (ended: StudySummary) => void = () => {};
  const ended = new Promise<StudySummary>((resolve) => {
    settle = resolve;
  });
  const hasEnded = (state: StudySummary['state']) => state === 'finished' || state === 'failed' || state === 'paused';
  let fail: (error: Error) => void = () => {};
  const lost = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  lost.catch(() => {});
  client.onState((state) => {
    if (state === 'lost' || state === 'failed') {
      fail(new AppError('unavailable', 'The host of this study ended; run the same command again to go on.'));
    }
  });

  client.subscribe('metrics.appended', id, ({ columns }) => rows.add(columns), {
    onGap: () => void catchUp().catch(() => {}),
  });
  const tell = (trial: Trial) => {
    if (states.get(trial.number) === trial.state) return;
    states.set(trial.number, trial.state);
    if (json) {
      emit(trialEvent(trial));
      verdicts.of(trial);
    } else if (trial.state !== 'queued' && trial.state !== 'running') bar.print(trialLine(trial));
  };
  /** What no event told (a gap, or the study's end overtaking a trial's) is read from the store: epochs first, then states. */
  const catchUp = async () => {
    tellStages.tell(await client.call('stages.list', { studyId: id }));
    rows.add(await client.call('metrics.history', { studyId: id, runs: 'all' }));
    const trials = await client.call('trials.list', { studyId: id });
    for (const trial of trials) tell(trial);
    return trials;
  };
  client.subscribe('stages.changed', id, ({ stages }) => tellStages.tell(stages));
  client.subscribe('trials.changed', id, tell, { onGap: () => void catchUp().catch(() => {}) });
  client.subscribe('studies.progressed', id, (next) => {
    progress = next;
    redraw();
  });
  let lastWarning: string | null = null;
  client.subscribe('studies.logged', id, ({ level, message }) => {
    if (level === 'info') return;
    lastWarning = message;
    bar.print(`vernier: ${message}`);
  });
  client.subscribe('studies.changed', '', (next) => {
    if (next.id !== id) return;
    summary = next;
    redraw();
    if (run.started && hasEnded(next.state)) settle(next);
  });
  rows.skip(opened.created ? [] : await client.call('metrics.history', { studyId: id, runs: 'all' }));

  let isInterrupted = false;
  let leave: () => void = () => {};
  const interrupted = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const interrupt = onInterrupt(() => {
    isInterrupted = true;
    leave();
    bar.print('Stopping at the end of the running epochs; press Ctrl-C again to stop now. Running it again resumes.');
    client.call('studies.pause', { id }, { deadlineMs: 600_000 }).catch(() => {});
  });
  process.stdout.on('error', interrupt.tell);

  try {
    // A study that has trials has been begun: what its data are like has been told.
    if (!options.skipChecks && states.size === 0) {
      await tellChecks(client, id, (event, line) => (json ? emit(event) : line !== null && bar.print(line)));
      if (isInterrupted) return exitCodes.interrupted;
    }
    const afterStart = await client.call('studies.start', { id, overrides }, { deadlineMs: 600_000 });
    run.started = true;
    tellWarmStart(afterStart, (event, line) => (json ? emit(event) : bar.print(line)));
    if (hasEnded(afterStart.state) && !isInterrupted) summary = afterStart;
    const last = hasEnded(afterStart.state) ? afterStart : await Promise.race([ended, lost]);
    const baseline = baselineOfStudy(await catchUp(), last);
    await verdicts.told();
    bar.end();
    if (json)
      emit({
        event: 'done',
        state: last.state,
        trials: endedTrials(last),
        best: last.best && { trial: last.best.trial, value: last.best.value },
        ...(baseline && { baseline: { trial: baseline.number, recipe: baseline.recipe, value: baseline.value } }),
      });
    else say(closingLine(last, baseline));
    if (session.role === 'host' && !isInterrupted) await Promise.race([awaitOthers(session, id), interrupted]);
    if (isInterrupted) return exitCodes.interrupted;
    if (json && last.stage?.waits && last.reason) say(`vernier: ${last.reason}`);
    if (last.state === 'finished' || last.stage?.waits) return exitCodes.ok;
    if (json && last.reason && last.reason !== lastWarning) say(`vernier: ${last.reason}`);
    return exitCodes.failed;
  } catch (thrown) {
    // Nothing was trained: a study that cannot be begun (its data are not there) does not stay behind as a draft.
    if (run.created && !run.started && !isAway(thrown)) await client.call('studies.delete', { id }).catch(() => {});
    throw thrown;
  } finally {
    bar.end();
    interrupt.off();
    process.stdout.off('error', interrupt.tell);
  }
}

function trialEvent(trial: Trial) {
  const { number, stage, state, params, reason, value, epoch, runs } = trial;
  return {
    ...{ event: 'trial', trial: number, ...(stage !== undefined && { stage }), state, params, reason, value, epoch },
    ...(runs !== undefined && { runs }),
  };
}

function trialLine(trial: Trial): string {
  const settings = Object.entries(trial.params)
    .map(([key, value]) => `${key.split('.').at(-1)} ${typeof value === 'number' ? short(value) : value}`)
    .join(', ');
  const end =
    trial.endedAt === null
      ? settings
      : `${valueText(trial.value, spreadOf(trial.runs ?? []))} at epoch ${trial.epoch ?? '–'} of ${trial.lastEpoch}`;
  return `trial ${String(trial.number).padStart(3)}  ${trial.state.padEnd(9)} ${end}${trial.reason ? `  (${trial.reason})` : ''}`;
}

function endedTrials(summary: StudySummary): number {
  const { complete, stopped, failed, diverged } = summary.counts;
  return complete + stopped + failed + diverged;
}

/** The one that the study's best trial is compared with; null without one. */
function baselineOfStudy(trials: readonly Trial[], { best, objective }: StudySummary): Trial | null {
  const stage = trials.find(({ number }) => number === best?.trial)?.stage;
  return best === null ? null : baselineOfTrial(trials, stage, objective.direction);
}

function closingLine(summary: StudySummary, baseline: Trial | null): string {
  const best = summary.best
    ? `best ${summary.objective.metric} ${valueText(summary.best.value, summary.best.spread)} by trial ${summary.best.trial}${baseline ? `, ${baselineText(baseline, summary.best, summary.objective.direction)}` : ''}`
    : 'no trial has a value';
  const why = summary.reason ? ` (${summary.reason})` : '';
  return `Study "${summary.name}" is ${summary.state}${why}: ${endedTrials(summary)} trials in ${duration(summary.elapsedMs)}, ${best}.`;
}
