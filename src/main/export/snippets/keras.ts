// The best configuration as a Keras 3 program.
import { blocks, call, indent } from './code.ts';
import { kerasModel } from './keras-model.ts';
import { dataCode, dataImports } from './python-data.ts';
import {
  classWeightsFunction,
  epochRowsFunction,
  hasRateFunction,
  heading,
  isNaturalOrder,
  rateFunction,
} from './python-training.ts';
import type { OptimizerPlan, SnippetPlan } from './snippet-plan.ts';

/** A runnable Python program; its last line on stdout is "validation.<metric> <value>" of the epoch that it kept. */
export function kerasSnippet(plan: SnippetPlan): string {
  const standard = [...new Set([...dataImports(plan), ...(hasRateFunction(plan) ? ['math'] : [])])].sort();
  const top = blocks(
    [
      heading(plan, 'Keras 3', 'numpy and keras with a backend (pip install keras tensorflow)', notCarried(plan)),
      [
        ...standard.map((name) => `import ${name}`),
        ...(standard.length > 0 ? [''] : []),
        'import keras',
        'import numpy as np',
        'from keras import layers',
      ],
      constants(plan),
    ],
    1,
  );
  const body = blocks([
    dataCode(plan),
    ...kerasModel(plan),
    rateFunction(plan),
    rateCallback(plan),
    classWeightsFunction(plan),
    epochRowsFunction(plan),
    sequenceClass(plan),
    mainFunction(plan),
    ['if __name__ == "__main__":', '    main()'],
  ]);
  return `${[...top, ...body].join('\n')}\n`;
}

function notCarried({ augment, optimizer, schedule, objective, labelSmoothing, task }: SnippetPlan): string[] {
  return [
    ...(augment.mixup > 0 ? [`augment.mixup ${augment.mixup}.`] : []),
    ...(optimizer.clipNorm !== null && optimizer.clipValue !== null
      ? [`optimizer.clipValue ${optimizer.clipValue}: Keras takes one limit, and the norm's is kept.`]
      : []),
    ...(schedule.kind === 'plateau' && schedule.warmupEpochs > 0
      ? [`schedule.warmupEpochs ${schedule.warmupEpochs} beside plateau.`]
      : []),
    ...(labelSmoothing > 0 && task === 'classification'
      ? ['validation loss: Keras smooths the labels there too.']
      : []),
    ...(monitorOf({ objective, task }).isSubstitute
      ? [`objective ${objective.metric}: the validation loss picks the best epoch.`]
      : []),
  ];
}

/** What Keras calls the objective, where it measures it. */
function monitorOf({ objective, task }: Pick<SnippetPlan, 'objective' | 'task'>): {
  name: string;
  mode: 'min' | 'max';
  isSubstitute: boolean;
} {
  const known: Readonly<Record<string, readonly [string, 'min' | 'max']>> = {
    'validation.loss': ['val_loss', 'min'],
    'train.loss': ['loss', 'min'],
    ...(task === 'regression'
      ? {
          'validation.rmse': ['val_loss', 'min'],
          'validation.r2': ['val_loss', 'min'],
          'validation.mae': ['val_mae', 'min'],
        }
      : { 'validation.accuracy': ['val_accuracy', 'max'], 'train.accuracy': ['accuracy', 'max'] }),
  };
  const found = known[objective.metric];
  return found === undefined
    ? { name: 'val_loss', mode: 'min', isSubstitute: true }
    : { name: found[0], mode: found[1], isSubstitute: false };
}

