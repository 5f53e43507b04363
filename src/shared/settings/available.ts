// Which values of settings the training loop and the engines of this version can run; absent keys: all legal values.
import type { SettingValue } from '../study/values.ts';

const available: Readonly<Record<string, readonly SettingValue[]>> = {
  'schedule.kind': ['constant', 'step'],
  'training.labelSmoothing': [0],
  'balance.oversample': [0],
  'balance.balancedBatches': [false],
  'balance.classWeights': [0],
  'augment.flip': ['none'],
  'augment.shift': [0],
  'augment.rotate': [0],
  'augment.noise': [0],
  'augment.mixup': [0],
};

/** null when the value can be run, else a sentence that says what can. */
export function judgeAvailable(key: string, value: SettingValue): string | null {
  const values = available[key];
  if (values === undefined || values.includes(value)) return null;
  const list = values.map((one) => JSON.stringify(one)).join(' or ');
  return `This version cannot train with ${key} ${JSON.stringify(value)}; use ${list}${values.length === 1 ? ' or leave it out' : ''}.`;
}
