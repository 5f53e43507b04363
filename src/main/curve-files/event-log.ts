// From the scalars of event files to a run: tags become columns, steps become epochs. Pure.
import { AppError } from '#shared/errors.ts';
import { runOfColumns } from './columns.ts';
import type { CurveFile } from './curve-run.ts';
import { metricOf } from './names.ts';
import { readScalars, type Scalar } from './tensorboard.ts';

export interface EventFile {
  readonly path: string;
  /** What a folder on its path says it is ("train/events.out.tfevents…"). */
  readonly part: 'train' | 'validation' | null;
  readonly bytes: Uint8Array;
}

/**
 * Steps at which a validation metric stands are the epochs: train metrics may be logged more often, and then the last value up to
 * each of them counts. Where there is no validation metric, every step is one. Tags of evaluations within an epoch ("batch_loss",
 * "evaluation_loss_vs_iterations") are left out.
 * @throws AppError invalid where there is no scalar of a known name.
 */
export function readEventLog(files: readonly EventFile[], id: string, path: string): CurveFile {
  const notes: string[] = [];
  const columns = new Map<string, { name: string; part: EventFile['part']; scalars: Scalar[] }>();
  for (const file of files) {
    const { scalars, cutOff } = readScalars(file.bytes, file.path);
    if (cutOff) notes.push(`${file.path} ends in the middle of a record; what came before was read.`);
    for (const scalar of scalars) {
      if (/^batch_|_vs_iterations$/.test(scalar.tag)) continue;
      const key = `${file.part ?? ''}/${scalar.tag}`;
      const column = columns.get(key) ?? { name: scalar.tag, part: file.part, scalars: [] };
      columns.set(key, column);
      column.scalars.push(scalar);
    }
  }
  if (columns.size === 0) throw new AppError('invalid', `${path} holds no scalars.`);
  const all = [...columns.values()];
  const validation = all.filter(({ name, part }) => metricOf(name, part)?.startsWith('validation.'));
  const steps = [
    ...new Set((validation.length > 0 ? validation : all).flatMap(({ scalars }) => scalars.map(({ step }) => step))),
  ].sort((a, b) => a - b);
  const named = all.map(({ name, part, scalars }) => ({ name, part, values: valuesAt(steps, scalars) }));
  const file = runOfColumns(id, named, path);
  return { ...file, notes: [...notes, ...file.notes] };
}

/**
 * The last value after the step before and up to each step; null where there is none. A step written twice (a run that went on)
 * counts as written last.
 */
function valuesAt(steps: readonly number[], scalars: readonly Scalar[]): (number | null)[] {
  const sorted = scalars
    .map((scalar, order) => ({ ...scalar, order }))
    .sort((a, b) => a.step - b.step || a.order - b.order);
  let at = 0;
  return steps.map((step) => {
    let value: number | null = null;
    for (; at < sorted.length && (sorted[at]?.step ?? 0) <= step; at++) value = sorted[at]?.value ?? null;
    return value;
  });
}
