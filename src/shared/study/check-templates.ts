// What pre-flight checks say, one template per id; written as those of advice-templates.ts.
import type { Text } from '../settings/index.ts';

export const checkTemplates: Readonly<Record<string, Text>> = {
  'missing.none': { en: 'No cell is missing.', zh: '没有缺失的单元格。' },
  'missing.some': {
    en: 'Missing cells in {columns}; the worst column lacks {share:percent} of {rows:count} rows.',
    zh: '{columns} 有缺失的单元格；最差的一列在 {rows:count} 行中缺失 {share:percent}。',
  },
  'value.missing': { en: '{value:percent} at worst', zh: '最多 {value:percent}' },
  'limit.missing': { en: 'at most {limit:percent} of a column', zh: '每列至多 {limit:percent}' },

  'columns.good': {
    en: '{inputs:count} inputs per row, {train:count} training and {validation:count} validation rows; every column varies.',
    zh: '每行 {inputs:count} 个输入，训练 {train:count} 行，验证 {validation:count} 行；每一列都有变化。',
  },
  'columns.shape': {
    en: '{inputs:count} inputs per row, {train:count} training and {validation:count} validation rows.',
    zh: '每行 {inputs:count} 个输入，训练 {train:count} 行，验证 {validation:count} 行。',
  },
  'columns.constant': {
    en: '{columns}: one value only on all training rows, which can teach nothing; leave out.',
    zh: '{columns}：在所有训练样本上只有一个值，学不到任何东西；应当去掉。',
  },
  'columns.equal': {
    en: '{columns}: the same in every row as "{kept}"; leave out.',
    zh: '{columns}：每一行都与“{kept}”相同；应当去掉。',
  },
  'columns.leak': {
    en: '{columns} alone tells the label of {score:percent} of {rows:count} rows not looked at[ (the commonest answer: {chance:percent})]. If it is known only after the label is, leave it out.',
    zh: '仅凭 {columns} 就能说中 {rows:count} 个未见样本中 {score:percent} 的标签[（最常见答案：{chance:percent}）]。如果它在得知标签之后才可知，应当去掉。',
  },
  'value.columns': { en: '{value:count} found', zh: '发现 {value:count} 列' },
  'limit.columns': { en: 'no constant, copied or telling column', zh: '没有恒定、重复或泄露标签的列' },

  'input-scale.good': {
    en: 'After scaling "{scaling}" inputs have a root mean square of {size:times} (mean {mean:times}, sd {sd:times}).',
    zh: '经“{scaling}”缩放后，输入的均方根为 {size:times}（均值 {mean:times}，标准差 {sd:times}）。',
  },
  'input-scale.off': {
    en: 'After scaling "{scaling}" the root mean square of "{input}" is {size:times} instead of about 1.',
    zh: '经“{scaling}”缩放后，“{input}”的均方根为 {size:times}，而不是约 1。',
  },
  'input-scale.uneven': {
    en: '"{large}" is {times:times} × as large as "{small}", which hardly counts beside it.',
    zh: '“{large}”是“{small}”的 {times:times} 倍，后者几乎不起作用。',
  },
  'input-scale.outlier': {
    en: '"{input}" has values up to {most:times} after scaling: single rows decide the step. Look for wrong units or codes such as 999.',
    zh: '缩放后“{input}”的值高达 {most:times}：个别样本决定了步子。请检查单位或 999 之类的代码。',
  },
  'input-scale.tokens': { en: 'Words are looked up, not computed with.', zh: '词是查表得到的，不参与数值计算。' },
  'input-scale.constant': { en: 'No input varies.', zh: '没有任何输入有变化。' },
  'value.input-scale': { en: '{value:times}', zh: '{value:times}' },
  'limit.input-scale': { en: 'root mean square {low} to {high}', zh: '均方根 {low} 至 {high}' },

  'class-balance.counts': {
    en: '{classes} classes; the largest is {times:times} times the rarest, "{name}" with {train:count} training and {validation:count} validation rows, {perBatch:times} in a batch.',
    zh: '{classes} 个类；最大类是最少类“{name}”的 {times:times} 倍，后者训练 {train:count} 行、验证 {validation:count} 行，每批约 {perBatch:times} 行。',
  },
  'class-balance.unseen': {
    en: 'No training row has "{name}" ({count} such): no model can learn what it never sees.',
    zh: '没有训练样本属于“{name}”（此类共 {count} 个）：模型学不到从未见过的东西。',
  },
  'class-balance.unmeasured': {
    en: 'No validation row has "{name}" ({count} such): whether it is learned cannot be measured.',
    zh: '没有验证样本属于“{name}”（此类共 {count} 个）：无法衡量是否学会。',
  },
  'class-balance.batch': {
    en: 'A batch of {batch} has {rows:times} rows of "{name}" on average: most steps see none.',
    zh: '每批 {batch} 行中“{name}”平均只有 {rows:times} 行：多数步里一行也没有。',
  },
  'class-balance.balanced': {
    en: 'The study balances its classes already.',
    zh: '本研究已在平衡各类。',
  },
  'class-balance.multilabel': {
    en: 'Rows have several labels, each with a balance of its own.',
    zh: '每行有多个标签，各有各的平衡。',
  },
  'class-balance.regression': { en: 'The label is a number, there are no classes.', zh: '标签是数值，没有类。' },
  'value.class-balance': { en: '{value:times} to 1', zh: '{value:times} 比 1' },
  'limit.class-balance': {
    en: 'largest class at most {limit} times the rarest',
    zh: '最大类至多为最少类的 {limit} 倍',
  },

  'duplicates.none': {
    en: 'None of {rows:count} validation rows is also a training row.',
    zh: '{rows:count} 个验证样本都不在训练部分中。',
  },
  'duplicates.shared': {
    en: '{shared:count} of {rows:count} validation rows ({share:percent}) are training rows too, {same:count} with the same label: validation looks that much too good at most. Leave the copies out, or split by a column that keeps them together.',
    zh: '{rows:count} 个验证样本中有 {shared:count} 个（{share:percent}）也是训练样本，其中 {same:count} 个标签相同：验证结果最多会虚高这么多。请去除副本，或按能把它们分在一起的列来划分。',
  },
  'duplicates.few-values': {
    en: '{shared:count} of {rows:count} validation rows ({share:percent}) are training rows too. The columns have only {combinations:count} combinations of values, so rows must repeat; validation measures what is learned by heart as well.',
    zh: '{rows:count} 个验证样本中有 {shared:count} 个（{share:percent}）也是训练样本。各列的取值只有 {combinations:count} 种组合，必然会重复；验证同时也在衡量死记的内容。',
  },
  'duplicates.no-validation': { en: 'There are no validation rows.', zh: '没有验证样本。' },
  'value.duplicates': { en: '{value:count} shared', zh: '{value:count} 个共有' },
  'limit.duplicates': { en: 'at most {limit:percent} shared', zh: '共有至多 {limit:percent}' },

  'label-noise.good': {
    en: 'Rows and their nearest neighbours agree in {agreement:percent} of cases (by chance {chance:percent}); of the nearest tenth {noise:percent} differ.',
    zh: '样本与其最近邻标签一致的占 {agreement:percent}（随机为 {chance:percent}）；最近的十分之一中有 {noise:percent} 不一致。',
  },
  'label-noise.hint': {
    en: '{noise:percent} of {pairs:count} rows that are nearly the same have different labels: at least about {least:percent} of such rows cannot be right. Check how they were labelled.',
    zh: '{pairs:count} 对几乎相同的样本中有 {noise:percent} 标签不同：这样的样本至少约有 {least:percent} 无法判对。请检查标注。',
  },
  'label-noise.unrelated': {
    en: 'Nearest neighbours have the same label in {agreement:percent} of cases, two rows at random in {chance:percent}: labels do not go with their rows. Check whether they were shuffled or shifted.',
    zh: '最近邻标签相同的占 {agreement:percent}，随机两行为 {chance:percent}：标签与样本对不上。请检查标签是否被打乱或错位。',
  },
  'label-noise.numbers': {
    en: 'Between nearest neighbours {delta:percent} of the variance of the label is left.',
    zh: '最近邻之间仍剩下标签方差的 {delta:percent}。',
  },
  'label-noise.unrelated-numbers': {
    en: 'Nearest neighbours differ as much as any two rows ({delta:percent} of the variance of the label): either labels do not go with their rows, or most columns say nothing of them.',
    zh: '最近邻的差别与任意两行一样大（标签方差的 {delta:percent}）：要么标签与样本对不上，要么多数列与标签无关。',
  },
  'label-noise.no-distance': {
    en: 'Between texts there is no distance that means much.',
    zh: '文本之间没有有意义的距离。',
  },
  'label-noise.multilabel': {
    en: 'Rows have several labels, each of which may be right.',
    zh: '每行有多个标签，各自都可能正确。',
  },
  'label-noise.few': {
    en: 'Only {rows} rows have a neighbour; {limit} are needed.',
    zh: '只有 {rows} 行有最近邻，至少需要 {limit} 行。',
  },
  'value.label-noise': { en: '{value:percent} differ', zh: '{value:percent} 不一致' },
  'limit.label-noise': { en: 'at most {limit:percent} of near rows differ', zh: '相近样本至多 {limit:percent} 不一致' },
  'value.delta': { en: '{value:percent}', zh: '{value:percent}' },
  'limit.delta': { en: 'below {limit:percent} of the variance', zh: '低于方差的 {limit:percent}' },

  'step0-loss.good': {
    en: 'A fresh network has a loss of {loss:score}, a random guess {guess:score}.',
    zh: '全新网络的损失为 {loss:score}，随机猜测为 {guess:score}。',
  },
  'step0-loss.high': {
    en: 'A fresh network has a loss of {loss:score}, {times:times} × that of a random guess ({guess:score}): it is sure of what it cannot know. Inputs or start weights are too large.',
    zh: '全新网络的损失为 {loss:score}，是随机猜测（{guess:score}）的 {times:times} 倍：它对不可能知道的事过于自信。输入或初始权重太大。',
  },
  'step0-loss.low': {
    en: 'A fresh network has a loss of {loss:score}, below a random guess ({guess:score}): what it computes cannot be what is meant.',
    zh: '全新网络的损失为 {loss:score}，低于随机猜测（{guess:score}）：计算的恐怕不是想要的东西。',
  },
  'step0-loss.not-finite': {
    en: 'The loss of a fresh network is not a finite number: inputs or start weights are far too large.',
    zh: '全新网络的损失不是有限数：输入或初始权重太大。',
  },
  'value.step0-classification': { en: '{value:score}', zh: '{value:score}' },
  'limit.step0-classification': {
    en: 'ln {outputs} = {guess:score} ± {tolerance}',
    zh: 'ln {outputs} = {guess:score} ± {tolerance}',
  },
  'value.step0-multilabel': { en: '{value:score}', zh: '{value:score}' },
  'limit.step0-multilabel': { en: 'ln 2 = {guess:score} ± {tolerance}', zh: 'ln 2 = {guess:score} ± {tolerance}' },
  'value.step0-regression': { en: '{value}', zh: '{value}' },
  'limit.step0-regression': {
    en: 'variance of the label = {guess} ± {tolerance}',
    zh: '标签方差 = {guess} ± {tolerance}',
  },

  'learning-rate-range.good': {
    en: 'With {optimizer} the loss falls between rates of {from:times} and {to:times}[ and is lost at {diverges:times}]; the study uses rates there.',
    zh: '使用 {optimizer} 时，学习率在 {from:times} 与 {to:times} 之间损失下降[，到 {diverges:times} 时失控]；本研究用的学习率正在其中。',
  },
  'learning-rate-range.near': {
    en: 'With {optimizer} the loss falls between rates of {from:times} and {to:times}[ and is lost at {diverges:times}]; the study comes near with {low}.',
    zh: '使用 {optimizer} 时，学习率在 {from:times} 与 {to:times} 之间损失下降[，到 {diverges:times} 时失控]；本研究的 {low} 与此相近。',
  },
  'learning-rate-range.too-high-value': {
    en: 'The rate {low} is too high for {optimizer}: usable are {from:times} to {to:times}[, and at {diverges:times} the loss is lost].',
    zh: '学习率 {low} 对 {optimizer} 太高：可用的是 {from:times} 至 {to:times}[，到 {diverges:times} 时损失失控]。',
  },
  'learning-rate-range.too-high-range': {
    en: 'All rates from {low} to {high} are too high for {optimizer}: usable are {from:times} to {to:times}[, and at {diverges:times} the loss is lost].',
    zh: '{low} 至 {high} 的学习率对 {optimizer} 全都太高：可用的是 {from:times} 至 {to:times}[，到 {diverges:times} 时损失失控]。',
  },
  'learning-rate-range.too-low-value': {
    en: 'The rate {high} is very low for {optimizer}: {from:times} to {to:times} gets further in as many steps.',
    zh: '学习率 {high} 对 {optimizer} 太低：同样步数下 {from:times} 至 {to:times} 走得更远。',
  },
  'learning-rate-range.too-low-range': {
    en: 'All rates from {low} to {high} are very low for {optimizer}: {from:times} to {to:times} gets further in as many steps.',
    zh: '{low} 至 {high} 的学习率对 {optimizer} 全都太低：同样步数下 {from:times} 至 {to:times} 走得更远。',
  },
  'learning-rate-range.reaches-far': {
    en: 'The range reaches up to {high}, while with {optimizer} the loss is lost at {diverges:times} already: trials up there are wasted.',
    zh: '范围高达 {high}，而使用 {optimizer} 时损失在 {diverges:times} 就已失控：那里的试验是浪费。',
  },
  'learning-rate-range.flat': {
    en: 'At no rate the loss of {optimizer} fell by 3 %: nothing is learned in so few steps, or there is nothing to learn.',
    zh: '使用 {optimizer} 时没有任何学习率使损失下降 3 %：步数太少学不到，或者无可学习。',
  },
  'learning-rate-range.never-finite': {
    en: 'The loss leaves the finite numbers at a rate of {rate:times} already.',
    zh: '学习率仅为 {rate:times} 时损失就不再是有限数。',
  },
  'value.learning-rate': { en: 'steepest at {value:times}', zh: '{value:times} 处最陡' },
  'limit.learning-rate': { en: '{low:times} to {high:times}', zh: '{low:times} 至 {high:times}' },

  'overfit-one-batch.learned': {
    en: '{rows} rows are learned by heart in {steps} steps at a rate of {rate:times}: loss {start:score} to {loss:score}.',
    zh: '以学习率 {rate:times} 用 {steps} 步记住了 {rows} 行：损失从 {start:score} 降到 {loss:score}。',
  },
  'overfit-one-batch.other-rate': {
    en: "{rows} rows are learned by heart at a rate of {rate:times} (loss {loss:score} in {steps} steps); the study's own {own:times} came to {reached:score}.",
    zh: '学习率为 {rate:times} 时记住了 {rows} 行（{steps} 步，损失 {loss:score}）；本研究的学习率 {own:times} 只到 {reached:score}。',
  },
  'overfit-one-batch.slow': {
    en: 'Loss on {rows} rows came from {start:score} to {loss:score} in {steps} steps, still {share:percent} of what a constant answer has.',
    zh: '{rows} 行上的损失用 {steps} 步从 {start:score} 降到 {loss:score}，仍为恒定答案的 {share:percent}。',
  },
  'overfit-one-batch.not-learned': {
    en: 'The network cannot even learn {rows} rows by heart: loss {loss:score} after {steps} steps, {share:percent} of what a constant answer has. It is too small, or something is broken.',
    zh: '网络连 {rows} 行都记不住：{steps} 步后损失为 {loss:score}，是恒定答案的 {share:percent}。网络太小，或者哪里有问题。',
  },
  'overfit-one-batch.one-label': { en: 'All of {rows} rows have the same label.', zh: '{rows} 行的标签全都相同。' },
  'value.overfit': { en: 'loss {value:score}', zh: '损失 {value:score}' },
  'limit.overfit': { en: 'loss below {limit:score}', zh: '损失低于 {limit:score}' },

  'shuffled-labels.chance': {
    en: 'Trained on shuffled labels for {steps} steps the validation score stays at chance: {score:score}, chance {chance:score}[; real labels reach {real:score}].',
    zh: '用打乱的标签训练 {steps} 步，验证得分停在随机水平：{score:score}，随机为 {chance:score}[；真实标签达到 {real:score}]。',
  },
  'shuffled-labels.leak': {
    en: 'Trained on shuffled labels the validation score is {score:score}, with {chance:score} by chance: the parts share rows, so that validation measures what is learned by heart.',
    zh: '用打乱的标签训练，验证得分竟为 {score:score}，随机只有 {chance:score}：两部分有共同的样本，验证衡量的是死记。',
  },
  'shuffled-labels.nothing-learned': {
    en: 'Real labels are no better than shuffled ones after {steps} steps: {real:score} and {score:score}, chance {chance:score}. So few steps are too few, or there is nothing to learn.',
    zh: '{steps} 步后真实标签并不比打乱的好：{real:score} 与 {score:score}，随机为 {chance:score}。步数太少，或者无可学习。',
  },
  'shuffled-labels.few': {
    en: 'Only {rows} validation rows; {limit} are needed.',
    zh: '只有 {rows} 个验证样本，至少需要 {limit} 个。',
  },
  'shuffled-labels.diverged': {
    en: 'Training with a rate of {rate:times} left the finite numbers.',
    zh: '学习率 {rate:times} 的训练不再是有限数。',
  },
  'value.shuffled': { en: 'score {value:score}', zh: '得分 {value:score}' },
  'limit.shuffled': { en: '{chance:score} + {allowance:score} at most', zh: '至多 {chance:score} + {allowance:score}' },

  'gradient-flow.good': {
    en: 'The gradient reaches every layer: norm {norm:times} in {layer}, {most:times} in {other}.',
    zh: '梯度到达每一层：{layer} 的范数为 {norm:times}，{other} 为 {most:times}。',
  },
  'gradient-flow.none': { en: 'No gradient reaches {layer} at all.', zh: '梯度完全到不了 {layer}。' },
  'gradient-flow.not-finite': {
    en: 'The gradient of {layer} is not a finite number.',
    zh: '{layer} 的梯度不是有限数。',
  },
  'gradient-flow.exploding': {
    en: 'The gradient of {layer} has a norm of {norm:times}: steps are far too long.',
    zh: '{layer} 的梯度范数为 {norm:times}：步子太大。',
  },
  'gradient-flow.vanishing': {
    en: 'The gradient of {layer} has a norm of {norm}, that of {other} {most:times}: {layer} hardly learns.',
    zh: '{layer} 的梯度范数为 {norm}，{other} 为 {most:times}：{layer} 几乎学不到东西。',
  },
  'gradient-flow.dead': {
    en: '{share:percent} of the units of {layer} are dead at the start: no row opens them.',
    zh: '{layer} 中有 {share:percent} 的单元一开始就死了：没有样本能激活它们。',
  },
  'gradient-flow.dying': {
    en: '{share:percent} of the units of {layer} are dead after {steps} steps: a smaller rate or another activation keeps them.',
    zh: '{steps} 步之后 {layer} 中有 {share:percent} 的单元死了：减小学习率或换激活函数可避免。',
  },
  'gradient-flow.no-layers': { en: 'The model has no layers with kernels.', zh: '模型没有带权重的层。' },
  'value.gradient': { en: 'norm {value:times}', zh: '范数 {value:times}' },
  'limit.gradient': { en: 'norm {low} to {high}', zh: '范数 {low} 至 {high}' },
  'value.dead': { en: '{value:percent} dead', zh: '{value:percent} 已死' },
  'limit.dead': { en: 'at most {limit:percent} dead units', zh: '死单元至多 {limit:percent}' },

  'memory-and-time.fits': {
    en: '{seconds:duration} per epoch, {bytes:bytes} a worker at most; the study ({parallel} at a time, {runs:count} in all) takes {low:duration} to {high:duration} without early stops.',
    zh: '每轮 {seconds:duration}，每个进程至多 {bytes:bytes}；本研究（共 {runs:count} 次训练，同时 {parallel} 个）不提前停止需 {low:duration} 至 {high:duration}。',
  },
  'memory-and-time.epoch': {
    en: '[{seconds:duration} per epoch, ]{bytes:bytes} a worker at most.',
    zh: '[每轮 {seconds:duration}，]每个进程至多 {bytes:bytes}。',
  },
  'memory-and-time.largest-too-large': {
    en: 'The largest configuration does not fit: {sentence}',
    zh: '最大的配置放不下：{sentence}',
  },
  'memory-and-time.default-too-large': {
    en: 'The default configuration does not fit: {sentence}',
    zh: '默认配置放不下：{sentence}',
  },
  'memory-and-time.too-long': {
    en: 'The study stops after {limit:duration}, and takes {low:duration} to {high:duration} without early stops.',
    zh: '研究在 {limit:duration} 后停止，而不提前停止需 {low:duration} 至 {high:duration}。',
  },
  'memory-and-time.batch': {
    en: 'Batches of the default configuration fit up to {batch:count} rows.',
    zh: '默认配置的每批至多可放 {batch:count} 行。',
  },
  'value.memory': { en: '{value:bytes}', zh: '{value:bytes}' },
  'limit.memory': { en: '{bytes:bytes} of memory', zh: '内存 {bytes:bytes}' },

  'note.part': {
    en: 'Looked at {looked:count} of {all:count} rows.',
    zh: '查看了 {all:count} 行中的 {looked:count} 行。',
  },
  'note.small-batch': {
    en: "With batches of {batch} rows instead of the study's own, for the sake of time.",
    zh: '为节省时间，每批只用 {batch} 行，而非研究所设的批大小。',
  },
  'note.late': { en: 'Cut short by the time limit after {steps} steps.', zh: '因时间限制只做了 {steps} 步。' },
  'note.too-slow': {
    en: 'Only {steps} steps in the time limit: too few to judge.',
    zh: '时限内只做了 {steps} 步，不足以判断。',
  },
  'skipped.command': {
    en: 'The study runs a program of its own; Vernier knows neither its data nor its model.',
    zh: '本研究运行自己的程序；Vernier 不了解其数据和模型。',
  },
  'skipped.no-room': {
    en: 'The default configuration does not fit into memory.',
    zh: '默认配置放不进内存。',
  },
  'skipped.large': {
    en: 'These data are too large to be looked at before every run; "vernier check" looks at them.',
    zh: '数据太大，不在每次运行前检查；可用“vernier check”检查。',
  },
  'skipped.stopped': { en: 'It could not be made: {sentence}', zh: '无法进行：{sentence}' },
};
