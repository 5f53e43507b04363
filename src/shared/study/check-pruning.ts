// Pruners whose options are each fine and do not go together: with one another, with the epochs, with a second pruner.
import type { Problem } from '../contract/common.ts';
import { error } from './fields.ts';
import { isRange } from './ranges.ts';
import { isOverData, type PrunerSpec } from './search-schema.ts';
import type { StudyFile } from './study-schema.ts';
import { warning } from './warning.ts';

export function checkPruning({ search, settings, data }: StudyFile): Problem[] {
  const { pruner } = search;
  const pruners = Array.isArray(pruner) ? pruner : [pruner];
  const epochs = settings['training.epochs'];
  const { folds } = data?.validation ?? {};
  const problems = pruners.flatMap((one, i) => {
    const at = Array.isArray(pruner) ? `search.pruner[${i}]` : 'search.pruner';
    return [...contradictions(one, at), ...unreachedRungs(one, at, epochs)];
  });
  const halving = pruners.filter(({ kind }) => kind === 'asha' || kind === 'hyperband');
  if (halving.length > 1) {
    const named = halving.map(({ kind }) => `"${kind}"`).join(' and ');
    const message = `"search.pruner" lists ${named}, and each lets trials wait for a place of its own; keep one of them.`;
    problems.push(error('search.pruner', message));
  }
  problems.push(...besideData(search.repeats, folds ?? 1, pruners));
  const judging = pruners.find((one) => one.kind !== 'none' && !isOverData(one));
  if (judging !== undefined && isRange(epochs)) {
    problems.push(
      error(
        'settings.training.epochs',
        `"training.epochs" cannot be a range together with the pruner "${judging.kind}", which compares trials epoch by epoch; fix the epochs or set the pruner to none.`,
      ),
    );
  }
  return problems;
}

/** What a pruner over the share of data does not go together with: there a trial's trainings are its rungs. */
function besideData(repeats: number, folds: number, pruners: readonly PrunerSpec[]): Problem[] {
  const own = pruners.find(isOverData);
  if (own === undefined) return [];
  const other = pruners.find((one) => one !== own && one.kind !== 'none');
  const problems: Problem[] = [];
  if (other !== undefined) {
    const message = `"search.pruner" lists "${other.kind}" beside "${own.kind}" over the share of data, where trials are compared training by training; keep one of them.`;
    problems.push(error('search.pruner', message));
  }
  if (repeats > 1) {
    const message = `"search.repeats" is ${repeats}, and the pruner "${own.kind}" over the share of data trains each trial once on each share; set "repeats" to 1, or "over" to "epochs".`;
    problems.push(error('search.repeats', message));
  }
  if (folds > 1) {
    const message = `"data.validation.folds" is ${folds}, and the pruner "${own.kind}" over the share of data compares trials on one validation part; use "fraction", "path" or "column", or set "over" to "epochs".`;
    problems.push(error('data.validation.folds', message));
  }
  return problems;
}

function contradictions(pruner: PrunerSpec, at: string): Problem[] {
  if (
    pruner.kind === 'threshold' &&
    (pruner.lower ?? Number.NEGATIVE_INFINITY) > (pruner.upper ?? Number.POSITIVE_INFINITY)
  ) {
    const message = `"${at}.lower" is ${pruner.lower} and above "upper", ${pruner.upper}: no value lies between them; swap them.`;
    return [error(`${at}.lower`, message)];
  }
  if (
    pruner.kind === 'hyperband' &&
    !isOverData(pruner) &&
    (pruner.maxEpochs ?? Number.POSITIVE_INFINITY) < (pruner.minEpochs ?? 1)
  ) {
    const message = `"${at}.maxEpochs" is ${pruner.maxEpochs} and below "minEpochs", ${pruner.minEpochs}; make it the epochs of a whole training.`;
    return [error(`${at}.maxEpochs`, message)];
  }
  if (pruner.kind === 'asha' || pruner.kind === 'hyperband') return ofOneFidelity(pruner, at);
  return [];
}

/** Options that say something of the fidelity that the pruner does not go over. */
function ofOneFidelity(pruner: Extract<PrunerSpec, { kind: 'asha' | 'hyperband' }>, at: string): Problem[] {
  const overData = isOverData(pruner);
  const idle = overData ? (['minEpochs', 'maxEpochs'] as const) : (['minShare'] as const);
  const option = idle.find((name) => name in pruner);
  if (option === undefined) return [];
  const [has, takes] = overData ? ['data', '"minShare"'] : ['epochs', '"minEpochs"'];
  const message = `"${at}.${option}" says nothing where "over" is "${has}", which goes with ${takes}; leave it out, or change "over".`;
  return [error(`${at}.${option}`, message)];
}

function unreachedRungs(pruner: PrunerSpec, at: string, epochs: unknown): Problem[] {
  if (pruner.kind !== 'asha' && pruner.kind !== 'hyperband') return [];
  const { minEpochs } = pruner;
  if (typeof epochs !== 'number' || minEpochs === undefined || minEpochs < epochs) return [];
  const path = `${at}.minEpochs`;
  return [warning(path, 'warning.rung-beyond', { path, minEpochs, epochs })];
}
