// What a warm start came to, in words: said before a study is started, and beside the runs of one that was.
import type { Misfit } from '#shared/contract/warm-start.ts';
import type { HostText } from './host-text.ts';
import type { Language } from './language.ts';
import { settingTitle } from './setting-title.ts';
import { defineTexts, type Translate } from './texts.ts';

export const warmStartTexts = defineTexts({
  en: {
    fits: '{fit} of {taken} trials of "{name}" fit: {same} as if trained here, {ranked} by their ranking.',
    fitsNone: 'None of the {taken} trials of "{name}" fits.',
    unfit: 'Not used:',
    'why.outside': '{setting} outside {detail}',
    'why.fixed': '{setting} other than {detail}',
    'why.absent': 'no {setting}',
    'why.unknown': '{setting}, which this study has not',
    'why.constraint': 'against {detail}',
    'why.refused': 'cannot be trained here: {detail}',
    'why.failed': 'failed',
    'why.stopped': 'stopped early on another budget',
    'why.finite': 'another budget, in a finite space',
    'why.several': 'another budget, with several objectives',
  },
  zh: {
    fits: '“{name}”的 {taken} 个试验中有 {fit} 个适用：{same} 个等同在此训练，{ranked} 个按其排名。',
    fitsNone: '“{name}”的 {taken} 个试验均不适用。',
    unfit: '未使用：',
    'why.outside': '{setting}超出 {detail}',
    'why.fixed': '{setting}不是 {detail}',
    'why.absent': '没有{setting}',
    'why.unknown': '{setting}，本研究没有此设置',
    'why.constraint': '违反 {detail}',
    'why.refused': '在此无法训练：{detail}',
    'why.failed': '失败',
    'why.stopped': '在另一预算下提前停止',
    'why.finite': '另一预算，且空间有限',
    'why.several': '另一预算，且有多个目标',
  },
});

/** Why trials were not taken over: "Learning rate outside 0.0001–0.1". */
export function misfitText(
  { kind, setting, detail }: Misfit,
  t: Translate<keyof typeof warmStartTexts.en>,
  language: Language,
  say: HostText,
): string {
  const title = setting === null ? '' : settingTitle(setting, language);
  return t(`why.${kind}`, { setting: title, detail: say(detail ?? '') });
}
