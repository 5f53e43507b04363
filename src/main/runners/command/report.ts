// One line of a program's output: a report of an epoch, or a line of its log. Pure.
import { z } from 'zod';
import { parseLooseJson } from '#shared/non-finite.ts';
import { longestLine } from './lines.ts';

export type Line =
  | { readonly kind: 'text' }
  /** Meant as a report, it seems, and not taken; the sentence says why. */
  | { readonly kind: 'refused'; readonly what: 'form' | 'epoch'; readonly why: string }
  | {
      readonly kind: 'report';
      /** null: the line names no epoch, it is the next one. */
      readonly epoch: number | null;
      readonly metrics: Readonly<Record<string, number>>;
      /** Entries that are no numbers. */
      readonly left: readonly string[];
    };

const object = z.record(z.string(), z.unknown());
const epochNumber = z.int().min(1);
/** JSON has no word for these; Python prints NaN, others write texts. */
const metricValue = z.union([
  // 1e400 is JSON, and infinite.
  z.custom<number>((value) => typeof value === 'number'),
  z.enum(['NaN', 'Infinity', '-Infinity']).transform((text) => Number(text)),
]);
/** Fields of the rows that `run --json` prints. */
const reserved = ['epoch', 'trial', 'event'];

/** A JSON object is a report when it has an "epoch", or at least the study's objective. */
export function readLine(line: string, objective: string | null): Line {
  const text = line.trim();
  if (!text.startsWith('{')) return { kind: 'text' };
  const parsed = object.safeParse(parseLooseJson(text));
  if (!parsed.success) {
    if (!/["']epoch["']/.test(text)) return { kind: 'text' };
    const wrong = line.length < longestLine ? 'is not JSON' : `has more than ${longestLine - 1} characters`;
    return { kind: 'refused', what: 'form', why: `A line ${wrong} and counts as log: ${shortened(text)}` };
  }
  const fields = parsed.data;
  const isNext = !('epoch' in fields);
  if (isNext && (objective === null || !(objective in fields))) return { kind: 'text' };
  const epoch = epochNumber.safeParse(fields.epoch);
  if (!isNext && !epoch.success) {
    return {
      kind: 'refused',
      what: 'epoch',
      why: `"epoch" is ${JSON.stringify(fields.epoch)} in a line, which is not taken: epochs are whole numbers from 1.`,
    };
  }
  const metrics: [string, number][] = [];
  const left: string[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (key === 'epoch') continue;
    const metric = reserved.includes(key) || key === '' ? null : metricValue.safeParse(value);
    if (metric?.success) metrics.push([key, metric.data]);
    else left.push(key);
  }
  return { kind: 'report', epoch: epoch.success ? epoch.data : null, metrics: Object.fromEntries(metrics), left };
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
