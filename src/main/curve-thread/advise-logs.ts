// From the files that a page gives to the advice on every run in them, with their curves for drawing. Pure.
import { adviseRun, type RunInput } from '#main/advisor/index.ts';
import { type CurveRun, type GivenFile, type Log, logsOf, readLog } from '#main/curve-files/index.ts';
import type { CurveAdvice, LoggedRun } from '#shared/contract/curve-advice.ts';
import { AppError } from '#shared/errors.ts';
import { betterDirection } from '#shared/study/metric-names.ts';

/** By what the epochs of a run are compared, the first that it has. */
const scores = ['accuracy', 'balancedAccuracy', 'r2', 'rmse', 'mae', 'loss'].flatMap((name) => [
  `validation.${name}`,
  `train.${name}`,
]);

/** A log that cannot be read is told in `refused`, beside the runs of the others. */
export function adviseLogs(files: readonly GivenFile[]): CurveAdvice {
  const columns = new GrowingColumns();
  const runs: LoggedRun[] = [];
  const notes: string[] = [];
  const refused: CurveAdvice['refused'] = [];
  for (const log of logsOf(files)) {
    const read = readOrRefuse(log);
    if ('message' in read) {
      refused.push(read);
      continue;
    }
    for (const run of read.runs) runs.push(adviseLogged(log, run, columns));
    for (const note of read.notes) notes.push(note.startsWith(log.path) ? note : `${log.path}: ${note}`);
    if (read.runs.length === 0) notes.push(`${log.path} holds no run.`);
  }
  return { runs, notes, refused, ...columns.taken() };
}

function readOrRefuse(log: Log): ReturnType<typeof readLog> | CurveAdvice['refused'][number] {
  try {
    return readLog(log);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { kind } = thrown.details;
    return { log: log.path, message: thrown.message, kind: kind === 'study' || kind === 'best' ? kind : null };
  }
}

function adviseLogged(log: Log, { id, input }: CurveRun, columns: GrowingColumns): LoggedRun {
  const { epoch, columns: given } = input.curve;
  const drawn = Object.entries(given).filter(
    ([key]) => /^(train|validation)\./.test(key) || key === input.objective?.metric,
  );
  return {
    ...{ id, log: log.path, advice: adviseRun(input), epochs: epoch.length, best: bestEpoch(input) },
    columns: drawn.map(([key, values]) => ({ key, ...columns.add(epoch, values) })),
  };
}

/** Of the run's own objective, else of its validation accuracy, R², error or loss, or that of training; the earliest on ties. */
function bestEpoch({ curve, objective }: RunInput): LoggedRun['best'] {
  const key = [objective?.metric ?? '', ...scores].find((one) => curve.columns[one] !== undefined);
  const values = key === undefined ? undefined : curve.columns[key];
  if (key === undefined || values === undefined) return null;
  const direction = (key === objective?.metric ? objective.direction : betterDirection(key)) ?? 'minimize';
  let best: LoggedRun['best'] = null;
  for (let i = 0; i < curve.epoch.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const better = best === null || (direction === 'maximize' ? value > best.value : value < best.value);
    if (better) best = { key, direction, epoch: curve.epoch[i] ?? 0, value };
  }
  return best;
}

type Columns = Pick<CurveAdvice, 'steps' | 'values'>;

/** All curves one after the other: two long columns cross threads and sockets in a fraction of the time of thousands of short ones. */
class GrowingColumns {
  #steps = new Float64Array(4096);
  #values = new Float64Array(4096);
  #length = 0;

  /** Gaps are left out; what training gave stays, finite or not. */
  add(epochs: ArrayLike<number>, values: ArrayLike<number | null | undefined>): { from: number; length: number } {
    const from = this.#length;
    this.#reserve(from + epochs.length);
    for (let i = 0; i < epochs.length; i++) {
      const value = values[i];
      if (value === null || value === undefined) continue;
      this.#steps[this.#length] = epochs[i] ?? 0;
      this.#values[this.#length++] = value;
    }
    return { from, length: this.#length - from };
  }

  taken(): Columns {
    return { steps: this.#steps.slice(0, this.#length), values: this.#values.slice(0, this.#length) };
  }

  #reserve(capacity: number): void {
    if (capacity <= this.#steps.length) return;
    const size = Math.max(capacity, 2 * this.#steps.length);
    const grown = [new Float64Array(size), new Float64Array(size)] as const;
    grown[0].set(this.#steps);
    grown[1].set(this.#values);
    [this.#steps, this.#values] = grown;
  }
}
