// The best configuration as a PyTorch program.
import { blocks, call, indent } from './code.ts';
import { dataCode, dataImports } from './python-data.ts';
import {
  classWeightsFunction,
  epochRowsFunction,
  hasRateFunction,
  heading,
  isNaturalOrder,
  rateFunction,
} from './python-training.ts';
import { pytorchModel } from './pytorch-model.ts';
import type { OptimizerPlan, SnippetPlan } from './snippet-plan.ts';

/** A runnable Python program; its last line on stdout is "validation.<metric> <value>" of the epoch that it kept. */
export function pytorchSnippet(plan: SnippetPlan): string {
  const standard = [...new Set([...dataImports(plan), 'math', ...(keepsBest(plan) ? ['copy'] : [])])].sort();
  const top = blocks(
    [
      heading(plan, 'PyTorch', 'numpy and torch (pip install numpy torch)', notCarried(plan)),
      [
        ...standard.map((name) => `import ${name}`),
        '',
        'import numpy as np',
        'import torch',
        'import torch.nn.functional as F',
        'from torch import nn',
      ],
      constants(plan),
    ],
    1,
  );
  const body = blocks([
    dataCode(plan),
    ...pytorchModel(plan),
    rateFunction(plan),
    classWeightsFunction(plan),
    epochRowsFunction(plan),
    augmentFunction(plan),
    measureFunction(plan),
    mainFunction(plan),
    ['if __name__ == "__main__":', '    main()'],
  ]);
  return `${[...top, ...body].join('\n')}\n`;
}

const keepsBest = ({ objective }: SnippetPlan) => objective.pick === 'best';

const measured = (task: SnippetPlan['task']) => (task === 'regression' ? ['loss', 'rmse'] : ['loss', 'accuracy']);

/** The metric that picks the best epoch, and the factor that makes smaller better. */
function goalOf({ objective, task }: SnippetPlan): { metric: string; sign: '' | '-'; isSubstitute: boolean } {
  const name = objective.metric.startsWith('validation.') ? objective.metric.slice('validation.'.length) : '';
  if (task === 'regression' && name === 'r2') return { metric: 'rmse', sign: '', isSubstitute: false };
  if (measured(task).includes(name)) return { metric: name, sign: name === 'accuracy' ? '-' : '', isSubstitute: false };
  return { metric: 'loss', sign: '', isSubstitute: true };
}

function notCarried(plan: SnippetPlan): string[] {
  const { augment, model, objective } = plan;
  const recurrentDropout = model.layers.find((layer) => layer.kind === 'recurrent')?.recurrentDropout ?? 0;
  return [
    ...(augment.shift > 0 ? [`augment.shift ${augment.shift}.`] : []),
    ...(augment.rotate > 0 ? [`augment.rotate ${augment.rotate}.`] : []),
    ...(augment.mixup > 0 ? [`augment.mixup ${augment.mixup}.`] : []),
    ...(recurrentDropout > 0 ? [`model.recurrentDropout ${recurrentDropout}: PyTorch's layers have none.`] : []),
    ...(goalOf(plan).isSubstitute ? [`objective ${objective.metric}: the validation loss picks the best epoch.`] : []),
  ];
}

function constants({ seed, epochs, batchSize, optimizer }: SnippetPlan): string[] {
  return [
    `SEED = ${seed}`,
    `EPOCHS = ${epochs}`,
    `BATCH_SIZE = ${batchSize}`,
    `LEARNING_RATE = ${optimizer.learningRate}`,
  ];
}

