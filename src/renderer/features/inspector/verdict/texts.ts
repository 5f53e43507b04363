import { defineTexts } from '../../../i18n/index.ts';

export const texts = defineTexts({
  en: {
    stage: 'New stage …',
    newStudy: 'New study with this range …',
    more: 'More for: {move}',
    queue: 'Queue it',
    queued: 'Trial {trial}',
    queuedToast: 'Trial {trial} is queued',
    queuedForLater: 'Trial {trial} is queued; it trains when the study goes on',
    fixed: 'This study does not search it.',
  },
  zh: {
    stage: '新阶段……',
    newStudy: '用此范围新建研究……',
    more: '更多：{move}',
    queue: '加入队列',
    queued: '试验 {trial}',
    queuedToast: '试验 {trial} 已加入队列',
    queuedForLater: '试验 {trial} 已加入队列，研究继续时开始训练',
    fixed: '本研究没有搜索这一项。',
  },
});
