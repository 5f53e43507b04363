// Errors of commands: what cannot be done with a study, a trial, the database, an engine or the connection.
import type { SentenceTable } from './reader.ts';

export const commandSentences: SentenceTable = {
  // Trials.
  'This study has no trial {n}.': '本研究没有试验 {n}。',
  'Study "{study}" has no trial {n}.': '研究“{study}”没有试验 {n}。',
  'Study "{study}" has a trial {n} already.': '研究“{study}”已有试验 {n}。',
  'Trial {n:word} is {state:said}; only a running trial can be paused.': '试验 {n} {state}；只能暂停运行中的试验。',
  'Trial {n:word} is {state:said} already; there is nothing to stop.': '试验 {n} 已经{state}；无可停止。',
  'Trial {n:word} is {state:said}: {why:said}.': '试验 {n} {state}：{why}。',
  'Trial {n:word} is {state:said}; it does not wait in the queue.': '试验 {n} {state}；它不在队列中等待。',
  'Trial {n:word} has begun meanwhile; it is no longer in the queue.': '试验 {n} 已经开始；不再在队列中。',
  'Trial {n:word} is {state:said}; only one that was taken out of the queue can be put back.':
    '试验 {n} {state}；只有移出队列的试验才能放回。',
  'Trial {n:word} is {state:said}; only a complete trial can go on for more epochs.':
    '试验 {n} {state}；只有完成的试验才能继续训练更多轮。',
  'Trial {n:word} is trained {runs} times; only a trial that is trained once can go on for more epochs.':
    '试验 {n} 训练 {runs} 次；只有训练一次的试验才能继续更多轮。',
  'Trial {n:word} has its epochs from the search; put a copy with more epochs in the queue instead.':
    '试验 {n} 的轮数由搜索决定；请改将一份轮数更多的副本加入队列。',
  'Trial {n:word} has as many epochs as its own program decides; give "training.epochs" in the study file to change that.':
    '试验 {n} 的轮数由其程序决定；在研究文件中写明“training.epochs”即可更改。',
  'Trial {n:word} is {state:said}; it can be trained again when it has ended.':
    '试验 {n} {state}；结束后才能重新训练。',
  'The trials are of different stages; train those of one stage again at a time.':
    '这些试验属于不同阶段；请一次只重新训练一个阶段的试验。',
  'Name either "top", how many of the best are trained again, or "trials", which.':
    '请给出“top”（重新训练最好的几个）或“trials”（哪些），二者之一。',
  'Study "{study}" has no trial with a value yet; run it first.': '研究“{study}”还没有得出值的试验；请先运行。',
  'Study "{study}" has no trial yet; run it first.': '研究“{study}”还没有试验；请先运行。',
  'Study "{study}" has no complete trial yet; {open} are still open.':
    '研究“{study}”还没有完成的试验；{open} 个尚未结束。',
  'Study "{study}" has no best configuration: {diverged} of {n} trials diverged and {failed} failed.':
    '研究“{study}”没有最佳配置：{n} 个试验中 {diverged} 个发散，{failed} 个失败。',
  'Trial {n:word} has no finite {metric} yet.': '试验 {n} 还没有有限的 {metric}。',
  'Trial {n:word} of "{study}" has no value, so no weights stand for it.':
    '“{study}”的试验 {n} 没有值，因而没有对应的权重。',
  'Trial {n:word} of "{study}" still trains; wait for its end, or stop it.':
    '“{study}”的试验 {n} 仍在训练；请等待其结束，或停止它。',
  'Trial {n:word} of "{study}" never trained; run the study first.': '“{study}”的试验 {n} 从未训练；请先运行该研究。',
  'Training trial {n} again was cancelled.': '重新训练试验 {n} 已取消。',
  'Trial {n:word} could not be trained again: {why:said}': '无法重新训练试验 {n}：{why}',
  'Trial {n}, trained again, is not best at epoch {epoch} as it was: its engine or its version differs here.':
    '试验 {n} 重新训练后不再像原先那样在第 {epoch} 轮最佳：此处的引擎或其版本不同。',
  'Trial {n:word} is trained again with its seed, up to {epochs} epochs.':
    '试验 {n} 以其随机种子重新训练，至多 {epochs} 轮。',
  'The weights of trial {n} are not kept: it has to be trained again for this.':
    '试验 {n} 的权重未保留：为此须重新训练。',
  'The weights of trial {n} of "{study}" are not there; Vernier keeps those of the best {kept} trials, and older versions kept none: "{again}" trains it again with its seed first.':
    '“{study}”的试验 {n} 的权重不在；Vernier 保留最好的 {kept} 个试验的权重，旧版本则不保留：“{again}”会先以其随机种子重新训练。',
  'The kept weights have {metric} {found}, and the trial had {stored}: they are not those of this epoch; train it again with --retrain.':
    '保留的权重的 {metric} 为 {found}，而试验为 {stored}：它们不是该轮的权重；请用 --retrain 重新训练。',
  'Study "{study}" {how:said}, of which Vernier knows no model: count confusions in that program.':
    '研究“{study}”{how}，Vernier 不了解其模型：请在该程序中统计混淆。',
  'A confusion matrix needs exactly one class a row, which the data of "{study}" have not.':
    '混淆矩阵要求每个样本恰有一个类别，而“{study}”的数据不是。',
  'The data of "{study}" have {n} classes, and a matrix of more than {most} cannot be read.':
    '“{study}”的数据有 {n} 个类别，超过 {most} 个的矩阵无法阅读。',
  'A confusion matrix needs exactly one class a row.': '混淆矩阵要求每个样本恰有一个类别。',
  'Study "{study}" {how:said}, of which Vernier knows no model: measure test rows in that program, with the settings that "{command}" gives.':
    '研究“{study}”{how}，Vernier 不了解其模型：请在该程序中以“{command}”给出的设置测量测试样本。',
  'Study "{study}" has no test part. Lock one before the search: write "test": {"fraction": 0.1} beside "validation" in the study file\'s "data" and run it as a new study (--new).':
    '研究“{study}”没有测试部分。请在搜索前锁定：在研究文件的“data”中，于“validation”旁写入 "test": {"fraction": 0.1}，并作为新研究运行（--new）。',
  'A trial that is {from:said} cannot become {to:said}.': '{from}的试验不能变为{to}。',

  // Studies.
  'There is no study {id}.': '没有研究 {id}。',
  'Study "{study}" holds trials of another program, and nothing trains more of them here; begin a new study whose "search.warmStart" names it.':
    '研究“{study}”保存的是其他程序的试验，此处无法再训练；请开始新的研究，并在其“search.warmStart”中写明它。',
  'No trial of study "{study}" has begun: TensorBoard would have nothing to show.':
    '研究“{study}”还没有开始的试验：TensorBoard 将没有可显示的内容。',
  'There is a study "{id}" already.': '已有研究“{id}”。',
  'The study "{id}" is gone for good.': '研究“{id}”已彻底删除。',
  'The study file is not valid.': '研究文件无效。',
  'Study "{study}" never ran; run it first.': '研究“{study}”从未运行；请先运行。',
  'The data of study "{study}" cannot be read any more: {why:said}': '研究“{study}”的数据无法再读取：{why}',
  'The data of study "{study}" changed since it ran; bring the old data back, or run it again (--new).':
    '研究“{study}”运行之后数据已改变；请恢复原来的数据，或重新运行（--new）。',
  'The data of study "{study}" changed since it began; run it as a new study (--new), or bring the old data back.':
    '研究“{study}”开始之后数据已改变；请作为新研究运行（--new），或恢复原来的数据。',
  'The data are not those that this configuration was found on (their fingerprint differs); point "data" at the same data.':
    '这些数据不是得出此配置的数据（指纹不同）；请让“data”指向相同的数据。',
  'data: The study names no data; give "data" with a "source".': 'data：研究没有指明数据；请写出带“source”的“data”。',
  'data: A model is described on data; give "data" with a "source".':
    'data：模型须针对数据描述；请写出带“source”的“data”。',
  'The checks of "{study}" are being made already; wait for them, or cancel them.':
    '“{study}”的检查正在进行；请等待，或取消。',
  '"{study}" is running; pause or stop it before it is put away.': '“{study}”正在运行；归档前请暂停或停止它。',
  'The study runs; stop it before a stage is added.': '研究正在运行；添加阶段前请停止它。',
  'The study runs; no stage of it waits to be accepted.': '研究正在运行；没有等待接受的阶段。',
  '"{metric}" is no objective of this study; use {metrics:list}.': '“{metric}”不是本研究的目标；请用 {metrics}。',
  'Study "{study}" {how:said}, of which Vernier knows no model: {what:said} can be exported of studies that Vernier trains; "{command}" gives the best settings as JSON.':
    '研究“{study}”{how}，Vernier 不了解其模型：只有由 Vernier 训练的研究才能导出{what}；“{command}”以 JSON 给出最佳设置。',
  'No code is written that reads {what:said}; take the configuration as JSON with "{command}".':
    '没有读取{what}的代码；请用“{command}”以 JSON 取得配置。',
  'This model has {gb} GB of weights, and an ONNX file holds less than 2 GB.':
    '该模型的权重有 {gb} GB，而 ONNX 文件不能超过 2 GB。',
  'The study "{study}" has trials of another space: data, settings, constraints, objective, warm start or seed changed. Take changed ranges into it with "{command}" or on its page Space, run it as a new study (--new), or undo the change.':
    '研究“{study}”的试验属于另一空间：数据、设置、约束、目标、热启动或随机种子已改变。可用“{command}”或在其“空间”页采用新的范围，或作为新研究运行（--new），或撤销更改。',
  'onnxruntime does not load the exported model: {why}': 'onnxruntime 无法加载导出的模型：{why}',
  'The data set has no rows that a model could be checked on.': '数据集没有可用来检验模型的样本。',
  'The exported model gives {found} numbers for {rows} rows.': '导出的模型对 {rows} 个样本给出 {found} 个数。',
  "The exported model gives {found} where the trial's weights give {value} (row {row} of those it was checked on).":
    '导出的模型给出 {found}，而试验的权重给出 {value}（检验样本的第 {row} 行）。',
  'All checks together took longer than {s} s.': '全部检查合计超过 {s} 秒。',
  'The program that {what:said} was cancelled.': '{what}的程序已取消。',
  'The program that {what:said} ended: {why}.': '{what}的程序结束了：{why}。',
  'The program that {what:said} ended.': '{what}的程序结束了。',
  'The study runs your own program; how long it takes shows with its first epochs.':
    '本研究运行您自己的程序；所需时间要到最初几轮才知道。',
  'A study keeps at most {most} views; delete one before "{name}" is saved.':
    '一个研究至多保存 {most} 个视图；保存“{name}”前请删除一个。',
  'This study has no view "{name}".': '本研究没有视图“{name}”。',
  'There is a view "{name}" already; choose another name, or replace it.': '已有视图“{name}”；请另取名称，或替换它。',

  // The space and stages.
  'This study trains one configuration again, so that there is no space to change; start a new study from it.':
    '本研究是重新训练一个配置，没有可修改的空间；请由它开始新研究。',
  'Stage "{stage}" waits for its ranges to be accepted; change them there.':
    '阶段“{stage}”的范围等待接受；请在那里修改。',
  'The space of "{study}" was changed meanwhile: it is at version {version}, and this change began at version {base}. Look at the new one, then change it again.':
    '“{study}”的空间期间已被修改：现为版本 {version}，而此更改基于版本 {base}。请查看新的空间后再修改。',
  'settings.{key}: Stage "{stage}" has "{setting}" from the study, so that it cannot be left out; give it a value.':
    'settings.{key}：阶段“{stage}”的“{setting}”来自研究，不能略去；请给它一个值。',
  'Nothing is changed: this is the space in force.': '没有改变：这就是现行的空间。',
  'Stage "{stage}" narrows no other stage.': '阶段“{stage}”不缩小其他阶段。',
  'Stage "{stage}" narrows stage "{from}", which has not ended yet.': '阶段“{stage}”缩小尚未结束的阶段“{from}”。',
  'Stage "{stage}" does not wait to be accepted; it is {state:said}.': '阶段“{stage}”不在等待接受；它{state}。',
  'ranges.{key}: Stage "{stage}" does not search "{setting}"; {known:said}':
    'ranges.{key}：阶段“{stage}”不搜索“{setting}”；{known}',
  'ranges.{key}: The study file says what stage "{stage}" takes for "{setting}".':
    'ranges.{key}：阶段“{stage}”中“{setting}”的取值由研究文件规定。',
  'Nothing was tried yet: change the ranges themselves, in a new study.': '还没有试验过：请在新研究中直接修改范围。',
  'There is a stage "{name}" already; give the new one another name.': '已有阶段“{name}”；请给新阶段另取名称。',
  'No trial of stage "{stage}" has a value, so that there is nothing to narrow.':
    '阶段“{stage}”没有试验得出值，无从缩小。',
  'Stage "{stage}" is still to come: its ranges can be changed when it waits, and a stage added behind it.':
    '阶段“{stage}”尚未开始：等待时可修改其范围，并在其后添加阶段。',
  'This study has no stage "{name}"; {known:said}': '本研究没有阶段“{name}”；{known}',
  '{at}: Study "{study}" {theirs:said}, and this one {own:said}: its values are no measure here. Name a study of the same objective.':
    '{at}：研究“{study}”{theirs}，而本研究{own}：其值在此不可比。请指定目标相同的研究。',
  '{at}: Study "{study}" cannot be read any more: {why:said}': '{at}：研究“{study}”无法再读取：{why}',
  '{at}: Study "{study}" is named twice; name it once.': '{at}：研究“{study}”被指定了两次；请只指定一次。',
  '{at}: No trial of study "{study}" has ended yet; run it first, or leave it out.':
    '{at}：研究“{study}”还没有结束的试验；请先运行，或略去它。',
  '{at}: "{study}" is this study itself; name an earlier one.': '{at}：“{study}”就是本研究；请指定先前的研究。',
  '{at}: There is no study "{study}"; {known:said}': '{at}：没有研究“{study}”；{known}',
  'runner: This study names no program of its own.': 'runner：本研究没有指定自己的程序。',
  'runner.cwd: The folder {cwd} does not exist; the program is started in it.':
    'runner.cwd：文件夹 {cwd} 不存在；程序要在其中启动。',
  '{at}: There is no program "{program}" that can be run at that place, seen from {cwd}; name one that is there.':
    '{at}：从 {cwd} 看，那里没有可运行的程序“{program}”；请指定存在的程序。',
  '{at}: There is no program "{program}" that can be run on the PATH; name one that is there.':
    '{at}：PATH 中没有可运行的程序“{program}”；请指定存在的程序。',
  'Each trial is given one of {list}; give "devices": "cpu" when the program uses none.':
    '每个试验分得 {list} 之一；若程序不使用显卡，请写 "devices": "cpu"。',
  'The error of "{metric}" cannot be estimated.': '无法估计“{metric}”的误差。',

  // Study files and data directories.
  '{path} is a folder; name the study file in it.': '{path} 是文件夹；请指定其中的研究文件。',
  '{path} is no file; write the study into one.': '{path} 不是文件；请把研究写入文件。',
  '{path} is larger than 16 MB; that is no study file.': '{path} 大于 16 MB；这不是研究文件。',
  '{path} has {name} twice in one object, again at line {line}; keep one of them.':
    '{path} 的同一对象中有两个 {name}，第二个在第 {line} 行；请只保留一个。',
  '{path} is not text in UTF-8; save it in that encoding.': '{path} 不是 UTF-8 文本；请以该编码保存。',
  '{path} is no file; name one.': '{path} 不是文件；请指定一个文件。',
  '{path} is larger than {mb} MB, too large to be imported.': '{path} 大于 {mb} MB，太大而无法导入。',
  'There is no file {path}.': '没有文件 {path}。',
  '{path} cannot be read ({code}).': '无法读取 {path}（{code}）。',
  '{path} is not JSON: {why:said}.': '{path} 不是 JSON：{why}。',
  '{path} is nested too deeply for a study file.': '{path} 嵌套过深，不是研究文件。',
  'The data directory {path} cannot be written ({code}); choose another with --data-dir or VERNIER_DATA_DIR.':
    '无法写入数据目录 {path}（{code}）；请用 --data-dir 或 VERNIER_DATA_DIR 另选。',
  'The data directory {path} cannot be made ({code}); choose another with --data-dir.':
    '无法建立数据目录 {path}（{code}）；请用 --data-dir 另选。',
  'The lock of {path} was taken away; close Vernier and start it again.':
    '{path} 的锁已被取走；请关闭并重新启动 Vernier。',
  'Another Vernier (process {pid}) holds {path} but cannot be reached; close it, or choose another directory with --data-dir.':
    '另一个 Vernier（进程 {pid}）占用 {path}，但无法连接；请关闭它，或用 --data-dir 另选目录。',
  'The lock file {path} cannot be read ({code}).': '无法读取锁文件 {path}（{code}）。',
  'The program folder has no package.json; install Vernier again.': '程序文件夹缺少 package.json；请重新安装 Vernier。',
  'The Node binary that trains is missing; run "npm ci" again.': '缺少用于训练的 Node；请重新运行“npm ci”。',

  // The database.
  'The disk is full: this was not saved. Free some space and go on.': '磁盘已满：未能保存。请腾出空间后继续。',
  'The database is damaged: start Vernier again, it keeps the file and begins a new one.':
    '数据库已损坏：请重新启动 Vernier，它会保留该文件并新建一个。',
  'The database is in use by another program.': '数据库正被另一程序使用。',
  'The database is open for reading only: this was not saved.': '数据库以只读方式打开：未能保存。',
  'The disk reports an error: this was not saved. Check the disk.': '磁盘报告错误：未能保存。请检查磁盘。',
  'The database refuses this: {why}.': '数据库拒绝：{why}。',
  'The log of the database {path} was damaged: what was written last is lost. It was kept as {aside}.':
    '数据库 {path} 的日志已损坏：最后写入的内容丢失。已另存为 {aside}。',
  'The database {path} was damaged ({why}). It was kept as {aside}, and an empty one begun.':
    '数据库 {path} 已损坏（{why}）。已另存为 {aside}，并新建空库。',
  'There is no database at {path} yet: run a study first.': '{path} 还没有数据库：请先运行一个研究。',
  'The database {path} is damaged; opening the studio keeps it aside and begins a new one.':
    '数据库 {path} 已损坏；打开工作室会将其另存并新建一个。',
  'The database {path} was removed or replaced while it was in use: nothing more is saved. Start Vernier again.':
    '数据库 {path} 在使用中被移走或替换：不再保存任何内容。请重新启动 Vernier。',
  '{path} is a database of another program; choose another data directory.':
    '{path} 是另一程序的数据库；请另选数据目录。',
  'The database {path} was written by a newer Vernier (format {theirs}, this one knows {own}): update Vernier, or choose another data directory with --data-dir.':
    '数据库 {path} 由更新的 Vernier 写成（格式 {theirs}，本版本支持到 {own}）：请更新 Vernier，或用 --data-dir 另选数据目录。',
  'The database {path} is in use by another program; close it and try again.':
    '数据库 {path} 正被另一程序使用；请关闭后重试。',
  'The database {path} cannot be opened ({code}); check that its directory can be written, or choose another with --data-dir.':
    '无法打开数据库 {path}（{code}）；请检查其目录可写，或用 --data-dir 另选。',
  '{what:said} is damaged in the database: {bytes} bytes are no whole rows. What else is stored can be read; restore a copy of the database to have it back.':
    '{what}在数据库中已损坏：{bytes} 字节不是整行。其余内容仍可读取；恢复数据库的副本即可找回。',
  'The store is closed.': '数据库已关闭。',
  "The store's thread ended: {why:said}": '数据库线程已结束：{why}',
  'The backup to {path} failed: {why:said}': '备份到 {path} 失败：{why}',

  // The connection.
  'The host did not answer {name} within {s} s; try again.': '主机在 {s} 秒内没有应答 {name}；请重试。',
  '{name}: no connection to the host within {s} s.': '{name}：{s} 秒内未能连上主机。',
  'There is no connection to the host.': '没有与主机的连接。',
  'The connection to the host is gone: {why}': '与主机的连接已断开：{why}',
  'The connection to the host is gone.': '与主机的连接已断开。',
  'The connection to the host was closed.': '与主机的连接已关闭。',
  'Host and page are of different versions; close Vernier and open it again.':
    '主机与页面的版本不同；请关闭 Vernier 后重新打开。',
  'The input of {name} cannot be sent: {why}': '无法发送 {name} 的输入：{why}',
  'The host knows no call "{name}"; page and host may be of different versions.':
    '主机不认识调用“{name}”；页面与主机的版本可能不同。',
  '{name:word}: "{field:quoted}" is wrong: {why}.': '{name}：“{field}”有误：{why}。',
  '{name:word}: the input is wrong: {why}.': '{name}：输入有误：{why}。',
  'Too many calls are running; try again later.': '正在进行的调用过多；请稍后再试。',
  'The host sent a message that this page does not understand.': '主机发来页面无法理解的消息。',
  'The host does not answer, or refuses this connection.': '主机没有应答，或拒绝此连接。',
  'The host is closing.': '主机正在关闭。',
  'The caller gave up.': '调用方已放弃。',
  'The connection closed.': '连接已关闭。',
  'The analysis ended unexpectedly: {why}. Ask again.': '分析意外结束：{why}。请再试一次。',
  'The analysis was closed.': '分析已关闭。',
  'An analysis needs a study.': '分析需要一个研究。',
  'A contour needs two settings, not "{x}" twice.': '等高线图需要两个设置项，而不是两次“{x}”。',
  '"{name}" is not searched in this study; use one of {names:list}.': '本研究不搜索“{name}”；请用 {names} 之一。',
  'Subset trust needs two studies.': '检验部分数据的可信度需要两个研究。',
  'The two studies measure different things ({one}, {other}); compare studies of one objective.':
    '两个研究衡量的不同（{one}、{other}）；请比较目标相同的研究。',

  // Engines.
  'The engine "{name}" cannot run here: {why:said}[ Or train with the engine "{next}" ("--engine {option}").]':
    '引擎“{name}”无法在此运行：{why}[也可用引擎“{next}”训练（“--engine {option}”）。]',
  'The engine {name} does not tell its version.': '引擎 {name} 没有报告其版本。',
  'There is no engine "{name}"; there are {names:list}.': '没有引擎“{name}”；有 {names}。',
  'There is no engine {name}: choose auto or {names:list}.': '没有引擎 {name}：请选择 auto 或 {names}。',
  'There is no engine "{name}"; {known:said}': '没有引擎“{name}”；{known}',
  'The engine {name} does not load within {minutes} minutes.': '引擎 {name} 在 {minutes} 分钟内没有加载。',
  'The engine {name} ends the process that loads it: {how:said}[ – {said}].':
    '引擎 {name} 使加载它的进程结束：{how}[ – {said}]。',
  'The engine {name:word} did not answer for {s} s.': '引擎 {name} {s} 秒没有应答。',
  'The engine {name:word} could not be started ({why}).': '引擎 {name} 无法启动（{why}）。',
  'The engine {name:word} ended its process ({how}).': '引擎 {name} 结束了自己的进程（{how}）。',
  'The engine {name:word} {how:said} when it was asked for a card.': '询问引擎 {name} 显卡时，它{how}。',
  'The engine {name} does not load on {platform} {arch} ({why}); reinstall Vernier for this platform.':
    '引擎 {name} 在 {platform} {arch} 上无法加载（{why}）；请为此平台重新安装 Vernier。',
  'The engine tfjs does not start here ({why:said}); reinstall Vernier.':
    '引擎 tfjs 无法在此启动（{why}）；请重新安装 Vernier。',
  "TensorFlow's library cannot be called on {platform}; use the engine onnx.":
    '在 {platform} 上无法调用 TensorFlow 库；请使用引擎 onnx。',
  "VERNIER_TENSORFLOW names {path}, which does not hold TensorFlow's libraries.":
    'VERNIER_TENSORFLOW 所指的 {path} 中没有 TensorFlow 库。',
  'TensorFlow is not installed; bring it with "vernier engines install tensorflow".':
    '未安装 TensorFlow；请用“vernier engines install tensorflow”安装。',
  'The TensorFlow in {path} is version {version}; install {oldest} or newer.':
    '{path} 中的 TensorFlow 为版本 {version}；请安装 {oldest} 或更新版本。',
  'The TensorFlow in {path} does not load here: {why}': '{path} 中的 TensorFlow 无法在此加载：{why}',
  'TensorFlow opens no session here: {why}': 'TensorFlow 无法在此打开会话：{why}',
  'TensorFlow could not {action}: {why}': 'TensorFlow 操作失败（{action}）：{why}',
  '{op} differs from the reference by {by}.': '{op} 与参考值相差 {by}。',
  'Its self-test failed here[: {why:said}]': '其自检在此失败[：{why}]',
  'Engines were not tidied up: {why:said}': '未能清理引擎：{why}',
  'The path of the wheel must be absolute, from the root of the disk: {path}':
    'wheel 的路径须为从磁盘根目录起的绝对路径：{path}',
  '{name} cannot be used here.': '{name} 无法在此使用。',
  'Measuring the engine {name} was cancelled.': '引擎 {name} 的测速已取消。',
  'The engine "{name}" ended with code {code} before its first step.': '引擎“{name}”在第一步之前以退出码 {code} 结束。',
  'The study "{study}" trains with {name}, which cannot be {what:said} meanwhile; pause the study, or wait until it ends.':
    '研究“{study}”正用 {name} 训练，期间不能{what}；请暂停该研究，或等待其结束。',
  '{name} was not installed, since it does not work here: {why:said} The engine {next} is used as before.':
    '{name} 无法在此工作，因此未安装：{why}仍使用引擎 {next}。',
  'Trying the engine {name} was cancelled.': '引擎 {name} 的试用已取消。',
  '{name} is being {what:said} now; wait until that is done, or cancel it.': '{name} 正在{what}；请等待完成，或取消。',
  'The work on {name} was cancelled.': '对 {name} 的操作已取消。',
  'This work does not run any more.': '此操作已不在进行。',
  'There is no engine "{name}" to install or remove; choose one of: {names:list}.':
    '没有可安装或移除的引擎“{name}”；请从 {names} 中选择。',
  'CUDA and a wheel file are for the engine tensorflow, not for {name}.':
    'CUDA 与 wheel 文件用于引擎 tensorflow，不用于 {name}。',
  'The engine "{name}" is not installed in {path}.': '{path} 中未安装引擎“{name}”。',
  'The engine {name} is being installed or removed in {path} already; try again when that is done.':
    '引擎 {name} 正在 {path} 中安装或移除；完成后请重试。',
  'The folder of engines {path} cannot be written ({code}).': '无法写入引擎文件夹 {path}（{code}）。',
  'The disk of {path} has {free} MB free and {needed} MB are needed; free some, or choose another data directory with --data-dir.':
    '{path} 所在磁盘剩余 {free} MB，需要 {needed} MB；请腾出空间，或用 --data-dir 另选数据目录。',
  'The installation was cancelled; nothing was changed.': '安装已取消；没有任何改动。',
  'The package index cannot be reached: {why}.': '无法连接软件包索引：{why}。',
  'The package index answered {status}.': '软件包索引应答 {status}。',
  'The package index answers in an unknown way.': '软件包索引的应答无法识别。',
  '{name} could not be fetched: the server answered {status}.': '无法获取 {name}：服务器应答 {status}。',
  '{name} could not be fetched: {why:said}.': '无法获取 {name}：{why}。',
  'The download {name} is damaged: its checksum is not the published one; try again.':
    '下载的 {name} 已损坏：其校验和与公布的不符；请重试。',
  'pip could not fetch {names:list}: {why}. Without a network, fetch the wheel elsewhere and install from that file (--from FILE.whl).':
    'pip 无法获取 {names}：{why}。没有网络时，请在别处下载 wheel 并从该文件安装（--from FILE.whl）。',
  'No Python with pip was found to fetch TensorFlow; install one, or install from a wheel file (--from FILE.whl).':
    '没有找到带 pip 的 Python 来获取 TensorFlow；请安装，或从 wheel 文件安装（--from FILE.whl）。',
  'The files of {name} are in use ({code}); end what trains with it and try again.':
    '{name} 的文件正在使用（{code}）；请结束使用它的训练后重试。',
  'TensorFlow has no CUDA build for {platform} {arch}; install it without CUDA.':
    'TensorFlow 没有适用于 {platform} {arch} 的 CUDA 版本；请安装不带 CUDA 的版本。',
  "{file} does not hold TensorFlow's two libraries; choose another wheel.":
    '{file} 不含 TensorFlow 的两个库；请另选 wheel。',
  'pip ended without a wheel of {name}.': 'pip 结束时没有得到 {name} 的 wheel。',
  '{file} is a wheel of {name}, not of TensorFlow.': '{file} 是 {name} 的 wheel，不是 TensorFlow 的。',
  '{file} was built for {platforms:list}, and this machine is {platform} {arch}; choose the wheel for it.':
    '{file} 是为 {platforms} 构建的，而本机是 {platform} {arch}；请选择对应的 wheel。',
  '{file} is TensorFlow {version}, and the engine needs {oldest} or newer.':
    '{file} 是 TensorFlow {version}，引擎需要 {oldest} 或更新版本。',
  '{file} does not say which CUDA it needs; install it without CUDA.':
    '{file} 没有说明所需的 CUDA；请安装不带 CUDA 的版本。',
  'npm could not install {name}: {why}.': 'npm 无法安装 {name}：{why}。',
  '{file} is not named like a Python wheel (name-version-python-abi-platform.whl); keep the name it was published under.':
    '{file} 的名称不像 Python wheel（name-version-python-abi-platform.whl）；请保留其发布时的名称。',
  '{file} is damaged ({why:said}); download it again.': '{file} 已损坏（{why}）；请重新下载。',
  'The page is not built; run "npm run build" in the program folder.':
    '页面尚未构建；请在程序文件夹中运行“npm run build”。',
};

