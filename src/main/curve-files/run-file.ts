// The curve file of interfaces.md, version 1: {"version":1,"runs":[{id, task, rows, facts?, settings?, curve}]}.
import { z } from 'zod';
import type { RunInput } from '#main/advisor/index.ts';
import { settingValue } from '#shared/contract/common.ts';
import { AppError } from '#shared/errors.ts';
import type { CurveFile, CurveRun } from './curve-run.ts';

/** JSON has no other way to write them. */
const nonFinite = z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number);
const number = z.union([z.number(), nonFinite]);
const column = z.array(
  z.union([number, z.null()], { error: 'must be a number, null, "NaN", "Infinity" or "-Infinity"' }),
);
const share = z.number().min(0).max(1);

/** null says the same as leaving a fact out. */
const fact = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);
const amount = fact(z.number().min(0));

/** Other fields may stand beside these (`truth`, `dataset`); they are never read. */
const runSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  task: z.enum(['classification', 'regression', 'multilabel']),
  classes: fact(z.int().min(1)),
  rows: amount,
  facts: fact(
    z.object({
      validationRows: amount,
      rowsAvailable: amount,
      labelShares: fact(z.array(share)),
      labelEntropy: amount,
      labelVariance: amount,
      initialLoss: fact(number),
      inputMean: fact(number),
      inputStd: fact(number),
    }),
  ),
  settings: fact(z.record(z.string(), settingValue)),
  stopped: fact(z.enum(['pruned', 'user', 'time', 'target'])),
  objective: fact(z.object({ metric: z.string(), direction: z.enum(['maximize', 'minimize']) })),
  curve: z.record(z.string(), column),
});
const fileSchema = z.object({ version: z.literal(1), runs: z.array(z.unknown()) });

/** @throws AppError invalid with one sentence that names the run and the field. */
export function readRunFile(json: object, path: string): CurveFile {
  const file = fileSchema.safeParse(json);
  if (!file.success) {
    const { version } = json as { version?: unknown };
    throw new AppError(
      'invalid',
      version === 1
        ? `${path} has no list "runs"; write {"version":1,"runs":[…]}.`
        : `${path} has version ${JSON.stringify(version)}; this program reads curve files of version 1.`,
    );
  }
  return { runs: file.data.runs.map((run, i) => readRun(run, i, path)), notes: [] };
}

function readRun(json: unknown, index: number, path: string): CurveRun {
  const named =
    typeof json === 'object' && json !== null && 'id' in json ? `run "${String(json.id)}"` : `runs[${index}]`;
  const parsed = runSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.map(String).join('.') ?? '';
    throw new AppError(
      'invalid',
      `${path}, ${named}: ${field === '' ? 'the run' : `"${field}"`} ${explain(issue?.message ?? 'is wrong', json, issue?.path ?? [])}`,
    );
  }
  const { id, task, classes, rows, facts, settings, stopped, objective, curve } = parsed.data;
  const { epoch: given, ...columns } = curve;
  const lengths = new Map(Object.entries(curve).map(([key, values]) => [key, values.length]));
  const length = Math.max(0, ...lengths.values());
  const other = [...lengths].find(([, count]) => count !== length);
  if (other) {
    throw new AppError(
      'invalid',
      `${path}, ${named}: "curve.${other[0]}" has ${other[1]} values where other columns have ${length}; write null where a value is missing.`,
    );
  }
  const epoch = given ?? Array.from({ length }, (_, i) => i + 1);
  const wrong = epoch.findIndex(
    (value, i) => value === null || !Number.isFinite(value) || (i > 0 && value <= (epoch[i - 1] ?? 0)),
  );
  if (wrong >= 0) {
    throw new AppError(
      'invalid',
      `${path}, ${named}: "curve.epoch" must count upwards, but its value ${wrong + 1} is ${epoch[wrong]}.`,
    );
  }
  const input: RunInput = {
    task,
    curve: { epoch: epoch as number[], columns },
    ...present({
      classes,
      rows,
      facts: facts && present(facts),
      settings,
      stopped,
      objective: objective && present(objective),
    }),
  };
  return { id, input };
}

/** zod's own words where they name what is expected; a field that is not there is said to be missing. */
function explain(message: string, json: unknown, at: readonly PropertyKey[]): string {
  let value = json;
  for (const key of at) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  if (value === undefined) return 'is missing.';
  const shown = JSON.stringify(value)?.slice(0, 40);
  return `${message.replace(/^Invalid (input|option): /, 'must be: ').replace(/[.]$/, '')}, not ${shown}.`;
}

/** Without the fields that are undefined, as exactOptionalPropertyTypes wants it. */
function present<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
