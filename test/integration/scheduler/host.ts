// A host to be killed: goes on with the study of a data directory, printing each stored epoch.
import { openStudio, prunedBy, repeated } from './support.ts';

const [path = '', pruner = 'median'] = process.argv.slice(2);
const studio = await openStudio(path, (trial, epoch, run) => console.log(`epoch ${trial} ${epoch} ${run}`));
await studio.scheduler.recover();
const id = await studio.add(pruner === 'repeats' ? repeated : prunedBy(pruner));
await studio.scheduler.start(id);
await studio.scheduler.idle(id);
await studio.close();
console.log('done');
