// What a study file is warned of, one template per id; written as those of advice-templates.ts. explanations/space.ts says why.
import type { Text } from '../settings/index.ts';

export const warningTemplates = {
  'warning.unused-setting': {
    en: '"{setting}" is used only when {when}; its value is ignored.',
    zh: '“{setting}”仅在 {when} 时使用；其值被忽略。',
  },
  'warning.unused-here': {
    en: '"{setting}" is not used with this data; its value is ignored.',
    zh: '“{setting}”不用于此类数据；其值被忽略。',
  },
  'warning.unused-in-point': {
    en: 'Starting point {point} sets {setting}, which is used only when {when}; it is left out.',
    zh: '起始点 {point} 设置了 {setting}，它仅在 {when} 时使用；已略去。',
  },
  'warning.many-runs': {
    en: 'Each trial is trained {runs} times[, {total:count} trainings in all]; 3 to 10 runs show how far chance moves a value.',
    zh: '每个试验训练 {runs} 次[，共 {total:count} 次训练]；3 至 10 次就能看出偶然性的影响。',
  },
  'warning.never-equal': {
    en: 'Constraint "{text}" compares "{name}" with "{value}", which it never is; [did you mean "{near}"?][known: {known}.]',
    zh: '约束“{text}”把“{name}”与“{value}”比较，而它从不取此值；[是否想写“{near}”？][可取：{known}。]',
  },
  'warning.small-grid': {
    en: 'The grid ends after {size:count} of the {asked:count} trials asked for: it has no more combinations.',
    zh: '网格在要求的 {asked:count} 个试验中的第 {size:count} 个之后结束：没有更多组合。',
  },
  'warning.small-space': {
    en: 'The search ends after {size:count} of the {asked:count} trials asked for: the space has no more different configurations.',
    zh: '搜索在要求的 {asked:count} 个试验中的第 {size:count} 个之后结束：空间没有更多不同的配置。',
  },
  'warning.recipe-bent': {
    en: 'Recipe "{recipe}" is tried as far as the study lets it: {apart}.',
    zh: '配方“{recipe}”按研究允许的方式试用：{apart}。',
  },
  'warning.rung-beyond': {
    en: '"{path}" is {minEpochs}, and a training ends after epoch {epochs}: no trial is ever stopped.',
    zh: '“{path}”为 {minEpochs}，而一次训练到第 {epochs} 轮就结束：不会停止任何试验。',
  },
  'warning.unusual': {
    en: '"{setting}" is {value}; values outside {low} to {high} are very unusual.',
    zh: '“{setting}”为 {value}；{low} 至 {high} 之外的值极少见。',
  },
  'warning.unseen-classes': {
    en: 'The training part[ of one of {folds} folds] has no row of {names}: no model can learn what it never sees, so those rows count as wrong.',
    zh: '训练部分[（{folds} 折之一）]没有 {names} 的样本：模型学不到从未见过的东西，这些样本都算错。',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type WarningId = keyof typeof warningTemplates;
