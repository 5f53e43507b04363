// Run as a fresh process: trains one step and ends.
import { firstStep } from '#main/training/engines/benchmark.ts';
import { getEngine } from '#main/training/engines/index.ts';

await firstStep(await getEngine(process.argv[2] ?? 'auto'));
process.stdout.write('first step done\n');
