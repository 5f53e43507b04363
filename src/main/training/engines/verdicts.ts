// What the last self-test and measurement of each engine said on this machine. "auto" goes by it.
import { existsSync, readFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const verdictSchema = z.object({
  engine: z.string(),
  version: z.string(),
  /** Another processor computes by other kernels and at another speed. */
  machine: z.string(),
  passed: z.boolean(),
  /** Geometric mean over the benchmark's models and batch sizes, one thread; null when it was not measured. */
  msPerStep: z.number().nullable(),
});
export type Verdict = z.infer<typeof verdictSchema>;

export function thisMachine(): string {
  const processors = cpus();
  return `${process.platform} ${arch()}, ${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`;
}

export function verdictFile(enginesDir: string): string {
  return join(enginesDir, 'verdicts.json');
}

/** Of this machine; empty when nothing was tested yet or the file cannot be read. */
export function readVerdicts(enginesDir: string | null, machine: string = thisMachine()): Verdict[] {
  const file = enginesDir === null ? null : verdictFile(enginesDir);
  if (file === null || !existsSync(file)) return [];
  try {
    const all = z.array(verdictSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
    return all.filter((verdict) => verdict.machine === machine);
  } catch {
    // Cut short or of another version: the next test writes it anew, and until then auto is the default.
    return [];
  }
}

/**
 * The engines that passed, the fastest first; where one of two was not measured, the order of `preferred` decides. An engine that is not
 * in `preferred` is never chosen. `trusted` needs no verdict, and comes last.
 */
export function ranking(verdicts: readonly Verdict[], preferred: readonly string[], trusted: string): string[] {
  const last = new Map(verdicts.map((verdict) => [verdict.engine, verdict]));
  const ranked = preferred
    .filter((name) => last.get(name)?.passed)
    .sort((a, b) => {
      const [left, right] = [last.get(a)?.msPerStep, last.get(b)?.msPerStep];
      return typeof left === 'number' && typeof right === 'number'
        ? left - right
        : preferred.indexOf(a) - preferred.indexOf(b);
    });
  return ranked.includes(trusted) ? ranked : [...ranked, trusted];
}
