// The loss of a step in a PyTorch snippet, of `outputs`, `target` and, with class weights, the `weight` of each row.
import { call } from './code.ts';
import { hasClassWeights } from './python-training.ts';
import type { SnippetPlan } from './snippet-plan.ts';

export function lossLines(plan: SnippetPlan): string[] {
  switch (plan.task) {
    case 'regression':
      return ['loss = F.mse_loss(outputs[:, 0], target)'];
    case 'multilabel':
      return ['loss = F.binary_cross_entropy_with_logits(outputs, target)'];
    case 'classification': {
      const smoothing = plan.labelSmoothing > 0 ? `label_smoothing=${plan.labelSmoothing}` : null;
      if (!hasClassWeights(plan)) return [`loss = ${call('F.cross_entropy', 'outputs', 'target', smoothing)}`];
      // PyTorch's own `weight` weighs smoothed labels by each class that they name; here the row's class decides.
      return [
        `losses = ${call('F.cross_entropy', 'outputs', 'target', smoothing, 'reduction="none"')}`,
        'loss = (weight * losses).sum() / weight.sum()',
      ];
    }
  }
}
