// The best configuration as a PyTorch program.
import { blocks, call, float, indent } from './code.ts';
import { dataCode, dataImports } from './python-data.ts';
import { measureFunction } from './python-metrics.ts';
import {
  classWeightsFunction,
  epochRowsFunction,
  hasClassWeights,
  hasMixup,
  hasRateFunction,
  heading,
  isNaturalOrder,
  mixFunction,
  rateFunction,
  targetLines,
} from './python-training.ts';
import { augmentFunction } from './pytorch-augment.ts';
import { lossLines } from './pytorch-loss.ts';
import { pytorchModel } from './pytorch-model.ts';
import { needsKernels, optimizerLines } from './pytorch-optimizer.ts';
import type { SnippetPlan } from './snippet-plan.ts';

/** A runnable Python program; its last line on stdout is the study's metric of the epoch that it kept: "validation.accuracy 0.93". */
export function pytorchSnippet(plan: SnippetPlan): string {
  const model = pytorchModel(plan);
  const standard = ['math', ...dataImports(plan), ...(plan.goal.keepsBest ? ['copy'] : [])];
  const packs = model.flat().some((line) => line.includes('pack_padded_sequence'));
  const hasFunctions = [...model.flat(), ...augmentFunction(plan), ...lossLines(plan)].some((line) =>
    line.includes('F.'),
  );
  const top = blocks(
    [
      heading(plan, 'PyTorch', 'numpy and torch (pip install numpy torch)', []),
      [
        ...[...new Set(standard)].sort().map((name) => `import ${name}`),
        '',
        'import numpy as np',
        'import torch',
        ...(hasFunctions ? ['import torch.nn.functional as F'] : []),
        'from torch import nn',
        ...(packs ? ['from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence'] : []),
      ],
      constants(plan),
    ],
    1,
  );
  const body = blocks([
    dataCode(plan),
    ...model,
    rateFunction(plan),
    classWeightsFunction(plan),
    epochRowsFunction(plan),
    augmentFunction(plan),
    mixFunction(plan),
    predictFunction(),
    measureFunction(plan),
    mainFunction(plan),
    ['if __name__ == "__main__":', '    main()'],
  ]);
  return `${[...top, ...body].join('\n')}\n`;
}

function constants({ seed, epochs, batchSize, optimizer }: SnippetPlan): string[] {
  return [
    `SEED = ${seed}`,
    `EPOCHS = ${epochs}`,
    `BATCH_SIZE = ${batchSize}`,
    `LEARNING_RATE = ${float(optimizer.learningRate)}`,
  ];
}

function predictFunction(): string[] {
  return [
    'def predict(model, x):',
    ...indent([
      '"""Outputs [rows, outputs] as a numpy array, without dropout."""',
      'model.eval()',
      'with torch.no_grad():',
      '    return torch.cat([model(part) for part in x.split(256)]).numpy()',
    ]),
  ];
}

function stepLines(plan: SnippetPlan): string[] {
  const { optimizer, l1, l2, schedule, task } = plan;
  const augmented = augmentFunction(plan).length > 0;
  const isSoft = hasMixup(plan) && task === 'classification';
  const target = isSoft ? `F.one_hot(y[rows], ${plan.outputs}).float()` : 'y[rows]';
  return [
    ...(hasRateFunction(plan)
      ? [
          'for group in optimizer.param_groups:',
          `    group["lr"] = learning_rate(epoch, step, steps)${schedule.kind === 'plateau' ? ' * drop' : ''}`,
        ]
      : []),
    'rows = order[(step - 1) * BATCH_SIZE : step * BATCH_SIZE]',
    `batch, target = ${augmented ? 'augment(x[rows])' : 'x[rows]'}, ${target}`,
    ...(hasClassWeights(plan) ? ['weight = weights[y[rows]]'] : []),
    ...(hasMixup(plan)
      ? [
          hasClassWeights(plan)
            ? 'batch, target, weight = mix(rng, batch, target, weight)'
            : 'batch, target = mix(rng, batch, target)',
        ]
      : []),
    'outputs = model(batch)',
    ...lossLines(plan),
    ...(l2 > 0 ? [`loss = loss + ${l2} * sum(weight.square().sum() for weight in kernels)`] : []),
    ...(l1 > 0 ? [`loss = loss + ${l1} * sum(weight.abs().sum() for weight in kernels)`] : []),
    'optimizer.zero_grad()',
    'loss.backward()',
    ...(optimizer.clipNorm === null ? [] : [`nn.utils.clip_grad_norm_(model.parameters(), ${optimizer.clipNorm})`]),
    ...(optimizer.clipValue === null ? [] : [`nn.utils.clip_grad_value_(model.parameters(), ${optimizer.clipValue})`]),
    'optimizer.step()',
  ];
}

