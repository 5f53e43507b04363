// What analyses say beside their numbers, one template per id; written as those of advice-templates.ts. Of {one} and {count:whole} one is given.
import type { Text } from '../settings/index.ts';

const rankLine =
  '[{shared:whole} of its best {k:whole} are among the best {k:whole} of the whole][{sharedOne} of its best 1 is among the best 1 of the whole]';
const rankLineZh =
  '[其最好的 {k:whole} 个中有 {shared:whole} 个也在完整训练的前 {k:whole} 名][其最好的 1 个中有 {sharedOne} 个也是完整训练的第一名]';
const trustNumbers = `({n:whole} configurations were run on both: rank correlation {rho}, 95 % interval {low} to {high}; ${rankLine})`;
const trustNumbersZh = `（{n:whole} 个配置在两边都训练过：秩相关 {rho}，95 % 区间 {low} 至 {high}；${rankLineZh}）`;
const saves =
  '"{kind}" would have saved {saved:whole} of [{oneEpoch} epoch][{epochs:whole} epochs] ({share} %) and stopped {stopped:whole} of [{oneTrial} trial][{trials:whole} trials]';
const savesZh =
  '“{kind}”会在 [{oneEpoch}][{epochs:whole}] 轮中省下 {saved:whole} 轮（{share} %），并停止 [{oneTrial}][{trials:whole}] 个试验中的 {stopped:whole} 个';
const part = '[ Only the first {replayed:whole} of {recorded:whole} trials were replayed.]';
const partZh = '[只重放了 {recorded:whole} 个试验中的前 {replayed:whole} 个。]';

