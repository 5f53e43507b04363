// Why a verdict is given: one explanation per id of src/main/advisor/rules.
import type { Explanation } from './explanation.ts';

export const verdictExplanations: Readonly<Record<string, Explanation>> = {
  'diverged.not-finite': {
    rule: {
      en: 'A loss or a gradient norm that ends in NaN or ±∞ ends the run: weights that are not finite stay so. A finite value later would prove that only the measuring had failed.',
      zh: '损失或梯度范数以 NaN 或 ±∞ 结束，训练即告失败：权重一旦不是有限数就无法恢复。若之后又出现有限值，则说明只是测量出错。',
    },
    formula: {
      en: 'first epoch from which train loss, validation loss or ‖g‖ is not finite = {epoch}',
      zh: '训练损失、验证损失或 ‖g‖ 从此不再有限的首轮 = {epoch}',
    },
  },
  'diverged.grown': {
    rule: {
      en: 'A train loss that ends far above where training began has left the region in which steps lead down.',
      zh: '训练损失最终远高于训练开始时，说明已离开能够下降的区域。',
    },
    formula: {
      en: 'train loss at the end / max(loss before training, loss of a constant prediction) = {times:times} > {limit}',
      zh: '最终训练损失 / max(训练前损失, 恒定预测的损失) = {times:times} > {limit}',
    },
  },
  'too-early': {
    rule: {
      en: 'Three epochs make a trend and one more checks it; with fewer no other rule can be relied on.',
      zh: '三轮才有趋势，再加一轮才能核对；轮数更少时其他规则都不可靠。',
    },
    formula: { en: 'epochs = {epochs} < {limit}', zh: '轮数 = {epochs} < {limit}' },
  },
  'collapsed.predictions': {
    rule: {
      en: 'On uneven classes a network can lower its loss by answering with the commonest class whatever it sees. Its accuracy then is the share of that class.',
      zh: '类别不平衡时，网络只要总是回答最常见的类就能降低损失；此时准确率就是该类的占比。',
    },
    formula: {
      en: 'share of the commonest class among predictions = {share:score} ≥ {limit:score}',
      zh: '预测中最常见类的占比 = {share:score} ≥ {limit:score}',
    },
  },
  'collapsed.score': {
    rule: {
      en: 'Predictions were not counted, so balanced accuracy decides: the mean recall of all classes is that of a constant answer, though the train loss fell.',
      zh: '没有统计预测，因此由平衡准确率判断：各类召回率的均值与恒定回答相同，尽管训练损失已下降。',
    },
    formula: {
      en: 'best balanced accuracy = {score:score} ≤ 1 / classes + 0.02 = {chance:score} + 0.02',
      zh: '最佳平衡准确率 = {score:score} ≤ 1 / 类数 + 0.02 = {chance:score} + 0.02',
    },
  },
  'not-learning.loss': {
    rule: {
      en: 'A constant prediction needs no network: its loss is the entropy of the label shares, or the variance of the labels. A run that never gets 2 % below it has learned nothing.',
      zh: '恒定预测不需要网络：其损失是标签占比的熵，或标签的方差。训练始终未能比它低 2 %，就是什么也没学到。',
    },
    formula: {
      en: 'lowest train loss / loss of a constant prediction = {loss:score} ≥ {limit:score}',
      zh: '最低训练损失 / 恒定预测的损失 = {loss:score} ≥ {limit:score}',
    },
  },
  'not-learning.chance': {
    rule: {
      en: 'The best validation score must pass that of the commonest answer by two standard errors, or it may be luck; the validation loss never fell 2 % below that of a constant prediction either.',
      zh: '最佳验证得分须比最常见答案高出两个标准误，否则可能只是运气；验证损失也从未比恒定预测低 2 %。',
    },
    formula: {
      en: 'best score {score:score} ≤ chance + 2 · SE = {chance:score} + 2 · {error:score} = {bound:score}',
      zh: '最佳得分 {score:score} ≤ 随机 + 2 · SE = {chance:score} + 2 · {error:score} = {bound:score}',
    },
  },
  'not-learning.memorizes': {
    rule: {
      en: 'Train rows are learned and validation rows are not: with enough weights a network learns any labels by heart, also wrong ones.',
      zh: '训练样本学会了而验证样本没有：权重足够多时，网络能记住任何标签，包括错误的。',
    },
    formula: {
      en: 'validation {score:score} ≤ chance + 2 · SE = {chance:score} + 2 · {error:score} = {bound:score}, while train {train:score} > chance + 0.1',
      zh: '验证 {score:score} ≤ 随机 + 2 · SE = {chance:score} + 2 · {error:score} = {bound:score}，而训练 {train:score} > 随机 + 0.1',
    },
  },
  'unstable.jumps': {
    rule: {
      en: 'A jump back is a train loss up by more than 15 % (and 0.04 of a constant prediction’s), or a validation score down by more than max(0.05, 3 SE). At a usual step size jumps are the noise of stochastic gradients; only with a larger one do they count.',
      zh: '倒退指训练损失上升超过 15 %（且超过恒定预测损失的 0.04 倍），或验证得分下降超过 max(0.05, 3 SE)。步长正常时，这只是随机梯度的噪声；步长偏大时才计入。',
    },
    formula: {
      en: 'jumps back = {jumps} ≥ max(2, 0.12 · epochs) = max(2, 0.12 · {epochs}), rounded up {limit}',
      zh: '倒退次数 = {jumps} ≥ max(2, 0.12 · 轮数) = max(2, 0.12 · {epochs})，向上取整为 {limit}',
    },
  },
  'unstable.blown': {
    rule: {
      en: 'A train loss that once stood ten times above its start has thrown the weights far out, even if it came back.',
      zh: '训练损失一度达到起始值的十倍以上，权重已被抛得很远，即便后来回落。',
    },
    formula: {
      en: 'highest train loss / max(loss before training, loss of a constant prediction) = {times:times} > 10',
      zh: '最高训练损失 / max(训练前损失, 恒定预测的损失) = {times:times} > 10',
    },
  },
  'still-improving': {
    rule: {
      en: 'Learning curves follow power laws: what the last quarter of the epochs brought tells what more epochs bring. The run ended near its lowest validation loss, which lies late, and there is something left to learn.',
      zh: '学习曲线服从幂律：最后四分之一轮的收获预示继续训练的收获。训练结束时接近最低验证损失，该最低点出现得晚，且仍有可学的。',
    },
    formula: {
      en: 'lowest validation loss after {place:percent} of the epochs (> 85 %); last quarter: loss − {loss:percent} (> 3 %) or score + {score:score} (> 0.010); error left {error:score} (≥ 0.050)',
      zh: '最低验证损失位于全部轮数的 {place:percent} 处（> 85 %）；最后四分之一：损失 − {loss:percent}（> 3 %）或得分 + {score:score}（> 0.010）；剩余误差 {error:score}（≥ 0.050）',
    },
  },
  'overfitting.gap': {
    rule: {
      en: 'What is learned on train rows and does not carry over to validation rows is the gap. It counts from 0.05 on, and beyond what so few validation rows can tell.',
      zh: '在训练样本上学到却不能推广到验证样本的部分就是差距。达到 0.05、并超出验证样本数所能分辨的范围才算。',
    },
    formula: {
      en: 'gap = train − validation = {train:score} − {validation:score} = {gap:score} > max(0.05, 1.5 · SE) = {limit:score}',
      zh: '差距 = 训练 − 验证 = {train:score} − {validation:score} = {gap:score} > max(0.05, 1.5 · SE) = {limit:score}',
    },
  },
  'overfitting.rise': {
    rule: {
      en: 'A validation loss that turns and rises says that what is learned from there on does not carry over. Without train scores it takes a rise of 25 %; for regression 10 %, with a validation loss half above the train loss.',
      zh: '验证损失掉头上升，说明此后学到的东西不能推广。没有训练得分时须上升 25 %；回归任务为 10 %，且验证损失须比训练损失高一半。',
    },
    formula: {
      en: 'rise = loss at the end / lowest loss − 1 = {rise:score} > {limit:score}',
      zh: '上升 = 最终损失 / 最低损失 − 1 = {rise:score} > {limit:score}',
    },
  },
  'underfitting.capacity': {
    rule: {
      en: 'A network that does not learn the rows it sees is too small, held back or badly trained. A deficit alone is no proof, as no size learns noisy labels: more capacity must also promise something.',
      zh: '连见过的样本都学不会的网络，要么太小，要么受到抑制，要么训练不当。仅有不足并非证据，因为任何规模都学不会带噪声的标签：还须增大规模有望带来提高。',
    },
    formula: {
      en: 'deficit = 1 − train score = 1 − {train:score} = {deficit:score}; expected gain of more capacity = {gain:score} > {limit:score}',
      zh: '不足 = 1 − 训练得分 = 1 − {train:score} = {deficit:score}；增大规模的预期提高 = {gain:score} > {limit:score}',
    },
  },
  'underfitting.regularization': {
    rule: {
      en: 'Dropout and penalties keep a network from learning its own rows. Where they are strong and much is left to learn, taking some off promises more than a larger network.',
      zh: '随机失活与惩罚项会妨碍网络学习自己的样本。当它们很强且仍有许多没学会时，减弱它们比扩大网络更有希望。',
    },
    formula: {
      en: 'deficit = 1 − train score = 1 − {train:score} = {deficit:score}; expected gain of less regularization = {gain:score} > {limit:score}',
      zh: '不足 = 1 − 训练得分 = 1 − {train:score} = {deficit:score}；减弱正则的预期提高 = {gain:score} > {limit:score}',
    },
  },
  good: {
    rule: {
      en: 'No other rule holds. The less any move promises, the surer it is that the run is well set.',
      zh: '其他规则都不成立。各种调整的预期提高越小，就越能确定设置得当。',
    },
    formula: {
      en: 'confidence = 0.5 + 0.45 · (1 − e^−m), m = 1 − largest expected gain / 0.03 (at least 0); largest expected gain = {gain:score}',
      zh: '把握 = 0.5 + 0.45 · (1 − e^−m)，m = 1 − 最大预期提高 / 0.03（至少为 0）；最大预期提高 = {gain:score}',
    },
  },
  'good.unknown': {
    rule: {
      en: 'No other rule holds, and without a validation metric most of them cannot be asked.',
      zh: '其他规则都不成立；没有验证指标时，多数规则无从判断。',
    },
  },
};
