// Why a pre-flight check is made: one explanation per check (src/main/preflight); the numbers of a finding stand in its own sentences.
import type { CheckId } from '../../contract/checks.ts';
import type { Explanation } from './explanation.ts';

const karpathy = 'Karpathy 2019, A Recipe for Training Neural Networks';

export const checkExplanations: Readonly<Record<CheckId, Explanation & { readonly source: string }>> = {
  missing: {
    rule: {
      en: 'Missing cells are filled in, so a column that mostly lacks its values says little but that they are missing.',
      zh: '缺失的单元格会被填补，因此大部分缺失的列除了“缺失”之外说明不了什么。',
    },
    formula: {
      en: 'missing cells / rows of the worst column; to be looked at above 20 %, failed above 95 %',
      zh: '最差一列的缺失数 / 行数；超过 20 % 需查看，超过 95 % 为未通过',
    },
    source: 'Little and Rubin 2019, Statistical Analysis with Missing Data; the limits are house rules',
  },
  columns: {
    rule: {
      en: 'A column without variance, or the copy of another, adds weights and teaches nothing. One that alone tells the label of rows not looked at is too good: it may be known only after the label is.',
      zh: '没有变化的列或重复的列只增加权重，学不到东西。若单凭一列就能说中未见样本的标签，那就好得可疑：它可能是在得知标签之后才有的。',
    },
    formula: {
      en: 'variance = 0; correlation = 1; score of the best rule of one column on held-out rows ≥ 0.9995 (of 200 rows without an error the true error is below 3 / n = 1.5 %)',
      zh: '方差 = 0；相关系数 = 1；单列最佳规则在保留样本上的得分 ≥ 0.9995（200 行无误时，真实错误率低于 3 / n = 1.5 %）',
    },
    source: 'Kaufman et al. 2012, Leakage in Data Mining',
  },
  'input-scale': {
    rule: {
      en: 'Start weights and activations are meant for inputs of zero mean and unit variance. Far from that the first steps are off by the square of the factor.',
      zh: '初始权重与激活函数是为零均值、单位方差的输入设计的。偏离越远，最初的步子按倍数的平方出错。',
    },
    formula: {
      en: 'root mean square = √(mean² + sd²), wanted 0.1 to 10; failed beyond 50; one value beyond 100 is an outlier',
      zh: '均方根 = √(均值² + 标准差²)，应在 0.1 至 10；超过 50 为未通过；单个值超过 100 为离群',
    },
    source: 'LeCun et al. 1998, Efficient BackProp, 4.3',
  },
  'class-balance': {
    rule: {
      en: 'A rare class is seldom seen and hardly measured. Copying its rows until classes are equally frequent worked best of the remedies that were compared.',
      zh: '稀有类很少被看到，也难以衡量。在比较过的办法中，复制样本直到各类同样频繁效果最好。',
    },
    formula: {
      en: 'rows of the largest class / rows of the rarest ≤ 3; rows of the rarest in a batch = batch size · its share ≥ 1',
      zh: '最大类样本数 / 最少类样本数 ≤ 3；每批中最少类的样本数 = 批大小 · 占比 ≥ 1',
    },
    source: 'Buda et al. 2018, A systematic study of the class imbalance problem in convolutional neural networks',
  },
  duplicates: {
    rule: {
      en: 'On a validation row that is a training row too, what is learned by heart is right: the score looks that much too good at most. Shares of per cents change which of two models wins.',
      zh: '验证样本若同时是训练样本，死记也会答对：得分最多会虚高这么多。千分之几就足以改变两个模型的胜负。',
    },
    formula: {
      en: 'validation rows that are training rows / validation rows ≤ 0.1 %',
      zh: '同时属于训练部分的验证样本 / 验证样本 ≤ 0.1 %',
    },
    source: 'Barz and Denzler 2020, Do We Train on Test Data?',
  },
  'label-noise': {
    rule: {
      en: 'Rows that are nearly the same should have the same label. The error of the nearest neighbour is at most twice the least possible one, so half of what differs is noise at least.',
      zh: '几乎相同的样本应有相同的标签。最近邻的错误率至多是最小可能错误率的两倍，因此不一致者至少有一半是噪声。',
    },
    formula: {
      en: 'share of the nearest tenth whose neighbour has another label ≤ 10 %; of numbers δ = Σ(yᵢ − yₙₙ)² / (2N · variance) < 0.9',
      zh: '最近的十分之一中邻居标签不同的占比 ≤ 10 %；数值标签：δ = Σ(yᵢ − yₙₙ)² / (2N · 方差) < 0.9',
    },
    source:
      'Cover and Hart 1967, Nearest Neighbor Pattern Classification; Pi and Peterson 1994, Finding the Embedding Dimension',
  },
  'step0-loss': {
    rule: {
      en: 'A fresh network knows nothing, so its loss is that of a random guess. More says that it is sure of what it cannot know, less that something else is computed than is meant.',
      zh: '全新的网络一无所知，损失应等于随机猜测。更高说明它对不可能知道的事过于自信，更低说明计算的不是想要的东西。',
    },
    formula: {
      en: 'loss at step 0 = ln(classes) ± 0.15; ln 2 per yes-or-no label; for numbers the variance of the label; failed from twice of it on',
      zh: '第 0 步损失 = ln(类数) ± 0.15；是非标签每个 ln 2；数值标签为其方差；达到两倍为未通过',
    },
    source: karpathy,
  },
  'learning-rate-range': {
    rule: {
      en: 'The rate rises exponentially while the network trains, one batch a step. Usable rates lie between where the loss begins to fall and where it stops to; what the study searches should meet them.',
      zh: '训练时学习率按指数增长，每步一批。可用的学习率介于损失开始下降与停止下降之间；研究的范围应与之相交。',
    },
    formula: {
      en: 'upper end = rate of the lowest smoothed loss / 2, at most a third of where the loss is lost; lower end = rate of the steepest fall / 10; the loss must fall by 3 %',
      zh: '上端 = 平滑损失最低处的学习率 / 2，不超过失控处的三分之一；下端 = 下降最快处的学习率 / 10；损失须下降 3 %',
    },
    source: 'Smith 2017, Cyclical Learning Rates for Training Neural Networks, 3.3',
  },
  'overfit-one-batch': {
    rule: {
      en: 'A network with enough weights learns any few rows by heart. One that does not has too few of them, rates that do not fit, or a fault, and no search puts that right.',
      zh: '权重足够的网络能记住任意少量样本。做不到就是权重太少、学习率不合适或有错误，任何搜索都无法补救。',
    },
    formula: {
      en: 'lowest loss on one batch / loss of a constant answer ≤ 5 %; failed above 50 %',
      zh: '一批样本上的最低损失 / 恒定答案的损失 ≤ 5 %；超过 50 % 为未通过',
    },
    source: `${karpathy}; Zhang et al. 2017, Understanding Deep Learning Requires Rethinking Generalization`,
  },
  'shuffled-labels': {
    rule: {
      en: 'Shuffled labels leave nothing to learn that carries over. A validation score above chance can then only come from rows that both parts share.',
      zh: '标签打乱后没有可推广的规律。此时验证得分若高于随机，只能来自两部分共有的样本。',
    },
    formula: {
      en: 'score ≤ p + 3 · √(p(1 − p) / n) + 0.02, p = share of the commonest class; for numbers R² ≤ 3 / √n',
      zh: '得分 ≤ p + 3 · √(p(1 − p) / n) + 0.02，p = 最常见类的占比；数值标签：R² ≤ 3 / √n',
    },
    source: 'Ojala and Garriga 2010, Permutation Tests for Studying Classifier Performance',
  },
  'gradient-flow': {
    rule: {
      en: 'Start weights keep the variance from layer to layer, so gradients should have similar norms everywhere. A unit that no row opens gets no gradient and never learns.',
      zh: '合适的初始权重使方差逐层保持，因此各层梯度范数应相近。没有样本能激活的单元得不到梯度，永远学不会。',
    },
    formula: {
      en: '1e−5 ≤ ‖∂L/∂W‖ ≤ 1e3 in every layer, largest / smallest ≤ 1e4; failed where a layer gets 0, or 80 % of its units are dead (∂L/∂b = 0 on all rows)',
      zh: '每层 1e−5 ≤ ‖∂L/∂W‖ ≤ 1e3，最大 / 最小 ≤ 1e4；某层为 0，或其 80 % 的单元已死（所有样本上 ∂L/∂b = 0）为未通过',
    },
    source:
      'Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks, 4.2; Lu et al. 2020, Dying ReLU and Initialization',
  },
  'memory-and-time': {
    rule: {
      en: 'The corners of the space are the cheapest and the dearest trainings. What they take tells how long the study lasts at least and at most, without early stops, and whether the largest fits.',
      zh: '空间的各个角是最省与最费的训练。由它们的用量可知研究最短与最长的用时（不计提前停止），以及最大的是否放得下。',
    },
    formula: {
      en: 'seconds = runs · epochs · seconds per epoch / trials at once, of the cheapest and of the dearest corner that fits',
      zh: '秒数 = 训练次数 · 轮数 · 每轮秒数 / 同时进行的试验数，取放得下的最省与最费的角',
    },
    source: 'Measured here; bytes by the formula in docs/preflight.md',
  },
};
