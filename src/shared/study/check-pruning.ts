// Pruners whose options are each fine and do not go together: with one another, with the epochs, with a second pruner.
import type { Problem } from '../contract/common.ts';
import { error, warning } from './fields.ts';
import { isRange } from './ranges.ts';
import type { PrunerSpec } from './search-schema.ts';
import type { StudyFile } from './study-schema.ts';

export function checkPruning({ search, settings }: StudyFile): Problem[] {
  const { pruner } = search;
  const pruners = Array.isArray(pruner) ? pruner : [pruner];
  const epochs = settings['training.epochs'];
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
  const judging = pruners.find(({ kind }) => kind !== 'none');
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

function contradictions(pruner: PrunerSpec, at: string): Problem[] {
  if (
    pruner.kind === 'threshold' &&
    (pruner.lower ?? Number.NEGATIVE_INFINITY) > (pruner.upper ?? Number.POSITIVE_INFINITY)
  ) {
    const message = `"${at}.lower" is ${pruner.lower} and above "upper", ${pruner.upper}: no value lies between them; swap them.`;
    return [error(`${at}.lower`, message)];
  }
  if (pruner.kind === 'hyperband' && (pruner.maxEpochs ?? Number.POSITIVE_INFINITY) < (pruner.minEpochs ?? 1)) {
    const message = `"${at}.maxEpochs" is ${pruner.maxEpochs} and below "minEpochs", ${pruner.minEpochs}; make it the epochs of a whole training.`;
    return [error(`${at}.maxEpochs`, message)];
  }
  return [];
}

function unreachedRungs(pruner: PrunerSpec, at: string, epochs: unknown): Problem[] {
  if (pruner.kind !== 'asha' && pruner.kind !== 'hyperband') return [];
  const { minEpochs } = pruner;
  if (typeof epochs !== 'number' || minEpochs === undefined || minEpochs < epochs) return [];
  const message = `"${at}.minEpochs" is ${minEpochs}, and a training has ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}: no trial is ever stopped.`;
  return [warning(`${at}.minEpochs`, message)];
}
