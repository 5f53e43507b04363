// Settings of the network that every model family has.
import { familyFor, familyNames } from './families.ts';
import { type Setting, sources } from './setting.ts';

const activations = ['relu', 'elu', 'gelu', 'selu', 'tanh', 'sigmoid', 'leakyRelu'] as const;

export const modelSettings = [
  {
    key: 'model.family',
    title: { en: 'Model family', zh: '模型类型' },
    unit: null,
    kind: { type: 'choice', choices: familyNames },
    default: { needs: [], needsData: true, of: ({ facts }) => familyFor[facts?.kind ?? 'table'] },
    range: { value: { type: 'categorical', choices: ['mlp', 'cnn'] } },
    rule: {
      en: 'Follows the data: convolutions for images, dense layers for tables, recurrent layers for sequences, word vectors for texts.',
      zh: '由数据决定：图像用卷积网络，表格用全连接网络，序列用循环网络，文本用词向量。',
      source: sources.tuning,
    },
    importance: null,
    capacity: 0,
    laneVaries: false,
  },
  {
    key: 'model.layers',
    title: { en: 'Hidden layers', zh: '隐藏层数' },
    unit: { en: 'layers', zh: '层' },
    // 0 is a linear model, the baseline that any network must beat.
    kind: { type: 'int', low: 0, high: 1000, usual: { low: 0, high: 20 } },
    default: { value: 1 },
    range: { value: { type: 'int', low: 1, high: 4, scale: 'linear' } },
    rule: { en: 'Start from 1 layer.', zh: '从 1 层开始。', source: sources.tuning },
    importance: 3,
    capacity: 1,
    laneVaries: false,
  },
  {
    key: 'model.units',
    title: { en: 'Units per layer', zh: '每层神经元数' },
    unit: { en: 'units', zh: '个' },
    kind: { type: 'int', low: 1, high: 1_000_000, usual: { low: 1, high: 10_000 } },
    default: { value: 128 },
    range: { value: { type: 'int', low: 16, high: 1024, scale: 'log' } },
    rule: {
      en: '16, 32, 128; above 1 000 is rare, above 10 000 never seen.',
      zh: '16、32、128；超过 1000 少见，超过 10000 从未见过。',
      source: sources.tuning,
    },
    importance: 3,
    capacity: 1,
    laneVaries: false,
  },
  {
    key: 'model.unitsShape',
    title: { en: 'Width over the layers', zh: '各层宽度变化' },
    unit: null,
    kind: { type: 'choice', choices: ['constant', 'halving', 'doubling'] },
    default: { value: 'constant' },
    range: { value: { type: 'categorical', choices: ['constant', 'halving', 'doubling'] } },
    rule: {
      en: 'Layers of equal width do as well as most shapes.',
      zh: '各层等宽通常已经足够好。',
      source: sources.bengio,
    },
    importance: 4,
    capacity: 0,
    laneVaries: false,
  },
  {
    key: 'model.activation',
    title: { en: 'Activation', zh: '激活函数' },
    unit: null,
    kind: { type: 'choice', choices: activations },
    default: { value: 'relu' },
    range: { value: { type: 'categorical', choices: activations } },
    rule: {
      en: 'relu first; tanh rather than sigmoid in hidden layers.',
      zh: '先用 relu；隐藏层用 tanh 而不用 sigmoid。',
      source: sources.lecun,
    },
    importance: 5,
    capacity: 0,
    laneVaries: false,
  },
  {
    key: 'model.normalization',
    title: { en: 'Normalization', zh: '归一化' },
    unit: null,
    kind: { type: 'choice', choices: ['none', 'batch', 'layer'] },
    default: { value: 'none' },
    range: { value: { type: 'categorical', choices: ['none', 'batch', 'layer'] } },
    rule: {
      en: 'Batch normalization allows larger learning rates in deep networks.',
      zh: '批归一化使深层网络能用更大的学习率。',
      source: 'Ioffe and Szegedy 2015, Batch Normalization',
    },
    importance: 4,
    capacity: 0,
    laneVaries: false,
  },
  {
    key: 'model.dropout',
    title: { en: 'Dropout', zh: '随机失活' },
    unit: null,
    kind: { type: 'float', low: 0, high: 1, openHigh: true, usual: { low: 0, high: 0.9 } },
    default: { value: 0 },
    range: { value: { type: 'float', low: 0, high: 0.7, scale: 'linear' } },
    rule: {
      en: '0.5; try 0.3, 0.5, 0.7 on the plain scale.',
      zh: '0.5；在线性刻度上试 0.3、0.5、0.7。',
      source: sources.tuning,
    },
    importance: 4,
    capacity: -1,
    laneVaries: true,
  },
  {
    key: 'model.residual',
    title: { en: 'Residual connections', zh: '残差连接' },
    unit: null,
    kind: { type: 'boolean' },
    default: { value: false },
    range: { value: { type: 'categorical', choices: [false, true] } },
    when: { 'model.family': ['mlp', 'cnn'] },
    rule: {
      en: 'Worth it when the network is deeper than 4 layers.',
      zh: '网络深于 4 层时值得使用。',
      source: 'He et al. 2016, Deep Residual Learning',
    },
    importance: 5,
    capacity: 0,
    laneVaries: false,
  },
  {
    key: 'model.initializer',
    title: { en: 'Weight initialization', zh: '权重初始化' },
    unit: null,
    kind: { type: 'choice', choices: ['glorotUniform', 'heNormal', 'orthogonal', 'lecunNormal', 'uniform'] },
    default: {
      needs: ['model.activation'],
      of: ({ settings }) => initializerFor(settings['model.activation']),
    },
    range: { value: { type: 'categorical', choices: ['glorotUniform', 'heNormal', 'orthogonal', 'lecunNormal'] } },
    rule: {
      en: 'Scaled by the number of inputs of a unit; the default follows the activation.',
      zh: '按神经元输入数缩放；默认随激活函数而定。',
      source: sources.lecun,
    },
    importance: 5,
    capacity: 0,
    laneVaries: true,
  },
] as const satisfies readonly Setting[];

/** He et al. 2015 for rectifiers, Klambauer et al. 2017 for selu, Glorot and Bengio 2010 for saturating functions. */
function initializerFor(activation: unknown): string {
  if (activation === 'tanh' || activation === 'sigmoid') return 'glorotUniform';
  return activation === 'selu' ? 'lecunNormal' : 'heNormal';
}