function optimizerCode({ name, momentum, nesterov, beta1, beta2, rho, epsilon, weightDecay }: OptimizerPlan): string[] {
  const betas = `betas=(${beta1}, ${beta2})`;
  const eps = `eps=${epsilon}`;
  const heavy = momentum > 0 ? `momentum=${momentum}` : null;
  const settings: Record<typeof name, readonly [string, ...(string | null)[]]> = {
    sgd: ['SGD', heavy, nesterov && momentum > 0 ? 'nesterov=True' : null],
    adam: ['Adam', betas, eps],
    adamw: ['AdamW', betas, eps],
    rmsprop: ['RMSprop', `alpha=${rho}`, eps, heavy],
    adadelta: ['Adadelta', `rho=${rho}`, eps],
    adagrad: ['Adagrad', eps],
    adamax: ['Adamax', betas, eps],
  };
  const [kind, ...own] = settings[name];
  if (name !== 'adamw')
    return [`optimizer = ${call(`torch.optim.${kind}`, 'model.parameters()', 'lr=LEARNING_RATE', ...own)}`];
  return [
    '# Kernels decay, biases and normalisation do not.',
    'others = [weight for weight in model.parameters() if weight.ndim == 1]',
    `groups = [{"params": kernels, "weight_decay": ${weightDecay}}, {"params": others, "weight_decay": 0.0}]`,
    `optimizer = ${call('torch.optim.AdamW', 'groups', 'lr=LEARNING_RATE', ...own)}`,
  ];
}

function augmentFunction({ augment: { flip, noise }, data }: SnippetPlan): string[] {
  const flips = data.kind === 'image' ? { none: [], horizontal: [2], vertical: [1], both: [2, 1] }[flip] : [];
  if (flips.length === 0 && noise === 0) return [];
  return [
    'def augment(x):',
    ...indent([
      ...flips.flatMap((axis) => [
        'flipped = torch.rand(len(x), 1, 1, 1) < 0.5',
        `x = torch.where(flipped, x.flip(${axis}), x)`,
      ]),
      ...(noise > 0 ? [`x = x + ${noise} * torch.randn_like(x)`] : []),
      'return x',
    ]),
  ];
}

function measureFunction({ task }: SnippetPlan): string[] {
  return [
    'def measure(model, x, y):',
    ...indent([
      '"""Metrics without dropout."""',
      'model.eval()',
      'with torch.no_grad():',
      '    outputs = torch.cat([model(part) for part in x.split(256)])',
      ...(task === 'regression'
        ? ['loss = F.mse_loss(outputs[:, 0], y).item()', 'return {"loss": loss, "rmse": math.sqrt(loss)}']
        : [
            'loss = F.cross_entropy(outputs, y).item()',
            'return {"loss": loss, "accuracy": (outputs.argmax(1) == y).float().mean().item()}',
          ]),
    ]),
  ];
}

