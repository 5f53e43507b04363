// Why a setting has its default: the rule of thumb, what the default follows, and what is known of the setting, in words.
import type { SearchRange, Setting, Text } from '../settings/index.ts';
import type { ExplanationText } from './explain-text.ts';
import { type AdviceLanguage, sizeText, titleOf } from './fill-template.ts';
import type { SettingValue } from './values.ts';

export interface DefaultHere {
  readonly setting: Setting;
  /** The default in this study. */
  readonly value: SettingValue;
  /** What "search" begins with here. */
  readonly range: SearchRange;
  /** What another setting has here; null where it is searched, undefined where it is not known. */
  readonly valueHere: (key: string) => SettingValue | undefined;
}

export interface DefaultText extends ExplanationText {
  /** Terms and what they are, in their order. */
  readonly further: readonly { readonly term: string; readonly text: string }[];
}

const words = {
  default: { en: 'default', zh: '默认值' },
  byData: { en: 'the data', zh: '数据' },
  none: { en: 'none', zh: '无' },
  searched: { en: 'searched', zh: '搜索中' },
  start: { en: 'Search', zh: '搜索' },
  usual: { en: 'Usual', zh: '常用' },
  importance: { en: 'Importance', zh: '重要性' },
  capacity: { en: 'Capacity', zh: '容量' },
  log: { en: 'by powers of ten', zh: '按十的幂' },
  linear: { en: 'on the plain scale', zh: '线性尺度' },
  more: { en: 'more of it makes the model more able: against underfitting', zh: '增大会增强模型能力：用于欠拟合' },
  less: { en: 'more of it makes the model less able: against overfitting', zh: '增大会减弱模型能力：用于过拟合' },
} as const satisfies Readonly<Record<string, Text>>;

const order: Readonly<Record<1 | 2 | 3 | 4 | 5, Text>> = {
  1: { en: '1 of 5: tune it first', zh: '5 级中的第 1 级：最先调' },
  2: { en: '2 of 5: tune it early', zh: '5 级中的第 2 级：尽早调' },
  3: { en: '3 of 5: tune it after the learning rate', zh: '5 级中的第 3 级：在学习率之后调' },
  4: { en: '4 of 5: refine with it', zh: '5 级中的第 4 级：用于细调' },
  5: { en: '5 of 5: leave it at its default', zh: '5 级中的第 5 级：保持默认' },
};

export function explainDefault(
  { setting, value, range, valueHere }: DefaultHere,
  language: AdviceLanguage,
): DefaultText {
  const say = (word: keyof typeof words) => words[word][language];
  const written = (one: SettingValue) =>
    one === null ? say('none') : typeof one === 'number' ? sizeText(one) : String(one);
  const by =
    'needs' in setting.default
      ? [
          ...setting.default.needs.map((key) => {
            const has = valueHere(key);
            return `${titleOf(key, language)}${has === undefined ? '' : ` = ${has === null ? say('searched') : written(has)}`}`;
          }),
          ...(setting.default.needsData ? [say('byData')] : []),
        ]
      : [];
  const { kind, rule, importance, capacity } = setting;
  const span = ({ low, high }: { readonly low: number; readonly high: number }) =>
    language === 'zh' ? `${sizeText(low)} 至 ${sizeText(high)}` : `${sizeText(low)} to ${sizeText(high)}`;
  const search =
    range.type === 'categorical'
      ? range.choices.map(written).join(', ')
      : `${span(range)}, ${say(range.scale === 'log' ? 'log' : 'linear')}`;
  return {
    rule: rule[language],
    formula: `${say('default')}${by.length === 0 ? '' : ` | ${by.join(', ')}`} = ${written(value)}`,
    source: rule.source,
    further: [
      { term: say('start'), text: search },
      ...('usual' in kind && kind.usual ? [{ term: say('usual'), text: span(kind.usual) }] : []),
      ...(importance === null ? [] : [{ term: say('importance'), text: order[importance][language] }]),
      ...(capacity === 0 ? [] : [{ term: say('capacity'), text: say(capacity === 1 ? 'more' : 'less') }]),
    ],
  };
}
