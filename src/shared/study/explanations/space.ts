// Why a study file is warned of before it starts: second looks at the space, and the warnings of check-study.ts.
import type { Explanation } from './explanation.ts';

const thumb = 'Tuning rules of thumb';
const bengio = 'Bengio 2012, Practical Recommendations for Gradient-Based Training of Deep Architectures';

export const spaceExplanations: Readonly<Record<string, Explanation & { readonly source: string }>> = {
  'space.use-log': {
    rule: {
      en: 'A setting that counts by powers of ten is drawn evenly from its logarithm, or nearly all draws have the largest size. Dropout and other shares stay on the plain scale.',
      zh: '按十的幂起作用的设置应从其对数中均匀抽取，否则几乎所有抽样都落在最大的数量级。随机失活等比例仍用线性尺度。',
    },
    formula: {
      en: 'share of draws in the top decade = (high − high / 10) / (high − low) = {share:percent}, with {decades} decades: 1 / {decades} each on a log scale',
      zh: '落在最高数量级的比例 = (上限 − 上限 / 10) / (上限 − 下限) = {share:percent}，共 {decades} 个数量级：对数尺度下各占 1 / {decades}',
    },
    source: `${thumb}; ${bengio}, 3.3`,
  },
  'space.large-batch': {
    rule: {
      en: 'Weights are updated once a batch. With fewer than 30 updates an epoch a trial learns slowly, whatever its rate.',
      zh: '每批更新一次权重。每轮少于 30 次更新时，无论学习率多大都学得慢。',
    },
    formula: {
      en: 'updates an epoch = training rows / batch size = {rows:count} / {batch} = {updates:count} < 30',
      zh: '每轮更新次数 = 训练样本数 / 批大小 = {rows:count} / {batch} = {updates:count} < 30',
    },
    source: `${bengio}, 3.1.1`,
  },
  'space.mirrors-majority': {
    rule: {
      en: 'Where one class holds most rows, accuracy is high for an answer that never changes. Macro F1 counts every class alike.',
      zh: '某一类占多数时，永远回答同一类的准确率就很高。宏平均 F1 对各类一视同仁。',
    },
    formula: {
      en: 'accuracy of always answering "{name}" = its share of the rows = {share:percent}; its macro F1 = 2p / (1 + p) / classes',
      zh: '总是回答“{name}”的准确率 = 其占比 = {share:percent}；其宏平均 F1 = 2p / (1 + p) / 类数',
    },
    source: 'He and Garcia 2009, Learning from Imbalanced Data',
  },
  'space.nothing-searched': {
    rule: {
      en: 'Without a range every trial trains the same settings; only their seeds differ. Begin with the settings that matter most and leave the others fixed.',
      zh: '没有范围时，每次试验的设置都相同，只有种子不同。从最重要的设置开始，其余固定。',
    },
    source: thumb,
  },
  'space.objective': {
    rule: {
      en: 'The objective is a metric that this kind of label does not have: accuracy belongs to classes, R² and errors to numbers.',
      zh: '该目标指标不适用于此类标签：准确率属于分类，R² 与误差属于数值。',
    },
    source: 'docs/glossary.md',
  },
  'warning.unused-setting': {
    rule: {
      en: 'A setting counts only where its condition holds: momentum with SGD, filters in convolutions. A fixed value that nothing looks at is harmless, and perhaps meant for another.',
      zh: '设置只有在其条件成立时才起作用：动量用于 SGD，滤波器用于卷积。固定一个用不到的值没有害处，但也许本意是别的。',
    },
    source: 'The settings registry: each setting says when it applies',
  },
  'warning.unused-here': {
    rule: {
      en: 'Some settings belong to one kind of data: shifts to pictures, vocabularies to texts. Elsewhere nothing looks at them.',
      zh: '有些设置只属于某类数据：平移用于图像，词表用于文本。其他数据用不到它们。',
    },
    source: 'The settings registry: each setting says when it applies',
  },
  'warning.unused-in-point': {
    rule: {
      en: 'A starting point may name settings that its other values rule out; the trial runs without them.',
      zh: '起始点可能给出了被其他取值排除的设置；试验会忽略它们。',
    },
    source: 'Conditional spaces: Bergstra et al. 2011, Algorithms for Hyper-Parameter Optimization',
  },
  'warning.many-runs': {
    rule: {
      en: 'The mean of n runs is known to σ / √n: four times the runs halve the error, and beyond some twenty another configuration is worth more than another run.',
      zh: 'n 次训练的均值精确到 σ / √n：次数增至四倍误差才减半；超过二十次后，换一个配置比再训练一次更有价值。',
    },
    formula: {
      en: 'error of the mean = σ / √{runs}[; {runs} runs · trials = {total:count} trainings]',
      zh: '均值误差 = σ / √{runs}[；{runs} 次 · 试验数 = {total:count} 次训练]',
    },
    source: 'Bouthillier et al. 2021, Accounting for Variance in Machine Learning Benchmarks',
  },
  'warning.never-equal': {
    rule: {
      en: 'A comparison with a value that the setting never has is always false (or, with ≠, always true): the constraint forbids nothing, or everything. It is a slip of the pen more often than not.',
      zh: '与设置永远不会取到的值比较，结果总为假（用 ≠ 则总为真）：该约束什么也不禁止，或禁止一切。多半是笔误。',
    },
    source: 'docs/search.md',
  },
  'warning.small-grid': {
    rule: {
      en: 'A grid tries each combination once, so the study ends when every configuration has been tried.',
      zh: '网格中的每个组合只试一次，因此所有配置都试过后研究即结束。',
    },
    formula: {
      en: 'configurations = {size:count} < trials = {asked:count}',
      zh: '配置数 = {size:count} < 试验数 = {asked:count}',
    },
    source: 'docs/search.md',
  },
  'warning.small-space': {
    rule: {
      en: 'A finite space is never asked twice for the same point, so the study ends when every configuration has been tried.',
      zh: '有限空间不会重复询问同一点，因此所有配置都试过后研究即结束。',
    },
    formula: {
      en: 'configurations = {size:count} < trials = {asked:count}',
      zh: '配置数 = {size:count} < 试验数 = {asked:count}',
    },
    source: 'docs/search.md',
  },
  'warning.recipe-bent': {
    rule: {
      en: 'A recipe is tried as the study lets it: what the study fixes stays, and a range takes the nearest value that it holds. The baseline then is not quite the published one.',
      zh: '按研究允许的方式试用配方：研究固定的保持不变，范围取其中最接近的值。此时基线与发表的略有不同。',
    },
    source: 'docs/search.md, Recipes',
  },
  'warning.rung-beyond': {
    rule: {
      en: 'Trials are compared at rungs, the first after "minEpochs". A training that is over before it is never compared.',
      zh: '试验在各级比较，第一级在 “minEpochs” 轮之后。在此之前就结束的训练不会被比较。',
    },
    formula: { en: 'first rung {minEpochs} ≥ epochs {epochs}', zh: '第一级 {minEpochs} ≥ 轮数 {epochs}' },
    source: 'Li et al. 2020, A System for Massively Parallel Hyperparameter Tuning (ASHA)',
  },
  'warning.unusual': {
    rule: {
      en: 'The value is legal and far from what has been seen to work: a misplaced point or sign more often than a discovery.',
      zh: '该值合法，但远离已知有效的取值：往往是小数点或符号写错，而不是新发现。',
    },
    formula: { en: '{value} lies outside {low} to {high}', zh: '{value} 不在 {low} 至 {high} 之内' },
    source: `${thumb}; the settings registry`,
  },
  'warning.unseen-classes': {
    rule: {
      en: 'No model can learn a class of which it never sees a row, so validation rows of it count as wrong and the score cannot reach 1.',
      zh: '没有见过任何样本的类是学不会的，其验证样本都算错，得分无法达到 1。',
    },
    source: 'docs/data.md, Parts',
  },
};