function mainFunction(plan: SnippetPlan): string[] {
  const { task, scaling, balance, schedule, optimizer, l1, l2, labelSmoothing, patience } = plan;
  const isRegression = task === 'regression';
  const hasWeights = balance.classWeights > 0 && task === 'classification';
  const hasAugment = augmentFunction(plan).length > 0;
  const needsKernels = l1 > 0 || l2 > 0 || optimizer.name === 'adamw';
  const goal = goalOf(plan);
  const isPlateau = schedule.kind === 'plateau';
  const tracks = keepsBest(plan) || patience !== null;
  const classLoss = call(
    'F.cross_entropy',
    'outputs',
    'y[rows]',
    hasWeights ? 'weight=weights' : null,
    labelSmoothing > 0 ? `label_smoothing=${labelSmoothing}` : null,
  );
  const penalties = [
    ...(l2 > 0 ? [`${l2} * sum(weight.square().sum() for weight in kernels)`] : []),
    ...(l1 > 0 ? [`${l1} * sum(weight.abs().sum() for weight in kernels)`] : []),
  ];
  const step = [
    ...(hasRateFunction(plan)
      ? [
          `rate = learning_rate(epoch, step, steps)${isPlateau ? ' * drop' : ''}`,
          'for group in optimizer.param_groups:',
          '    group["lr"] = rate',
        ]
      : []),
    'rows = order[(step - 1) * BATCH_SIZE : step * BATCH_SIZE]',
    `outputs = model(${hasAugment ? 'augment(x[rows])' : 'x[rows]'})`,
    isRegression ? 'loss = F.mse_loss(outputs[:, 0], y[rows])' : `loss = ${classLoss}`,
    ...penalties.map((penalty) => `loss = loss + ${penalty}`),
    'optimizer.zero_grad()',
    'loss.backward()',
    ...(optimizer.clipNorm === null ? [] : [`nn.utils.clip_grad_norm_(model.parameters(), ${optimizer.clipNorm})`]),
    ...(optimizer.clipValue === null ? [] : [`nn.utils.clip_grad_value_(model.parameters(), ${optimizer.clipValue})`]),
    'optimizer.step()',
  ];
  const epochEnd = [
    'metrics = measure(model, x_validation, y_validation)',
    'print(f"epoch {epoch}: " + ", ".join(f"{name} {value:.4f}" for name, value in metrics.items()))',
    ...(tracks
      ? [
          `if best is None or ${goal.sign}metrics["${goal.metric}"] < ${goal.sign}best["${goal.metric}"]:`,
          ...indent([
            'best, best_epoch = metrics, epoch',
            ...(keepsBest(plan) ? ['best_weights = copy.deepcopy(model.state_dict())'] : []),
          ]),
        ]
      : []),
    ...(isPlateau && !hasRateFunction(plan) ? [`plateau.step(${goal.sign}metrics["${goal.metric}"])`] : []),
    ...(isPlateau && hasRateFunction(plan)
      ? [
          `if lowest is None or ${goal.sign}metrics["${goal.metric}"] < lowest:`,
          `    lowest, waited = ${goal.sign}metrics["${goal.metric}"], 0`,
          'else:',
          '    waited += 1',
          `if waited >= ${schedule.patience}:`,
          `    drop, waited = max(drop * ${schedule.factor}, ${schedule.minimum} / LEARNING_RATE), 0`,
        ]
      : []),
    ...(patience === null ? [] : [`if epoch - best_epoch >= ${patience}:`, '    break']),
  ];
  return [
    'def main():',
    ...indent([
      'torch.manual_seed(SEED)',
      'rng = np.random.default_rng(SEED)',
      'inputs, labels, train, validation = load()',
      ...(scaling === 'none'
        ? []
        : ['shift, factor = fit_scaling(inputs[train])', 'inputs = (inputs - shift) * factor']),
      ...(isRegression
        ? [
            '# The network learns the label with zero mean and unit variance.',
            'mean, sd = labels[train].mean(), labels[train].std() or 1.0',
            'labels = (labels - mean) / sd',
          ]
        : []),
      'x = torch.tensor(inputs[train], dtype=torch.float32)',
      `y = torch.tensor(labels[train], dtype=torch.${isRegression ? 'float32' : 'long'})`,
      'x_validation = torch.tensor(inputs[validation], dtype=torch.float32)',
      `y_validation = torch.tensor(labels[validation], dtype=torch.${isRegression ? 'float32' : 'long'})`,
      ...(hasWeights ? ['weights = torch.tensor(class_weights(y.numpy()), dtype=torch.float32)'] : []),
      '',
      'model = Model()',
      ...(needsKernels ? ['kernels = [weight for weight in model.parameters() if weight.ndim > 1]'] : []),
      ...optimizerCode(optimizer),
      ...(isPlateau && !hasRateFunction(plan)
        ? [
            'plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(',
            `    optimizer, factor=${schedule.factor}, patience=${Math.max(0, schedule.patience - 1)}, threshold=0, min_lr=${schedule.minimum}`,
            ')',
          ]
        : []),
      ...(isPlateau && hasRateFunction(plan) ? ['drop, lowest, waited = 1.0, None, 0'] : []),
      ...(tracks ? ['best, best_epoch = None, 0'] : []),
      'for epoch in range(1, EPOCHS + 1):',
      ...indent([
        'model.train()',
        isNaturalOrder(plan) ? 'order = rng.permutation(len(x))' : 'order = epoch_rows(y.numpy(), rng)',
        'steps = math.ceil(len(order) / BATCH_SIZE)',
        'for step in range(1, steps + 1):',
        ...indent(step),
        ...epochEnd,
      ]),
      ...(keepsBest(plan) ? ['', 'model.load_state_dict(best_weights)', 'metrics = best'] : []),
      isRegression
        ? 'print(f"validation.rmse {metrics[\'rmse\'] * sd:.6g}")'
        : 'print(f"validation.accuracy {metrics[\'accuracy\']:.4f}")',
    ]),
  ];
}
