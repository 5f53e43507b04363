import { defineTexts } from '../i18n/index.ts';

export const texts = defineTexts({
  en: {
    compare: 'Compare',
    compareChosen: 'Compare {n}',
    compareMarked: {
      one: 'Compare pinned, baseline and selected ({n})',
      other: 'Compare pinned, baseline and selected ({n})',
    },
    choose: 'Choose the selected run to compare',
    add: 'Compare trial {number}',
    remove: 'Compare trial {number} no longer',
    added: { one: 'Trial {number} is chosen to compare.', other: 'Trial {number} is chosen to compare, {n} in all.' },
    removed: 'Trial {number} is no longer compared.',
    show: 'Show',
    full: '{n} runs are compared, and more cannot be told apart. Take one out first.',
  },
  zh: {
    compare: '对比',
    compareChosen: '对比 {n} 个',
    compareMarked: '对比已置顶、基线和所选的试验（{n}）',
    choose: '选择所选试验进行对比',
    add: '对比试验 {number}',
    remove: '不再对比试验 {number}',
    added: '已选择试验 {number} 进行对比，共 {n} 个。',
    removed: '试验 {number} 不再参与对比。',
    show: '查看',
    full: '已在对比 {n} 个试验，再多将难以分辨。请先移除一个。',
  },
});
