// Findings of pre-flight checks in words. The page and the command line read the same templates.
import type { Reason } from '../contract/advice.ts';
import type { CheckFix, CheckId, CheckStatus, Finding } from '../contract/checks.ts';
import { findSetting, type Text } from '../settings/index.ts';
import { checkTemplates } from './check-templates.ts';
import { type AdviceLanguage, fillTemplate } from './fill-template.ts';

const titles: Readonly<Record<CheckId, Text>> = {
  missing: { en: 'Missing cells', zh: '缺失的单元格' },
  columns: { en: 'Columns that teach', zh: '有用的列' },
  'input-scale': { en: 'Input scale', zh: '输入尺度' },
  'class-balance': { en: 'Class balance', zh: '类别平衡' },
  duplicates: { en: 'Train and validation do not overlap', zh: '训练与验证不重叠' },
  'label-noise': { en: 'Labels go with their rows', zh: '标签与样本相符' },
  'step0-loss': { en: 'Loss at step 0 equals chance', zh: '第 0 步损失等于随机' },
  'learning-rate-range': { en: 'Learning-rate range', zh: '学习率范围' },
  'overfit-one-batch': { en: 'Learns one batch by heart', zh: '能记住一批样本' },
  'shuffled-labels': { en: 'Learns nothing from shuffled labels', zh: '从打乱的标签学不到东西' },
  'gradient-flow': { en: 'Gradients reach every layer', zh: '梯度到达每一层' },
  'memory-and-time': { en: 'Memory and time', zh: '内存与时间' },
};

export function checkTitle(id: CheckId, language: AdviceLanguage): string {
  return titles[id][language];
}

const statusTitles: Readonly<Record<CheckStatus, Text>> = {
  pass: { en: 'passed', zh: '通过' },
  look: { en: 'to look at', zh: '需要查看' },
  fail: { en: 'failed', zh: '未通过' },
  skipped: { en: 'skipped', zh: '已跳过' },
};

export function checkStatusTitle(status: CheckStatus, language: AdviceLanguage): string {
  return statusTitles[status][language];
}

/** An id without a template gives the id: a newer program wrote it. */
export function checkText({ id, values }: Reason, language: AdviceLanguage): string {
  const template = Object.hasOwn(checkTemplates, id) ? checkTemplates[id] : undefined;
  return template === undefined ? id : fillTemplate(template[language], values, language);
}

/** "37 shared", "loss 0.016": the number that the limit is about, in its unit; null where nothing was measured. */
export function measuredText(
  { value, limit }: Pick<Finding, 'value' | 'limit'>,
  language: AdviceLanguage,
): string | null {
  const template = limit && checkTemplates[limit.id.replace('limit.', 'value.')];
  return value === null || !template ? null : fillTemplate(template[language], { value }, language);
}

/** "Set learning rate to 0.01", "Search learning rate from 0.001 to 0.1": what a fix changes in the study file. */
export function fixText({ setting, to }: CheckFix, language: AdviceLanguage): string {
  const title = findSetting(setting)?.title[language] ?? setting;
  const zh = language === 'zh';
  if (setting === 'data.dropDuplicates')
    return zh ? '在验证部分中去除训练样本的副本' : 'Leave copies of training rows out of validation';
  if (setting === 'data.exclude' && Array.isArray(to))
    return zh ? `不作为输入：${to.join('、')}` : `Leave out of the inputs: ${to.join(', ')}`;
  if (Array.isArray(to)) return zh ? `加入 ${title}：${to.join('、')}` : `Put into ${title}: ${to.join(', ')}`;
  if (typeof to === 'object' && to !== null) {
    return zh ? `在 ${to.low} 至 ${to.high} 之间搜索${title}` : `Search ${lower(title)} from ${to.low} to ${to.high}`;
  }
  return zh ? `把${title}设为 ${to}` : `Set ${lower(title)} to ${to}`;
}

const lower = (title: string) => title.charAt(0).toLowerCase() + title.slice(1);
