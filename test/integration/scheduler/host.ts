// A host to be killed: goes on with the study of a data directory, printing each stored epoch.
import { openStudio, spirals } from './support.ts';

const studio = await openStudio(process.argv[2] ?? '', (trial, epoch) => console.log(`epoch ${trial} ${epoch}`));
await studio.scheduler.recover();
const id = await studio.add(spirals);
await studio.scheduler.start(id);
await studio.scheduler.idle(id);
await studio.close();
console.log('done');
