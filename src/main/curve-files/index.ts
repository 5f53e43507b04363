// The door to curves of other programs. Bytes in, runs out; the file system is the caller's.
export type { CurveFile, CurveRun } from './curve-run.ts';
export { type FolderFile, readEventFolder } from './event-folder.ts';
export { type GivenFile, type Log, logsOf, readLog } from './logs.ts';
export { readCurves } from './read-curves.ts';
