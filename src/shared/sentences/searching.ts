// Why the sampler chose a trial, why the pruner holds it back, and what the next stage's ranges rest on.
import type { SentenceTable } from './reader.ts';

export const searchSentences: SentenceTable = {
  // Samplers: whole sentences, for a trial's reason is one without a full stop.
  'point {n} of a Sobol sequence, which fills the space evenly': 'Sobol 序列的第 {n} 个点，均匀填充空间',
  'spread evenly over the space, as the first {n} trials are (Sobol)':
    '在空间中均匀分布，最初 {n} 个试验都是如此（Sobol）',
  'spread evenly (Sobol): all results so far are equal': '均匀分布（Sobol）：迄今结果全部相同',
  'spread evenly (Sobol): fewer than {n} trials have ended': '均匀分布（Sobol）：结束的试验不足 {n} 个',
  'drawn evenly, as the first {n} trials are': '均匀抽取，最初 {n} 个试验都是如此',
  'drawn evenly: {why:said}': '均匀抽取：{why}',
  'drawn from the priors: no trial yet to draw near to': '从先验抽取：还没有可靠近的试验',
  'drawn from the priors: fewer than {n} trials yet': '从先验抽取：试验尚不足 {n} 个',
  'drawn near {trial:said} (rank {rank}[, {value}]), within {share} % of every range':
    '在{trial}（第 {rank} 名[，{value}]）附近抽取，各范围的 {share} % 以内',
  'Gaussian process: {why:said}': '高斯过程：{why}',
  'TPE: {why:said}': 'TPE：{why}',
  'CMA-ES: {why:said}': 'CMA-ES：{why}',
  'nothing here has an order, so TPE: {why:said}': '这里的设置项都没有次序，故用 TPE：{why}',
  'expects {value} ± {error} here': '此处预期 {value} ± {error}',
  'expects {value} ± {error} here, and {chance} % that it ends with a value':
    '此处预期 {value} ± {error}，有 {chance} % 的把握得出值',
  'expects {value} ± {error} here; largest {what:said}': '此处预期 {value} ± {error}；{what}最大',
  'aims at the trade-off {weights} of the objectives': '着眼于各目标的权衡 {weights}',
  'generation {n} of CMA-ES[, restart {restart}]: {points} points drawn about its mean, step size {spread} % of the ranges':
    'CMA-ES 第 {n} 代[（第 {restart} 次重启）]：在其均值附近抽取 {points} 个点，步长为范围的 {spread} %',
  'generation {n} of CMA-ES[, restart {restart}]: {points} points drawn about its mean, step size {spread} % of the ranges; settings without an order or with a condition by TPE':
    'CMA-ES 第 {n} 代[（第 {restart} 次重启）]：在其均值附近抽取 {points} 个点，步长为范围的 {spread} %；没有次序或带条件的设置项由 TPE 选取',
  'the candidate drawn near {best:said}, against {bad} others: log density ratio {ratio}':
    '在{best}附近抽取的候选，对比其余 {bad} 个：对数密度比 {ratio}',
  'the best of {n} candidates drawn near {best:said}, against {bad} others: log density ratio {ratio}':
    '在{best}附近抽取的 {n} 个候选中最好的，对比其余 {bad} 个：对数密度比 {ratio}',

  // Where the search ends.
  'The only configuration of {whose:said} {has|have} been tried.': '{whose}中唯一的配置已经试过。',
  'All {n} configurations of {whose:said} {has|have} been tried.': '{whose}的全部 {n} 个配置都已试过。',
  'No new configuration of {whose:said} was found in {n} draws.': '抽取 {n} 次，没有找到{whose}中的新配置。',
  'Nothing in {whose:said} satisfies {list:list}{| at once}; widen the ranges or relax the constraint.':
    '{whose}中没有满足 {list} 的点；请放宽范围或约束。',
  'None of {n} points drawn from {whose:said} satisfies {list:list}{| at once}; widen the ranges or relax the constraint.':
    '从{whose}抽取的 {n} 个点都不满足 {list}；请放宽范围或约束。',
  'The starting value {value} of "{name}" is outside its range.': '“{name}”的起始值 {value} 在其范围之外。',
  'The search ended unexpectedly: {why:said}. Start the study again.': '搜索意外结束：{why}。请重新启动研究。',
  'The search was closed.': '搜索已关闭。',

  // Pruners, likewise.
  'has had no finite value up to epoch {epoch}': '到第 {epoch} 轮为止没有有限值',
  'has had no finite value in the last {n} {epoch|epochs}': '最近 {n} 轮没有有限值',
  'value at {reached:said} is not a number': '{reached}的值不是数',
  '{value:word} at epoch {epoch} is below the limit {limit}': '第 {epoch} 轮的 {value} 低于下限 {limit}',
  '{value:word} at epoch {epoch} is above the limit {limit}': '第 {epoch} 轮的 {value} 高于上限 {limit}',
  'the chance that it beats {best} at epoch {epoch} is {chance:said}: by its first {n} epochs it will come to {low} to {high}':
    '它在第 {epoch} 轮胜过 {best} 的概率为 {chance}：按其前 {n} 轮推断将达到 {low} 至 {high}',
  'best so far {value:word} is worse than {limit}, the median of {n} other {trial|trials} at epoch {epoch}':
    '迄今最佳 {value} 差于第 {epoch} 轮其他 {n} 个试验的中位数 {limit}',
  'best so far {value:word} is worse than {limit}, the limit of the best {percent} % of {n} other {trial|trials} at epoch {epoch}':
    '迄今最佳 {value} 差于第 {epoch} 轮其他 {n} 个试验中最好的 {percent} % 的界限 {limit}',
  'best of the last {n} {epoch|epochs} {value:word} is [more than {margin} ]worse than {before}, the best before, at epoch {epoch}':
    '第 {epoch} 轮时，最近 {n} 轮的最佳 {value} 比此前最佳 {before} 差[ {margin} 以上]',
  '{value:word} is the first to reach {rung:said}, and {kept:said}': '{value} 是首个到达{rung}的，{kept}',
  '{value:word} is place {place} of the {n} trials that reached {rung:said}, and {kept:said}':
    '{value} 在到达{rung}的 {n} 个试验中排第 {place}，{kept}',

  // Proposals for the next stage's ranges.
  'The study file says itself what the stage takes here.': '该阶段在此取何值由研究文件规定。',
  'It is used only with values of "{by}" that are not searched any more; it is dropped.':
    '它只用于“{by}”已不再搜索的值；已去掉。',
  '"vary" leaves it out, and the best trial ({trial}) does not use it; it is dropped.':
    '“vary”未列出它，而最佳试验（{trial}）不用它；已去掉。',
  '"vary" leaves it out; it is fixed at {value}, the value of the best trial ({trial}).':
    '“vary”未列出它；固定为最佳试验（{trial}）的值 {value}。',
  'It stays as it was: {n} {trial that uses it has|trial has|trials that use it have|trials have} a value, too few to pick the best {best} of them.':
    '保持不变：只有 {n} 个试验得出值，不足以选出最好的 {best} 个。',
  'It stays as it was: one trial shows no range.': '保持不变：一个试验说明不了范围。',
  'It stays as it was: all {n} {trials that use it have|trials have} the same value.':
    '保持不变：{n} 个试验的值全部相同。',
  'It stays as it was: the {n} best (median {best}) and the others (median {others}) differ by no more than noise, which is about {noise}.':
    '保持不变：最好的 {n} 个（中位数 {best}）与其余（中位数 {others}）的差别不超过噪声（约 {noise}）。',
  'The best trials have no common scale here[; {beyond:said}].': '最好的试验在此没有共同的尺度[；{beyond}]。',
  'The {n} best of {of} trials ({trials:list}) all have {value}; {how:said}.':
    '{of} 个试验中最好的 {n} 个（{trials}）都取 {value}；{how}。',
  'The {n} best of {of} trials ({trials:list}) all have {value}, and {how:said} covers all of it; it stays as it was[; {beyond:said}].':
    '{of} 个试验中最好的 {n} 个（{trials}）都取 {value}，{how}已覆盖整个范围；保持不变[；{beyond}]。',
  'The {n} best of {of} trials ({trials:list}) lie from {low} to {high}, {share} % of the range; {how:said}.':
    '{of} 个试验中最好的 {n} 个（{trials}）在 {low} 至 {high} 之间，占范围的 {share} %；{how}。',
  'The {n} best of {of} trials ({trials:list}) lie from {low} to {high}, {share} % of the range, and {how:said} covers all of it; it stays as it was[; {beyond:said}].':
    '{of} 个试验中最好的 {n} 个（{trials}）在 {low} 至 {high} 之间，占范围的 {share} %，{how}已覆盖整个范围；保持不变[；{beyond}]。',
  'The {n} best of {of} trials ({trials:list}) all have {value}: they disagree, since as many trials picked at random would lie as close; it stays as it was[; {beyond:said}].':
    '{of} 个试验中最好的 {n} 个（{trials}）都取 {value}：并不一致，随机挑选同样多的试验也会这么近；保持不变[；{beyond}]。',
  'The {n} best of {of} trials ({trials:list}) lie from {low} to {high}, {share} % of the range: they disagree, since as many trials picked at random would lie as close; it stays as it was[; {beyond:said}].':
    '{of} 个试验中最好的 {n} 个（{trials}）在 {low} 至 {high} 之间，占范围的 {share} %：并不一致，随机挑选同样多的试验也会这么近；保持不变[；{beyond}]。',
  'The {n} best of {of} trials ({trials:list}) have {what:said}.': '{of} 个试验中最好的 {n} 个（{trials}）取 {what}。',
  'The {n} best of {of} trials ({trials:list}) have {what:said}; it stays as it was.':
    '{of} 个试验中最好的 {n} 个（{trials}）取 {what}；保持不变。',

  // Sources that are no papers.
  'Tuning rules of thumb': '调参经验法则',
  'Tuning rules of thumb; the settings registry': '调参经验法则；设置项注册表',
  'Tuning rules of thumb; {source}': '调参经验法则；{source}',
  'The settings registry: each setting says when it applies': '设置项注册表：每个设置项都说明何时适用',
  '{source}; the limits are house rules': '{source}；界限为自有规则',
  'Two standard errors of a share of rows': '样本比例的两个标准误',
  'The loss of a constant prediction is the entropy of the label shares, or the variance of the labels':
    '恒定预测的损失即标签比例的熵，或标签的方差',
  'Measured here; bytes by the formula in {document}': '在此测得；字节数按 {document} 中的公式计算',
  'Conditional spaces: {source}': '条件空间：{source}',
};

