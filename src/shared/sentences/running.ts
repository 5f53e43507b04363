// What is said of studies and trials that run, pause and end: the scheduler, the runners and the training loop.
import type { SentenceTable } from './reader.ts';

export const runningSentences: SentenceTable = {
  // Why a study is in its state.
  'The time of {minutes} min is up after {done:said}.': '{minutes} 分钟的时限已到，共完成 {done}。',
  'Trial {trial} reached the target: {metric} {value}, asked for {target}.':
    '试验 {trial} 达到目标：{metric} 为 {value}，要求 {target}。',
  'The last {n} trials brought no improvement[ on {metric} {value} of trial {best}].':
    '最近 {n} 个试验没有提高[（最佳仍是试验 {best}，{metric} {value}）]。',
  'Ended after {done:said}: {why:said}': '完成 {done}后结束：{why}',
  'Stopped by hand after {done:said}.': '完成 {done}后手动停止。',
  'The only trial has no value; its reason says why.': '唯一的试验没有得出值；其原因中有说明。',
  'None of the {n} trials has a value; their reasons say why.': '{n} 个试验都没有得出值；其原因中有说明。',
  'Trial {n:word} is paused; resume or stop it to finish the study.': '试验 {n} 已暂停；继续或停止它，研究才能结束。',
  'Trials {numbers} are paused; resume or stop them to finish the study.':
    '试验 {numbers} 已暂停；继续或停止它们，研究才能结束。',
  'At most {gain} of {metric} is left to gain (regret bound, from the best {trials} trials), less than {why:said}.':
    '{metric} 至多还能提高 {gain}（遗憾界，由最好的 {trials} 个试验得出），小于{why}。',
  'The study is paused because the store cannot be written: {why:said}': '数据库无法写入，研究已暂停：{why}',
  'The program ended while the study was running; start it to go on.': '研究运行时程序退出了；再次启动即可继续。',
  'The program is closing; start the study again when it is back.': '程序正在关闭；重新打开后再启动研究。',
  'Pages that are open will have to be opened anew after the next start ({why:said}).':
    '下次启动后需要重新打开现有页面（{why}）。',
  "The page's port could not be kept for the next start ({why:said}).": '无法为下次启动保留页面的端口（{why}）。',
  'Interrupted studies did not go on: {why:said}': '中断的研究未能继续：{why}',
  'No trial of stage "{from}" has a value, so that stage "{name}" has nothing to narrow.':
    '阶段“{from}”没有试验得出值，阶段“{name}”无从缩小范围。',
  'Stage "{name}" waits: stage "{from}" has ended and proposes {count:said}; accept them in the studio, or run the study with --auto-stages.':
    '阶段“{name}”在等待：阶段“{from}”已结束，建议 {count}；请在工作室中接受，或以 --auto-stages 运行研究。',
  'Another stage was added.': '又添加了一个阶段。',

  // Why a trial is in its state, and what its log says.
  'One of the best trials of earlier stages or studies, trained first.': '先前阶段或研究中最好的试验之一，最先训练。',
  'Trial {n:word} again on {repeats} fresh {seed|seeds}': '以 {repeats} 个新的随机种子重新训练试验 {n}',
  'Baseline: {recipe} ({source}).': '基线：{recipe}（{source}）。',
  'Waits at the rung of {reached:said}: {why:said}.': '在{reached}的关口等待：{why}。',
  'Paused after {reached:said}: {why:said}.': '{reached}后暂停：{why}。',
  'Pruned after {reached:said}: {why:said}.': '{reached}后被剪枝：{why}。',
  'Goes on after {reached:said}: {why:said}.': '{reached}后继续：{why}。',
  'Diverged in epoch {epoch}: {metric} is {value}.': '第 {epoch} 轮发散：{metric} 为 {value}。',
  'Diverged in epoch {epoch} at step {step}: {what:said}; {before:said}.':
    '第 {epoch} 轮第 {step} 步发散：{what}；{before}。',
  'The loss is not a finite number.': '损失不是有限数。',
  'In run {run:word} of {runs:word}: {why:said}': '第 {run} 次训练（共 {runs} 次）：{why}',
  'On {share:word} % of the training rows: {why:said}': '在 {share} % 的训练样本上：{why}',
  'Crashed twice. {why:said}': '崩溃两次。{why}',
  'Trial {n:word} is tried again from epoch {epoch}[ of run {run}].':
    '试验 {n} [（第 {run} 次训练）]从第 {epoch} 轮起重试。',
  'The worker was ended from outside.': '工作进程被外部结束。',
  'The worker could not be started: {why:said}.': '无法启动工作进程：{why}。',
  'The worker ended unexpectedly: {how:said}[ – {said}].': '工作进程意外结束：{how}[ – {said}]。',
  'The worker gave no sign of life for {time}.': '工作进程 {time} 没有动静。',
  'The worker made no progress for {time} while {phase:said}.': '工作进程在{phase}时 {time} 没有进展。',
  'The worker wrote more than {n} lines; the rest is not kept.': '工作进程输出超过 {n} 行；其余不保留。',
  "The worker's heartbeat is not readable: {line}": '无法读取工作进程的心跳：{line}',
  'The worker sent a message that is not in the protocol ({where}).': '工作进程发来协议之外的消息（{where}）。',
  'No worker could be started.': '无法启动任何工作进程。',
  'Epoch {epoch} could not be taken in, the trial is paused: {why:said}': '无法记录第 {epoch} 轮，试验已暂停：{why}',
  'The folder for checkpoints, {path}, cannot be made ({code}); check its access rights.':
    '无法建立检查点文件夹 {path}（{code}）；请检查其访问权限。',
  'The checkpoint {path} is gone; the trial starts again from its first epoch.':
    '检查点 {path} 已不存在；试验从第 1 轮重新开始。',
  'The checkpoint {path} cannot be written ({why}); free disk space or check access.':
    '无法写入检查点 {path}（{why}）；请腾出磁盘空间或检查权限。',
  'The checkpoint {path} cannot be read ({why}).': '无法读取检查点 {path}（{why}）。',
  'The weights file {path} cannot be written ({why}); free disk space or check access.':
    '无法写入权重文件 {path}（{why}）；请腾出磁盘空间或检查权限。',
  'The weights file {path} cannot be read ({why}).': '无法读取权重文件 {path}（{why}）。',
  'The checkpoint {path} {why:said}; delete it to train from the start.': '检查点 {path} {why}；删除它即可从头训练。',
  'The weights file {path} {why:said}; train the trial again (--retrain).':
    '权重文件 {path} {why}；请重新训练该试验（--retrain）。',
  'The checkpoint of epoch {epoch} is not kept ({why:said}).': '第 {epoch} 轮的检查点未能保留（{why}）。',
  'The weights file of epoch {epoch} is not kept ({why:said}).': '第 {epoch} 轮的权重未能保留（{why}）。',
  '{why:said} The trial starts again from its first epoch.': '{why}试验从第 1 轮重新开始。',
  'This machine has no memory left for this trial ({why}): lower training.batchSize, the size of the model or search.parallel.':
    '本机没有足够内存运行此试验（{why}）：请减小 training.batchSize、模型规模或 search.parallel。',
  '{card} has no memory left for this trial ({why}): lower training.batchSize or the size of the model.':
    '{card} 没有足够显存运行此试验（{why}）：请减小 training.batchSize 或模型规模。',
  '{card} has no memory left for {busy} trials at once ({why}); from now on {fewer:said} there, or set engine.slotsPerDevice.':
    '{card} 的显存不够同时训练 {busy} 个试验（{why}）；此后该卡{fewer}，也可设置 engine.slotsPerDevice。',
  'A trial of this size needs {gb} GB of memory, this machine has {has} GB: lower {what:said}.':
    '这样大小的试验需要 {gb} GB 内存，本机有 {has} GB：请减小 {what}。',
  '{n} trials of this size at once need {gb} GB of memory ({each} GB each, the data counted once), this machine has {has} GB: lower {what:said}.':
    '同时运行 {n} 个这样大小的试验需要 {gb} GB 内存（每个 {each} GB，数据只计一次），本机有 {has} GB：请减小 {what}。',
  '{n} trials of this size at once need {gb} GB of memory ({each} GB each), this machine has {has} GB: lower {what:said}.':
    '同时运行 {n} 个这样大小的试验需要 {gb} GB 内存（每个 {each} GB），本机有 {has} GB：请减小 {what}。',
  "OOM when allocating a tensor of {mb} MB in the machine's memory.": '在内存中分配 {mb} MB 的张量时内存不足。',
  'Failed to allocate memory: the system does not give {mb} MB.': '分配内存失败：系统不提供 {mb} MB。',
  'The data set has no training rows.': '数据集没有训练样本。',
  'The data set has no {part:said} rows.': '数据集没有{part}样本。',
  'A convolution of {kernel} without padding does not fit into the {size} that is left of the input: set model.padding to "same", or fewer model.convLayers, a smaller model.kernelSize or no model.pooling.':
    '不补零的 {kernel} 卷积放不进输入剩下的 {size}：请把 model.padding 设为 "same"，或减少 model.convLayers、减小 model.kernelSize、去掉 model.pooling。',
  'A recurrent network reads at most {most} steps, and these sequences have {steps}: set model.sequenceLength to {length} or less, or model.encoder to "mean".':
    '循环网络至多读取 {most} 步，而这些序列有 {steps} 步：请把 model.sequenceLength 设为不超过 {length}，或把 model.encoder 设为 "mean"。',
  'A recurrent network reads at most {most} steps over its layers and directions, {longest} in each, and these sequences have {steps}: set model.sequenceLength to {length} or less, or model.encoder to "mean".':
    '循环网络至多读取 {most} 步（各层与各方向合计，每层 {longest} 步），而这些序列有 {steps} 步：请把 model.sequenceLength 设为不超过 {length}，或把 model.encoder 设为 "mean"。',
  'The setting {key} must be a number, not {value}.': '设置项 {key} 须为数，而不是 {value}。',
  'The setting {key} must be a whole number of at least {low}, not {value}.':
    '设置项 {key} 须为不小于 {low} 的整数，而不是 {value}。',
  'The setting {key} must be at least 0 and below 1, not {rate}.': '设置项 {key} 须不小于 0 且小于 1，而不是 {rate}。',
  '{key} {value} cannot be trained by this version: choose {names}.': '此版本无法训练 {key} {value}：请选择 {names}。',

  // A program of the user's own.
  'The program printed nothing for {time} and was killed; a longer silence is allowed by "runner.silenceMinutes".':
    '程序 {time} 没有输出，已被终止；“runner.silenceMinutes”可允许更长的静默。',
  'The program ended unexpectedly, {how:said} and said nothing': '程序意外结束，{how}，没有任何输出',
  'The program ended unexpectedly, {how:said}: {said}': '程序意外结束，{how}：{said}',
  'The program ended with exit code {code} and said nothing': '程序以退出码 {code} 结束，没有任何输出',
  'The program ended with exit code {code}: {said}': '程序以退出码 {code} 结束：{said}',
  'The program could not be followed: {why:said}': '无法跟踪该程序：{why}',
  'The program wrote more than {n} lines; the rest is not kept.': '程序输出超过 {n} 行；其余不保留。',
  'The program printed no result; it must print one JSON object a line, like {example}.':
    '程序没有输出结果；须每行输出一个 JSON 对象，例如 {example}。',
  'The program never printed "{metric}", which is the objective; {known:said}': '程序从未输出目标“{metric}”；{known}',
  '"{metric}" was never a finite number.': '“{metric}”从来不是有限数。',
  "The trial's files cannot be written ({code}): {path}.": '无法写入试验的文件（{code}）：{path}。',
  'The program "{program}" cannot be started {why:said}.': '无法启动程序“{program}”：{why}。',
  'Epoch {epoch} was told twice, and the first time counts; print all metrics of an epoch in one line.':
    '第 {epoch} 轮报告了两次，以第一次为准；请在一行内输出一轮的全部指标。',
  'Epoch {epoch} was told after epoch {last} and is not taken; tell epochs in their order.':
    '第 {epoch} 轮在第 {last} 轮之后报告，不予采用；请按顺序报告各轮。',
  'A trial has at most {n} metrics; "{key}" and other new ones are left out.':
    '一个试验至多 {n} 个指标；“{key}”及其他新指标被略去。',
  '"{key}" is no number or a reserved word, and is left out.': '“{key}”不是数或是保留字，被略去。',
  'A line is not JSON and counts as log: {text}': '有一行不是 JSON，作为日志：{text}',
  '"epoch" is {value} in a line, which is not taken: epochs are whole numbers from 1.':
    '有一行的“epoch”为 {value}，不予采用：轮次是从 1 起的整数。',

  // How the machine is used.
  'Trials train with 1 thread: {why:said}.': '每个试验用 1 个线程训练：{why}。',
  'Trials train with 1 thread; more could not be measured: {why:said}':
    '每个试验用 1 个线程训练；更多线程未能测量：{why}',
  'One trial at a time trains on each card: {why:said}.': '每张显卡一次训练一个试验：{why}。',
  'One trial at a time trains on each card; more could not be measured: {why:said}':
    '每张显卡一次训练一个试验；更多未能测量：{why}',
  'Measured steps a second: {numbers:said}; the study trains {best:said}.':
    '测得每秒步数：{numbers}；本研究采用 {best}。',
  'A process that measures steps ended ({how}).': '测量速度的进程结束了（{how}）。',
  'Measuring took longer than {s} s.': '测量超过了 {s} 秒。',
  'Trials train on the processor: {why:said}': '试验在处理器上训练：{why}',
  'this machine has no NVIDIA card.': '本机没有 NVIDIA 显卡。',
  'the engine "{engine}" does not use {cards}.': '引擎“{engine}”不使用 {cards}。',
  'a trial needs {gb} GB of a card, and {free:said}.': '一个试验需要 {gb} GB 显存，而{free}。',
  "NVIDIA's driver does not answer within {s} s; restart it or the machine.":
    'NVIDIA 驱动 {s} 秒内没有应答；请重启驱动或计算机。',
  "NVIDIA's driver cannot list its cards: {why}": 'NVIDIA 驱动无法列出显卡：{why}',
  'engine.devices: This machine has no GPU {gpu}; it has {there:said}.[ {why:said}]':
    'engine.devices：本机没有 GPU {gpu}；有 {there}。[{why}]',
  'engine.devices: The engine "{engine}" cannot train on {gpu} ({why:said}); {help:said}':
    'engine.devices：引擎“{engine}”无法在 {gpu} 上训练（{why}）；{help}',
  'engine.devices: The engine "{engine}" cannot train on {gpu}; {help:said}':
    'engine.devices：引擎“{engine}”无法在 {gpu} 上训练；{help}',
  'use "devices": "cpu", or bring an engine that can with "vernier engines install tensorflow --cuda".':
    '请使用 "devices": "cpu"，或用“vernier engines install tensorflow --cuda”安装可用的引擎。',

  // Stages, spaces and warm starts.
  'Stage "{stage}" begins after {others} trials of earlier stages: its sampler knows {told:said}; {outside} lie outside its ranges.':
    '阶段“{stage}”在先前阶段的 {others} 个试验之后开始：其采样器知道 {told}；{outside} 个在其范围之外。',
  'It begins with the {n} best of them.': '它从其中最好的 {n} 个开始。',
  'Of the warm start it knows {n} trials.': '热启动的试验中它知道 {n} 个。',
  'The space changed (version {version}): {changes:said}.': '空间已修改（版本 {version}）：{changes}。',
  '{outside} of {trials} trials lie outside and do not count for the sampler.':
    '{trials} 个试验中有 {outside} 个在空间之外，不计入采样器。',
  'Trial {n}, which was put in by hand, lies outside and will be trained all the same.':
    '手动加入的试验 {n} 在空间之外，仍会训练。',
  'Trials {numbers}, which were put in by hand, lie outside and will be trained all the same.':
    '手动加入的试验 {numbers} 在空间之外，仍会训练。',
  'Starting point {point} waits: {why:said}': '起始点 {point} 暂缓：{why}',
  'Warm start from "{study}": {fit} of {taken} {trial|trials}[ taken of its {ended}] {fit|fits}[ ({kinds:said})].[ {more:said}]':
    '从“{study}”热启动：[其 {ended} 个试验中取用的 ]{taken} 个试验中有 {fit} 个适用[（{kinds}）]。[{more}]',
  'Warm start from "{study}": {fit} of {taken} {trial|trials}[ taken of its {ended}] {fit|fits}[ ({kinds:said})]; {unfit} {does|do} not: {why:said}.[ {more:said}]':
    '从“{study}”热启动：[其 {ended} 个试验中取用的 ]{taken} 个试验中有 {fit} 个适用[（{kinds}）]；{unfit} 个不适用：{why}。[{more}]',
  '{low:word}–{high:word} in steps of {step:word}': '{low}–{high}（步长 {step}）',
  'its normal prior': '其正态先验',
  'its lognormal prior': '其对数正态先验',
  'Its best one is trained first.': '其中最好的 1 个最先训练。',
  'Its {n} best are trained first.': '其中最好的 {n} 个最先训练。',
};

