// What the advisor's findings say, one template per id. `source`: where the rule comes from.
import type { Text } from '../settings/index.ts';

const goodfellow = 'Goodfellow et al. 2016, Deep Learning';
const bengio = 'Bengio 2012, Practical Recommendations for Gradient-Based Training of Deep Architectures';
const lecun = 'LeCun et al. 1998, Efficient BackProp';

export const adviceTemplates: Readonly<Record<string, Text & { readonly source?: string }>> = {
  'diverged.not-finite': {
    en: 'From epoch {epoch} on a loss or the gradient is not a finite number. Weights do not come back from that.',
    zh: '从第 {epoch} 轮起，损失或梯度不再是有限数，权重无法恢复。',
    source: `${goodfellow}, 8.2.4`,
  },
  'diverged.grown': {
    en: 'Train loss ended {times:times} × as high as before training (limit {limit} ×).',
    zh: '训练损失最终是训练前的 {times:times} 倍（上限 {limit} 倍）。',
    source: `${goodfellow}, 8.2.4`,
  },
  'too-early': {
    en: '{epochs} of the {limit} epochs that a verdict needs are there.',
    zh: '诊断至少需要 {limit} 轮，目前只有 {epochs} 轮。',
  },
  'collapsed.predictions': {
    en: '{share:percent} of the predictions for validation rows are one class (limit {limit:percent}); accuracy only mirrors its share.',
    zh: '验证样本的预测中有 {share:percent} 是同一类（上限 {limit:percent}）；准确率只反映该类的占比。',
    source: 'He and Garcia 2009, Learning from Imbalanced Data',
  },
  'collapsed.score': {
    en: 'Balanced accuracy never rose above {score:score}, with {chance:score} for one class only, though train loss fell.',
    zh: '训练损失虽已下降，平衡准确率最高仅 {score:score}，只预测一类即为 {chance:score}。',
    source: 'He and Garcia 2009, Learning from Imbalanced Data',
  },
  'not-learning.loss': {
    en: 'Train loss never fell below {loss:score} of what a constant prediction has (limit {limit:score}).',
    zh: '训练损失最低仍为恒定预测的 {loss:score}（上限 {limit:score}）。',
    source: 'The loss of a constant prediction is the entropy of the label shares, or the variance of the labels',
  },
  'not-learning.chance': {
    en: 'The validation score never rose above {score:score}; always answering with the commonest class gives {chance:score} ± {error:score}.',
    zh: '验证得分最高 {score:score}；总是回答最常见的类为 {chance:score} ± {error:score}。',
    source: 'Two standard errors of a share of rows',
  },
  'not-learning.memorizes': {
    en: 'Train score reached {train:score} while the validation score stayed at chance ({score:score}, commonest class {chance:score} ± {error:score}): rows are learned by heart. Check whether labels belong to their rows and whether both parts come from the same data.',
    zh: '训练得分达到 {train:score}，验证得分却停在随机水平（{score:score}，最常见类 {chance:score} ± {error:score}）：网络只是死记样本。请检查标签与样本是否对应，以及两部分数据是否同源。',
    source: 'Zhang et al. 2017, Understanding Deep Learning Requires Rethinking Generalization',
  },
  'unstable.jumps': {
    en: 'The run jumped back {jumps} times in {epochs} epochs (limit {limit}): it throws away what it has learned.',
    zh: '{epochs} 轮中倒退 {jumps} 次（上限 {limit} 次）：学到的东西又丢掉了。',
    source: lecun,
  },
  'unstable.blown': {
    en: 'Train loss once stood {times:times} × above its start and came back.',
    zh: '训练损失曾升至起始值的 {times:times} 倍，之后回落。',
    source: `${goodfellow}, 8.2.4`,
  },
  'still-improving': {
    en: 'Validation loss was lowest in epoch {epoch}, near the end; the last quarter took {loss:percent} off it and added {score:score} to the best score.',
    zh: '验证损失在接近结尾的第 {epoch} 轮最低；最后四分之一使其下降 {loss:percent}，最佳得分提高 {score:score}。',
    source: 'Domhan et al. 2015, Speeding Up Automatic Hyperparameter Optimization by Extrapolation of Learning Curves',
  },
  'overfitting.gap': {
    en: 'Train score {train:score}, validation score {validation:score}: a gap of {gap:score} (limit {limit:score}); validation loss ended {rise:percent} above its lowest value.',
    zh: '训练得分 {train:score}，验证得分 {validation:score}：差距 {gap:score}（上限 {limit:score}）；验证损失最终比最低值高 {rise:percent}。',
    source: `${goodfellow}, 5.2`,
  },
  'overfitting.rise': {
    en: 'Validation loss was lowest in epoch {epoch} and ended {rise:percent} above that.',
    zh: '验证损失在第 {epoch} 轮最低，最终比它高 {rise:percent}。',
    source: `${goodfellow}, 7.8`,
  },
  'underfitting.capacity': {
    en: 'Train score is {train:score}: {deficit:score} is not learned even on rows that the network sees, and a larger one is expected to gain about {gain:score}.',
    zh: '训练得分为 {train:score}：连见过的样本也有 {deficit:score} 没学会，更大的网络预计可提高约 {gain:score}。',
    source: `${goodfellow}, 5.2`,
  },
  'underfitting.regularization': {
    en: 'Train score is {train:score}: {deficit:score} is not learned even on rows that the network sees, and less regularization is expected to gain about {gain:score}.',
    zh: '训练得分为 {train:score}：连见过的样本也有 {deficit:score} 没学会，减弱正则预计可提高约 {gain:score}。',
    source: `${goodfellow}, 5.2`,
  },
  good: {
    en: 'No rule finds fault: best validation score {score:score}, gap {gap:score}.',
    zh: '没有发现问题：最佳验证得分 {score:score}，差距 {gap:score}。',
  },
  'good.unknown': {
    en: 'No rule finds fault, but there is no validation metric to judge by.',
    zh: '没有发现问题，但缺少可供判断的验证指标。',
  },

  'why.capacity-up': {
    en: 'Train score stops at {score:score}[ with a width of {width}]: the network is too small for what is in the rows.',
    zh: '训练得分停在 {score:score}[，宽度为 {width}]：网络太小，装不下数据中的规律。',
  },
  'why.capacity-for-speed': {
    en: 'Nothing is learned yet[ with a width of {width}]: a wider network gets further in as many steps.',
    zh: '[宽度为 {width} 时]尚未学到任何东西：更宽的网络在同样步数内走得更远。',
  },
  'why.dropout-down': {
    en: 'With dropout {dropout} the network leaves {deficit:score} of its training rows wrong.',
    zh: '随机失活为 {dropout} 时，网络连训练样本也有 {deficit:score} 没学会。',
  },
  'why.penalty-down': {
    en: 'With a penalty of {penalty} the network leaves {deficit:score} of its training rows wrong.',
    zh: '惩罚系数为 {penalty} 时，网络连训练样本也有 {deficit:score} 没学会。',
  },
  'why.regularization-up': {
    en: 'Validation loss was lowest in epoch {epoch} already and rose by {rise:percent} since[, with a gap of {gap:score}]: noise is learned by heart.',
    zh: '验证损失早在第 {epoch} 轮最低，此后上升 {rise:percent}[，差距 {gap:score}]：网络在死记噪声。',
  },
  'why.step-too-large': {
    en: 'The step is {times:times} × the usual one of this optimizer[; jumps back: {jumps}].',
    zh: '步长是该优化器常用值的 {times:times} 倍[；倒退次数：{jumps}]。',
  },
  'why.step-down': {
    en: 'Smaller steps keep what is learned[; jumps back: {jumps}].',
    zh: '较小的步长能保住所学[；倒退次数：{jumps}]。',
  },
  'why.step-too-small': {
    en: 'The run is calm and has not learned its own rows: a larger step ({times:times} × the present one is usual) gets further in as many epochs.',
    zh: '训练平稳，却连训练样本都没学好：更大的步长（常用值是现在的 {times:times} 倍）能在同样轮数内走得更远。',
    source: bengio,
  },
  'why.step-up': {
    en: 'The run is calm and has not learned its own rows: a larger step gets further in as many epochs.',
    zh: '训练平稳，却连训练样本都没学好：更大的步长能在同样轮数内走得更远。',
    source: bengio,
  },
  'why.more-epochs': {
    en: 'The last quarter still added {gain:score} to the best score[ and took {loss:percent} off the validation loss].',
    zh: '最后四分之一仍使最佳得分提高 {gain:score}[，验证损失下降 {loss:percent}]。',
  },
  'why.more-data': {
    en: '{rows} of {available} training rows are used; more of them narrow the gap ({gap:score} now) and seldom do harm.',
    zh: '目前只用了 {available} 个训练样本中的 {rows} 个；增加样本可缩小差距（现为 {gap:score}），很少有害。',
    source: 'Hestness et al. 2017, Deep Learning Scaling is Predictable, Empirically',
  },
  'why.balancing': {
    en: '{share:percent} of the training rows are one class, and balanced accuracy ended at {score:score}.',
    zh: '训练样本中有 {share:percent} 属于同一类，平衡准确率最终为 {score:score}。',
  },
  'why.input-scaling': {
    en: 'Inputs are not scaled[; their root mean square is {size:times} instead of 1].',
    zh: '输入没有缩放[；其均方根为 {size:times}，而不是 1]。',
    source: lecun,
  },
  'why.adaptive-optimizer': {
    en: "The step is off by a factor of {times:times}; an adaptive method with its paper's defaults finds its own.",
    zh: '步长相差 {times:times} 倍；自适应方法用论文默认值即可自行调整。',
  },
  'why.clip-norm': {
    en: 'A limit on the gradient keeps one step from blowing the weights up.',
    zh: '限制梯度范数可避免一步就使权重爆炸。',
    source: 'Pascanu et al. 2013, On the difficulty of training recurrent neural networks',
  },

  'known.unimportant': {
    en: '{setting:setting} hardly mattered in this study so far: from any of its values to any other, results move by at most {bound:times} of their standard deviation.',
    zh: '到目前为止，{setting:setting} 在本研究中几乎没有影响：任意两个取值之间，结果变化至多 {bound:times} 个标准差。',
    source: 'Schuirmann 1987, A comparison of the two one-sided tests procedure',
  },
  'known.tried-no-gain': {
    en: '{setting:setting} {value} was tried in trial {trial}: no gain.',
    zh: '试验 {trial} 已试过 {setting:setting} {value}：没有提高。',
  },
  'known.tried-gain': {
    en: '{setting:setting} {value} in trial {trial} gained {gain:score}.',
    zh: '试验 {trial} 中 {setting:setting} {value} 提高了 {gain:score}。',
  },

  'note.stopped': {
    en: 'The run was stopped after {epochs}[ of {planned}] epochs, so the evidence is shorter.',
    zh: '训练在第 {epochs} 轮[（共 {planned} 轮）]后停止，证据较短。',
  },
  'note.no-train': {
    en: 'There are no train metrics: over- and underfitting can hardly be told.',
    zh: '没有训练指标，难以判断过拟合与欠拟合。',
  },
  'note.no-validation': {
    en: 'There is no validation metric: what carries over cannot be told.',
    zh: '没有验证指标，无法判断泛化能力。',
  },
  'note.gaps': {
    en: '{gaps} values are missing or not finite and were left out.',
    zh: '有 {gaps} 个值缺失或非有限，已略去。',
  },
  'note.few-validation-rows': {
    en: 'The validation part has {rows} rows only: its score is known to ± {error:score}.',
    zh: '验证部分只有 {rows} 个样本：得分误差约 ± {error:score}。',
  },
  'note.unknown-validation-rows': {
    en: 'The number of validation rows is not known; 200 was assumed.',
    zh: '验证样本数未知，按 200 估计。',
  },
  'note.unknown-baseline': {
    en: 'The loss of a constant prediction is not known; the first loss stands for it.',
    zh: '恒定预测的损失未知，以首个损失代替。',
  },
  'note.constant': { en: 'The validation metric never changes.', zh: '验证指标始终不变。' },
  'note.subset': {
    en: 'Trained on {share:percent} of the training rows ({rows}).',
    zh: '只用了 {share:percent} 的训练样本（{rows} 个）。',
  },
  'note.unknown-metric': {
    en: 'The metric is not one whose scale is known; only its course was judged.',
    zh: '该指标的尺度未知，只判断了走势。',
  },
};
