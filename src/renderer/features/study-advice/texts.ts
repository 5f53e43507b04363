import { defineTexts } from '../../i18n/index.ts';

export const texts = defineTexts({
  en: {
    title: 'Advice on the study',
    change: 'Change',
    stage: 'New stage …',
    trials: 'Trials',
    select: 'Select trial {trial}',
    more: 'and {n} more',
    source: 'Source: {source}.',
    dismiss: 'Dismiss: {title}',
    dismissed: { one: '{n} dismissed', other: '{n} dismissed' },
    restore: 'Show again',
  },
  zh: {
    title: '对本研究的建议',
    change: '改动',
    stage: '新阶段……',
    trials: '试验',
    select: '选择试验 {trial}',
    more: '等共多 {n} 个',
    source: '来源：{source}。',
    dismiss: '收起：{title}',
    dismissed: '已收起 {n} 条',
    restore: '重新显示',
  },
});
