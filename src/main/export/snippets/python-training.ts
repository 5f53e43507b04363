// What both Python snippets compute in the same way around the training: the learning rate of a step, the rows of an epoch, weights
// of classes, and the comment at the top.
import { indent, oneLine } from './code.ts';
import type { SnippetPlan } from './snippet-plan.ts';

/** Comment lines at the top: where this comes from, and what is not the same as in the study. */
export function heading(plan: SnippetPlan, framework: string, needs: string, notCarried: readonly string[]): string[] {
  const { spec } = plan.data;
  const isDrawn = spec.validation?.path === undefined && spec.validation?.column === undefined;
  const notes = [
    ...(isDrawn ? ['data.validation: the same share and seed, but numpy draws other rows than Vernier does.'] : []),
    'seed: the frameworks draw other random numbers from it, so results differ as they do between seeds.',
    ...notCarried,
  ];
  return [
    `Best configuration of the study "${oneLine(plan.study)}" (trial ${plan.trial}: ${plan.result}),`,
    `written by Vernier ${plan.appVersion} for ${framework}. Needs ${needs}.`,
    'Not carried over:',
    ...notes.map((note) => `- ${note}`),
  ].map((line) => `# ${line}`);
}

/** Whether the learning rate changes by a rule of the step's number alone. */
export function hasRateFunction({ schedule }: SnippetPlan): boolean {
  return schedule.warmupEpochs > 0 || (schedule.kind !== 'constant' && schedule.kind !== 'plateau');
}

/** `learning_rate(epoch, step, steps)`: epochs and steps count from 1. With plateau it gives the factor of the warm-up only. */
export function rateFunction(plan: SnippetPlan): string[] {
  if (!hasRateFunction(plan)) return [];
  const { kind, factor, everyEpochs, minimum, warmupEpochs } = plan.schedule;
  const lowest = Math.min(minimum, plan.optimizer.learningRate);
  const floor = (rate: string) => (lowest > 0 ? `max(${lowest}, ${rate})` : rate);
  const body: Record<typeof kind, string[]> = {
    constant: ['rate = LEARNING_RATE'],
    plateau: ['rate = LEARNING_RATE'],
    step: [`rate = ${floor(`LEARNING_RATE * ${factor} ** (int(done) // ${everyEpochs})`)}`],
    exponential: [`rate = ${floor(`LEARNING_RATE * ${factor} ** (done / ${everyEpochs})`)}`],
    cosine: [`rate = ${lowest} + (LEARNING_RATE - ${lowest}) * (1 + math.cos(math.pi * done / EPOCHS)) / 2`],
    oneCycle: [
      'share = done / EPOCHS',
      'if share < 0.3:',
      '    start, end, share = LEARNING_RATE / 25, LEARNING_RATE, share / 0.3',
      'else:',
      `    start, end, share = LEARNING_RATE, ${floor('LEARNING_RATE / 250_000')}, (share - 0.3) / 0.7`,
      'rate = end + (start - end) * (1 + math.cos(math.pi * share)) / 2',
    ],
  };
  return [
    'def learning_rate(epoch, step, steps):',
    ...indent([
      '"""Of a step; epochs and the steps of an epoch count from 1."""',
      'done = epoch - 1 + (step - 1) / steps',
      ...body[kind],
      ...(warmupEpochs > 0
        ? [`if epoch <= ${warmupEpochs}:`, `    rate *= (done * steps + 1) / (${warmupEpochs} * steps)`]
        : []),
      'return rate',
    ]),
  ];
}

export function isNaturalOrder({ balance }: SnippetPlan): boolean {
  return !balance.balancedBatches && balance.oversample === 0;
}

/** `epoch_rows(labels, rng)`: the order of an epoch, rare classes drawn more often where the study did so. */
export function epochRowsFunction({ balance }: SnippetPlan): string[] {
  if (balance.balancedBatches) {
    return [
      'def epoch_rows(labels, rng):',
      ...indent([
        '"""As many rows as there are, in every batch the same number of each class."""',
        'members = [np.flatnonzero(labels == label) for label in np.unique(labels)]',
        'rounds = -(-len(labels) // len(members))',
        'drawn = [np.concatenate([rng.permutation(rows) for _ in range(-(-rounds // len(rows)))])[:rounds] for rows in members]',
        'turns = rng.permuted(np.stack(drawn, axis=1), axis=1)',
        'return turns.reshape(-1)[: len(labels)]',
      ]),
    ];
  }
  if (balance.oversample > 0) {
    return [
      'def epoch_rows(labels, rng):',
      ...indent([
        '"""Every row, those of rarer classes several times, shuffled."""',
        'members = [np.flatnonzero(labels == label) for label in np.unique(labels)]',
        'largest = max(len(rows) for rows in members)',
        'drawn = []',
        'for rows in members:',
        `    wanted = round(len(rows) * (largest / len(rows)) ** ${balance.oversample})`,
        '    rounds = -(-wanted // len(rows))',
        '    drawn.append(np.concatenate([rng.permutation(rows) for _ in range(rounds)])[:wanted])',
        'return rng.permutation(np.concatenate(drawn))',
      ]),
    ];
  }
  return [];
}

/** `class_weights(labels)`: by class index, with a mean of 1 over the rows. */
export function classWeightsFunction({ balance, outputs, task }: SnippetPlan): string[] {
  if (balance.classWeights === 0 || task !== 'classification') return [];
  return [
    'def class_weights(labels):',
    ...indent([
      '"""Inverse frequency of each class, tempered, with a mean of 1 over the rows."""',
      `counts = np.bincount(labels, minlength=${outputs})`,
      `weights = (len(labels) / np.maximum(counts, 1)) ** ${balance.classWeights}`,
      'return weights / weights[labels].mean()',
    ]),
  ];
}
