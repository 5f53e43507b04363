// Advice on a study in words: what is the matter, and the one change that puts it right.
import type { StudyAdvice, StudyChange } from '../contract/advice.ts';
import type { Text } from '../settings/index.ts';
import { type AdviceLanguage, sizeText, titleOf } from './fill-template.ts';

const titles: Readonly<Record<StudyAdvice['advice'], Text>> = {
  'failing-learning-rate': { en: 'High learning rates make trials fail', zh: '学习率过高导致试验失败' },
  'wrong-scale': { en: '{setting}: the range wants a log scale', zh: '{setting}：范围应使用对数刻度' },
  'optimum-at-bound': { en: '{setting}: the best lies at an end of the range', zh: '{setting}：最优值位于范围一端' },
  'too-few-epochs': { en: 'Most runs end too early', zh: '多数训练结束过早' },
  'all-underfit': { en: 'Most runs underfit', zh: '多数训练欠拟合' },
  'all-overfit': { en: 'Most runs overfit', zh: '多数训练过拟合' },
  'validation-too-small': { en: 'The validation part is too small', zh: '验证部分太小' },
  'seeds-over-settings': { en: 'Seeds differ more than settings do', zh: '随机种子的影响大于设置' },
  'subset-too-small': { en: 'The part of the data ranks poorly', zh: '部分数据不足以排出名次' },
  'sampler-not-better': { en: 'The sampler is not better than chance yet', zh: '采样器尚未优于随机' },
  'unimportant-setting': { en: '{setting} does not matter here', zh: '{setting} 在此没有影响' },
};

/** "Learning rate: the best lies at an end of the range". */
export function studyAdviceTitle({ advice, setting }: StudyAdvice, language: AdviceLanguage): string {
  return titles[advice][language].replace('{setting}', setting === null ? '' : titleOf(setting, language));
}

/** "Search learning rate from 1e-5 to 0.1 on a log scale". */
export function studyChangeText(change: StudyChange, language: AdviceLanguage): string {
  const en = language === 'en';
  switch (change.kind) {
    case 'range': {
      const [low, high] = [sizeText(change.to.low), sizeText(change.to.high)];
      const log = change.to.scale === 'log';
      const title = inside(change.setting, language);
      if (!en) return `在 ${low} 至 ${high} 之间搜索${title}${log ? '（对数刻度）' : ''}`;
      return `Search ${title} from ${low} to ${high}${log ? ' on a log scale' : ''}`;
    }
    case 'fixed': {
      const value = typeof change.to === 'number' ? sizeText(Number(change.to.toPrecision(6))) : String(change.to);
      return en
        ? `Fix ${inside(change.setting, language)} at ${value}`
        : `将${inside(change.setting, language)}固定为 ${value}`;
    }
    case 'epochs':
      return en
        ? `Train ${change.to} epochs instead of ${change.from}`
        : `训练 ${change.to} 轮，而不是 ${change.from} 轮`;
    case 'repeats':
      return en ? `Train every configuration ${change.to} times` : `每个配置训练 ${change.to} 次`;
    case 'validation':
      return en
        ? `Validate on ${percent(change.to)} of the rows instead of ${percent(change.from)}`
        : `用 ${percent(change.to)} 的样本验证，而不是 ${percent(change.from)}`;
    case 'folds':
      return en ? `Validate on ${change.to} folds, that is on every row` : `用 ${change.to} 折交叉验证，即用到每个样本`;
    case 'subset':
      return en
        ? `Train on ${percent(change.to)} of the rows instead of ${percent(change.from)}`
        : `用 ${percent(change.to)} 的样本训练，而不是 ${percent(change.from)}`;
  }
}

/** Within a sentence. */
function inside(setting: string, language: AdviceLanguage): string {
  const title = titleOf(setting, language);
  // Latin letters stand apart from Chinese ones.
  if (language === 'zh') return title.replace(/^(?=[A-Za-z])|(?<=[A-Za-z0-9])$/g, ' ');
  // Acronyms and names keep their capital: "L2 penalty".
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
