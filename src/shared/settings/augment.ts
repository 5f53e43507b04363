// Changed copies of the training rows, drawn anew in every epoch.
import { type Setting, sources } from './setting.ts';

const images = { kinds: ['image'] } as const;
/** Words are no numbers: there is nothing between two of them. */
const numbers = { kinds: ['table', 'image', 'sequence'] } as const;
const common = { importance: 4, capacity: -1, laneVaries: false } as const;

export const augmentSettings = [
  {
    key: 'augment.flip',
    title: { en: 'Flip images', zh: '翻转图像' },
    unit: null,
    kind: { type: 'choice', choices: ['none', 'horizontal', 'vertical', 'both'] },
    default: { value: 'none' },
    range: { value: { type: 'categorical', choices: ['none', 'horizontal'] } },
    data: images,
    rule: {
      en: 'Only where a mirrored picture keeps its meaning; never for digits.',
      zh: '仅当镜像不改变含义时使用；数字图像不可用。',
      source: sources.tuning,
    },
    ...common,
  },
  {
    key: 'augment.shift',
    title: { en: 'Shift images', zh: '平移图像' },
    unit: { en: 'share of the side', zh: '边长比例' },
    kind: { type: 'float', low: 0, high: 1, usual: { low: 0, high: 0.5 } },
    default: { value: 0 },
    range: { value: { type: 'float', low: 0, high: 0.2, scale: 'linear' } },
    data: images,
    rule: { en: '0.1 of the side.', zh: '边长的 0.1。', source: sources.tuning },
    ...common,
  },
  {
    key: 'augment.rotate',
    title: { en: 'Rotate images', zh: '旋转图像' },
    unit: { en: 'degrees', zh: '度' },
    kind: { type: 'float', low: 0, high: 180, usual: { low: 0, high: 90 } },
    default: { value: 0 },
    range: { value: { type: 'float', low: 0, high: 30, scale: 'linear' } },
    data: images,
    rule: { en: '10 degrees to either side.', zh: '左右各 10 度。', source: sources.tuning },
    ...common,
  },
  {
    key: 'augment.noise',
    title: { en: 'Input noise', zh: '输入噪声' },
    unit: { en: 'standard deviations', zh: '标准差' },
    kind: { type: 'float', low: 0, high: Number.POSITIVE_INFINITY, usual: { low: 0, high: 2 } },
    default: { value: 0 },
    range: { value: { type: 'float', low: 0, high: 0.5, scale: 'linear' } },
    data: numbers,
    rule: {
      en: 'Normal noise on the scaled inputs; 0.1 is mild.',
      zh: '在缩放后的输入上加正态噪声；0.1 较温和。',
      source: 'Bishop 1995, Training with Noise is Equivalent to Tikhonov Regularization',
    },
    ...common,
  },
  {
    key: 'augment.mixup',
    title: { en: 'Mixup', zh: '混合样本' },
    unit: null,
    kind: { type: 'float', low: 0, high: Number.POSITIVE_INFINITY, usual: { low: 0, high: 2 } },
    default: { value: 0 },
    range: { value: { type: 'float', low: 0, high: 0.4, scale: 'linear' } },
    data: numbers,
    rule: {
      en: 'The α of the Beta distribution that mixes pairs of rows; 0.1 to 0.4.',
      zh: '混合两行样本的 Beta 分布参数 α;0.1 到 0.4。',
      source: 'Zhang et al. 2018, mixup',
    },
    ...common,
  },
] as const satisfies readonly Setting[];
