// A host to be killed: goes on with the study of a data directory, or with one trial of it, printing each stored epoch.
import { openStudio, prunedBy, repeated, stagedAndStopped } from './support.ts';

const [path = '', kind = 'median', resume] = process.argv.slice(2);
const studio = await openStudio(path, (trial, epoch, run) => console.log(`epoch ${trial} ${epoch} ${run}`));
const others: Readonly<Record<string, Parameters<typeof studio.add>[0]>> = {
  repeats: repeated,
  stages: stagedAndStopped,
};
await studio.scheduler.recover();
const id = await studio.add(others[kind] ?? prunedBy(kind));
if (resume === undefined) await studio.scheduler.start(id);
else await studio.scheduler.resumeTrial(id, Number(resume));
await studio.scheduler.idle(id);
await studio.close();
console.log('done');