function constants({ seed, epochs, batchSize, optimizer }: SnippetPlan): string[] {
  return [
    `SEED = ${seed}`,
    `EPOCHS = ${epochs}`,
    `BATCH_SIZE = ${batchSize}`,
    `LEARNING_RATE = ${optimizer.learningRate}`,
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

function lossCode({ task, labelSmoothing, balance }: SnippetPlan): string {
  const weighted = balance.classWeights > 0 ? 'reduction="mean_with_sample_weight"' : null;
  if (task === 'regression') return 'keras.losses.MeanSquaredError()';
  return labelSmoothing > 0
    ? call('keras.losses.CategoricalCrossentropy', 'from_logits=True', `label_smoothing=${labelSmoothing}`, weighted)
    : call('keras.losses.SparseCategoricalCrossentropy', 'from_logits=True', weighted);
}

function rateCallback(plan: SnippetPlan): string[] {
  if (!hasRateFunction(plan) || plan.schedule.kind === 'plateau') return [];
  return [
    'class LearningRate(keras.callbacks.Callback):',
    ...indent([
      'def on_epoch_begin(self, epoch, logs=None):',
      '    self.epoch = epoch + 1',
      '',
      'def on_train_batch_begin(self, batch, logs=None):',
      '    rate = learning_rate(self.epoch, batch + 1, self.params["steps"])',
      '    self.model.optimizer.learning_rate = rate',
    ]),
  ];
}

/** Batches of balanced epochs; `fit` shuffles by itself otherwise. */
function sequenceClass(plan: SnippetPlan): string[] {
  if (isNaturalOrder(plan)) return [];
  const weights = plan.balance.classWeights > 0;
  return [
    'class Batches(keras.utils.PyDataset):',
    ...indent([
      'def __init__(self, x, y, labels):',
      '    super().__init__()',
      '    self.x, self.y, self.labels = x, y, labels',
      '    self.rng = np.random.default_rng(SEED)',
      ...(weights ? ['    self.weights = class_weights(labels)'] : []),
      '    self.on_epoch_end()',
      '',
      'def __len__(self):',
      '    return -(-len(self.rows) // BATCH_SIZE)',
      '',
      'def __getitem__(self, batch):',
      '    rows = self.rows[batch * BATCH_SIZE : (batch + 1) * BATCH_SIZE]',
      weights
        ? '    return self.x[rows], self.y[rows], self.weights[self.labels[rows]]'
        : '    return self.x[rows], self.y[rows]',
      '',
      'def on_epoch_end(self):',
      '    self.rows = epoch_rows(self.labels, self.rng)',
    ]),
  ];
}

function mainFunction(plan: SnippetPlan): string[] {
  const { task, scaling, balance, schedule, objective, outputs } = plan;
  const monitor = monitorOf(plan);
  const isSoft = task === 'classification' && plan.labelSmoothing > 0;
  const monitored = `monitor="${monitor.name}", mode="${monitor.mode}"`;
  const callbacks = [
    ...(rateCallback(plan).length > 0 ? ['LearningRate(),'] : []),
    ...(schedule.kind === 'plateau'
      ? [
          `keras.callbacks.ReduceLROnPlateau(${monitored}, factor=${schedule.factor}, patience=${schedule.patience}, min_delta=0, min_lr=${schedule.minimum}),`,
        ]
      : []),
    ...(objective.pick === 'best' || plan.patience !== null
      ? [
          `keras.callbacks.EarlyStopping(${monitored}, patience=${plan.patience ?? 'EPOCHS'}, restore_best_weights=${objective.pick === 'best' ? 'True' : 'False'}),`,
        ]
      : []),
  ];
  const target = isSoft ? `keras.utils.to_categorical(y, ${outputs})` : 'y';
  const labels = task === 'classification' ? ['y = np.where(np.isnan(y), -1, y).astype("int32")'] : [];
  const fitArguments = isNaturalOrder(plan)
    ? [
        'x[train],',
        'targets[train],',
        'batch_size=BATCH_SIZE,',
        ...(balance.classWeights > 0 ? ['class_weight=dict(enumerate(class_weights(y[train]))),'] : []),
      ]
    : ['Batches(x[train], targets[train], y[train]),'];
  return [
    'def main():',
    ...indent([
      'keras.utils.set_random_seed(SEED)',
      'x, y, train, validation = load()',
      ...(scaling === 'none'
        ? []
        : ['shift, factor = fit_scaling(x[train])', 'x = ((x - shift) * factor).astype("float32")']),
      ...labels,
      ...(task === 'regression'
        ? [
            '# The network learns the label with zero mean and unit variance.',
            'mean, sd = y[train].mean(), y[train].std() or 1.0',
            'targets = (y - mean) / sd',
          ]
        : [`targets = ${target}`]),
      '',
      'model = build_model()',
      ...optimizerCode(plan.optimizer),
      `model.compile(optimizer=optimizer, loss=${lossCode(plan)}, metrics=[${task === 'regression' ? '"mae"' : '"accuracy"'}])`,
      'model.summary()',
      'model.fit(',
      ...indent([
        ...fitArguments,
        'epochs=EPOCHS,',
        'validation_data=(x[validation], targets[validation]),',
        ...(callbacks.length > 0 ? ['callbacks=[', ...indent(callbacks), '],'] : []),
        'verbose=2,',
      ]),
      ')',
      '',
      'outputs = model.predict(x[validation], verbose=0)',
      ...(task === 'regression'
        ? [
            'errors = outputs[:, 0] * sd + mean - y[validation]',
            'print(f"validation.rmse {np.sqrt(np.mean(errors**2)):.6g}")',
          ]
        : [
            'accuracy = np.mean(outputs.argmax(axis=1) == y[validation])',
            'print(f"validation.accuracy {accuracy:.4f}")',
          ]),
    ]),
  ];
}
