// The optimiser of a PyTorch snippet.
import { call } from './code.ts';
import type { OptimizerPlan, SnippetPlan } from './snippet-plan.ts';

/** Whether the program names the weights that penalties and decay go for: kernels, neither biases nor normalisation nor word vectors. */
export const needsKernels = ({ l1, l2, optimizer }: SnippetPlan): boolean =>
  l1 > 0 || l2 > 0 || optimizer.name === 'adamw';

export function optimizerLines({ optimizer, data }: SnippetPlan): string[] {
  const { name, weightDecay } = optimizer;
  const [kind, ...own] = argumentsOf(optimizer);
  if (name !== 'adamw')
    return [`optimizer = ${call(`torch.optim.${kind}`, 'model.parameters()', 'lr=LEARNING_RATE', ...own)}`];
  return [
    `# Kernels decay; biases, normalisation${data.kind === 'text' ? ' and word vectors' : ''} do not.`,
    'others = [weight for weight in model.parameters() if not any(weight is kernel for kernel in kernels)]',
    `groups = [{"params": kernels, "weight_decay": ${weightDecay}}, {"params": others, "weight_decay": 0.0}]`,
    `optimizer = ${call('torch.optim.AdamW', 'groups', 'lr=LEARNING_RATE', ...own)}`,
  ];
}

/** The class's name, then its arguments. */
function argumentsOf(plan: OptimizerPlan): readonly [string, ...(string | null)[]] {
  const { name, momentum, nesterov, beta1, beta2, rho, epsilon } = plan;
  const betas = `betas=(${beta1}, ${beta2})`;
  const eps = `eps=${epsilon}`;
  const heavy = momentum > 0 ? `momentum=${momentum}` : null;
  switch (name) {
    case 'sgd':
      return ['SGD', heavy, nesterov && momentum > 0 ? 'nesterov=True' : null];
    case 'adam':
      return ['Adam', betas, eps];
    case 'adamw':
      return ['AdamW', betas, eps];
    case 'rmsprop':
      return ['RMSprop', `alpha=${rho}`, eps, heavy];
    case 'adadelta':
      return ['Adadelta', `rho=${rho}`, eps];
    case 'adagrad':
      return ['Adagrad', eps];
    case 'adamax':
      return ['Adamax', betas, eps];
  }
}
