// How much the data can carry of a finding, with the reasons. Pure.
import type { Reason } from '#shared/contract/advice.ts';
import type { RunInput } from './input.ts';
import type { Measures } from './measures.ts';
import type { Finding } from './rules/rule.ts';

interface Doubt extends Reason {
  /** What is left of the confidence. */
  readonly factor: number;
}

/** Rows below which one row more or less right is seen in the score. */
const fewRows = 30;

/** Each doubt leaves its factor of the confidence; that the run diverged or is too short is true in spite of all of them. */
export function weighDoubts(
  finding: Finding,
  measures: Measures,
  input: RunInput,
): { confidence: number; notes: Reason[] } {
  const doubts = doubtsOf(measures, input);
  const certain = finding.verdict === 'diverged' || finding.verdict === 'too-early';
  const left = certain ? 1 : doubts.reduce((product, { factor }) => product * factor, 1);
  return {
    confidence: Number((finding.confidence * left).toFixed(3)),
    notes: doubts.map(({ id, values }) => ({ id, values })),
  };
}

function doubtsOf(m: Measures, input: RunInput): Doubt[] {
  const doubts: Doubt[] = [];
  const add = (when: boolean, id: string, factor: number, values: Reason['values'] = {}) => {
    if (when) doubts.push({ id, values, factor });
  };
  const planned = input.settings?.['training.epochs'];
  add(input.stopped !== undefined, 'note.stopped', 0.8, {
    why: input.stopped ?? '',
    epochs: m.epochs,
    ...(typeof planned === 'number' ? { planned } : {}),
  });
  add(!m.hasTrain, 'note.no-train', 0.7);
  add(m.hasTrain && m.validationScore.values.length === 0, 'note.no-validation', 0.5);
  add(m.gaps > 0, 'note.gaps', Math.max(0.5, 1 - m.gaps / Math.max(1, 2 * m.epochs)), { gaps: m.gaps });
  add(m.validationRows < fewRows, 'note.few-validation-rows', Math.max(0.3, Math.sqrt(m.validationRows / fewRows)), {
    rows: m.validationRows,
    error: m.standardError || 0,
  });
  add(!m.validationRowsKnown, 'note.unknown-validation-rows', 0.9);
  add(!m.baselineKnown, 'note.unknown-baseline', 0.85);
  add(isConstant(m), 'note.constant', 0.5);
  const fraction = subsetShare(input);
  add(fraction !== null && fraction < 1, 'note.subset', 1, { share: fraction ?? 1, rows: input.rows ?? 0 });
  add(m.score === 'objective', 'note.unknown-metric', 0.5);
  return doubts;
}

/** A metric that never changes says nothing of the run's course. */
function isConstant({ validationLoss, validationScore, epochs }: Measures): boolean {
  const moves = ({ values }: { readonly values: readonly number[] }) => values.some((value) => value !== values[0]);
  return epochs > 1 && !moves(validationLoss) && !moves(validationScore);
}

function subsetShare({ rows, facts }: RunInput): number | null {
  if (rows === undefined || facts?.rowsAvailable === undefined || facts.rowsAvailable <= 0) return null;
  return rows / facts.rowsAvailable;
}
