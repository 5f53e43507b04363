// The learning-curve benchmark beside the checkout (shared/bench/curves): networks whose every neighbour was trained, so that the
// right advice is known.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { adviseRun } from '#main/advisor/index.ts';
import { readCurves } from '#main/curve-files/index.ts';
import type { Advice } from '#shared/contract/advice.ts';
import { type BenchRun, type Judged, judgeRun } from './score.ts';

export const curvesFile = fileURLToPath(new URL('../../../../shared/bench/curves/curves-dev.json', import.meta.url));

export interface Advised extends Judged {
  readonly advice: Advice;
}

/**
 * Every run advised and judged; null where the benchmark is not there. A file of lines has a run per line (own/own_curves.py).
 */
export function adviseBenchmark(file: string = curvesFile): Advised[] | null {
  if (!existsSync(file)) return null;
  const text = readFileSync(file, 'utf8');
  const whole = file.endsWith('.jsonl') ? `{"version":1,"runs":[${text.trim().split('\n').join()}]}` : text;
  const truths = (JSON.parse(whole) as { runs: BenchRun[] }).runs;
  return readCurves(Buffer.from(whole), 'curves', file).runs.flatMap(({ input }, i) => {
    const run = truths[i];
    if (run === undefined) return [];
    const advice = adviseRun(input);
    return [{ ...judgeRun(run, advice), advice }];
  });
}
