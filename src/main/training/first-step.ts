// A program of its own: starts an engine, trains one step and ends. What it takes is what a worker needs before its first result.
import { firstStep } from './engines/benchmark.ts';
import { getEngine } from './engines/index.ts';

await firstStep(await getEngine(process.argv[2] ?? 'auto'));
process.stdout.write('first step done\n');
