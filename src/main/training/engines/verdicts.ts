// What the last self-test and measurement of each engine said on this machine. "auto" goes by it.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

export const benchmarkRow = z.object({
  model: z.string(),
  batch: z.number(),
  optimizer: z.string(),
  threads: z.number(),
  msPerStep: z.number(),
});

/** What people are shown of a test; absent in files of older versions. */
const testRecord = z.object({
  passed: z.number(),
  failed: z.number(),
  /** One sentence per failed case, the first few. */
  failures: z.array(z.string()),
  /** Milliseconds since 1970. */
  at: z.number(),
});
const speedRecord = z.object({
  startToFirstStepMs: z.number().nullable(),
  bench: z.array(benchmarkRow),
  at: z.number(),
});

const verdictSchema = z.object({
  engine: z.string(),
  version: z.string(),
  /** Another processor computes by other kernels and at another speed. */
  machine: z.string(),
  passed: z.boolean(),
  /** Geometric mean over the benchmark's models and batch sizes, one thread; null when it was not measured. */
  msPerStep: z.number().nullable(),
  test: testRecord.optional(),
  speed: speedRecord.optional(),
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

/** Replaces what was said of the engines in `fresh`; of others it stays. Readers see the old file or the new one. */
export function noteVerdicts(enginesDir: string, fresh: readonly Verdict[]): void {
  const named = new Set(fresh.map(({ engine }) => engine));
  writeAll(enginesDir, [...readVerdicts(enginesDir).filter(({ engine }) => !named.has(engine)), ...fresh]);
}

/** Forgets what was said of engines whose files have changed. */
export function forgetVerdicts(enginesDir: string, engines: readonly string[]): void {
  const all = readVerdicts(enginesDir);
  const kept = all.filter(({ engine }) => !engines.includes(engine));
  if (kept.length < all.length) writeAll(enginesDir, kept);
}

function writeAll(enginesDir: string, verdicts: readonly Verdict[]): void {
  const fresh = `${verdictFile(enginesDir)}.${process.pid}`;
  writeFileSync(fresh, JSON.stringify(verdicts, null, 2));
  renameSync(fresh, verdictFile(enginesDir));
}

/** What "auto" means: the first of the ranking that is here in the version that was tested. `versions` names the engines that are here. */
export function choose(
  verdicts: readonly Verdict[],
  preferred: readonly string[],
  trusted: string,
  versions: ReadonlyMap<string, string>,
): string {
  const usable = ranking(verdicts, preferred, trusted).find((candidate) => {
    const version = versions.get(candidate);
    if (version === undefined) return false;
    const tested = verdicts.find(({ engine }) => engine === candidate);
    return tested === undefined || tested.version === version;
  });
  return usable ?? trusted;
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
