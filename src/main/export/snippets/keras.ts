// The best configuration as a Keras 3 program.
import { blocks, call, float, indent } from './code.ts';
import { kerasModel } from './keras-model.ts';
import { dataCode, dataImports } from './python-data.ts';
import { measureFunction } from './python-metrics.ts';
import {
  classWeightsFunction,
  epochRowsFunction,
  hasClassWeights,
  hasMixup,
  hasRateFunction,
  heading,
  isNaturalOrder,
  mixFunction,
  rateFunction,
  targetLines,
} from './python-training.ts';
import type { OptimizerPlan, SnippetPlan } from './snippet-plan.ts';

/** A runnable Python program; its last line on stdout is the study's metric of the epoch that it kept: "validation.accuracy 0.93". */
export function kerasSnippet(plan: SnippetPlan): string {
  const model = kerasModel(plan);
  const standard = [...new Set([...dataImports(plan), ...(hasRateFunction(plan) ? ['math'] : [])])].sort();
  const usesOps = model.flat().some((line) => line.includes('ops.'));
  const needs = 'numpy and keras with a backend (pip install keras tensorflow)';
  const top = blocks(
    [
      heading(plan, 'Keras 3', needs, notCarried(plan)),
      [
        ...standard.map((name) => `import ${name}`),
        ...(standard.length > 0 ? [''] : []),
        'import keras',
        'import numpy as np',
        `from keras import layers${usesOps ? ', ops' : ''}`,
      ],
      constants(plan),
    ],
    1,
  );
  const body = blocks([
    dataCode(plan),
    ...model,
    rateFunction(plan),
    rateCallback(plan),
    measureCallback(plan),
    classWeightsFunction(plan),
    epochRowsFunction(plan),
    mixFunction(plan),
    sequenceClass(plan),
    measureFunction(plan),
    mainFunction(plan),
    ['if __name__ == "__main__":', '    main()'],
  ]);
  return `${[...top, ...body].join('\n')}\n`;
}

function notCarried({ optimizer, labelSmoothing, task, balance }: SnippetPlan): string[] {
  return [
    ...(optimizer.clipNorm !== null && optimizer.clipValue !== null
      ? [`optimizer.clipValue ${optimizer.clipValue}: Keras takes one limit, and the norm's is kept.`]
      : []),
    ...(labelSmoothing > 0 && task === 'classification' && balance.classWeights === 0
      ? ['val_loss that Keras prints: it smooths the labels there too.']
      : []),
  ];
}

/** What Keras calls the metric that the study goes by; measured by a callback where Keras has none like it. */
function monitorOf({ goal, task }: SnippetPlan): { readonly name: string; readonly isOwn: boolean } {
  const known: Readonly<Record<string, string>> =
    task === 'regression'
      ? { rmse: 'val_rmse', mae: 'val_mae' }
      : task === 'classification'
        ? { accuracy: 'val_accuracy' }
        : {};
  const found = goal.part === 'validation' ? known[goal.name] : undefined;
  return found === undefined ? { name: goal.name, isOwn: true } : { name: found, isOwn: false };
}

/** Whether something in training reads the study's metric. */
const watchesGoal = ({ goal, patience, schedule }: SnippetPlan) =>
  goal.keepsBest || patience !== null || schedule.kind === 'plateau';

function measureCallback(plan: SnippetPlan): string[] {
  if (!watchesGoal(plan) || !monitorOf(plan).isOwn) return [];
  const sd = plan.task === 'regression' ? ', sd' : '';
  return [
    'class Measure(keras.callbacks.Callback):',
    ...indent([
      '"""Adds the study\'s metrics to what the callbacks after this one see of an epoch."""',
      '',
      `def __init__(self, x, y${sd}):`,
      '    super().__init__()',
      `    self.x, self.y${sd === '' ? '' : ', self.sd'} = x, y${sd}`,
      '',
      'def on_epoch_end(self, epoch, logs=None):',
      `    logs.update(measure(self.model.predict(self.x, verbose=0), self.y${sd === '' ? '' : ', self.sd'}))`,
    ]),
  ];
}

function constants({ seed, epochs, batchSize, optimizer }: SnippetPlan): string[] {
  return [
    `SEED = ${seed}`,
    `EPOCHS = ${epochs}`,
    `BATCH_SIZE = ${batchSize}`,
    `LEARNING_RATE = ${float(optimizer.learningRate)}`,
  ];
}

