// Settings of the optimiser. Defaults are those of each method's own paper.
import type { SettingValue } from '../study/values.ts';
import { type ByContext, type Setting, sources } from './setting.ts';

/**
 * adam, adamax: Kingma and Ba 2015, algorithms 1 and 2. adamw: Loshchilov and Hutter 2019. rmsprop: Tieleman and Hinton
 * 2012, lecture 6.5. adadelta: Zeiler 2012, table 1 (a unit-free step, so 1). adagrad: Duchi et al. 2011 leave the step
 * open, 0.01 is what its implementations took. sgd: 0.1 of the usual 1, 0.1, 0.01, 0.001.
 */
const papers: Readonly<Record<string, { learningRate: number; epsilon: number; rho: number }>> = {
  sgd: { learningRate: 0.1, epsilon: 1e-8, rho: 0.9 },
  adam: { learningRate: 0.001, epsilon: 1e-8, rho: 0.9 },
  adamw: { learningRate: 0.001, epsilon: 1e-8, rho: 0.9 },
  rmsprop: { learningRate: 0.001, epsilon: 1e-8, rho: 0.9 },
  adadelta: { learningRate: 1, epsilon: 1e-6, rho: 0.95 },
  adagrad: { learningRate: 0.01, epsilon: 1e-7, rho: 0.9 },
  adamax: { learningRate: 0.002, epsilon: 1e-8, rho: 0.9 },
};
const names = ['sgd', 'adam', 'adamw', 'rmsprop', 'adadelta', 'adagrad', 'adamax'] as const;

function ofPaper(field: 'learningRate' | 'epsilon' | 'rho', otherwise: number): ByContext<SettingValue> {
  return {
    needs: ['optimizer.name'],
    of: ({ settings }) => papers[String(settings['optimizer.name'])]?.[field] ?? otherwise,
  };
}

