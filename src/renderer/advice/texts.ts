import { defineTexts } from '../i18n/index.ts';

export const texts = defineTexts({
  en: {
    verdict: 'Verdict',
    confidence: 'Confidence',
    high: 'high',
    fair: 'fair',
    low: 'low',
    span: 'Told by epochs {from} to {to}.',
    why: 'Why',
    'explain.rule': 'Rule',
    'explain.numbers': 'Numbers',
    'explain.thumb': 'Rule of thumb',
    'explain.source': 'Source',
    nothing: 'Leave it alone.',
    range: 'Search {low} to {high}.',
  },
  zh: {
    verdict: '诊断',
    confidence: '把握',
    high: '高',
    fair: '中',
    low: '低',
    span: '依据第 {from} 至 {to} 轮。',
    why: '为什么',
    'explain.rule': '规则',
    'explain.numbers': '数值',
    'explain.thumb': '经验法则',
    'explain.source': '来源',
    nothing: '保持不变即可。',
    range: '可搜索 {low} 至 {high}。',
  },
});

/** Short enough for a row of a list. */
export const verdictWords = defineTexts({
  en: {
    good: 'healthy',
    underfitting: 'underfit',
    overfitting: 'overfit',
    diverged: 'diverged',
    'not-learning': 'no learning',
    'still-improving': 'rising',
    unstable: 'noisy',
    'collapsed-to-majority': 'one class',
    'too-early': 'too early',
  },
  zh: {
    good: '正常',
    underfitting: '欠拟合',
    overfitting: '过拟合',
    diverged: '发散',
    'not-learning': '未学习',
    'still-improving': '仍在提升',
    unstable: '不稳定',
    'collapsed-to-majority': '只有一类',
    'too-early': '为时过早',
  },
});
