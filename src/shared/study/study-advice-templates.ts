// What the advisor says of a study, one template per id. `source`: where the rule comes from.
import type { Text } from '../settings/index.ts';

const playbook = 'Godbole et al. 2023, Deep Learning Tuning Playbook';
const bengio = 'Bengio 2012, Practical Recommendations for Gradient-Based Training of Deep Architectures';
const klein = 'Klein et al. 2017, Fast Bayesian Optimization of Machine Learning Hyperparameters on Large Datasets';

export const studyAdviceTemplates: Readonly<Record<string, Text & { readonly source?: string }>> = {
  'study.rate-fails': {
    en: '{above} of the {failed} trials that failed or diverged have a learning rate of {from:size} or more, and of the {tried} trials there {above} failed; by chance that happens with probability {chance:chance} (limit {limit}).',
    zh: '{failed} 个失败或发散的试验中有 {above} 个学习率不低于 {from:size}；该区域共有 {tried} 个试验，其中 {above} 个失败。若纯属偶然，概率为 {chance:chance}（上限 {limit}）。',
    source: `${bengio}, 3.1.1; Fisher's exact test`,
  },
  'study.scale-crowded': {
    en: '{count} of the {of} best trials lie below {up:size}, in the lowest quarter of a linear range whose ends are a factor of {ratio} apart; by chance that happens with probability {chance:chance} (limit {limit:chance}).',
    zh: '最好的 {of} 个试验中有 {count} 个低于 {up:size}，即位于线性范围最低的四分之一，而该范围两端相差 {ratio} 倍。若纯属偶然，概率为 {chance:chance}（上限 {limit:chance}）。',
    source: `${bengio}, 3.3`,
  },
  'study.scale-effect': {
    en: 'The logarithm explains {log:percent} of how trials rank, the value itself {linear:percent} (limit: {limit:percent} more), and the ends of the linear range are a factor of {ratio} apart.',
    zh: '对数能解释试验排名差异的 {log:percent}，原值只能解释 {linear:percent}（上限：多 {limit:percent}），而线性范围两端相差 {ratio} 倍。',
    source: `${bengio}, 3.3`,
  },
  'study.bound-low': {
    en: '{count} of the {of} best trials, the best one among them, lie in the last quarter before the lower end {low:size} (range {low:size} to {high:size}), and results still improve there; by chance that happens with probability {chance:chance} (limit {limit:chance}).',
    zh: '最好的 {of} 个试验中有 {count} 个（包括最佳试验）位于下端 {low:size} 前的四分之一（范围 {low:size} 至 {high:size}），且结果在那里仍在变好。若纯属偶然，概率为 {chance:chance}（上限 {limit:chance}）。',
    source: `${playbook}, "Identifying bad search space boundaries"`,
  },
  'study.bound-high': {
    en: '{count} of the {of} best trials, the best one among them, lie in the last quarter before the upper end {high:size} (range {low:size} to {high:size}), and results still improve there; by chance that happens with probability {chance:chance} (limit {limit:chance}).',
    zh: '最好的 {of} 个试验中有 {count} 个（包括最佳试验）位于上端 {high:size} 前的四分之一（范围 {low:size} 至 {high:size}），且结果在那里仍在变好。若纯属偶然，概率为 {chance:chance}（上限 {limit:chance}）。',
    source: `${playbook}, "Identifying bad search space boundaries"`,
  },
  'study.epochs': {
    en: 'In {count} of {of} complete runs the best epoch is the last one, or among the last 5 %: with 95 % confidence in at least {low:percent} (limit {limit:percent}).',
    zh: '{of} 个完成的训练中有 {count} 个在最后一轮（或最后 5 %）取得最佳结果：以 95 % 的把握至少占 {low:percent}（上限 {limit:percent}）。',
    source: 'Domhan et al. 2015, Speeding Up Automatic Hyperparameter Optimization by Extrapolation of Learning Curves',
  },
  'study.underfit': {
    en: '{count} of {of} complete runs underfit: with 95 % confidence at least {low:percent} (limit {limit:percent}).',
    zh: '{of} 个完成的训练中有 {count} 个欠拟合：以 95 % 的把握至少占 {low:percent}（上限 {limit:percent}）。',
    source: 'Goodfellow et al. 2016, Deep Learning, 5.2',
  },
  'study.overfit': {
    en: '{count} of {of} complete runs overfit: with 95 % confidence at least {low:percent} (limit {limit:percent}).',
    zh: '{of} 个完成的训练中有 {count} 个过拟合：以 95 % 的把握至少占 {low:percent}（上限 {limit:percent}）。',
    source: 'Goodfellow et al. 2016, Deep Learning, 5.2',
  },
  'study.validation': {
    en: 'With {rows} validation rows a value is known to ± {reach:times} only, and the middle one of {trials} trials is {difference:times} from the best ({best}): half of all trials cannot be told from it.',
    zh: '验证部分只有 {rows} 个样本，数值误差为 ± {reach:times}；而 {trials} 个试验的中位值与最佳值（{best}）只差 {difference:times}：一半的试验与最佳试验无法区分。',
    source: 'Agresti and Coull 1998, Approximate is Better than Exact for Interval Estimation; Dietterich 1998',
  },
  'study.seeds': {
    en: 'Runs of one configuration differ by {seeds:times} (standard deviation), configurations by {settings:times} ({runs} runs of {configurations}); if settings differed as much as runs, that would happen with probability {chance:chance} (limit {limit}).',
    zh: '同一配置的多次训练相差 {seeds:times}（标准差），不同配置之间相差 {settings:times}（{configurations} 个配置共 {runs} 次训练）；若配置之间的差异与训练之间一样大，出现这种情况的概率为 {chance:chance}（上限 {limit}）。',
    source: 'Bouthillier et al. 2021, Accounting for Variance in Machine Learning Benchmarks',
  },
  'study.subset': {
    en: 'On {pairs} configurations trained on the part and on all rows, the two ranks agree by {rho:score} (95 % interval {low:score} to {high:score}, limit {limit}).',
    zh: '{pairs} 个配置既在部分数据上也在全部数据上训练过，两种排名的相关系数为 {rho:score}（95 % 区间 {low:score} 至 {high:score}，下限 {limit}）。',
    source: klein,
  },
  'study.sampler': {
    en: 'A trial that the sampler chose ({chosen}) beats one that was drawn evenly ({even}) in {share:percent} of the pairs, with 90 % confidence in at most {upper:percent} (limit {limit:percent}).',
    zh: '采样器选择的试验（{chosen} 个）胜过均匀抽取的试验（{even} 个）的比例为 {share:percent}，以 90 % 的把握至多 {upper:percent}（下限 {limit:percent}）。',
    source: 'Mann and Whitney 1947; Bergstra and Bengio 2012, Random Search for Hyper-Parameter Optimization',
  },
  'study.unimportant': {
    en: 'Over {trials} trials, going from any of its values to any other moves results by at most {bound:times} of their standard deviation (95 %, limit {limit}), the other settings held; trial {trial}, the best one, has {value:size}.',
    zh: '在 {trials} 个试验中，其他设置不变时，它在任意两个取值之间使结果变化至多 {bound:times} 个标准差（95 %，上限 {limit}）；最佳试验 {trial} 取 {value:size}。',
    source: `Schuirmann 1987 (two one-sided tests); ${playbook}`,
  },
};