export const optimizerSettings = [
  {
    key: 'optimizer.name',
    title: { en: 'Optimizer', zh: '优化器' },
    unit: null,
    kind: { type: 'choice', choices: names },
    default: { value: 'adam' },
    range: { value: { type: 'categorical', choices: ['sgd', 'adam'] } },
    rule: {
      en: "Adaptive methods with their paper's defaults save most of the learning-rate search.",
      zh: '自适应方法用论文默认值可省去大部分学习率搜索。',
      source: sources.tuning,
    },
    importance: 2,
    capacity: 0,
    laneVaries: false,
  },
  {
    key: 'optimizer.learningRate',
    title: { en: 'Learning rate', zh: '学习率' },
    unit: null,
    kind: { type: 'float', low: 0, high: Number.POSITIVE_INFINITY, usual: { low: 1e-8, high: 10 } },
    default: ofPaper('learningRate', 0.001),
    range: {
      needs: ['optimizer.name'],
      of: ({ settings }) =>
        settings['optimizer.name'] === 'sgd'
          ? { type: 'float', low: 1e-3, high: 10, scale: 'log' }
          : { type: 'float', low: 1e-5, high: 1, scale: 'log' },
    },
    rule: {
      en: 'The single most important setting: 1, 0.1, 0.01, 0.001, beginning at 1 with plain SGD; above 10 is very rare. Long sequences and deep recurrent networks want a smaller one, else no convergence or NaN.',
      zh: '最重要的设置：1、0.1、0.01、0.001，普通 SGD 从 1 开始；超过 10 极少见。长序列和深层循环网络要更小，否则不收敛或出现 NaN。',
      source: `${sources.tuning}; ${sources.bengio}`,
    },
    importance: 1,
    capacity: 0,
    laneVaries: true,
  },
  {
    key: 'optimizer.momentum',
    title: { en: 'Momentum', zh: '动量' },
    unit: null,
    kind: { type: 'float', low: 0, high: 1, usual: { low: 0, high: 0.999 } },
    default: { value: 0 },
    range: { value: { type: 'float', low: 0, high: 0.99, scale: 'linear' } },
    when: { 'optimizer.name': ['sgd', 'rmsprop'] },
    rule: { en: '0.9 is usual.', zh: '通常取 0.9。', source: sources.bengio },
    importance: 4,
    capacity: 0,
    laneVaries: true,
  },
  {
    key: 'optimizer.nesterov',
    title: { en: 'Nesterov momentum', zh: 'Nesterov 动量' },
    unit: null,
    kind: { type: 'boolean' },
    default: { value: false },
    range: { value: { type: 'categorical', choices: [false, true] } },
    when: { 'optimizer.name': ['sgd'] },
    rule: {
      en: 'Only matters with momentum above 0.',
      zh: '仅在动量大于 0 时有意义。',
      source: 'Sutskever et al. 2013, On the importance of initialization and momentum',
    },
    importance: 5,
    capacity: 0,
    laneVaries: false,
  },
  {
    key: 'optimizer.beta1',
    title: { en: 'Beta 1', zh: 'Beta 1' },
    unit: null,
    kind: { type: 'float', low: 0, high: 1, openHigh: true, usual: { low: 0, high: 0.9999 } },
    default: { value: 0.9 },
    range: { value: { type: 'float', low: 0.8, high: 0.99, scale: 'linear' } },
    when: { 'optimizer.name': ['adam', 'adamw', 'adamax'] },
    rule: { en: "Keep the paper's 0.9.", zh: '保持论文的 0.9。', source: 'Kingma and Ba 2015, Adam' },
    importance: 5,
    capacity: 0,
    laneVaries: true,
  },
  {
    key: 'optimizer.beta2',
    title: { en: 'Beta 2', zh: 'Beta 2' },
    unit: null,
    kind: { type: 'float', low: 0, high: 1, openHigh: true, usual: { low: 0.5, high: 0.99999 } },
    default: { value: 0.999 },
    range: { value: { type: 'float', low: 0.9, high: 0.9999, scale: 'linear' } },
    when: { 'optimizer.name': ['adam', 'adamw', 'adamax'] },
    rule: { en: "Keep the paper's 0.999.", zh: '保持论文的 0.999。', source: 'Kingma and Ba 2015, Adam' },
    importance: 5,
    capacity: 0,
    laneVaries: true,
  },
  {
    key: 'optimizer.rho',
    title: { en: 'Rho', zh: 'Rho' },
    unit: null,
    kind: { type: 'float', low: 0, high: 1, openHigh: true, usual: { low: 0, high: 0.9999 } },
    default: ofPaper('rho', 0.9),
    range: { value: { type: 'float', low: 0.8, high: 0.99, scale: 'linear' } },
    when: { 'optimizer.name': ['rmsprop', 'adadelta'] },
    rule: {
      en: "Keep the paper's: 0.9 for rmsprop, 0.95 for adadelta.",
      zh: '保持论文的值：rmsprop 0.9，adadelta 0.95。',
      source: 'Tieleman and Hinton 2012; Zeiler 2012, ADADELTA',
    },
    importance: 5,
    capacity: 0,
    laneVaries: true,
  },
  {
    key: 'optimizer.epsilon',
    title: { en: 'Epsilon', zh: 'Epsilon' },
    unit: null,
    kind: {
      type: 'float',
      low: 0,
      openLow: true,
      high: Number.POSITIVE_INFINITY,
      usual: { low: 1e-12, high: 1 },
    },
    default: ofPaper('epsilon', 1e-8),
    range: { value: { type: 'float', low: 1e-10, high: 1e-3, scale: 'log' } },
    when: { 'optimizer.name': ['adam', 'adamw', 'rmsprop', 'adadelta', 'adagrad', 'adamax'] },
    rule: { en: "Keep the paper's.", zh: '保持论文的值。', source: 'Kingma and Ba 2015, Adam' },
    importance: 5,
    capacity: 0,
    laneVaries: true,
  },
  {
    key: 'optimizer.weightDecay',
    title: { en: 'Weight decay', zh: '权重衰减' },
    unit: null,
    kind: { type: 'float', low: 0, high: Number.POSITIVE_INFINITY, usual: { low: 0, high: 1 } },
    default: { value: 0.01 },
    range: { value: { type: 'float', low: 1e-5, high: 1, scale: 'log' } },
    when: { 'optimizer.name': ['adamw'] },
    rule: {
      en: '0.01; taken off the weights directly, not through the gradient.',
      zh: '0.01；直接作用于权重，不经过梯度。',
      source: 'Loshchilov and Hutter 2019, Decoupled Weight Decay Regularization',
    },
    importance: 4,
    capacity: -1,
    laneVaries: true,
  },
  {
    key: 'optimizer.clipNorm',
    title: { en: 'Gradient norm limit', zh: '梯度范数上限' },
    unit: null,
    kind: {
      type: 'float',
      low: 0,
      openLow: true,
      high: Number.POSITIVE_INFINITY,
      nullable: true,
      usual: { low: 0.01, high: 1000 },
    },
    default: { value: null },
    range: { value: { type: 'categorical', choices: [5, 10, 15], ordered: true } },
    rule: {
      en: 'Limit sqrt(Σ g²) to 5, 10 or 15.',
      zh: '将 sqrt(Σ g²) 限制为 5、10 或 15。',
      source: sources.tuning,
    },
    importance: 4,
    capacity: 0,
    laneVaries: true,
  },
  {
    key: 'optimizer.clipValue',
    title: { en: 'Gradient value limit', zh: '梯度值上限' },
    unit: null,
    kind: {
      type: 'float',
      low: 0,
      openLow: true,
      high: Number.POSITIVE_INFINITY,
      nullable: true,
      usual: { low: 0.001, high: 100 },
    },
    default: { value: null },
    range: { value: { type: 'float', low: 0.1, high: 10, scale: 'log' } },
    rule: {
      en: 'Each value of the gradient stays within ±limit; limiting the norm keeps the direction and is the better choice.',
      zh: '梯度的每个分量限制在 ±上限 内；限制范数能保持方向，通常更好。',
      source: 'Pascanu et al. 2013, On the difficulty of training recurrent neural networks',
    },
    importance: 5,
    capacity: 0,
    laneVaries: false,
  },
] as const satisfies readonly Setting[];
