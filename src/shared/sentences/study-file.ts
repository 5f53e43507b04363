// What is wrong with a study file, its constraints and its settings.
import type { SentenceTable } from './reader.ts';

export const studyFileSentences: SentenceTable = {
  // Fields of the wrong form.
  '"{path:quoted}" must be {what:said}, not {value:said}.': '“{path}”须为{what}，而不是 {value}。',
  '"{path:quoted}" must be {what:said}, not {value:said}; did you mean "{near}"?':
    '“{path}”须为{what}，而不是 {value}；是否想写“{near}”？',
  '"{path:quoted}" is missing; it must be {what:said}.': '缺少“{path}”；须为{what}。',
  '"{path:quoted}" is missing; a range needs low and high.': '缺少“{path}”；范围需要 low 和 high。',
  '"{path:quoted}" is {value:said}, which is not known; {known:said}': '“{path}”为 {value}，这是未知的；{known}',
  '"{path:quoted}" must not be empty.': '“{path}”不能为空。',
  '"{path:quoted}" must have at least {n} entries.': '“{path}”至少要有 {n} 项。',
  '"{path:quoted}" must have at most {n} entries.': '“{path}”至多有 {n} 项。',
  '"{path:quoted}" must have at least {n} characters.': '“{path}”至少要有 {n} 个字符。',
  '"{path:quoted}" must have at most {n} characters.': '“{path}”至多有 {n} 个字符。',
  '"{path:quoted}" must not have a comma, a double quote or a line end.': '“{path}”不能含逗号、双引号或换行。',
  '"{path:quoted}" must be at most {n}.': '“{path}”至多 {n} 个。',
  '"{path:quoted}" must differ from each other by more than case.': '“{path}”之间不能只有大小写不同。',
  '"{path:quoted}" must have at most 40 keys.': '“{path}”至多有 40 个键。',
  '"{path:quoted}" must list at least one value.': '“{path}”至少要列出一个值。',
  '"{path:quoted}" is not understood.': '无法理解“{path}”。',
  '"{path:quoted}" must be a dimension with a name and a type.': '“{path}”须为带名称和类型的维度。',
  'The file is missing; it must be {what:said}.': '缺少文件内容；须为{what}。',
  'The file must be {what:said}, not {value:said}.': '文件须为{what}，而不是 {value}。',
  'Unknown field "{path:quoted}"; {known:said}': '未知字段“{path}”；{known}',
  'Unknown setting "{key}"; {known:said}': '未知设置项“{key}”；{known}',
  'Unknown metric "{metric}"; {known:said}': '未知指标“{metric}”；{known}',
  'This is a best configuration, not a study file.': '这是最佳配置，不是研究文件。',
  'A study file is one object { … }, not a list of {n}.': '研究文件是一个对象 { … }，而不是含 {n} 项的列表。',
  'This file holds {n} best configurations; keep one of them as a single object { … }.':
    '此文件含 {n} 个最佳配置；请只保留其中一个对象 { … }。',
  'Give "subset" once, beside "data" or inside it.': '“subset”只能写一次，在“data”旁边或其中。',
  'The study has no "data"; add for example { "source": "sample", "name": "digits" }.':
    '研究没有“data”；例如可写 { "source": "sample", "name": "digits" }。',

  // Ranges.
  '"{path:quoted}" is {low} and must be smaller than high, which is {high}.':
    '“{path}”为 {low}，须小于 high（{high}）。',
  '"{path:quoted}" is {high}, farther from low, which is {low}, than can be computed with; narrow the range.':
    '“{path}”为 {high}，离 low（{low}）太远，无法计算；请缩小范围。',
  '"{path:quoted}" must be above 0 on a log scale, not {value}.': '对数尺度下“{path}”须大于 0，而不是 {value}。',
  '"{path:quoted}" goes with a linear scale only; on a log scale leave it out or give "points".':
    '“{path}”只用于线性尺度；对数尺度请略去，或写“points”。',
  '"{path:quoted}" is {step}, wider than the range from {low} to {high}.':
    '“{path}”为 {step}，比 {low} 至 {high} 的范围还宽。',
  '"{path:quoted}" and "values" exclude each other.': '“{path}”与“values”不能并用。',
  '"{path:quoted}" is {value}, outside the range from {low} to {high}.':
    '“{path}”为 {value}，在 {low} 至 {high} 的范围之外。',
  '"{path:quoted}" repeats {value}.': '“{path}”重复了 {value}。',
  '"{path:quoted}" must have one entry per choice: {weights} weights for {choices} choices.':
    '“{path}”须每个选项一项：{choices} 个选项有 {weights} 个权重。',
  '"{path:quoted}" {mean} and sd {sd} give values that are too large or too small to be computed with.':
    '“{path}”{mean} 与 sd {sd} 得出的值过大或过小，无法计算。',
  '"{path:quoted}" {mean} and sd {sd} give values that are too large or too small to be computed with; they are the mean and sd of the logarithm.':
    '“{path}”{mean} 与 sd {sd} 得出的值过大或过小，无法计算；它们是对数的均值与标准差。',
  '"{path:quoted}" is {step}, so wide that the prior has only one value within three sd of its mean.':
    '“{path}”为 {step}，过宽：先验在均值三个标准差之内只有一个值。',
  '"{path:quoted}" is a list; write {form} to search over it.': '“{path}”是列表；要在其中搜索请写 {form}。',
  '"{key}" is {what:said}; search it with "type": {wanted}, not "{type}".':
    '“{key}”是{what}；请用 "type": {wanted} 搜索，而不是“{type}”。',
  '"{key}" takes whole numbers, and its step is {step}.': '“{key}”取整数，而其步长为 {step}。',
  '"{key}" is searched but never used: it applies when {when}, and {why:said}; fix that or drop the range.':
    '搜索了“{key}”但从不使用：它仅在 {when} 时适用，而{why}；请修正，或去掉该范围。',
  '"{key}" is searched but never used: it applies when {when}, and {other:word} is {value}; fix that or drop the range.':
    '搜索了“{key}”但从不使用：它仅在 {when} 时适用，而 {other} 为 {value}；请修正，或去掉该范围。',
  '"{key}" is searched but never used: it applies to {data} only; drop the range.':
    '搜索了“{key}”但从不使用：它只适用于 {data}；请去掉该范围。',
  'The condition of {key} depends on {key} itself; drop it from "when".': '{key} 的条件依赖于自身；请从“when”中去掉。',
  'The conditions of {keys:list} depend on each other in a circle; drop one "when".':
    '{keys} 的条件循环依赖；请去掉一个“when”。',
  '"{key}" depends on "{other}", which has no value of its own here; give "{other}" a value or a range.':
    '“{key}”依赖于“{other}”，而它在此没有自己的值；请给“{other}”一个值或范围。',
  '"{key}" depends on "{other}", which is not a setting.': '“{key}”依赖于“{other}”，而它不是设置项。',
  '"{key}" depends on "{other}", which is not a setting; did you mean "{near}"?':
    '“{key}”依赖于“{other}”，而它不是设置项；是否想写“{near}”？',

  // Constraints.
  'Constraint "{text}", column {column}: {why:said}': '约束“{text}”，第 {column} 列：{why}',
  'a constraint has at most {n} characters; split it.': '约束至多 {n} 个字符；请拆分。',
  '"{character}" is not understood here; {hint:said}.': '这里无法理解“{character}”；{hint}。',
  '"{character}" is not understood here.': '这里无法理解“{character}”。',
  '"{token}" is not expected here.': '“{token}”不应出现在这里。',
  'comparisons cannot be chained; write "a < b and b < c".': '比较不能连写；请写“a < b and b < c”。',
  'a setting, a number or a quoted text is missing before "{token}".': '“{token}”之前缺少设置项、数或带引号的文本。',
  'the constraint ends too early.': '约束过早结束。',
  'a comparison is missing before "{token}".': '“{token}”之前缺少比较。',
  'there is no function "{name}"; there are min, max and log.': '没有函数“{name}”；只有 min、max 和 log。',
  'log takes one value.': 'log 只取一个值。',
  'the constraint is nested too deeply.': '约束嵌套过深。',
  '"{token}" is missing for the "(" at column {column}.': '第 {column} 列的“(”缺少“{token}”。',
  'a constraint must compare something, for example "model.layers * model.units <= 1024".':
    '约束必须比较某物，例如“model.layers * model.units <= 1024”。',
  '{left:said} is never equal to {right:said}.': '{left}不会等于{right}。',
  '{operator:word} needs {wanted:said}, not {type:said}.': '{operator} 需要{wanted}，而不是{type}。',
  'Constraint "{text}" names "{name}", which is not a setting; {known:said}':
    '约束“{text}”中的“{name}”不是设置项；{known}',
  'Constraint "{text}" names "{name}", whose default depends on a searched setting; give it a value.':
    '约束“{text}”中的“{name}”，其默认值取决于被搜索的设置项；请给它一个值。',

  // Starting points, recipes, objectives, stages.
  'Starting point {i} has {key} {value}, which {range:said} does not contain.':
    '起始点 {i} 的 {key} 为 {value}，不在{range}之内。',
  'Starting point {i} sets {key} to {value}, but the study does not search {name}; make it a range or leave it out.':
    '起始点 {i} 把 {key} 设为 {value}，但研究不搜索 {name}；请设为范围，或略去。',
  'Starting point {i} names "{key}", which is not a setting.': '起始点 {i} 中的“{key}”不是设置项。',
  'Starting point {i} names "{key}", which is not a setting; did you mean "{near}"?':
    '起始点 {i} 中的“{key}”不是设置项；是否想写“{near}”？',
  'Starting point {i} breaks the constraint "{text}".': '起始点 {i} 违反约束“{text}”。',
  '"{path:quoted}" is no recipe; {known:said}': '“{path}”不是配方；{known}',
  'Recipes are for the models that come with Vernier; give your program starting points in "search.enqueue".':
    '配方用于 Vernier 自带的模型；请在“search.enqueue”中为您的程序给出起始点。',
  'Recipe "{recipe}" is not for this kind of data; take one of {others:list}.':
    '配方“{recipe}”不适用于此类数据；请从 {others} 中选择。',
  'Recipe "{recipe}" breaks the constraint "{text}"; leave it out.': '配方“{recipe}”违反约束“{text}”；请略去。',
  'A study that runs a command needs an "objective" with the metric that the command prints.':
    '运行命令的研究需要“objective”，指明命令输出的指标。',
  '"{metric}" names no class of the data; {known:said}': '“{metric}”不是数据中的类别；{known}',
  '"{metric}" has no side that is always better; add "direction": "maximize" or "minimize".':
    '“{metric}”没有固定的优劣方向；请加上 "direction": "maximize" 或 "minimize"。',
  '"{metric}" does not exist for {task}; {known:said}': '{task} 没有“{metric}”；{known}',
  '"{metric}" is an objective twice; leave one of them out.': '“{metric}”两次作为目标；请略去一个。',
  'A trial\'s results are those of one epoch, which the first objective picks; give all the same "pick".':
    '一个试验的结果取自同一轮，由第一个目标选定；请给各目标相同的“pick”。',
  'Ranges are narrowed by one objective; leave "narrow" out with several.':
    '范围按单一目标缩小；有多个目标时请略去“narrow”。',
  '"{rule}" goes by one objective; with several end by trials or minutes.':
    '“{rule}”只看一个目标；有多个目标时请按试验数或时间结束。',
  'The sampler "{kind}" follows one objective; of several use {known}.':
    '采样器“{kind}”只跟随一个目标；多个目标请用 {known}。',
  'The pruner "{kind}" compares trials by one objective; leave it out with several.':
    '剪枝器“{kind}”按一个目标比较试验；有多个目标时请略去。',
  'A study with stages takes the number of trials from each of them; leave "search.trials" (--trials) out.':
    '分阶段的研究从各阶段取试验数；请略去“search.trials”（--trials）。',
  'Two stages are called "{name}"; give each a name of its own.': '有两个阶段都叫“{name}”；请分别命名。',
  'The study has no "data" to take a subset of; leave "subset" out.': '研究没有可取子集的“data”；请略去“subset”。',
  '"vary" goes with "narrow", whose best trial gives the other values.':
    '“vary”须与“narrow”并用，其余值取自其最佳试验。',
  '"vary" names "{key}", which stage "{stage}" does not search; {known:said}':
    '“vary”中的“{key}”不是阶段“{stage}”搜索的；{known}',
  'The first stage has none before it to narrow; leave "narrow" out.': '第一阶段之前没有可缩小的阶段；请略去“narrow”。',
  'Stage "{stage}" does not come before this one; narrow one of {names:list}.':
    '阶段“{stage}”不在此阶段之前；请缩小 {names} 之一。',
  'There is no stage "{stage}"; narrow one of {names:list}.': '没有阶段“{stage}”；请缩小 {names} 之一。',
  'The error that the regret bound is held against cannot be estimated: {why:said}. Give "error" as a number: how far "{metric}" may be off by chance.':
    '无法估计与遗憾界比较的误差：{why}。请把“error”写成数：“{metric}”因偶然可偏差多少。',

  // Pruners.
  '"search.pruner" lists {kinds:list}, and each lets trials wait for a place of its own; keep one of them.':
    '“search.pruner”列出了 {kinds}，它们各自让试验等待名额；请只保留一个。',
  '"training.epochs" cannot be a range together with the pruner "{kind}", which compares trials epoch by epoch; fix the epochs or set the pruner to none.':
    '剪枝器“{kind}”逐轮比较试验，“training.epochs”不能同时是范围；请固定轮数，或把剪枝器设为 none。',
  '"search.pruner" lists "{other}" beside "{own}" over the share of data, where trials are compared training by training; keep one of them.':
    '“search.pruner”在按数据比例的“{own}”旁列出“{other}”，而那里是逐次训练比较；请只保留一个。',
  '"search.repeats" is {n}, and the pruner "{kind}" over the share of data trains each trial once on each share; set "repeats" to 1, or "over" to "epochs".':
    '“search.repeats”为 {n}，而按数据比例的剪枝器“{kind}”在每个比例上只训练一次；请把“repeats”设为 1，或把“over”设为“epochs”。',
  '"data.validation.folds" is {n}, and the pruner "{kind}" over the share of data compares trials on one validation part; use "fraction", "path" or "column", or set "over" to "epochs".':
    '“data.validation.folds”为 {n}，而按数据比例的剪枝器“{kind}”在同一验证部分比较试验；请用“fraction”、“path”或“column”，或把“over”设为“epochs”。',
  '"{path}.lower" is {lower} and above "upper", {upper}: no value lies between them; swap them.':
    '“{path}.lower”为 {lower}，大于“upper”{upper}：两者之间没有值；请对调。',
  '"{path}.maxEpochs" is {most} and below "minEpochs", {least}; make it the epochs of a whole training.':
    '“{path}.maxEpochs”为 {most}，小于“minEpochs”{least}；请设为一次完整训练的轮数。',
  '"{path:quoted}" says nothing where "over" is "{has}", which goes with {takes}; leave it out, or change "over".':
    '“over”为“{has}”时“{path}”不起作用，与之相配的是 {takes}；请略去，或更改“over”。',
  '"{path:quoted}" must be "epochs" here, where nothing is trained on a share of the rows.':
    '这里“{path}”须为“epochs”，因为没有在部分样本上训练。',

  // A program of the user's own, devices.
  '"{path:quoted}" holds a NUL character, which no program can be given.': '“{path}”含 NUL 字符，无法传给程序。',
  '"{path:quoted}" names {{key}}, which is not in "settings": {known:said}; write {{{again}}} for the braces themselves.':
    '“{path}”中的 {{key}} 不在“settings”中：{known}；要写花括号本身请用 {{{again}}}。',
  'The first word of "runner.argv" is the program; it is empty.': '“runner.argv”的第一个词是程序；它是空的。',
  '"{at}" is the program, and {{key}} is not set in every trial; name it in full.':
    '“{at}”是程序，而 {{key}} 并非在每个试验中都有值；请写全。',
  '"{name}" cannot be the name of an environment variable; leave out "=".': '“{name}”不能作环境变量名；请去掉“=”。',
  '"{name}" is set by Vernier itself; give the variable another name.': '“{name}”由 Vernier 自己设置；请换一个变量名。',
  '"{path:quoted}" must be "cpu", the number of a GPU like 0, or its UUID.':
    '“{path}”须为“cpu”、GPU 编号（如 0）或其 UUID。',
  '"{path:quoted}" must be "auto", "cpu" or a list like {list}.': '“{path}”须为“auto”、“cpu”或形如 {list} 的列表。',
  '"{path:quoted}" has "auto" beside other devices; give it alone.': '“{path}”中“auto”与其他设备并列；请单独写。',
  '"{path:quoted}" names a device twice.': '“{path}”重复列出同一设备。',
  '"{path:quoted}" must be a whole number from 1 to {most}, or "auto".': '“{path}”须为 1 至 {most} 的整数，或“auto”。',
  '"{path:quoted}" must be a number above 0, or "auto".': '“{path}”须为大于 0 的数，或“auto”。',
  '"{path:quoted}" must be of letters, digits, ".", "_" and "-", a letter or digit first.':
    '“{path}”须由字母、数字、“.”、“_”、“-”组成，且以字母或数字开头。',

  // The data object.
  '"{path:quoted}" must have exactly one of {ways:list}.': '“{path}”须恰有 {ways} 之一。',
  '"{path:quoted}" must have exactly one of {ways:list}, not {given:list}.':
    '“{path}”须恰有 {ways} 之一，而不是 {given}。',
  '"{path:quoted}" must say which "value" of the column marks its rows.':
    '“{path}”须写明以该列的哪个“value”标记其样本。',
  '"{path:quoted}" "value" goes with "column".': '“{path}”中的“value”须与“column”并用。',
  '"{path:quoted}" must have fraction, rows or classes.': '“{path}”须有 fraction、rows 或 classes。',
  '"{path:quoted}" takes fraction or rows, not both.': '“{path}”只能取 fraction 或 rows 之一。',
  '"{path:quoted}" must be a column, or a list of two or more columns.': '“{path}”须为一列，或两列以上的列表。',
  '"{path:quoted}" must be one character (a tab is "\\t"), and no quote or line end.':
    '“{path}”须为一个字符（制表符写作“\\t”），不能是引号或换行。',
  '"{path:quoted}" must have either "path" (a folder) or both "images" and "labels".':
    '“{path}”须有“path”（文件夹），或同时有“images”和“labels”。',
  '"{path:quoted}" must have either "path" (an NPZ file) or both "x" and "y".':
    '“{path}”须有“path”（NPZ 文件），或同时有“x”和“y”。',
};