export const commandPhrases: SentenceTable = {
  'runs a program of its own': '运行自己的程序',
  'holds trials of another program': '保存的是其他程序的试验',
  'its weights are no longer numbers; enqueue its settings with a smaller learning rate instead':
    '其权重不再是数；请改以更小的学习率把其设置加入队列',
  'there is nothing left to train': '没有可训练的了',
  'The curve "{key}" of trial {n:word}': '试验 {n} 的曲线“{key}”',
  queued: '排队中',
  running: '运行中',
  paused: '已暂停',
  complete: '已完成',
  stopped: '已停止',
  failed: '已失败',
  diverged: '已发散',
  waiting: '在等待',
  proposed: '等待接受',
  'makes the pre-flight checks': '进行运行前检查',
  'exports the model': '导出模型',
  'measures the test part': '测量测试部分',
  'counts confusions': '统计混淆',
  'times the epochs': '测量每轮时间',
  'a model': '模型',
  'source code': '源代码',
  replaced: '替换',
  removed: '移除',
  installed: '安装',
  'self-tested': '自检',
  measured: '测速',
  'maximizes {metric}': '最大化 {metric}',
  'minimizes {metric}': '最小化 {metric}',
  'it is empty': '为空',
  'it has none.': '没有阶段。',
  'the data directory holds no other study yet.': '数据目录中还没有其他研究。',
  'its packages are not installed': '未安装其软件包',
  'its native library does not load': '其本机库无法加载',
  'WebAssembly does not start': 'WebAssembly 无法启动',
  'there is no graphics adapter': '没有图形适配器',
  'the graphics adapter does not start': '图形适配器无法启动',
  'did not answer within {s} s': '{s} 秒内没有应答',
  'could not be started ({why})': '无法启动（{why}）',
  'ended ({how})': '结束了（{how}）',
  'the connection ended after {bytes} bytes': '连接在 {bytes} 字节后中断',
  'its self-test fails: {why:said}': '其自检失败：{why}',
  'it has no RECORD': '缺少 RECORD',
  'its RECORD lacks {name}': '其 RECORD 缺少 {name}',
  'the checksum of {name} is not that of its RECORD': '{name} 的校验和与 RECORD 不符',
};
