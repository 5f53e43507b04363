// Why a move is proposed: one explanation per id of src/main/advisor/moves. `promise` is the expected gain in score before what the study
// knows is counted; it is missing where moves are named by the verdict and not by their gain.
import type { Explanation } from './explanation.ts';

export const moveExplanations: Readonly<Record<string, Explanation>> = {
  'why.capacity-up': {
    rule: {
      en: 'A larger network works on the deficit, as far as its size explains it: not at all from 128 units on, fully at 4 and below. What a too large step or overfitting explain is taken off.',
      zh: '扩大网络针对不足，但只限于规模能解释的部分：128 个神经元以上不计，4 个及以下全计。步长过大或过拟合能解释的部分要扣除。',
    },
    formula: {
      en: 'smallness = (7 − log₂ units) / 5, 0 to 1 = {small:score}[; expected gain = 0.55 · deficit · smallness · step · fit = 0.55 · {deficit:score} · {small:score} · {stepPart:score} · {fit:score} = {promise:score}]',
      zh: '小的程度 = (7 − log₂ 神经元数) / 5，取 0 至 1 = {small:score}[；预期提高 = 0.55 · 不足 · 小的程度 · 步长系数 · 拟合系数 = 0.55 · {deficit:score} · {small:score} · {stepPart:score} · {fit:score} = {promise:score}]',
    },
    source: 'Goodfellow et al. 2016, Deep Learning, 5.2 and 11.4',
  },
  'why.capacity-for-speed': {
    rule: {
      en: 'A wider layer offers more directions down, so the same number of steps gets further. It is named where nothing has been learned with a usual step size.',
      zh: '更宽的层提供更多下降方向，同样步数走得更远。步长正常却什么也没学到时才提出。',
    },
    formula: {
      en: 'lowest train loss / loss of a constant prediction ≥ 0.98[; units = {width}]',
      zh: '最低训练损失 / 恒定预测的损失 ≥ 0.98[；神经元数 = {width}]',
    },
    source: 'Goodfellow et al. 2016, Deep Learning, 11.4',
  },
  'why.dropout-down': {
    rule: {
      en: 'Dropout is noise on every step. Where train rows are not learned under strong dropout, some of the deficit is its work; once the run overfits, none is.',
      zh: '随机失活给每一步加噪声。在强失活下训练样本没学会，部分不足由它造成；一旦过拟合，则不再归咎于它。',
    },
    formula: {
      en: 'strength = dropout / 0.4, 0 to 1 = {strength:score}[; expected gain = 0.25 · deficit · strength · fit = 0.25 · {deficit:score} · {strength:score} · {fit:score} = {promise:score}]',
      zh: '强度 = 失活率 / 0.4，取 0 至 1 = {strength:score}[；预期提高 = 0.25 · 不足 · 强度 · 拟合系数 = 0.25 · {deficit:score} · {strength:score} · {fit:score} = {promise:score}]',
    },
    source: 'Srivastava et al. 2014, Dropout: A Simple Way to Prevent Neural Networks from Overfitting',
  },
  'why.penalty-down': {
    rule: {
      en: 'A penalty on the weights keeps the network near zero. Up to 0.03 it holds nothing back, from 0.3 on much; it is taken down by powers of ten.',
      zh: '权重惩罚使网络停留在零附近。0.03 以下不构成妨碍，0.3 以上妨碍很大；按十的幂减小。',
    },
    formula: {
      en: 'strength = log₁₀ penalty + 1.5, 0 to 1 = {strength:score}[; expected gain = 0.5 · deficit · strength · fit = 0.5 · {deficit:score} · {strength:score} · {fit:score} = {promise:score}]',
      zh: '强度 = log₁₀ 惩罚系数 + 1.5，取 0 至 1 = {strength:score}[；预期提高 = 0.5 · 不足 · 强度 · 拟合系数 = 0.5 · {deficit:score} · {strength:score} · {fit:score} = {promise:score}]',
    },
    source: 'Goodfellow et al. 2016, Deep Learning, 7.1',
  },
  'why.regularization-up': {
    rule: {
      en: 'The best epoch is kept, and that is regularization already; dropout on top of it pays only where noise is learned by heart: validation loss turned early, ended far above its lowest value, and the gap is wide.',
      zh: '保留最佳轮本身就是正则化；只有在死记噪声时再加随机失活才划算：验证损失很早掉头，最终远高于最低值，且差距很大。',
    },
    formula: {
      en: '[expected gain = 0.08 · gap · overfit · rise · width · early = 0.08 · {gap:score} · {overfit:score} · {risen:score} · {wide:score} · {early:score} = {promise:score}, each factor 0 to 1]',
      zh: '[预期提高 = 0.08 · 差距 · 过拟合 · 上升 · 宽度 · 早晚 = 0.08 · {gap:score} · {overfit:score} · {risen:score} · {wide:score} · {early:score} = {promise:score}，各因子取 0 至 1]',
    },
    source: 'Srivastava et al. 2014, Dropout; Prechelt 1998, Early Stopping – But When?',
  },
  'why.step-too-large': {
    rule: {
      en: 'A step far above the optimizer’s usual one, in a run that jumps back and whose train loss rises about as often as it falls, is what holds the run back. A large step that learns calmly is left alone.',
      zh: '步长远大于该优化器的常用值，训练反复倒退，且训练损失上升与下降一样频繁，说明步长在拖后腿。步长虽大但学得平稳则不动它。',
    },
    formula: {
      en: 'this step / usual step = {times:times}[; expected gain = 0.7 · deficit · share of the step · height of the loss + score lost again = 0.7 · {deficit:score} · {share:score} · {height:score} + {lost:score} = {promise:score}]',
      zh: '当前步长 / 常用步长 = {times:times}[；预期提高 = 0.7 · 不足 · 步长的责任 · 损失高度 + 又丢掉的得分 = 0.7 · {deficit:score} · {share:score} · {height:score} + {lost:score} = {promise:score}]',
    },
    source: 'Bengio 2012, Practical Recommendations for Gradient-Based Training of Deep Architectures, 3.1.1',
  },
  'why.step-down': {
    rule: {
      en: 'What the run has learned and lost again, smaller steps keep.',
      zh: '学到又丢掉的东西，较小的步长可以保住。',
    },
    formula: {
      en: '[expected gain = 0.7 · deficit · share of the step · height of the loss + score lost again = 0.7 · {deficit:score} · {share:score} · {height:score} + {lost:score} = {promise:score}]',
      zh: '[预期提高 = 0.7 · 不足 · 步长的责任 · 损失高度 + 又丢掉的得分 = 0.7 · {deficit:score} · {share:score} · {height:score} + {lost:score} = {promise:score}]',
    },
    source: 'Bengio 2012, Practical Recommendations for Gradient-Based Training of Deep Architectures, 3.1.1',
  },
  'why.step-too-small': {
    rule: {
      en: 'The largest step that does not diverge is near the best one, and a run that never jumps back has not found it.',
      zh: '不发散的最大步长接近最佳值，而从不倒退的训练还没有达到它。',
    },
    formula: {
      en: 'usual step / this step = {times:times}[; expected gain = 0.2 · deficit · room · fit = 0.2 · {deficit:score} · {room:score} · {fit:score} = {promise:score}]',
      zh: '常用步长 / 当前步长 = {times:times}[；预期提高 = 0.2 · 不足 · 余地 · 拟合系数 = 0.2 · {deficit:score} · {room:score} · {fit:score} = {promise:score}]',
    },
  },
  'why.step-up': {
    rule: {
      en: 'The largest step that does not diverge is near the best one, and a run that never jumps back has not found it.',
      zh: '不发散的最大步长接近最佳值，而从不倒退的训练还没有达到它。',
    },
    formula: {
      en: '[expected gain = 0.2 · deficit · room · fit = 0.2 · {deficit:score} · {room:score} · {fit:score} = {promise:score}]',
      zh: '[预期提高 = 0.2 · 不足 · 余地 · 拟合系数 = 0.2 · {deficit:score} · {room:score} · {fit:score} = {promise:score}]',
    },
  },
  'why.more-epochs': {
    rule: {
      en: 'A score that grows with the logarithm of the epochs gains 2.4 times from twice as many what the last quarter brought; one that is nearly there gains less. A curve of under four epochs has hardly begun.',
      zh: '若得分随轮数的对数增长，轮数加倍的收获是最后四分之一的 2.4 倍；接近顶点时则少些。不足四轮的曲线才刚开始。',
    },
    formula: {
      en: '[expected gain = near · course + begun = {near:score} · {course:score} + {begun:score} = {promise:score}; near = error / 0.1, at most 1; course = 0.01 + 1.5 · {gain:score} of the last quarter, at most the error {error:score}]',
      zh: '[预期提高 = 余地 · 走势 + 起步 = {near:score} · {course:score} + {begun:score} = {promise:score}；余地 = 误差 / 0.1，至多 1；走势 = 0.01 + 1.5 · 最后四分之一的 {gain:score}，不超过误差 {error:score}]',
    },
    source: 'Domhan et al. 2015, Speeding Up Automatic Hyperparameter Optimization by Extrapolation of Learning Curves',
  },
  'why.more-data': {
    rule: {
      en: 'Error falls with a small power of the number of rows (about 0.15: twice the rows take a tenth off), the gap faster. Proposed where at least half as many rows again are at hand.',
      zh: '误差随样本数的小次幂下降（约 0.15 次：样本加倍可减少十分之一），差距下降更快。至少还有一半可用样本时才提出。',
    },
    formula: {
      en: '[expected gain = (0.1 · error + 0.1 · min(0.2, gap)) · calm = (0.1 · {error:score} + 0.1 · {narrowed:score}) · {calm:score} = {promise:score}]',
      zh: '[预期提高 = (0.1 · 误差 + 0.1 · min(0.2, 差距)) · 平稳系数 = (0.1 · {error:score} + 0.1 · {narrowed:score}) · {calm:score} = {promise:score}]',
    },
  },
  'why.balancing': {
    rule: {
      en: 'A network that sees each class equally often has no reason to forget one. Rows of rare classes are copied until every class is as frequent as the largest.',
      zh: '若网络看到各类的次数相同，就没有理由遗忘其中一类。复制稀有类的样本，直到每类与最大类一样多。',
    },
    formula: {
      en: '[expected gain = {factor} · (1 − balanced accuracy) = {factor} · (1 − {score:score}) = {promise:score}]',
      zh: '[预期提高 = {factor} · (1 − 平衡准确率) = {factor} · (1 − {score:score}) = {promise:score}]',
    },
    source:
      'Japkowicz and Stephen 2002, The class imbalance problem; He and Garcia 2009, Learning from Imbalanced Data',
  },
  'why.input-scaling': {
    rule: {
      en: 'Inputs far from unit size make the loss steep in some directions and flat in others, whatever the step. Within a factor of 2 of 1 nothing needs doing, beyond 4 everything.',
      zh: '输入尺度远离 1 时，无论步长多大，损失在某些方向很陡、某些方向很平。与 1 相差 2 倍以内无需处理，4 倍以上则必须处理。',
    },
    formula: {
      en: '[need = (|log₁₀ {size:times}| − 0.3) / 0.3, 0 to 1 = {need:score}][; expected gain = 0.3 · error · need = 0.3 · {error:score} · {need:score} = {promise:score}]',
      zh: '[必要性 = (|log₁₀ {size:times}| − 0.3) / 0.3，取 0 至 1 = {need:score}][；预期提高 = 0.3 · 误差 · 必要性 = 0.3 · {error:score} · {need:score} = {promise:score}]',
    },
  },
  'why.adaptive-optimizer': {
    rule: {
      en: 'Plain SGD needs a step that fits the size of the loss; Adam divides each gradient by its own root mean square, so its usual rate fits most networks.',
      zh: '普通 SGD 的步长要适合损失的尺度；Adam 把每个梯度除以自身的均方根，因此常用学习率适合多数网络。',
    },
    formula: {
      en: 'this step and the usual one differ by a factor of {times:times}; Adam: Δw = −η · m̂ / (√v̂ + ε)',
      zh: '当前步长与常用步长相差 {times:times} 倍；Adam：Δw = −η · m̂ / (√v̂ + ε)',
    },
    source: 'Kingma and Ba 2015, Adam: A Method for Stochastic Optimization',
  },
  'why.clip-norm': {
    rule: {
      en: 'A gradient longer than the limit is shortened to it and keeps its direction, so no single step throws the weights far out.',
      zh: '超过上限的梯度按比例缩短，方向不变，因此任何一步都不会把权重抛得很远。',
    },
    formula: { en: 'g ← g · min(1, c / ‖g‖), c = {limit}', zh: 'g ← g · min(1, c / ‖g‖)，c = {limit}' },
  },
  'known.unimportant': {
    rule: {
      en: 'Two one-sided tests on a regression over all settings show that its effect is small; such a move is set back to a fifth of its gain.',
      zh: '对所有设置的回归做双单侧检验，表明其影响很小；这样的调整只按五分之一的预期提高排序。',
    },
    formula: {
      en: '|effect| + t₀.₉₅ · SE ≤ {bound:times} sd < 0.75 sd',
      zh: '|影响| + t₀.₉₅ · SE ≤ {bound:times} sd < 0.75 sd',
    },
  },
  'known.tried-no-gain': {
    rule: {
      en: 'Another trial differs from this one in that setting alone, the same way, and was not better; such a move is set back to a fifth of its gain.',
      zh: '另一次试验只在该设置上、朝同一方向与本试验不同，而结果并未更好；这样的调整只按五分之一的预期提高排序。',
    },
    formula: {
      en: 'score of trial {trial} − own score = {gain:score} ≤ 0',
      zh: '试验 {trial} 的得分 − 本试验得分 = {gain:score} ≤ 0',
    },
  },
  'known.tried-gain': {
    rule: {
      en: 'Another trial differs from this one in that setting alone, the same way, and was better.',
      zh: '另一次试验只在该设置上、朝同一方向与本试验不同，结果更好。',
    },
    formula: {
      en: 'score of trial {trial} − own score = {gain:score} > 0',
      zh: '试验 {trial} 的得分 − 本试验得分 = {gain:score} > 0',
    },
  },
};
