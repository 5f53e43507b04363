// What is said of training logs of other programs.
import type { SentenceTable } from './reader.ts';

export const logSentences: SentenceTable = {
  '{path} holds no run.': '{path} 中没有训练。',
  'The reading of training logs was closed.': '训练日志的读取已关闭。',
  'The reading of training logs ended unexpectedly: {why}. Give them again, fewer at once.':
    '训练日志的读取意外结束：{why}。请重新给出，每次少一些。',
  '{n} files with {mb} MB are more than {most} files or {limit} MB at once; give fewer, or use "vernier advise --curves", which has no limit.':
    '{n} 个文件共 {mb} MB，超过一次 {most} 个文件或 {limit} MB；请少给一些，或使用没有限制的“vernier advise --curves”。',
  '{path} has no column like loss, val_loss, accuracy or val_accuracy[; it has {names:list}].':
    '{path} 没有 loss、val_loss、accuracy 或 val_accuracy 这样的列[；有 {names}]。',
  'There is no validation metric in it.': '其中没有验证指标。',
  '{path} has no rows below its header.': '{path} 的表头之下没有行。',
  '{path} is not a CSV table: {why}.': '{path} 不是 CSV 表格：{why}。',
  '{path} is a folder without TensorBoard event files.': '{path} 是没有 TensorBoard 事件文件的文件夹。',
  '{path} ends in the middle of a record; what came before was read.': '{path} 在记录中间结束；之前的内容已读取。',
  '{path} holds no scalars.': '{path} 中没有标量。',
  '{path} holds a single value instead of curves.': '{path} 中只有一个值，而不是曲线。',
  '{path} is {what:said}, not a training log: open it as a study, or start it with "vernier run".':
    '{path} 是{what}，不是训练日志：请作为研究打开，或用“vernier run”启动。',
  '{path} must be a list of objects with numbers, one per epoch; entry {n} is none.':
    '{path} 须为每轮一个、含数的对象列表；第 {n} 项不是。',
  '{path} must be a list of objects with numbers, one per epoch, and is empty.':
    '{path} 须为每轮一个、含数的对象列表，却为空。',
  '{path} must be a list of objects with numbers, one per epoch.': '{path} 须为每轮一个、含数的对象列表。',
  '{path}, line {line} is not JSON.': '{path} 第 {line} 行不是 JSON。',
  '{path} holds only blank lines.': '{path} 中只有空行。',
  '{path} is neither a text nor a TensorBoard event file; give JSON, CSV or a tfevents file.':
    '{path} 既不是文本也不是 TensorBoard 事件文件；请给出 JSON、CSV 或 tfevents 文件。',
  '{path} has no list "runs"; write {form}.': '{path} 没有列表“runs”；请写 {form}。',
  '{path} has version {version}; this program reads curve files of version 1.':
    '{path} 的版本为 {version}；本程序读取版本 1 的曲线文件。',
  '{path}, {run}: "{column}" has {n} values where other columns have {other}; write null where a value is missing.':
    '{path}，{run}：“{column}”有 {n} 个值，而其他列有 {other} 个；缺失的值请写 null。',
  '{path}, {run}: "curve.epoch" must count upwards, but its value {i} is {value}.':
    '{path}，{run}：“curve.epoch”须递增，而第 {i} 个值为 {value}。',
  '{path} is damaged: record {n} does not match its checksum; copy the file again.':
    '{path} 已损坏：第 {n} 条记录与校验和不符；请重新复制该文件。',
};

export const logPhrases: SentenceTable = {
  'an exported best configuration': '导出的最佳配置',
  'a study file': '研究文件',
};