export const analysisTemplates = {
  'note.without': {
    en: '[{one} trial that failed, diverged or has no result is left out.][{count:whole} trials that failed, diverged or have no result are left out.]',
    zh: '[{one}][{count:whole}] 个失败、发散或没有结果的试验未计入。',
  },
  'note.stopped': {
    en: '[{one} trial stopped before the last epoch is left out.][{count:whole} trials stopped before the last epoch are left out.]',
    zh: '[{one}][{count:whole}] 个在最后一轮之前停止的试验未计入。',
  },
  'note.foreign': {
    en: '[{one} trial of another space is][{count:whole} trials of another space are] left out ("{misfit:setting}" does not fit).',
    zh: '[{one}][{count:whole}] 个属于其他空间的试验未计入（“{misfit:setting}”不符）。',
  },
  'note.clipped': {
    en: '[{one} result lies far outside the others and counts][{count:whole} results lie far outside the others and count] as the nearest of {low} and {high}.',
    zh: '[{one}][{count:whole}] 个结果远在其他结果之外，按 {low} 与 {high} 中较近的一个计。',
  },
  'note.nothing-searched': { en: 'This study searches no setting.', zh: '该研究没有搜索任何设置项。' },
  'note.no-complete': {
    en: 'This needs at least 2 complete trials with a result, and there is none.',
    zh: '至少需要 2 个有结果的完成试验，现在一个也没有。',
  },
  'note.one-complete': {
    en: 'This needs at least 2 complete trials with a result, and there is 1.',
    zh: '至少需要 2 个有结果的完成试验，现在只有 1 个。',
  },
  'note.equal-shares': { en: 'Until then nothing tells the settings apart.', zh: '在此之前无法区分各设置项。' },
  'note.equal-results': {
    en: 'All {used:whole} results are equal, so that nothing tells the settings apart.',
    zh: '{used:whole} 个结果全部相同，无从区分各设置项。',
  },
  'note.few-trials': {
    en: 'Only {used:whole} complete trials: read this with care below {enough}.',
    zh: '只有 {used:whole} 个完成的试验：不足 {enough} 个时请谨慎解读。',
  },
  'note.weak-model': {
    en: 'The model explains {share} % of the variance of trials it has not seen: chance, or too few trials, decides much here.',
    zh: '模型只解释了未见试验方差的 {share} %：这里偶然性影响很大，或试验太少。',
  },
  'note.never-together': {
    en: '"{x:setting}" and "{y:setting}" are never active together.',
    zh: '“{x:setting}”与“{y:setting}”从不同时生效。',
  },
  'note.condition': {
    en: '"{name:setting}" counts where {on:setting} is {values}.',
    zh: '“{name:setting}”仅在{on:setting}为 {values} 时计入。',
  },
  'note.no-result': { en: 'No trial has ended with a result yet.', zh: '还没有试验得出结果。' },
  'note.none-complete': { en: 'No trial is complete with a result yet.', zh: '还没有完成且有结果的试验。' },
  'note.own-order': {
    en: 'No trial is complete with a result yet: settings stand in their own order.',
    zh: '还没有完成且有结果的试验：设置项按原有顺序排列。',
  },
  'note.different-measures': {
    en: 'The studies measure different things: {list}.',
    zh: '这些研究衡量的指标不同：{list}。',
  },
  'note.stage': { en: 'This is about the stage "{stage}".', zh: '这里针对阶段“{stage}”。' },
  'note.first-objective': {
    en: "This is about the first of the study's {objectives} objectives, {metric}.",
    zh: '这里针对该研究 {objectives} 个目标中的第一个，{metric}。',
  },
  'trust.none': {
    en: 'No configuration has a result both on the subset and on the whole data; run some on both.',
    zh: '没有配置在部分数据和全部数据上都有结果；请在两边都训练几个。',
  },
  'trust.few': {
    en: 'Only [{one} configuration was][{count:whole} configurations were] run on both: too few to say whether the subset ranks well; run at least {least}.',
    zh: '只有[ {one} ][ {count:whole} ]个配置在两边都训练过：太少，无法判断部分数据的排名是否可靠；请至少训练 {least} 个。',
  },
  'trust.equal': {
    en: '{n:whole} configurations were run on both, and on one side all results are equal: that says nothing about the ranking.',
    zh: '{n:whole} 个配置在两边都训练过，但其中一边结果全部相同：这说明不了排名。',
  },
  'trust.yes': {
    en: `The subset ranks configurations well enough to choose by ${trustNumbers}.`,
    zh: `部分数据的排名足以用来挑选配置${trustNumbersZh}。`,
  },
  'trust.no': {
    en: `The subset does not rank configurations well enough; use more of the data ${trustNumbers}.`,
    zh: `部分数据的排名不足以用来挑选配置；请使用更多数据${trustNumbersZh}。`,
  },
  'trust.unknown': {
    en: `It is open whether the subset ranks well enough; run more configurations on both ${trustNumbers}.`,
    zh: `尚不能断定部分数据的排名是否可靠；请在两边训练更多配置${trustNumbersZh}。`,
  },
  'replay.nothing': {
    en: 'No trial has a curve yet, so that there is nothing to replay.',
    zh: '还没有试验有曲线，没有可重放的内容。',
  },
  'replay.no-value': {
    en: `${saves}; no trial has a finite value.${part}`,
    zh: `${savesZh}；没有试验得出有限值。${partZh}`,
  },
  'replay.kept': {
    en: `${saves}; the best, trial {best:whole}, would have run to its end.${part}`,
    zh: `${savesZh}；最优的试验 {best:whole} 会训练到底。${partZh}`,
  },
  'replay.lost': {
    en: `${saves}; the best, trial {best:whole}, among them: trial {left:whole} would be best, worse by {regret}.${part}`,
    zh: `${savesZh}；最优的试验 {best:whole} 也在其中：试验 {left:whole} 将成为最优，差 {regret}。${partZh}`,
  },
  'ranking.own': {
    en: 'Intervals show how values differ from seed to seed, on the same validation rows.',
    zh: '区间表示在相同验证样本上不同随机种子之间的差异。',
  },
  'ranking.pooled': {
    en: 'Intervals show how values differ from seed to seed, on the same validation rows; how much, neighbours in the ranking say together, as few runs say little alone.',
    zh: '区间表示在相同验证样本上不同随机种子之间的差异；单独几次训练说明不了多少，差异大小由排名相近的配置共同估计。',
  },
  'ranking.folds': {
    en: 'Intervals are those of {folds} folds, wider than their scatter says, because folds share most of their training rows; configurations are compared fold by fold.',
    zh: '区间来自 {folds} 折，比其离散程度更宽，因为各折共用大部分训练样本；配置之间逐折比较。',
  },
  'ranking.rows': {
    en: 'Every mean is of one run: intervals come from the number of validation rows alone, as if every configuration met other rows, and know nothing of seeds. Train the best ones again on fresh seeds ("vernier rerun").',
    zh: '每个均值只来自一次训练：区间仅由验证样本数得出，相当于每个配置都遇到不同的样本，不反映随机种子的影响。请用新的随机种子重新训练最优的几个（“vernier rerun”）。',
  },
  'ranking.ahead-one': {
    en: 'Trial {trial:whole} had a better value in the search and was not trained again: it stands after the leader until fresh runs say more.',
    zh: '试验 {trial:whole} 在搜索中的值更好，但未重新训练：在新的训练给出更多信息之前排在领先者之后。',
  },
  'ranking.ahead': {
    en: 'Trials {trials:whole}[ and {more:whole} more] had a better value in the search and were not trained again: they stand after the leader until fresh runs say more.',
    zh: '试验 {trials:whole}[ 以及另外 {more:whole} 个]在搜索中的值更好，但未重新训练：在新的训练给出更多信息之前排在领先者之后。',
  },
  'ranking.failed': {
    en: 'Trial {trial:whole} failed on a fresh seed (trial {again:whole}).',
    zh: '试验 {trial:whole} 在新的随机种子上失败（试验 {again:whole}）。',
  },
  'ranking.diverged': {
    en: 'Trial {trial:whole} diverged on a fresh seed (trial {again:whole}).',
    zh: '试验 {trial:whole} 在新的随机种子上发散（试验 {again:whole}）。',
  },
  'ranking.without': {
    en: '[{one} trial ended without a value and is not ranked.][{count:whole} trials ended without a value and are not ranked.]',
    zh: '[{one}][{count:whole}] 个试验结束时没有值，不参与排名。',
  },
} as const satisfies Readonly<Record<string, Text>>;
export type AnalysisId = keyof typeof analysisTemplates;