function optimizerCode({
  name,
  momentum,
  nesterov,
  beta1,
  beta2,
  rho,
  epsilon,
  weightDecay,
  clipNorm,
  clipValue,
}: OptimizerPlan): string[] {
  const betas = [`beta_1=${beta1}`, `beta_2=${beta2}`];
  const eps = `epsilon=${epsilon}`;
  // Keras adds epsilon under the root of these.
  const squared = `epsilon=${Number((epsilon ** 2).toPrecision(12))}`;
  const heavy = momentum > 0 ? `momentum=${momentum}` : null;
  const settings: Record<typeof name, readonly [string, ...(string | null)[]]> = {
    sgd: ['SGD', heavy, nesterov && momentum > 0 ? 'nesterov=True' : null],
    adam: ['Adam', ...betas, eps],
    adamw: ['AdamW', `weight_decay=${weightDecay}`, ...betas, eps],
    rmsprop: ['RMSprop', `rho=${rho}`, heavy, squared],
    adadelta: ['Adadelta', `rho=${rho}`, eps],
    adagrad: ['Adagrad', 'initial_accumulator_value=0.0', squared],
    adamax: ['Adamax', ...betas, eps],
  };
  const [kind, ...own] = settings[name];
  const clip = clipNorm !== null ? `global_clipnorm=${clipNorm}` : clipValue !== null ? `clipvalue=${clipValue}` : null;
  return [
    `optimizer = ${call(`keras.optimizers.${kind}`, 'LEARNING_RATE', ...own, clip)}`,
    ...(name === 'adamw'
      ? ['optimizer.exclude_from_weight_decay(var_names=["bias", "beta", "gamma", "embeddings"])']
      : []),
  ];
}

function lossCode(plan: SnippetPlan): string {
  const { task, labelSmoothing } = plan;
  const weighted = hasClassWeights(plan) ? 'reduction="mean_with_sample_weight"' : null;
  switch (task) {
    case 'regression':
      return 'keras.losses.MeanSquaredError()';
    case 'multilabel':
      return 'keras.losses.BinaryCrossentropy(from_logits=True)';
    case 'classification': {
      const smoothing = labelSmoothing > 0 ? `label_smoothing=${labelSmoothing}` : null;
      return isOneHot(plan)
        ? call('keras.losses.CategoricalCrossentropy', 'from_logits=True', smoothing, weighted)
        : call('keras.losses.SparseCategoricalCrossentropy', 'from_logits=True', weighted);
    }
  }
}

/** Whether labels are probabilities: they are smoothed or mixed. */
const isOneHot = (plan: SnippetPlan) => plan.task === 'classification' && (plan.labelSmoothing > 0 || hasMixup(plan));

/** The learning rate of every step; on a plateau Keras' own callback does without a warm-up. */
function rateCallback(plan: SnippetPlan): string[] {
  if (!hasRateFunction(plan)) return [];
  const { schedule, goal } = plan;
  const isPlateau = schedule.kind === 'plateau';
  const better = goal.isMaximized ? '>' : '<';
  return [
    'class LearningRate(keras.callbacks.Callback):',
    ...indent([
      ...(isPlateau
        ? [
            '"""The rate of every step, lowered when the study\'s metric stands still."""',
            '',
            'drop, highlight, waited = 1.0, None, 0',
          ]
        : ['"""The rate of every step."""']),
      '',
      'def on_epoch_begin(self, epoch, logs=None):',
      '    self.epoch = epoch + 1',
      '',
      'def on_train_batch_begin(self, batch, logs=None):',
      '    rate = learning_rate(self.epoch, batch + 1, self.params["steps"])',
      `    self.model.optimizer.learning_rate = rate${isPlateau ? ' * self.drop' : ''}`,
      ...(isPlateau
        ? [
            '',
            'def on_epoch_end(self, epoch, logs=None):',
            ...indent([
              `value = logs["${monitorOf(plan).name}"]`,
              `if self.highlight is None or value ${better} self.highlight:`,
              '    self.highlight, self.waited = value, 0',
              'else:',
              '    self.waited += 1',
              `if self.waited >= ${schedule.patience}:`,
              `    self.drop, self.waited = max(self.drop * ${schedule.factor}, ${schedule.minimum} / LEARNING_RATE), 0`,
            ]),
          ]
        : []),
    ]),
  ];
}

/** Whether `fit` cannot draw the batches by itself. */
const hasBatches = (plan: SnippetPlan) => !isNaturalOrder(plan) || hasMixup(plan);

