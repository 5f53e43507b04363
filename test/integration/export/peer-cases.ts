// Configurations that together meet every source, every layer, every optimiser, every schedule and every way to balance and to augment.
// Each says how near to ours a program must come: about twice what five seeds differ by, so those that draw rows or masks get more room.
import type { Objective } from '#shared/study/build-space.ts';
import type { ResolvedSettings } from '#shared/study/values.ts';

export const dataNames = [
  ...['classes', 'amounts', 'tags', 'images', 'verdicts', 'topics', 'rises', 'slopes', 'spirals', 'penguins'],
  'sine',
] as const;
export type DataName = (typeof dataNames)[number];

export interface PeerSettings {
  readonly data: (typeof dataNames)[number];
  readonly settings: ResolvedSettings;
  readonly objective: Objective;
  /** Largest |program − ours|, as a share of ours. */
  readonly within: number;
}

const goal = (metric: string, direction: Objective['direction'] = 'minimize', pick: Objective['pick'] = 'last') => ({
  metric,
  direction,
  pick,
});

export const peerCases: Readonly<Record<string, PeerSettings>> = {
  'csv, momentum, steps, L1, clipped values': {
    data: 'classes',
    settings: {
      ...{ 'model.units': 256, 'model.activation': 'elu', 'model.initializer': 'glorotUniform' },
      ...{ 'model.normalization': 'layer', 'input.scaling': 'minmax', 'regularization.l1': 0.0003 },
      ...{
        'optimizer.name': 'sgd',
        'optimizer.momentum': 0.8,
        'optimizer.nesterov': true,
        'optimizer.clipValue': 0.02,
      },
      ...{ 'schedule.kind': 'step', 'schedule.everyEpochs': 2, 'training.epochs': 5, 'training.batchSize': 64 },
      'optimizer.learningRate': 0.02,
    },
    objective: goal('train.loss'),
    within: 0.1,
  },
  'csv, regression, adagrad, exponential, shortcuts': {
    data: 'amounts',
    settings: {
      ...{ 'model.units': 256, 'model.layers': 2, 'model.unitsShape': 'halving', 'model.activation': 'gelu' },
      ...{ 'model.initializer': 'lecunNormal', 'model.residual': true, 'optimizer.name': 'adagrad' },
      ...{ 'optimizer.learningRate': 0.003, 'schedule.kind': 'exponential', 'schedule.everyEpochs': 4 },
      ...{ 'training.epochs': 8, 'training.batchSize': 64 },
    },
    objective: goal('validation.rmse'),
    within: 0.1,
  },
  'csv, several labels, adadelta, one cycle': {
    data: 'tags',
    settings: {
      ...{ 'model.units': 128, 'model.layers': 2, 'model.activation': 'selu', 'model.initializer': 'orthogonal' },
      ...{ 'optimizer.name': 'adadelta', 'schedule.kind': 'oneCycle', 'training.epochs': 8, 'training.batchSize': 64 },
    },
    objective: goal('validation.loss'),
    within: 0.3,
  },
  'idx, valid padding with shortcuts, adamax, warm-up and cosine, moved images': {
    data: 'images',
    settings: {
      ...{ 'model.padding': 'valid', 'model.residual': true, 'model.filters': 8, 'model.activation': 'leakyRelu' },
      ...{ 'model.pooling': 'average', 'model.normalization': 'batch', 'model.units': 64, 'optimizer.name': 'adamax' },
      ...{ 'schedule.kind': 'cosine', 'schedule.warmupEpochs': 1, 'schedule.minimum': 0.0001 },
      ...{ 'augment.flip': 'both', 'augment.shift': 0.1, 'augment.rotate': 10, 'input.scaling': 'perChannel' },
      ...{ 'training.epochs': 8, 'training.batchSize': 16, 'optimizer.learningRate': 0.005 },
    },
    objective: goal('validation.accuracy', 'maximize', 'best'),
    within: 0.25,
  },
  'idx, separable with strides, rmsprop, pooling over the map, noise and mixup': {
    data: 'images',
    settings: {
      ...{ 'model.convolution': 'separable', 'model.stride': 2, 'model.convLayers': 1, 'model.kernelSize': 5 },
      ...{ 'model.filters': 64, 'model.pooling': 'none', 'model.globalPooling': 'max', 'model.activation': 'tanh' },
      ...{ 'optimizer.name': 'rmsprop', 'optimizer.momentum': 0.5, 'augment.noise': 0.1, 'augment.mixup': 0.3 },
      ...{
        'augment.shift': 0.1,
        'augment.flip': 'vertical',
        'balance.classWeights': 0.5,
        'training.labelSmoothing': 0.1,
      },
      ...{ 'training.epochs': 5, 'training.batchSize': 32, 'optimizer.learningRate': 0.0005 },
    },
    objective: goal('train.loss'),
    within: 0.1,
  },
  'idx, rows as steps, LSTM both ways, plateau': {
    data: 'images',
    settings: {
      ...{ 'model.family': 'rnn', 'model.cell': 'lstm', 'model.bidirectional': true, 'model.recurrentUnits': 32 },
      ...{ 'schedule.kind': 'plateau', 'schedule.patience': 2, 'training.epochs': 4, 'training.batchSize': 32 },
      'optimizer.learningRate': 0.001,
    },
    objective: goal('validation.loss'),
    within: 0.12,
  },
  'text, mean of the words, AdamW, smoothed and weighted classes': {
    data: 'verdicts',
    settings: {
      ...{ 'model.embeddingSize': 64, 'model.dropout': 0.1, 'optimizer.name': 'adamw', 'optimizer.weightDecay': 0.1 },
      ...{ 'training.labelSmoothing': 0.1, 'balance.classWeights': 1, 'training.epochs': 8, 'training.batchSize': 32 },
      'model.vocabularySize': 20,
    },
    objective: goal('validation.loss'),
    within: 0.1,
  },
  'text, stacked GRU both ways, oversampling, early stop': {
    data: 'verdicts',
    settings: {
      ...{ 'model.encoder': 'recurrent', 'model.cell': 'gru', 'model.recurrentLayers': 2, 'model.recurrentUnits': 16 },
      ...{
        'model.bidirectional': true,
        'model.embeddingSize': 32,
        'model.sequenceLength': 10,
        'balance.oversample': 1,
      },
      ...{ 'training.earlyStoppingPatience': 3, 'training.epochs': 6, 'training.batchSize': 32 },
      'optimizer.learningRate': 0.005,
    },
    objective: goal('validation.balancedAccuracy', 'maximize', 'best'),
    within: 0.1,
  },
  'text, several labels, dropped states of simple cells': {
    data: 'topics',
    settings: {
      ...{
        'model.encoder': 'recurrent',
        'model.cell': 'simple',
        'model.recurrentUnits': 32,
        'model.embeddingSize': 32,
      },
      ...{
        'model.recurrentDropout': 0.2,
        'training.epochs': 8,
        'training.batchSize': 32,
        'optimizer.learningRate': 0.003,
      },
    },
    objective: goal('validation.loss'),
    within: 0.6,
  },
  'npy, padded sequences, stacked LSTM with dropped states, clipped norm': {
    data: 'rises',
    settings: {
      ...{
        'model.cell': 'lstm',
        'model.recurrentLayers': 2,
        'model.recurrentUnits': 32,
        'model.recurrentDropout': 0.2,
      },
      ...{ 'optimizer.clipNorm': 0.5, 'model.dropout': 0.1, 'augment.noise': 0.05, 'balance.balancedBatches': true },
      ...{ 'training.epochs': 6, 'training.batchSize': 32, 'optimizer.learningRate': 0.005 },
    },
    objective: goal('validation.accuracy', 'maximize', 'best'),
    within: 0.06,
  },
  'npy, padded sequences, GRU, L2, uniform start': {
    data: 'slopes',
    settings: {
      ...{ 'model.recurrentUnits': 64, 'model.initializer': 'uniform', 'model.activation': 'sigmoid' },
      ...{
        'regularization.l2': 0.0001,
        'training.epochs': 4,
        'training.batchSize': 32,
        'optimizer.learningRate': 0.001,
      },
    },
    objective: goal('train.mae'),
    within: 0.2,
  },
  'npy, convolutions over the steps, plateau after a warm-up': {
    data: 'rises',
    settings: {
      ...{ 'model.family': 'cnn', 'model.filters': 16, 'model.residual': true, 'model.normalization': 'layer' },
      ...{ 'schedule.kind': 'plateau', 'schedule.patience': 1, 'schedule.warmupEpochs': 1, 'model.units': 32 },
      ...{ 'training.epochs': 6, 'training.batchSize': 32 },
    },
    objective: goal('validation.loss'),
    within: 0.5,
  },
  'spirals, batch normalisation': {
    data: 'spirals',
    settings: { 'model.normalization': 'batch', 'model.units': 128, 'model.layers': 2, 'training.epochs': 10 },
    objective: goal('train.loss'),
    within: 0.25,
  },
  'penguins, classes in every batch': {
    data: 'penguins',
    settings: { 'balance.balancedBatches': true, 'training.batchSize': 32, 'training.epochs': 6 },
    objective: goal('validation.accuracy', 'maximize', 'best'),
    within: 0.05,
  },
  'noisy sine': {
    data: 'sine',
    settings: { 'model.units': 64, 'model.layers': 2, 'training.batchSize': 32, 'training.epochs': 20 },
    objective: goal('validation.rmse', 'minimize', 'best'),
    within: 0.2,
  },
};
