// Changed copies of the training rows in a PyTorch snippet.
import { indent } from './code.ts';
import type { SnippetPlan } from './snippet-plan.ts';

/** `augment(x)` of a batch; nothing where rows stay as they are. */
export function augmentFunction({ augment, data, model }: SnippetPlan): string[] {
  const { flip, shift, rotate, noise } = augment;
  const isImage = data.kind === 'image';
  const flips = isImage ? { none: [], horizontal: [2], vertical: [1], both: [2, 1] }[flip] : [];
  const moves = isImage && (shift > 0 || rotate > 0);
  const isNoisy = noise > 0;
  if (flips.length === 0 && !moves && !isNoisy) return [];
  return [
    'def augment(x):',
    ...indent([
      isImage
        ? '"""A batch [rows, height, width, channels], each image changed at random; the edge repeats outside of it."""'
        : '"""A batch with normal noise on its scaled values."""',
      ...flips.flatMap((axis) => [
        'flipped = torch.rand(len(x), 1, 1, 1) < 0.5',
        `x = torch.where(flipped, x.flip(${axis}), x)`,
      ]),
      ...(moves ? moveLines(shift, rotate, model.inputShape) : []),
      ...(isNoisy ? noiseLines(noise, model.paddingMark === 'feature') : []),
      'return x',
    ]),
  ];
}

/** grid_sample's coordinates run from −1 to 1 over each side, so a turn stretches by the ratio of the sides. */
function moveLines(shift: number, rotate: number, [height = 1, width = 1]: readonly number[]): string[] {
  const ratio = (a: number, b: number) => (a === b ? '' : ` * ${a} / ${b}`);
  return [
    rotate > 0 ? `turn = torch.deg2rad(${rotate} * (2 * torch.rand(len(x)) - 1))` : 'turn = torch.zeros(len(x))',
    shift > 0
      ? `right, down = ${shift} * (2 * torch.rand(2, len(x)) - 1) * 2  # of half a side`
      : 'right = down = torch.zeros(len(x))',
    ...(shift > 0 && rotate === 0
      ? [
          '# Whole pixels, so that a shift alone blurs nothing.',
          `right, down = (right * ${width} / 2).round() * 2 / ${width}, (down * ${height} / 2).round() * 2 / ${height}`,
        ]
      : []),
    `first = torch.stack([turn.cos(), -turn.sin()${ratio(height, width)}, right], dim=1)`,
    `second = torch.stack([turn.sin()${ratio(width, height)}, turn.cos(), down], dim=1)`,
    'x = x.permute(0, 3, 1, 2)',
    'grid = F.affine_grid(torch.stack([first, second], dim=1), list(x.shape), align_corners=False)',
    'x = F.grid_sample(x, grid, padding_mode="border", align_corners=False).permute(0, 2, 3, 1)',
  ];
}

/** The last feature of a padded sequence says where it ends. */
function noiseLines(noise: number, isMarked: boolean): string[] {
  if (!isMarked) return [`x = x + ${noise} * torch.randn_like(x)`];
  return [`noise = ${noise} * torch.randn_like(x)`, 'noise[..., -1] = 0  # marks the padding', 'x = x + noise'];
}