/** Whether a part of the data ranks configurations as all of it does; told also where nothing is wrong. */
export const trustTemplates: Readonly<Record<string, Text & { readonly source?: string }>> = {
  'trust.yes': {
    en: '{share:percent} of the rows rank configurations as all of them do: Spearman’s ρ {rho:score} (95 % interval {low:score} to {high:score}, {pairs} configurations trained on both).',
    zh: '{share:percent} 的样本对配置的排名与全部样本一致：Spearman ρ {rho:score}（95 % 区间 {low:score} 至 {high:score}，{pairs} 个配置两者皆训练过）。',
    source: klein,
  },
  'trust.no': {
    en: '{share:percent} of the rows do not rank configurations as all of them do: Spearman’s ρ {rho:score} (95 % interval {low:score} to {high:score}, {pairs} configurations trained on both).',
    zh: '{share:percent} 的样本对配置的排名与全部样本不一致：Spearman ρ {rho:score}（95 % 区间 {low:score} 至 {high:score}，{pairs} 个配置两者皆训练过）。',
    source: klein,
  },
  'trust.unknown': {
    en: 'Whether {share:percent} of the rows rank configurations as all of them do is not known yet: Spearman’s ρ {rho:score} (95 % interval {low:score} to {high:score}, {pairs} configurations trained on both).',
    zh: '{share:percent} 的样本对配置的排名是否与全部样本一致尚不清楚：Spearman ρ {rho:score}（95 % 区间 {low:score} 至 {high:score}，{pairs} 个配置两者皆训练过）。',
    source: klein,
  },
};