export const searchPhrases: SentenceTable = {
  'dropped: {choices:said}': '去掉：{choices}',
  'kept, because too few trials tell against it: {choices:said}': '因反对的试验太少而保留：{choices}',
  'the search space': '搜索空间',
  'no trial to learn from': '没有可学习的试验',
  'nothing new and legal was found near the good trials': '在好的试验附近没有找到新的合法点',
  'trial {n:word} of "{study}"': '“{study}”的试验 {n}',
  'trial {n:word}': '试验 {n}',
  'the best trial': '最好的试验',
  'the {n} best trials': '最好的 {n} 个试验',
  'nearest {is|are} {trials:said}': '最近的是{trials}',
  'trial {n:word} of "{study}" ({value:word})': '“{study}”的试验 {n}（{value}）',
  'trial {n:word} ({value:word})': '试验 {n}（{value}）',
  'upper confidence bound': '置信上界',
  'expected improvement': '期望提高',
  'probability of improvement': '提高概率',
  'settings without an order or with a condition by TPE': '没有次序或带条件的设置项由 TPE 选取',
  suggested: '由采样器建议',
  'less than 1 %': '不到 1 %',
  'the best one goes on': '只有最好的 1 个继续',
  'the best {n} go on': '最好的 {n} 个继续',
  'there are too few yet for one to go on': '人数尚不足以让任何一个继续',
  'it is fixed there': '在此固定',
  'so few trials do not rule out the values beside it, which stay': '试验太少，不能排除相邻的值，故予保留',
  'with {least} % of that on both sides, more than the margin of {margin} %, because two trials show no more':
    '两侧各加其 {least} %（多于余量 {margin} %，因为两个试验说明不了更多）',
  'with {margin} % of that on both sides': '两侧各加其 {margin} %',
  'reaching half-way to the next values tried': '延伸到与相邻试过的值之间的一半',
  'the best trial has {value}, at the lower end of the range: better values may lie beyond it':
    '最佳试验为 {value}，在范围下端：更好的值可能在其外',
  'the best trial has {value}, at the upper end of the range: better values may lie beyond it':
    '最佳试验为 {value}，在范围上端：更好的值可能在其外',
  '{value:item} {n:word} times': '{value} {n} 次',
  '{value:item} ({n:word} tried, none of them with a value)': '{value}（试过 {n} 个，都没有值）',
  '{value:item} ({n:word} tried, the best of them on place {place})': '{value}（试过 {n} 个，最好的排第 {place}）',
  '{value:item} ({n:word} tried)': '{value}（试过 {n} 个）',
};
