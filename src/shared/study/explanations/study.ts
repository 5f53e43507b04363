// Why something is said of a study: one explanation per id of src/main/advisor/study/rules.
import type { Explanation } from './explanation.ts';

const binomial = {
  en: 'P(X ≥ {count}) = {chance:chance} < {limit:chance}, X ~ Binomial({of}, share of the zone)',
  zh: 'P(X ≥ {count}) = {chance:chance} < {limit:chance}，X ~ Binomial({of}, 该区域占比)',
};
const wilson = {
  en: 'Wilson, 95 %: share = {count} / {of}, lower end {low:score} > {limit:score}',
  zh: 'Wilson 区间，95 %：占比 = {count} / {of}，下端 {low:score} > {limit:score}',
};
const bound = {
  rule: {
    en: 'Where the best trials crowd an end of a range and results still rise at that very end, better values may lie beyond it. The first test counts the best in the last quarter, the second takes the slope of a fitted parabola (or line) at the end; the range is widened by half of its width on its scale.',
    zh: '最好的试验挤在范围一端且结果在该端仍在变好时，更好的值可能在范围之外。第一项检验数最后四分之一里的最好试验，第二项取拟合抛物线（或直线）在端点的斜率；范围按其尺度加宽一半。',
  },
  formula: {
    en: `${binomial.en}, and 0.05 / (2 · ranges) = {limit:chance}; slope at the end = {slope:times} sd over the range > 0 (t-test)`,
    zh: `${binomial.zh}，其中 0.05 / (2 · 范围数) = {limit:chance}；端点斜率 = 每个范围 {slope:times} sd > 0（t 检验）`,
  },
};

const trust: Explanation = {
  rule: {
    en: 'Trained on a part, configurations cost less, and the best go on to all rows. That is worth it where both rank alike: yes, where the whole interval of a bootstrap over the pairs lies above 0.5; no, below it; else the pairs do not say, or are fewer than 5. Those that went on are the best and differ less, which lowers ρ.',
    zh: '只用部分数据训练更省，最好的再用全部数据训练。两者排名一致才值得这样做：对配对做自助法，整个区间高于 0.5 为是，低于 0.5 为否，否则（或不足 5 对）尚不能判断。继续训练的都是较好的配置，彼此差别小，会使 ρ 偏低。',
  },
  formula: {
    en: 'ρ = 1 − 6 Σd² / (n (n² − 1)) = {rho:score}, n = {pairs}; 95 % interval {low:score} to {high:score}, limit 0.5',
    zh: 'ρ = 1 − 6 Σd² / (n (n² − 1)) = {rho:score}，n = {pairs}；95 % 区间 {low:score} 至 {high:score}，界限 0.5',
  },
};