export const runningPhrases: SentenceTable = {
  '{done} of {asked} trials': '{asked} 个试验中的 {done} 个',
  '{n:word} {trial|trials}': '{n} 个试验',
  '1 narrower range': '1 个更窄的范围',
  '{n} narrower ranges': '{n} 个更窄的范围',
  'the error of {error} that the study allows': '研究允许的误差 {error}',
  'how well the best value is known: {value} ± {error}[ over {runs} runs] on {rows} validation rows':
    '最佳值的精度：{value} ± {error}（[{runs} 次训练，]{rows} 个验证样本）',
  'epoch {n:word}': '第 {n} 轮',
  '{share} % of the training rows': '{share} % 训练样本',
  'the loss is {value:word}': '损失为 {value}',
  'the gradient is {value:word}': '梯度为 {value}',
  'the train loss at its end is {value:word}': '该轮结束时训练损失为 {value}',
  'the validation loss at its end is {value:word}': '该轮结束时验证损失为 {value}',
  'no step had a finite loss': '没有一步的损失是有限数',
  'the last finite loss was {loss}': '最后一个有限的损失为 {loss}',
  train: '训练',
  validation: '验证',
  test: '测试',
  compiling: '编译',
  training: '训练',
  starting: '启动',
  'was written by another version': '由另一版本写成',
  'has a header that cannot be read': '的文件头无法读取',
  'is shorter than its header says': '短于其文件头所述',
  'belongs to another trial (its {key} differs)': '属于另一个试验（{key} 不同）',
  'does not hold {name}': '缺少 {name}',
  'one trial trains': '训练一个试验',
  'at most {n} trials train': '至多训练 {n} 个试验',
  'search.parallel or {what:said}': 'search.parallel 或 {what}',
  'the rows of the data (subset.rows)': '数据的样本数（subset.rows）',
  'model.units, model.filters or model.layers': 'model.units、model.filters 或 model.layers',
  'it was killed (SIGKILL); when nobody did it by hand, the system was out of memory':
    '被终止（SIGKILL）；若非手动终止，则是系统内存不足',
  'it was killed (SIGKILL)': '被终止（SIGKILL）',
  'signal {signal}': '信号 {signal}',
  'no exit code': '没有退出码',
  'exit code {code}, out of memory': '退出码 {code}，内存不足',
  'exit code {code}': '退出码 {code}',
  'in {cwd}: there is no such program or folder; check "runner.argv" and "runner.cwd"':
    '{cwd} 中没有这个程序或文件夹；请检查“runner.argv”和“runner.cwd”',
  'because it may not be run (EACCES); make it executable, or name its interpreter first':
    '没有执行权限（EACCES）；请使其可执行，或先写出解释器',
  'because its arguments are too long (E2BIG); let it read them from the file that VERNIER_PARAMS names':
    '参数过长（E2BIG）；请让它从 VERNIER_PARAMS 所指的文件读取',
  'it could not be started ({why})': '无法启动（{why}）',
  'one trial trains at a time': '一次训练一个试验',
  'this machine has one core': '本机只有一个核心',
  '{n} trials at once leave one core for each': '同时 {n} 个试验，每个只有一个核心',
  'another study is training': '另一个研究正在训练',
  'the study is short': '研究很短',
  'measuring would take too much memory': '测量会占用过多内存',
  'no more fit its memory or the cores that feed it': '显存或供给它的核心容不下更多',
  '{n} {trial|trials} × {threads} {thread|threads} {rate}': '{n} 个试验 × {threads} 个线程 {rate}',
  '{n} {trial|trials} × {threads} {thread|threads}': '{n} 个试验 × {threads} 个线程',
  '{n} {trial|trials} a card {rate}': '每卡 {n} 个试验 {rate}',
  '{n} {trial|trials} a card': '每卡 {n} 个试验',
  '{gpu} has {gb} GB free': '{gpu} 剩余 {gb} GB',
  'the processor ("cpu")': '处理器（"cpu"）',
  '{n:word} as its own': '{n} 个（视同自己的）',
  '{n:word} by their ranking, as they had another budget': '{n} 个（按排名，因预算不同）',
  'none of them': '其中 0 个',
  '{n:word} with the same budget and data': '{n} 个预算与数据相同',
  '{n:word} by {its|their} ranking': '{n} 个按其排名',
  '{setting:item} outside {values:plain} ({n:word})': '{setting} 超出 {values}（{n} 个）',
  '{setting:item} other than {values:plain} ({n:word})': '{setting} 不是 {values}（{n} 个）',
  'no {setting:word} ({n:word})': '没有 {setting}（{n} 个）',
  '{setting:item}, which this study has not ({n:word})': '{setting}，本研究没有此设置（{n} 个）',
  'against "{constraint:quoted}" ({n:word})': '违反“{constraint}”（{n} 个）',
  'cannot be trained here: {why:plain} ({n:word})': '在此无法训练：{why}（{n} 个）',
  'failed ({n:word})': '失败（{n} 个）',
  'stopped early on another budget ({n:word})': '在另一预算下提前停止（{n} 个）',
  'another budget, in a finite space ({n:word})': '另一预算，且空间有限（{n} 个）',
  'another budget, with several objectives ({n:word})': '另一预算，且有多个目标（{n} 个）',
  'other reasons ({n:word})': '其他原因（{n} 个）',
  '{setting:word} {before:said} → {after:said}': '{setting} {before} → {after}',
  'constraint added: {text}': '新增约束：{text}',
  'constraint removed: {text}': '移除约束：{text}',
  'its default': '默认值',
  'fixed at {value}': '固定为 {value}',
};
