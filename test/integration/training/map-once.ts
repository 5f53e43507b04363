// Maps a file, touches every page, and tells how much memory of its own the process took for it (Linux).
import { readFileSync } from 'node:fs';
import { fileMapOf } from '#main/training/map-file.ts';

const anonymousKb = () => Number(/^Anonymous:\s+(\d+) kB/m.exec(readFileSync('/proc/self/smaps_rollup', 'utf8'))?.[1]);
const before = anonymousKb();
const bytes = fileMapOf(process.platform)?.(process.argv[2] ?? '') ?? new Uint8Array();
let sum = 0;
for (let at = 0; at < bytes.length; at += 4096) sum += bytes[at] ?? 0;
process.stdout.write(JSON.stringify({ sum, grownKb: anonymousKb() - before }));
