// Penalties on the size of the weights.
import { type Setting, sources } from './setting.ts';

const kind = { type: 'float', low: 0, high: Number.POSITIVE_INFINITY, usual: { low: 0, high: 10 } } as const;
const range = { value: { type: 'float', low: 1e-6, high: 10, scale: 'log' } } as const;

export const regularizationSettings = [
  {
    key: 'regularization.l2',
    title: { en: 'L2 penalty', zh: 'L2 正则' },
    unit: null,
    kind,
    default: { value: 0 },
    range,
    rule: {
      en: 'Search by powers of ten; 1.0 as a start, above 10 is rare. The penalty is λ·Σw² added to the mean loss.',
      zh: '按 10 的幂搜索；从 1.0 开始，超过 10 少见。惩罚项为 λ·Σw²，加到平均损失上。',
      source: sources.tuning,
    },
    importance: 4,
    capacity: -1,
    laneVaries: true,
  },
  {
    key: 'regularization.l1',
    title: { en: 'L1 penalty', zh: 'L1 正则' },
    unit: null,
    kind,
    default: { value: 0 },
    range,
    rule: {
      en: 'Search by powers of ten. The penalty is λ·Σ|w| added to the mean loss; it drives weights to exactly 0.',
      zh: '按 10 的幂搜索。惩罚项为 λ·Σ|w|，加到平均损失上；会使部分权重恰为 0。',
      source: sources.tuning,
    },
    importance: 4,
    capacity: -1,
    laneVaries: true,
  },
] as const satisfies readonly Setting[];
