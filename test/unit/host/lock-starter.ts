// A program that takes the lock of a directory, says what it got, and stays until it is killed. For lock.test.ts.
import { acquireLock } from '#main/host/lock.ts';

const [dataDir = '', startAt = '0'] = process.argv.slice(2);
// Several starters wait for the same moment, so that they really race.
while (Date.now() < Number(startAt));
const lock = acquireLock(dataDir);
if (lock.kind === 'held') lock.publish({ port: 4242, token: `token of ${process.pid}` });
console.log(JSON.stringify(lock.kind === 'held' ? { kind: 'held' } : lock));
setInterval(() => {}, 1000);
