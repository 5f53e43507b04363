// What both Python snippets compute in the same way around the training: the learning rate of a step, the rows of an epoch, weights
// of classes, and the comment at the top.
import { indent, oneLine } from './code.ts';
import { drawsRows } from './python-data.ts';
import { textNotes } from './python-text.ts';
import type { SnippetPlan } from './snippet-plan.ts';

/** Comment lines at the top: where this comes from, and what is not the same as in the study. */
export function heading(plan: SnippetPlan, framework: string, needs: string, notCarried: readonly string[]): string[] {
  const { goal, data } = plan;
  const notes = [
    ...(data.spec.validation?.folds === undefined
      ? []
      : [
          `data.validation.folds: the study trained on each of ${data.spec.validation.folds} folds and took the mean; this is one of these trainings.`,
        ]),
    ...(drawsRows(data.spec)
      ? ['data.validation: the same share and seed, but numpy draws other rows than Vernier does.']
      : []),
    'seed: the frameworks draw other random numbers from it, so results differ as they do between seeds.',
    ...(data.words === null ? [] : textNotes(data.words)),
    ...(goal.metric === `${goal.part}.${goal.name}`
      ? []
      : [`objective ${goal.metric}: the validation loss picks the best epoch.`]),
    ...notCarried,
  ];
  const files = data.paths.map(({ name }) => ` [${name}]`).join('');
  return [
    `Best configuration of the study "${oneLine(plan.study)}" (trial ${plan.trial}: ${plan.result}),`,
    `written by Vernier ${plan.appVersion} for ${framework}. Needs ${needs}.`,
    ...(files === '' ? [] : [`Arguments:${files}`]),
    'Not carried over:',
    ...notes.map((note) => `- ${note}`),
  ].map((line) => `# ${line}`);
}

/** Whether the learning rate changes by a rule of the step's number alone. */
export function hasRateFunction({ schedule }: SnippetPlan): boolean {
  return schedule.warmupEpochs > 0 || (schedule.kind !== 'constant' && schedule.kind !== 'plateau');
}

const ruleNames: Readonly<Record<SnippetPlan['schedule']['kind'], string>> = {
  constant: 'constant',
  plateau: 'constant',
  step: 'falling in steps',
  exponential: 'falling smoothly',
  cosine: 'along half a cosine',
  oneCycle: 'in one cycle',
};

/** `learning_rate(epoch, step, steps)`: epochs and steps count from 1. With plateau it gives the factor of the warm-up only. */
export function rateFunction(plan: SnippetPlan): string[] {
  if (!hasRateFunction(plan)) return [];
  const { kind, factor, everyEpochs, minimum, warmupEpochs, epochs } = plan.schedule;
  const part = epochs === null ? 'done / EPOCHS' : `(done % ${epochs}) / ${epochs}`;
  const lowest = Math.min(minimum, plan.optimizer.learningRate);
  const floor = (rate: string) => (lowest > 0 ? `max(${lowest}, ${rate})` : rate);
  const body: Record<typeof kind, string[]> = {
    constant: ['rate = LEARNING_RATE'],
    plateau: ['rate = LEARNING_RATE'],
    step: [`rate = ${floor(`LEARNING_RATE * ${factor} ** (int(done) // ${everyEpochs})`)}`],
    exponential: [`rate = ${floor(`LEARNING_RATE * ${factor} ** (done / ${everyEpochs})`)}`],
    cosine: [
      lowest > 0
        ? `rate = ${lowest} + (LEARNING_RATE - ${lowest}) * (1 + math.cos(math.pi * ${part})) / 2`
        : `rate = LEARNING_RATE * (1 + math.cos(math.pi * ${part})) / 2`,
    ],
    oneCycle: [
      `share = ${part}`,
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
      `"""Of a step, ${ruleNames[kind]}${warmupEpochs > 0 ? ' after a warm-up' : ''}; epochs and their steps count from 1."""`,
      'done = epoch - 1 + (step - 1) / steps',
      ...body[kind],
      ...(warmupEpochs > 0
        ? [`if epoch <= ${warmupEpochs}:`, `    rate *= (done * steps + 1) / (${warmupEpochs} * steps)`]
        : []),
      'return rate',
    ]),
  ];
}

export function isNaturalOrder({ balance, task }: SnippetPlan): boolean {
  return task !== 'classification' || (!balance.balancedBatches && balance.oversample === 0);
}

/** `epoch_rows(labels, rng)`: the order of an epoch, rare classes drawn more often where the study did so. */
export function epochRowsFunction(plan: SnippetPlan): string[] {
  if (isNaturalOrder(plan)) return [];
  const { balance } = plan;
  if (balance.balancedBatches) {
    return [
      'def epoch_rows(labels, rng):',
      ...indent([
        '"""As many rows as there are, in every batch the same number of each class."""',
        'members = [np.flatnonzero(labels == label) for label in np.unique(labels)]',
        'rounds = -(-len(labels) // len(members))',
        'drawn = []',
        'for rows in members:',
        '    times = -(-rounds // len(rows))',
        '    drawn.append(np.concatenate([rng.permutation(rows) for _ in range(times)])[:rounds])',
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
export function classWeightsFunction(plan: SnippetPlan): string[] {
  if (!hasClassWeights(plan)) return [];
  const { balance, outputs } = plan;
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

/** Mixed rows are numbers; words have no mean. */
export const hasMixup = ({ augment }: SnippetPlan): boolean => augment.mixup > 0;

/** `mix(rng, *arrays)`: of numpy arrays or tensors. */
export function mixFunction(plan: SnippetPlan): string[] {
  if (!hasMixup(plan)) return [];
  const { mixup } = plan.augment;
  return [
    'def mix(rng, *arrays):',
    ...indent([
      '"""Each row of a batch with another one, all in the same proportion: mixup, Zhang et al. 2018."""',
      `share, partners = rng.beta(${mixup}, ${mixup}), rng.permutation(len(arrays[0]))`,
      'return [share * array + (1 - share) * array[partners] for array in arrays]',
    ]),
  ];
}

/** Statements that make labels what the loss reads: standardised values, class indices, or 0 and 1. */
export function targetLines({ task }: SnippetPlan): string[] {
  switch (task) {
    case 'regression':
      return [
        '# The network learns the label with zero mean and unit variance.',
        'mean, sd = y[train].mean(), y[train].std() or 1.0',
        'y = ((y - mean) / sd).astype("float32")',
      ];
    case 'classification':
      return ['y = np.nan_to_num(y).astype("int64")  # rows without a label are in neither part'];
    case 'multilabel':
      return [];
  }
}

/** Whether the loss weighs rows by their class. */
export const hasClassWeights = ({ balance, task }: SnippetPlan): boolean =>
  balance.classWeights > 0 && task === 'classification';
