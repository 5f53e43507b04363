// How inputs are scaled before the network sees them. Fitted on training rows only.
import { type Setting, sources } from './setting.ts';

const choices = ['none', 'standardize', 'minmax', 'perChannel'] as const;

export const inputSettings = [
  {
    key: 'input.scaling',
    title: { en: 'Input scaling', zh: '输入缩放' },
    unit: null,
    kind: { type: 'choice', choices },
    default: { value: 'standardize' },
    range: { value: { type: 'categorical', choices: ['none', 'standardize', 'minmax'] } },
    rule: {
      en: 'Inputs of zero mean and unit variance.',
      zh: '输入零均值、单位方差。',
      source: sources.lecun,
    },
    importance: 4,
    capacity: 0,
    laneVaries: false,
  },
] as const satisfies readonly Setting[];