/** Batches of balanced epochs, or of mixed rows. */
function sequenceClass(plan: SnippetPlan): string[] {
  if (!hasBatches(plan)) return [];
  const weights = hasClassWeights(plan);
  const isNatural = isNaturalOrder(plan);
  const parts = ['self.x[rows]', 'self.y[rows]', ...(weights ? ['self.weights[self.labels[rows]]'] : [])].join(', ');
  return [
    'class Batches(keras.utils.PyDataset):',
    ...indent([
      `"""${isNatural ? 'Mixed rows' : hasMixup(plan) ? 'Mixed rows of balanced epochs' : 'The batches of balanced epochs'}."""`,
      '',
      `def __init__(self, x, y${isNatural && !weights ? '' : ', labels'}):`,
      '    super().__init__()',
      `    self.x, self.y${isNatural && !weights ? '' : ', self.labels'} = x, y${isNatural && !weights ? '' : ', labels'}`,
      '    self.rng = np.random.default_rng(SEED)',
      ...(weights ? ['    self.weights = class_weights(labels)'] : []),
      '    self.on_epoch_end()',
      '',
      'def __len__(self):',
      '    return -(-len(self.rows) // BATCH_SIZE)',
      '',
      'def __getitem__(self, batch):',
      '    rows = self.rows[batch * BATCH_SIZE : (batch + 1) * BATCH_SIZE]',
      hasMixup(plan) ? `    return tuple(mix(self.rng, ${parts}))` : `    return ${parts}`,
      '',
      'def on_epoch_end(self):',
      isNatural
        ? '    self.rows = self.rng.permutation(len(self.x))'
        : '    self.rows = epoch_rows(self.labels, self.rng)',
    ]),
  ];
}

function callbackLines(plan: SnippetPlan): string[] {
  const { schedule, goal, patience, task } = plan;
  const monitor = monitorOf(plan);
  const monitored = `monitor="${monitor.name}", mode="${goal.isMaximized ? 'max' : 'min'}"`;
  const part = goal.part === 'train' ? 'train' : 'validation';
  return [
    ...(measureCallback(plan).length > 0
      ? [`Measure(x[${part}], y[${part}]${task === 'regression' ? ', sd' : ''}),`]
      : []),
    ...(hasRateFunction(plan) ? ['LearningRate(),'] : []),
    ...(schedule.kind === 'plateau' && !hasRateFunction(plan)
      ? [
          'keras.callbacks.ReduceLROnPlateau(',
          ...indent([
            `${monitored}, factor=${schedule.factor}, patience=${schedule.patience}, min_delta=0, min_lr=${schedule.minimum}`,
          ]),
          '),',
        ]
      : []),
    ...(goal.keepsBest || patience !== null
      ? [
          'keras.callbacks.EarlyStopping(',
          ...indent([
            `${monitored}, patience=${patience ?? 'EPOCHS'}${goal.keepsBest ? ', restore_best_weights=True' : ''}`,
          ]),
          '),',
        ]
      : []),
  ];
}

function fitLines(plan: SnippetPlan): string[] {
  const callbacks = callbackLines(plan);
  const needsLabels = !isNaturalOrder(plan) || hasClassWeights(plan);
  const targets = isOneHot(plan) ? 'targets' : 'y';
  const rows = hasBatches(plan)
    ? [`Batches(x[train], ${targets}[train]${needsLabels ? ', y[train]' : ''}),`]
    : [
        'x[train],',
        `${targets}[train],`,
        'batch_size=BATCH_SIZE,',
        ...(hasClassWeights(plan) ? ['class_weight=dict(enumerate(class_weights(y[train]))),'] : []),
      ];
  return [
    'model.fit(',
    ...indent([
      ...rows,
      'epochs=EPOCHS,',
      `validation_data=(x[validation], ${targets}[validation]),`,
      ...(callbacks.length > 0 ? ['callbacks=[', ...indent(callbacks), '],'] : []),
      'verbose=2,',
    ]),
    ')',
  ];
}

const metrics = {
  regression: '[keras.metrics.RootMeanSquaredError(name="rmse"), "mae"]',
  classification: '["accuracy"]',
  multilabel: null,
} as const;

function mainFunction(plan: SnippetPlan): string[] {
  const { task, outputs, goal } = plan;
  const measured = metrics[task];
  return [
    'def main():',
    ...indent([
      'keras.utils.set_random_seed(SEED)',
      'x, y, train, validation = load()',
      ...targetLines(plan),
      ...(isOneHot(plan) ? [`targets = keras.utils.to_categorical(y, ${outputs})`] : []),
      '',
      'model = build_model()',
      ...optimizerCode(plan.optimizer),
      `loss = ${lossCode(plan)}`,
      call('model.compile', 'optimizer=optimizer', 'loss=loss', measured === null ? null : `metrics=${measured}`),
      'model.summary()',
      ...fitLines(plan),
      '',
      `metrics = measure(model.predict(x[${goal.part}], verbose=0), y[${goal.part}]${task === 'regression' ? ', sd' : ''})`,
      `print(f"${goal.part}.${goal.name} {metrics['${goal.name}']:.6g}")`,
    ]),
  ];
}