/** Whether epochs are compared with each other. */
const tracksBest = ({ goal, patience }: SnippetPlan) => goal.keepsBest || patience !== null;

function epochEnd(plan: SnippetPlan): string[] {
  const { goal, schedule, patience, task } = plan;
  const sd = task === 'regression' ? ', sd' : '';
  const isPlateau = schedule.kind === 'plateau';
  const value = `metrics["${goal.name}"]`;
  const better = goal.isMaximized ? '>' : '<';
  return [
    goal.part === 'train'
      ? `metrics = measure(predict(model, x), y.numpy()${sd})`
      : `metrics = measure(predict(model, x_validation), y_validation${sd})`,
    'print(f"epoch {epoch}: " + ", ".join(f"{name} {value:.4f}" for name, value in metrics.items()))',
    ...(tracksBest(plan)
      ? [
          `if best is None or ${value} ${better} best["${goal.name}"]:`,
          ...indent([
            'best, best_epoch = metrics, epoch',
            ...(goal.keepsBest ? ['best_weights = copy.deepcopy(model.state_dict())'] : []),
          ]),
        ]
      : []),
    ...(isPlateau && !hasRateFunction(plan) ? [`plateau.step(${value})`] : []),
    ...(isPlateau && hasRateFunction(plan)
      ? [
          `if highlight is None or ${value} ${better} highlight:`,
          `    highlight, waited = ${value}, 0`,
          'else:',
          '    waited += 1',
          `if waited >= ${schedule.patience}:`,
          `    drop, waited = max(drop * ${schedule.factor}, ${schedule.minimum} / LEARNING_RATE), 0`,
        ]
      : []),
    ...(patience === null ? [] : [`if epoch - best_epoch >= ${patience}:`, '    break']),
  ];
}

function mainFunction(plan: SnippetPlan): string[] {
  const { schedule, goal } = plan;
  const isPlateau = schedule.kind === 'plateau';
  return [
    'def main():',
    ...indent([
      'torch.manual_seed(SEED)',
      'rng = np.random.default_rng(SEED)',
      'inputs, y, train, validation = load()',
      ...targetLines(plan),
      'x, x_validation = torch.tensor(inputs[train]), torch.tensor(inputs[validation])',
      `y, y_validation = torch.tensor(y[train]), y[validation]`,
      ...(hasClassWeights(plan) ? ['weights = torch.tensor(class_weights(y.numpy()), dtype=torch.float32)'] : []),
      '',
      'model = Model()',
      ...(needsKernels(plan)
        ? [
            plan.data.kind === 'text'
              ? 'kernels = [weight for name, weight in model.named_parameters() if weight.ndim > 1 and "embedding" not in name]'
              : 'kernels = [weight for weight in model.parameters() if weight.ndim > 1]',
          ]
        : []),
      ...optimizerLines(plan),
      ...(isPlateau && !hasRateFunction(plan)
        ? [
            'plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(',
            `    ${call('', 'optimizer', goal.isMaximized ? 'mode="max"' : null, `factor=${schedule.factor}`, `patience=${schedule.patience - 1}`, 'threshold=0', schedule.minimum > 0 ? `min_lr=${schedule.minimum}` : null).slice(1, -1)}`,
            ')',
          ]
        : []),
      ...(isPlateau && hasRateFunction(plan) ? ['drop, highlight, waited = 1.0, None, 0'] : []),
      ...(tracksBest(plan) ? ['best, best_epoch = None, 0'] : []),
      'for epoch in range(1, EPOCHS + 1):',
      ...indent([
        'model.train()',
        isNaturalOrder(plan) ? 'order = rng.permutation(len(x))' : 'order = epoch_rows(y.numpy(), rng)',
        'steps = math.ceil(len(order) / BATCH_SIZE)',
        'for step in range(1, steps + 1):',
        ...indent(stepLines(plan)),
        ...epochEnd(plan),
      ]),
      ...(goal.keepsBest
        ? ['', 'model.load_state_dict(best_weights)  # those of the best epoch', 'metrics = best']
        : []),
      `print(f"${goal.part}.${goal.name} {metrics['${goal.name}']:.6g}")`,
    ]),
  ];
}
