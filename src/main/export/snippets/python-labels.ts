// Labels in a Python snippet: class indices, values, or 0 and 1 per label.
import { indent } from './code.ts';
import type { SnippetPlan } from './snippet-plan.ts';

/** `read_labels(cells)`, and `number(cell)` where cells are numbers. */
export function labelFunction(plan: SnippetPlan): string[] {
  const { data } = plan;
  const needsNumber =
    isCells(plan) &&
    (plan.task === 'regression' || data.hasNumericLabel || data.columns.some(({ levels }) => levels === null));
  const number = [
    'def number(cell):',
    ...indent(['return float("nan") if cell in MISSING else float(cell.replace(",", "."))']),
    '',
    '',
  ];
  return [...(needsNumber ? number : []), 'def read_labels(cells):', ...indent(labelLines(plan))];
}

/** Whether labels are text cells of a table, in contrast to an array. */
const isCells = ({ data: { spec } }: SnippetPlan) =>
  spec.source === 'csv' || spec.source === 'text' || (spec.source === 'sample' && spec.name !== 'digits');

function labelLines(plan: SnippetPlan): string[] {
  const { task, data } = plan;
  if (task === 'multilabel') {
    if (!isCells(plan)) return ['"""0 or 1 [rows, labels]."""', 'return cells.astype("float32")'];
    return [
      '"""0 or 1 [rows, labels]: lists in brackets, or parts between the separator that most cells hold."""',
      'cells = ["" if cell in MISSING else cell for cell in cells]',
      'separator = max(";|,", key=lambda mark: sum(mark in cell for cell in cells))',
      'parts = [ast.literal_eval(cell) if cell.startswith("[") else cell.split(separator) for cell in cells]',
      'sets = [{str(part).strip() for part in own} for own in parts]',
      'return np.array([[label in labels for label in CLASSES] for labels in sets], "float32")',
    ];
  }
  if (task === 'regression') {
    return [
      '"""Values; nan where a row has none."""',
      isCells(plan) ? 'return np.array([number(cell) for cell in cells])' : 'return np.asarray(cells, "float64")',
    ];
  }
  const docstring = '"""Class indices; nan where a row has no label, or one of a class that is not wanted."""';
  if (data.hasNumericLabel) {
    const value = isCells(plan) ? 'number(cell)' : 'float(cell)';
    return [
      docstring,
      'index = {float(name): i for i, name in enumerate(CLASSES)}',
      `return np.array([index.get(${value}, np.nan) for cell in cells])`,
    ];
  }
  const cell = isCells(plan) ? 'None if cell in MISSING else cell' : 'str(cell)';
  return [
    docstring,
    'index = {name: i for i, name in enumerate(CLASSES)}',
    `return np.array([index.get(${cell}, np.nan) for cell in cells])`,
  ];
}
