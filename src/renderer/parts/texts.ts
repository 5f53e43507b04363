import { defineTexts } from '../i18n/index.ts';

export const texts = defineTexts({
  en: {
    filterHelp:
      'Numbers of runs, words, comparisons and tags: 12, adam, lr < 0.01, tag:paper, is:outside; “and” joins them.',
    all: 'All {n}',
    chip: '{state}: {n}',
    outsideShort: 'outside',
    sliderOf: '{title}, slider',
    outside: 'Outside of the space that is searched now: {n}',
  },
  zh: {
    filterHelp: '可用试验编号、词语、比较和标签：12、adam、lr < 0.01、tag:paper、is:outside；用 and 连接。',
    all: '全部 {n}',
    chip: '{state}：{n}',
    outsideShort: '空间外',
    sliderOf: '{title}，滑块',
    outside: '不在当前搜索空间内：{n}',
  },
});
