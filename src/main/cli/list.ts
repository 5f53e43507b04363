// `vernier list`: what the store holds.
import { asLeft } from '#main/host/as-left.ts';
import { summaryOf } from '#main/host/views.ts';
import { withReading } from './reading.ts';
import { emit, exitCodes, say, short, table } from './terminal.ts';

/** Those that were put away only with `all`. */
export async function listCommand(options: {
  dataDir?: string | undefined;
  json?: boolean;
  all?: boolean;
}): Promise<number> {
  const every = await withReading(options.dataDir, async (store, places) =>
    store
      ? Promise.all((await store.listStudies()).map(async (row) => asLeft(await summaryOf(store, row), places.dataDir)))
      : [],
  );
  const summaries = every.filter(({ archived }) => options.all || !archived);
  const away = every.length - summaries.length;
  if (options.json) {
    for (const summary of summaries) emit(summary);
    return exitCodes.ok;
  }
  if (away > 0)
    say(
      `${away} archived ${away === 1 ? 'study is' : 'studies are'} not shown; "--all" shows ${away === 1 ? 'it' : 'them'}.`,
    );
  if (every.length === 0) {
    say('No studies yet. "vernier run STUDY.json" runs one, "vernier studio" has a sample one click away.');
    return exitCodes.ok;
  }
  if (summaries.length === 0) return exitCodes.ok;
  const rows = summaries.map(({ id, name, state, stage, counts, trials, best, objective, changedAt, archived }) => {
    const ended = counts.complete + counts.stopped + counts.failed + counts.diverged;
    const value = best ? `${short(best.value)} (trial ${best.trial})` : '–';
    return [
      id,
      name,
      archived ? `${state}, archived` : stage && state !== 'finished' ? `${state} (${stage.name})` : state,
      `${ended}/${trials ?? '?'}`,
      objective.metric,
      value,
      new Date(changedAt).toISOString().slice(0, 16).replace('T', ' '),
    ];
  });
  const head = ['id', 'name', 'state', 'trials', 'objective', 'best', 'changed (UTC)'];
  // Names are cut for people alone: what goes into a pipe is whole. An id is what other commands take.
  process.stdout.write(`${table(head, rows, { width: process.stdout.columns, cut: [1, 2, 4] })}\n`);
  return exitCodes.ok;
}
