// `vernier list`: what the store holds.
import { summaryOf } from '#main/host/views.ts';
import { withReading } from './reading.ts';
import { emit, exitCodes, say, short, table } from './terminal.ts';

export async function listCommand(options: { dataDir?: string | undefined; json?: boolean }): Promise<number> {
  const summaries = await withReading(options.dataDir, async (store) =>
    store ? Promise.all((await store.listStudies()).map((row) => summaryOf(store, row))) : [],
  );
  if (options.json) {
    for (const summary of summaries) emit(summary);
    return exitCodes.ok;
  }
  if (summaries.length === 0) {
    say('No studies yet. "vernier run STUDY.json" runs one, "vernier studio" has a sample one click away.');
    return exitCodes.ok;
  }
  const rows = summaries.map(({ id, name, state, stage, counts, trials, best, objective, changedAt }) => {
    const ended = counts.complete + counts.stopped + counts.failed + counts.diverged;
    const value = best ? `${short(best.value)} (trial ${best.trial})` : '–';
    return [
      id,
      name,
      stage && state !== 'finished' ? `${state} (${stage.name})` : state,
      `${ended}/${trials ?? '?'}`,
      objective.metric,
      value,
      new Date(changedAt).toISOString().slice(0, 16).replace('T', ' '),
    ];
  });
  process.stdout.write(`${table(['id', 'name', 'state', 'trials', 'objective', 'best', 'changed (UTC)'], rows)}\n`);
  return exitCodes.ok;
}