export const studyFilePhrases: SentenceTable = {
  'did you mean "{near}"?': '是否想写“{near}”？',
  'did you mean "{near}"': '是否想写“{near}”',
  'known: {names:list}.': '可用：{names}。',
  'known: {names:list} …': '可用：{names} …',
  'known: {names:list}': '可用：{names}',
  'use one of {names:list}.': '请用 {names} 之一。',
  'the study has none': '研究没有任何设置',
  'it searches nothing.': '它什么也不搜索。',
  'a text in quotes': '带引号的文本',
  'a text': '文本',
  'a value': '值',
  'a number': '数',
  'a whole number': '整数',
  'true or false': 'true 或 false',
  'an object': '对象',
  'an object { … }': '对象 { … }',
  'a list': '列表',
  'a list {form}': '列表 {form}',
  missing: '缺失',
  'one of {names:list}': '{names} 之一',
  'at least {n}': '不小于 {n} 的数',
  'at most {n}': '不大于 {n} 的数',
  'above {n}': '大于 {n} 的数',
  'below {n}': '小于 {n} 的数',
  'a whole number of at least {low}': '不小于 {low} 的整数',
  'a whole number of at least {low} (or null for none)': '不小于 {low} 的整数（null 表示没有）',
  'a whole number above {low}': '大于 {low} 的整数',
  'a whole number of at least {low} and at most {high}': '{low} 至 {high} 的整数',
  'a whole number of at least {low} and at most {high} (or null for none)': '{low} 至 {high} 的整数（null 表示没有）',
  'a number of at least {low}': '不小于 {low} 的数',
  'a number of at least {low} (or null for none)': '不小于 {low} 的数（null 表示没有）',
  'a number above {low}': '大于 {low} 的数',
  'a number above {low} (or null for none)': '大于 {low} 的数（null 表示没有）',
  'a number of at least {low} and at most {high}': '{low} 至 {high} 的数',
  'a number of at least {low} and at most {high} (or null for none)': '{low} 至 {high} 的数（null 表示没有）',
  'a number above {low} and at most {high}': '大于 {low} 且不大于 {high} 的数',
  'a number above {low} and at most {high} (or null for none)': '大于 {low} 且不大于 {high} 的数（null 表示没有）',
  'a number of at least {low} and below {high}': '不小于 {low} 且小于 {high} 的数',
  'a number above {low} and below {high}': '大于 {low} 且小于 {high} 的数',
  'its choices ({choices})': '其选项（{choices}）',
  'its values ({values})': '其取值（{values}）',
  'its normal range': '其正态范围',
  'its lognormal range': '其对数正态范围',
  'its range from {low} to {high}': '其范围 {low} 至 {high}',
  'its range from {low} to {high} in steps of {step}': '其范围 {low} 至 {high}（步长 {step}）',
  'its range from {low} to {high} on {points} points': '其范围 {low} 至 {high}（{points} 个点）',
  'the range of {key} holds no such value': '{key} 的范围中没有这样的值',
  'these settings are used together with no value of {key}': '这些设置项无论 {key} 取何值都不会同时使用',
  'write "and"': '请写“and”',
  'write "or"': '请写“or”',
  'write "not" or "!="': '请写“not”或“!=”',
  'write "==" to compare': '比较请写“==”',
  'there are no powers, multiply instead': '没有乘方，请改用乘法',
  'the quoted text has no closing quote': '带引号的文本缺少右引号',
  'a program of your own measures it': '它由您自己的程序测量',
  '"{metric}" is not of the validation part': '“{metric}”不属于验证部分',
};
