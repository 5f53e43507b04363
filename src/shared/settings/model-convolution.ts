// Settings of convolutional networks.
import { type Setting, sources } from './setting.ts';

const cnn = { 'model.family': ['cnn'] } as const;

export const convolutionSettings = [
  {
    key: 'model.convLayers',
    title: { en: 'Convolution layers', zh: '卷积层数' },
    unit: { en: 'layers', zh: '层' },
    kind: { type: 'int', low: 1, high: 1000, usual: { low: 1, high: 20 } },
    default: { value: 2 },
    range: { value: { type: 'int', low: 1, high: 4, scale: 'linear' } },
    when: cnn,
    rule: {
      en: 'Two layers for small images; each pooling halves the picture.',
      zh: '小图像两层即可;每次池化使图像缩小一半。',
      source: sources.tuning,
    },
    importance: 3,
    capacity: 1,
    laneVaries: false,
  },
  {
    key: 'model.filters',
    title: { en: 'Filters of the first layer', zh: '首层卷积核数' },
    unit: { en: 'filters', zh: '个' },
    kind: { type: 'int', low: 1, high: 100_000, usual: { low: 1, high: 1024 } },
    default: { value: 32 },
    range: { value: { type: 'int', low: 8, high: 128, scale: 'log' } },
    when: cnn,
    rule: { en: '16, 32 or 64.', zh: '16、32 或 64。', source: sources.tuning },
    importance: 3,
    capacity: 1,
    laneVaries: false,
  },
  {
    key: 'model.kernelSize',
    title: { en: 'Kernel size', zh: '卷积核大小' },
    unit: { en: 'pixels', zh: '像素' },
    kind: { type: 'int', low: 1, high: 101, usual: { low: 1, high: 11 } },
    default: { value: 3 },
    range: { value: { type: 'int', low: 3, high: 7, scale: 'linear', step: 2 } },
    when: cnn,
    rule: {
      en: '3; several small kernels do more than one large.',
      zh: '3;多个小卷积核优于一个大卷积核。',
      source: 'Simonyan and Zisserman 2015, Very Deep Convolutional Networks',
    },
    importance: 3,
    capacity: 1,
    laneVaries: false,
  },
  {
    key: 'model.pooling',
    title: { en: 'Pooling', zh: '池化' },
    unit: null,
    kind: { type: 'choice', choices: ['max', 'average', 'none'] },
    default: { value: 'max' },
    range: { value: { type: 'categorical', choices: ['max', 'average'] } },
    when: cnn,
    rule: { en: 'max, after every convolution.', zh: '每次卷积后用最大池化。', source: sources.tuning },
    importance: 3,
    capacity: 0,
    laneVaries: false,
  },
] as const satisfies readonly Setting[];
