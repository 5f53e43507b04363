// The advisor: one run's curve in, a verdict with evidence and moves out. Pure; whoever has curves may call it.
import type { Advice, Reason } from '#shared/contract/advice.ts';
import { weighDoubts } from './confidence.ts';
import type { RunInput } from './input.ts';
import { measure } from './measures.ts';
import { capacityUp } from './moves/capacity-up.ts';
import { gainOf, propose, type Weighed, weigh } from './moves/propose.ts';
import { regularizationDown } from './moves/regularization-down.ts';
import { judge } from './rules/index.ts';
import type { Outlook } from './rules/rule.ts';

/**
 * Judges a run by its curve up to now: call it again when an epoch is added. Takes time linear in the number of epochs (about 20
 * µs for 100) and never throws on any curve: what is missing or not finite ends in `too-early`, `diverged`, or less confidence
 * with the reason in `notes`. `since` is an epoch of the curve.
 */
export function adviseRun(input: RunInput): Advice {
  if (input.curve.epoch.length === 0) return nothingYet;
  const measures = measure(input);
  const weighed = weigh(measures, input);
  const finding = judge(measures, outlookOf(weighed));
  const { confidence, notes } = weighDoubts(finding, measures, input);
  const { verdict, id, values, since, span } = finding;
  const moves = propose(verdict, measures, input, weighed).map((move) => ({
    ...move,
    why: { ...move.why, values: finite(move.why.values) },
  }));
  return { verdict, since, confidence, evidence: { id, values: finite(values), span }, notes, moves };
}

const nothingYet: Advice = {
  verdict: 'too-early',
  since: null,
  confidence: 1,
  evidence: { id: 'too-early', values: { epochs: 0, limit: 4 }, span: null },
  notes: [],
  moves: [],
};

function outlookOf(weighed: readonly Weighed[]): Outlook {
  return {
    capacity: gainOf(weighed, capacityUp),
    regularization: gainOf(weighed, regularizationDown),
    best: Math.max(...weighed.map(({ gain }) => gain)),
  };
}

/** A number that the curve does not tell is left out of the explanation. */
function finite(values: Reason['values']): Reason['values'] {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => typeof value === 'string' || Number.isFinite(value)),
  );
}
