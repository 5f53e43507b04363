// Optimisers with the values of their papers; the model stays as it is.
import type { Recipe } from './recipe.ts';

const search = ['model.units', 'model.layers', 'model.dropout', 'training.batchSize'] as const;

export const optimizerRecipes = [
  {
    id: 'adamDefaults',
    title: { en: 'Adam with its defaults', zh: 'Adam 默认值' },
    text: {
      en: 'Learning rate 0.001, betas 0.9 and 0.999, as in its paper. The model stays as it is.',
      zh: '学习率 0.001，beta 为 0.9 和 0.999，同其论文。模型保持不变。',
    },
    source: 'Kingma and Ba 2015, Adam',
    settings: {
      'optimizer.name': 'adam',
      'optimizer.learningRate': 0.001,
      'optimizer.beta1': 0.9,
      'optimizer.beta2': 0.999,
      'optimizer.epsilon': 1e-8,
    },
    search,
  },
  {
    id: 'adamwDefaults',
    title: { en: 'AdamW with its defaults', zh: 'AdamW 默认值' },
    text: {
      en: 'Adam with a decoupled weight decay of 0.01. The model stays as it is.',
      zh: 'Adam 加解耦的权重衰减 0.01。模型保持不变。',
    },
    source: 'Loshchilov and Hutter 2019, Decoupled Weight Decay Regularization',
    settings: {
      'optimizer.name': 'adamw',
      'optimizer.learningRate': 0.001,
      'optimizer.weightDecay': 0.01,
      'optimizer.beta1': 0.9,
      'optimizer.beta2': 0.999,
    },
    search,
  },
  {
    id: 'sgdMomentum',
    title: { en: 'SGD with momentum', zh: '带动量的 SGD' },
    text: {
      en: 'Learning rate 0.1 with Nesterov momentum 0.9. The model stays as it is.',
      zh: '学习率 0.1，Nesterov 动量 0.9。模型保持不变。',
    },
    source: 'Sutskever et al. 2013, On the Importance of Initialization and Momentum',
    settings: {
      'optimizer.name': 'sgd',
      'optimizer.learningRate': 0.1,
      'optimizer.momentum': 0.9,
      'optimizer.nesterov': true,
    },
    search: ['optimizer.learningRate', ...search],
  },
  {
    id: 'rmspropDefaults',
    title: { en: 'RMSprop with its defaults', zh: 'RMSprop 默认值' },
    text: {
      en: 'Learning rate 0.001, decay 0.9, as in its lecture. The model stays as it is.',
      zh: '学习率 0.001，衰减 0.9，同其讲义。模型保持不变。',
    },
    source: 'Tieleman and Hinton 2012, Lecture 6.5',
    settings: { 'optimizer.name': 'rmsprop', 'optimizer.learningRate': 0.001, 'optimizer.rho': 0.9 },
    search,
  },
] as const satisfies readonly Recipe[];
