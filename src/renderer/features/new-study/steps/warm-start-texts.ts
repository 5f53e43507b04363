// Texts of the warm start in the step of the search strategy.
import { defineTexts } from '../../../i18n/index.ts';

export const warmStartStepTexts = defineTexts({
  en: {
    warmStart: 'Warm start from',
    none: 'nothing, a fresh start',
    several: 'several studies',
    text: 'The search begins with what an earlier study found out. Its trials are copied; none counts as a trial of this study.',
    noneLike: 'No earlier study has ended trials of this metric.',
    ended: { one: '{n} ended', other: '{n} ended' },
    startingPoints: 'Its best, trained first',
    counting: 'Counting the trials that fit',
  },
  zh: {
    warmStart: '热启动自',
    none: '无，从头开始',
    several: '多个研究',
    text: '搜索从先前研究的结果出发。其试验会被复制，均不计入本研究的试验数。',
    noneLike: '没有以该指标结束过试验的先前研究。',
    ended: { one: '已结束 {n}', other: '已结束 {n}' },
    startingPoints: '先训练其最佳的',
    counting: '正在统计适用的试验',
  },
});
