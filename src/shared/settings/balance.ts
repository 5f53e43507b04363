// What to do when some classes are rarer than others.
import { type Setting, sources } from './setting.ts';

const classification = { tasks: ['classification'] } as const;
const share = { type: 'float', low: 0, high: 1 } as const;
const range = { value: { type: 'float', low: 0, high: 1, scale: 'linear' } } as const;

export const balanceSettings = [
  {
    key: 'balance.oversample',
    title: { en: 'Oversample rare classes', zh: '过采样稀有类' },
    unit: null,
    kind: share,
    default: { value: 0 },
    range,
    data: classification,
    rule: {
      en: "Very important and often overlooked: copy the rarer class's samples (1 makes every class as frequent as the largest); try the natural ratio (0) too.",
      zh: '非常重要却常被忽视：复制稀有类样本（1 表示各类与最大类一样多）；也试试自然比例（0）。',
      source: sources.tuning,
    },
    importance: 2,
    capacity: 0,
    laneVaries: false,
  },
  {
    key: 'balance.balancedBatches',
    title: { en: 'Balanced batches', zh: '批内均衡' },
    unit: null,
    kind: { type: 'boolean' },
    default: { value: false },
    range: { value: { type: 'categorical', choices: [false, true] } },
    data: classification,
    rule: {
      en: 'Keep the classes even inside a batch, above all for images.',
      zh: '使每批内各类数量相当，图像尤其如此。',
      source: sources.tuning,
    },
    importance: 2,
    capacity: 0,
    laneVaries: false,
  },
  {
    key: 'balance.classWeights',
    title: { en: 'Class weights', zh: '类别权重' },
    unit: null,
    kind: share,
    default: { value: 0 },
    range,
    data: classification,
    rule: {
      en: 'The alternative without copies: the exponent on the inverse frequency of the class.',
      zh: '不复制样本的替代办法：类别频率倒数的指数。',
      source: sources.tuning,
    },
    importance: 3,
    capacity: 0,
    laneVaries: true,
  },
] as const satisfies readonly Setting[];