export const studyExplanations: Readonly<Record<string, Explanation>> = {
  'study.rate-fails': {
    rule: {
      en: 'The largest rate that does not diverge is near the best one, so trials beyond it are wasted. The limit is the rate that parts failures from the others best (Youden 1950); the range then ends between it and the largest sound rate below.',
      zh: '不发散的最大学习率接近最佳值，超过它的试验都是浪费。界限取最能区分失败与其余试验的学习率（Youden 1950）；范围止于它与其下最大可用学习率之间。',
    },
    formula: {
      en: 'Fisher: P(at least {above} of {tried} trials from {from:size} on are among the {failed} failures) = {chance:chance} < {limit}',
      zh: 'Fisher：P({from:size} 以上的 {tried} 个试验中至少 {above} 个属于 {failed} 个失败) = {chance:chance} < {limit}',
    },
  },
  'study.scale-crowded': {
    rule: {
      en: 'On a linear scale nearly all draws have the largest size. A setting that counts by powers of ten is searched on a log scale, which gives each of them the same share.',
      zh: '在线性尺度上，几乎所有抽样都落在最大的数量级。按十的幂起作用的设置应按对数尺度搜索，使各数量级机会均等。',
    },
    formula: {
      en: 'P(X ≥ {count}) = {chance:chance} < 0.05 / ranges = {limit:chance}, X ~ Binomial({of}, 1/4)',
      zh: 'P(X ≥ {count}) = {chance:chance} < 0.05 / 范围数 = {limit:chance}，X ~ Binomial({of}, 1/4)',
    },
  },
  'study.scale-effect': {
    rule: {
      en: 'Where results follow the logarithm of a value more closely than the value, the setting counts by powers of ten, and is searched on a log scale.',
      zh: '若结果与取值的对数比与取值本身更相关，该设置按十的幂起作用，应按对数尺度搜索。',
    },
    formula: {
      en: 'r²(ranks, log x) − r²(ranks, x) = {log:score} − {linear:score} ≥ {limit:score}, with r²(ranks, log x) ≥ 0.300',
      zh: 'r²(名次, log x) − r²(名次, x) = {log:score} − {linear:score} ≥ {limit:score}，且 r²(名次, log x) ≥ 0.300',
    },
  },
  'study.bound-low': bound,
  'study.bound-high': bound,
  'study.epochs': {
    rule: {
      en: 'A run whose best epoch is the last was ended before it was done. Where that is so of most runs, they are compared by their speed and not by where they end; the proposal is twice the epochs.',
      zh: '最佳轮是最后一轮的训练尚未完成就结束了。若多数训练如此，比较的是快慢而不是最终结果；建议轮数加倍。',
    },
    formula: wilson,
  },
  'study.underfit': {
    rule: {
      en: 'Where most runs underfit, it is the range of the size that is off and not single trials: its low end goes to its middle and its high end to four times as much.',
      zh: '多数训练欠拟合时，不当的是规模范围而非个别试验：下端移到中点，上端增至四倍。',
    },
    formula: wilson,
  },
  'study.overfit': {
    rule: {
      en: 'Where most runs overfit, more rows help most often; where all are used already, dropout is searched, or searched further.',
      zh: '多数训练过拟合时，增加样本往往最有效；样本已全部用上时，则搜索随机失活，或扩大其范围。',
    },
    formula: wilson,
  },
  'study.validation': {
    rule: {
      en: 'A value on n rows is known to 1.96 standard errors. Where half of the trials lie that close to the best, the ranking is luck; a part larger by (interval / difference)² tells them apart.',
      zh: '在 n 个样本上得到的数值只精确到 1.96 个标准误。若一半试验都离最佳这么近，排名就是运气；把该部分扩大到 (区间 / 差距)² 倍即可区分。',
    },
    formula: {
      en: '1.96 · SE({rows} rows) = {reach:times} > |best − median| = {difference:times}',
      zh: '1.96 · SE（{rows} 个样本）= {reach:times} > |最佳 − 中位数| = {difference:times}',
    },
  },
  'study.seeds': {
    rule: {
      en: 'Variance components of a one-way layout: how far runs of one configuration differ (seeds), and how far configurations do. Where seeds differ more, a single run says little, and each configuration is trained more often.',
      zh: '单因素方差分量：同一配置的多次训练相差多少（种子），不同配置又相差多少。若种子的差异更大，单次训练说明不了什么，应把每个配置多训练几次。',
    },
    formula: {
      en: 'σ(settings) = {settings:times} < σ(seeds) = {seeds:times}; P(F ≤ observed, if equal) = {chance:chance} < {limit}',
      zh: 'σ(配置) = {settings:times} < σ(种子) = {seeds:times}；P(F ≤ 观测值，若两者相等) = {chance:chance} < {limit}',
    },
  },
  'study.subset': {
    rule: {
      en: 'A part of the data is worth choosing by only if it ranks configurations as all of it does. The interval is that of a bootstrap over the configurations that have both.',
      zh: '只有当部分数据与全部数据对配置的排名一致时，才值得据此取舍。区间由对两者皆有的配置做自助法得到。',
    },
    formula: {
      en: 'Spearman’s ρ of {pairs} configurations = {rho:score}, 95 % interval {low:score} to {high:score}; upper end < {limit}',
      zh: '{pairs} 个配置的 Spearman ρ = {rho:score}，95 % 区间 {low:score} 至 {high:score}；上端 < {limit}',
    },
  },
  'trust.yes': trust,
  'trust.no': trust,
  'trust.unknown': trust,
  'study.sampler': {
    rule: {
      en: 'Random search is the baseline of every sampler. One that has learned something about the space wins most comparisons with trials that were drawn evenly before.',
      zh: '随机搜索是一切采样器的基线。对空间有所了解的采样器，与之前均匀抽取的试验相比应多数胜出。',
    },
    formula: {
      en: 'A = share of won pairs = {share:score} ({chosen} × {even} pairs); A + 1.28 · sd = {upper:score} < {limit:score}',
      zh: 'A = 胜出对数占比 = {share:score}（{chosen} × {even} 对）；A + 1.28 · sd = {upper:score} < {limit:score}',
    },
  },
  'study.unimportant': {
    rule: {
      en: 'A regression over all settings holds the others fixed; its standard errors hold however the trials were chosen. Held at one value, a setting without effect leaves the trials to those that matter.',
      zh: '对所有设置做回归，使其他设置保持不变；无论试验如何选出，其标准误都成立。把没有影响的设置固定下来，试验就能留给重要的设置。',
    },
    formula: {
      en: '|effect| + t₀.₉₅ · SE ≤ {bound:times} sd < {limit} sd, over {trials} trials',
      zh: '|影响| + t₀.₉₅ · SE ≤ {bound:times} sd < {limit} sd，共 {trials} 个试验',
    },
  },
};
